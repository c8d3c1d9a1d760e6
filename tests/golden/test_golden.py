"""What one would lose: a sentence that an answer said, in either language, and that it says no more."""

from __future__ import annotations

import pytest

from tests.golden.cases import CASES
from tests.golden.record import COLUMNS, FILES, LANGUAGES, golden, shown, words_of

CHANGED = (
    "{case} does not say in '{lang}' what it said. Look at the diff: where it was meant, run "
    "`python tests/golden/record.py {case}` and commit the file; where it was not, mend the code."
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_an_answer_says_what_it_said(case: str, lang: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", COLUMNS)
    said = shown(case, lang).splitlines()
    assert said == golden(case, lang).read_text(encoding="utf-8").splitlines(), CHANGED.format(
        case=case, lang=lang
    )


def test_each_file_is_of_a_case():
    expected = {golden(case, lang) for case in CASES for lang in LANGUAGES}
    assert set(FILES.glob("*.txt")) == expected


def test_the_words_of_html_do_not_depend_on_its_tags():
    one = "<style>b {x: y}</style><p>Reach: <b>5&#160;000</b>.</p>\n<p>Then <i>more</i></p>"
    other = "<div>Reach: 5\u00a0000. <span>Then</span> more</div>"
    assert words_of(one) == words_of(other) == "Reach: 5\u00a0000.\nThen more"
