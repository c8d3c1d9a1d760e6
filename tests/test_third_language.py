"""A third language is data alone: answers, errors, labels and figures come out in one made just now."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.statements.notebook import html
from cmkit.statements.shown import Shown, drawn
from tests.golden.cases import CASES
from tests.golden.record import words_of
from tests.golden.test_golden import shown
from tests.language.made import made, outside

__all__ = ["made"]

OWN = re.compile(
    r"real_|export|campaign|sample|escaped|(read|reconcile)_(.*_en_|three|several|tables|workbook)"
)
"""Cases that show texts of a file, which are in the language of who wrote them."""

SAYING = [name for name in CASES if not OWN.search(name)]
WORDS = re.compile(r"\b(the|of|and|is|are|not|with|from|for|at least|rate|reach|clicks|result)\b", re.I)
"""Words of English that stand in no name that these cases give."""


def in_code(text: str) -> list[str]:
    """Return the words of English that stand in no sentence of the made language."""
    return WORDS.findall(outside(text))


def seen(case: str, lang: str) -> str:
    """Return what a person sees of a case: of a DataFrame what a notebook shows, since its names are code."""
    cm.use(lang)
    answer = CASES[case]()
    return words_of(html(answer)) if isinstance(answer, pd.DataFrame) else shown(case, lang)


@pytest.mark.parametrize("case", SAYING)
def test_every_answer_comes_out_in_it(case, made):
    assert in_code(seen(case, made).replace("(as the text)", "")) == []


ANSWERS = [name for name in SAYING if re.search(r"_three$|_target$|_no_money$|_bounds|usual|beside", name)]


@pytest.mark.parametrize("case", ANSWERS)
def test_sheets_and_pictures_too(case, made):
    cm.use(made)
    answer = CASES[case]()
    if isinstance(answer, Shown):
        headings = [str(column) for sheet in answer.sheets(made).values() for column in sheet.columns]
        assert in_code(" ".join(headings)) == []
        assert in_code(drawn(answer.statement, made).described) == []


def test_labels_and_errors_come_out_in_it(made):
    assert outside(cm.Objective("traffic").label(made)) == ""
    with pytest.raises(errors.UnknownNameError) as refused:
        cm.Objective("trafik")
    assert in_code(refused.value.in_language(made)) == []


@pytest.mark.parametrize("asked", ["es", "FR", "english", ""])
def test_an_unknown_language_is_refused_never_answered_in_english(asked):
    verdict = cm.judge(cm.three_results("en"), "traffic")
    for surface in (verdict.text, verdict.plain, verdict.html, verdict.sheets, verdict.figure, cm.metrics):
        with pytest.raises(errors.UnknownNameError, match="not a language"):
            surface(asked)
