"""Every answer is shown by one mechanism: one that is shown otherwise says other numbers, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.language.facts import Number, Span
from cmkit.language.languages import languages
from cmkit.language.said import said
from cmkit.language.sentences import speaking
from cmkit.statements.shown import Shown, in_language, spoken
from tests.golden.cases import CASES

ANSWERS = {
    "boss_full": "Answer", "compare_models": "Comparison", "cycle_goals": "Cycle",
    "dark_social": "DarkSocial", "emv_range_two_lists": "EmvRange", "guess_answer_right": "Told",
    "influencers": "Influencers", "judge_three_target": "Verdict", "lift_roi": "Lift",
    "matrix_three": "Matrix", "organic_and_paid": "OrganicAndPaid", "plan_sales": "Plan",
    "read_campaign_facebook_en_csv": "Export", "reconcile": "Reconciliation", "returns_full": "Returns",
    "visits_news": "Diagnosis",
}  # fmt: skip
"""A case of each answer, and its class."""
ENDINGS = (".html", ".xlsx", ".csv", ".txt")

every_answer = pytest.mark.parametrize("case", ANSWERS)
every_language = pytest.mark.parametrize("lang", languages())


def answer(case: str, lang: str) -> Any:
    with speaking(lang):
        return CASES[case]()


def classes(base: type) -> set[str]:
    return {name for each in base.__subclasses__() for name in ({each.__name__} | classes(each))}


def test_every_class_that_is_shown_is_among_these_and_every_public_result_is_shown():
    public = [getattr(cm, name) for name in cm.__all__]
    results = {each for each in public if isinstance(each, type)} - {cm.CmkitError, cm.Money, cm.Objective}
    assert all(issubclass(each, Shown) for each in results)
    assert {each.__name__ for each in results} <= set(ANSWERS.values())
    assert {name for name in classes(Shown) if not name.startswith("_")} <= set(ANSWERS.values())


@every_language
@every_answer
def test_an_answer_says_itself_in_sentences_in_a_terminal_on_a_page_and_in_sheets(case, lang):
    found = answer(case, lang)
    assert isinstance(found, Shown)
    assert type(found).__name__ == ANSWERS[case]
    assert found.text(lang).strip()
    assert found.plain(lang).strip()
    assert "<" in found.html(lang)
    tables = found.sheets(lang)
    assert len(tables["sentences"])
    assert all(len(table.columns) for table in tables.values())


@every_language
@every_answer
def test_its_picture_is_drawn(case, lang):
    figure = answer(case, lang).figure(lang)
    drawn = [axes for axes in figure.axes if axes.texts or axes.patches or axes.lines or axes.collections]
    assert drawn or figure.texts


@every_language
@every_answer
def test_it_is_written_to_files_that_hold_something(case, lang, tmp_path: Path):
    found = answer(case, lang)
    for ending in ENDINGS:
        path = found.save(tmp_path / f"answer{ending}", lang)
        assert path.stat().st_size > 20
    assert len(list(tmp_path.iterdir())) == len(ENDINGS)
    assert found.plain(lang).strip() in (tmp_path / "answer.txt").read_text(encoding="utf-8")
    assert f'lang="{lang}"' in (tmp_path / "answer.html").read_text(encoding="utf-8")


def test_a_notebook_and_a_terminal_show_it_in_the_language_in_use():
    found = answer("judge_three_target", "en")
    for lang in languages():
        with speaking(lang):
            assert found._repr_html_() == found.html(lang)
            assert repr(found) == str(found) == found.plain(lang)


class Told:
    @in_language
    def least(self, value):
        return said("words.at_least", value=value)

    @in_language
    def both(self):
        return [Number(1234), "as it is"]


def test_the_language_comes_last_by_place_or_by_name():
    assert Told().least(Number(2.5), "fr") == Told().least(Number(2.5), lang="fr") == "au moins 2,5"
    assert Told().both("en") == ["1,234", "as it is"]
    with pytest.raises(errors.UnknownNameError):
        Told().both("de")


def test_what_is_no_fact_stays():
    assert spoken(5, "en") == 5
    assert spoken(pd.DataFrame({"said": [Number(1234), 5]}), "en").said.tolist() == ["1,234", 5]


def test_a_range_of_which_nothing_is_known_is_an_empty_cell():
    nothing = Number(float("nan"))
    assert Span(nothing, nothing).cell("en") is None
