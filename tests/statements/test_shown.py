"""Every answer is shown by one mechanism: one that is shown otherwise says other numbers, or nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Name, Number, Span
from cmkit.language.languages import languages
from cmkit.language.said import said
from cmkit.language.sentences import speaking
from cmkit.statements.shown import Shown, drawn, figure, in_language, in_words, spoken
from cmkit.statements.statement import Grid, Head, Paragraph, Picture, Row, Statement
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


GRID = Grid(
    (Head("Result"), Head("Status"), Head(Name("clicks"))),
    (
        Row(("A", "met", Number(25))),
        Row(("B", "met", Span(Number(2), Number(5)))),
        Row(("C", "met", Number(math.nan))),
    ),
)


def words(statement: Statement, lang: str) -> str:
    shown = figure(statement, lang)
    return " ".join(text.get_text() for axes in shown.axes for text in axes.texts)


def test_bars_are_of_the_first_numbers_and_leave_out_what_is_not_known():
    said = words(Statement("x", (GRID,), title="Clicks of May"), "fr")
    assert "Clicks of May" in said
    assert "Clics" in said
    assert "25" in said
    assert "2 à 5" in said
    assert "C" not in said.split()


def test_its_own_picture_goes_first_and_is_made_only_when_it_is_asked_for():
    made = []

    def picture() -> Bars:
        made.append(1)
        return Bars(Name("reach"), (Bar("A", 1.0, 1.0, Number(1)),))

    statement = Statement("x", (GRID, Picture(picture)))
    assert made == []
    assert "Portée" in words(statement, "fr")
    assert made == [1]


def test_an_answer_without_a_table_shows_its_first_sentence():
    assert "Nothing to draw" in words(Statement("x", (Paragraph("Nothing to draw"),)), "en")


def test_a_picture_is_described_for_who_does_not_see_it():
    assert drawn(Statement("x", (GRID,), title="Clicks of May"), "en").described


@dataclass(frozen=True)
class Part:
    name: object
    rows: tuple[object, ...] = ()
    lang: str = ""


def test_facts_are_written_however_deep_they_stand_and_the_language_is_kept():
    spoken = in_words(Part(Name("reach"), (Part(Number(1234)), "as it is", 2.5)), "fr")
    assert spoken == Part("Portée", (Part("1\u202f234", (), "fr"), "as it is", 2.5), "fr")
