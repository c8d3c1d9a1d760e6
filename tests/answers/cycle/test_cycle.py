"""The cycle as a user meets it: its steps in order, and what cannot be refused in words."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.cycle.cycle import cycle
from cmkit.desk.lab import sample


def test_the_five_steps_come_in_order_whatever_order_they_are_given_in(stated):
    made = cycle(dict(reversed(stated.items())))
    assert made.table.step.tolist() == ["notoriety", "influence", "engagement", "leads", "sales"]


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"lead": {"count": 5}, "leads": 4}, errors.DuplicateNameError, "given twice"),
        ({"notoriete": 5, "saless": 4}, errors.UnknownNameError, "Did you mean sales"),
        ({"leads": {"counts": 5}}, errors.UnknownNameError, "Did you mean count"),
        ({"leads": -5}, errors.BadValueError, "leads count is -5"),
        ({"leads": "many"}, errors.NotANumberError, "leads count"),
        ({"leads": True}, errors.NotANumberError, "leads count"),
        ({"leads": math.inf}, errors.BadValueError, "infinite"),
        ({"leads": (9, 4)}, errors.BadValueError, "the lower one first"),
        ({"leads": (1, 2, 3)}, errors.BadValueError, "two bounds"),
        ({"leads": {"count": 5, "cost": -1}}, errors.BadValueError, "leads cost is -1"),
        ({"leads": {"count": 5, "goals": 3}}, errors.BadValueError, "sub-objective"),
        ({"leads": {"count": 5, "owner": 3}}, errors.NotANumberError, "a text is expected"),
        ({"leads": {"count": 5, "goals": ["x"]}}, errors.BadValueError, "sub-objective"),
        ({"leads": {"count": 5, "goals": [{"target": 3}]}}, errors.BadValueError, "sub-objective"),
        ({"leads": {"count": 5, "goals": [{"nam": 3}]}}, errors.UnknownNameError, "Did you mean name"),
        ({}, errors.EmptyTableError, "No step"),
        ([], errors.EmptyTableError, "No step"),
        (3, errors.NotATableError, r"\(int\) is not a table"),
        (None, errors.NotATableError, "not a table"),
        ("leads", errors.NotATableError, r"\(str\) is not a table"),
        (pd.DataFrame(), errors.EmptyTableError, "no rows"),
    ],
)
def test_what_cannot_be_a_cycle_is_refused_in_words(given, kind, words):
    cm.use("en")
    with pytest.raises(kind, match=words):
        cycle(given)


@pytest.mark.parametrize(
    ("costs", "kind", "words"),
    [
        ({"lead": 5, "leads": 6}, errors.DuplicateNameError, "given twice"),
        ({"ventess": 5}, errors.UnknownNameError, "Did you mean ventes"),
        ({"leads": "five"}, errors.NotANumberError, "leads cost"),
        ({"leads": -5}, errors.BadValueError, "leads cost is -5"),
        (-1, errors.BadValueError, "costs is -1"),
        ({"leads": cm.Money(5, "EUR"), "sales": cm.Money(5, "USD")}, errors.MoneyMismatchError, "EUR"),
        ({"leads": cm.Money(5, vat="HT"), "sales": 5}, errors.MoneyMismatchError, "VAT"),
    ],
)
def test_costs_that_cannot_be_used_are_refused_in_words(costs, kind, words):
    cm.use("en")
    with pytest.raises(kind, match=words):
        cycle({"leads": 10, "sales": 2}, costs=costs)


def test_a_cost_given_in_the_step_and_beside_it_is_refused():
    with pytest.raises(errors.DuplicateNameError):
        cycle({"leads": {"count": 10, "cost": 5}}, costs={"leads": 5})
    with pytest.raises(errors.DuplicateNameError):
        cycle({"leads": {"count": 10, "cost": 5}}, costs=5)


def test_revenue_in_another_currency_than_the_costs_is_refused():
    with pytest.raises(errors.MoneyMismatchError):
        cycle({"sales": 2}, costs=cm.Money(5, "EUR"), revenue=cm.Money(50, "USD"))


def test_a_real_ads_export_gives_its_cycle(real):
    made = cycle(cm.read(real("meta_ads/koszulkowy_ads_2026-01.csv")))
    assert made.table.count_low.notna().any()
    assert made.text("fr")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_answer_is_no_steps_and_is_refused_in_a_sentence(lang):
    posts = pd.DataFrame({"result": ["a", "b"], "influencer": ["a", "b"], "reach": [5, 6], "clicks": [1, 2]})
    answers = [
        cm.influencers(posts),
        cm.judge(posts, cm.Objective("traffic")),
        cm.matrix(posts),
        cm.returns(posts, "traffic", cost=5),
        cm.lift(9000, 120, 1000, 10),
        cycle({"leads": 1}),
    ]
    for answer in answers:
        for given in (answer, [posts, answer]):
            with pytest.raises(errors.NotATableError) as refused:
                cycle(given)
            assert {"en": "give the", "fr": "donnez les"}[lang] in refused.value.in_language(lang)


def test_a_file_is_read_where_it_is_named():
    path = sample("exports/ga4_canaux_fr.csv")
    assert cycle(str(path)).table.equals(cycle(cm.read(path)).table)


ROWS = [
    {"name": "a", "date": "2026-01-05", "reach": 100, "shares": 5, "link_clicks": 3},
    {"name": "b", "date": "2026-02-05", "reach": 200, "shares": 2, "link_clicks": 4},
]


@pytest.mark.parametrize(
    "given",
    [
        ROWS,
        {name: [row[name] for row in ROWS] for name in ROWS[0]},
        {row["name"]: row for row in ROWS},
        [pd.DataFrame(ROWS)],
    ],
)
def test_results_are_opened_in_any_form_that_people_have_them_in(given):
    table = cycle(given).table.set_index("step")
    assert (table.count_low["notoriety"], table.count_high["notoriety"]) == (200, 300)
    assert table["count"][["influence", "engagement"]].tolist() == [7, 7]


def test_steps_may_be_a_list_of_rows_and_are_still_never_given_twice():
    made = cycle([{"étape": "prospects", "nombre": 50, "coût": "100 €"}, {"étape": "ventes", "nombre": 5}])
    assert made.table["count"].dropna().tolist() == [50, 5]
    assert made.currency == "EUR"
    with pytest.raises(errors.DuplicateNameError):
        cycle([{"leads": 5}, {"leads": 4}])
    assert cycle({"leads": [90, 110]}).table.count_high.dropna().tolist() == [110]
