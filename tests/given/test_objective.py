"""Objectives: without them the user could rank traffic by engagement rate, and cmkit would let it pass."""

from __future__ import annotations

from datetime import date

import pytest

import cmkit as cm
from cmkit import errors
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS
from cmkit.given.objective import AIMS, RATES, Objective, kpi_name
from cmkit.language import sentences

RESULTS = ["reach", "likes", "shares", "comments", "clicks"]


def test_every_kpi_of_an_aim_is_a_column_or_a_metric():
    known = {*NUMBERS, *CATALOGUE}
    for aim in AIMS.values():
        assert known.issuperset([*aim.deciding, *aim.supporting, *aim.never])


def test_no_kpi_both_decides_and_never_decides():
    for name, aim in AIMS.items():
        assert not set(aim.deciding) & set(aim.never), name
        assert not set(aim.deciding) & set(aim.supporting), name


@pytest.mark.parametrize("rate", RATES)
def test_no_engagement_rate_decides_any_objective(rate):
    for name in AIMS:
        with pytest.raises(errors.RefusedKpiError):
            Objective(name, kpi=rate)


def test_traffic_by_engagement_rate_is_refused_with_the_reason_and_what_would_do():
    with pytest.raises(errors.RefusedKpiError) as refused:
        Objective("traffic", kpi="engagement_rate")
    said = refused.value.in_language("en")
    assert "engagement rate" in said
    assert "likes as much as visits" in said
    assert "What would do: link clicks, clicks and sessions" in said
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize("word", ["Engagement rate", "taux d'engagement", "er_reach"])
def test_a_refused_kpi_is_refused_under_each_of_its_names(word):
    with pytest.raises(errors.RefusedKpiError):
        Objective("traffic", kpi=word)


@pytest.mark.parametrize(
    ("objective", "kpi"),
    [
        ("traffic", "reach"),
        ("visibility", "clicks"),
        ("visibility", "link_clicks"),
        ("image", "likes"),
        ("sales", "likes"),
    ],
)
def test_what_table_2_1_excludes_is_refused(objective, kpi):
    with pytest.raises(errors.RefusedKpiError):
        Objective(objective, kpi=kpi)


def test_a_supporting_kpi_is_allowed_since_the_verdict_says_what_it_is():
    assert Objective("image", kpi="saves").kpi == "saves"


@pytest.mark.parametrize(
    ("word", "name"), [("trafic", "traffic"), ("Notoriété", "notoriety"), ("ventes", "sales")]
)
def test_french_words_name_the_same_objectives(word, name):
    assert Objective(word).name == name


def test_an_unknown_objective_names_the_nearest():
    with pytest.raises(errors.UnknownNameError, match="Did you mean traffic"):
        Objective("trafficc")


def test_link_clicks_come_before_clicks():
    assert Objective("traffic").candidates(["clicks", "link_clicks"])[0] == "link_clicks"
    assert Objective("traffic").candidates(RESULTS) == ["clicks"]


def test_a_kpi_that_the_columns_do_not_have_says_what_is_missing():
    with pytest.raises(errors.MissingColumnError) as missing:
        Objective("notoriety").candidates(RESULTS)
    said = missing.value.in_language("en")
    assert "notoriety" in said
    assert "net new followers (new followers, unfollows)" in said
    assert "mentions" in said


def test_a_mistyped_kpi_names_the_nearest():
    with pytest.raises(errors.UnknownNameError, match="Did you mean link_clicks"):
        Objective("traffic", kpi="link_clik").candidates(["link_clicks"])


def test_a_column_of_the_users_own_may_decide():
    assert Objective("leads", kpi="newsletter").candidates(["newsletter"]) == ["newsletter"]


@pytest.mark.parametrize(
    ("arguments", "built_in"),
    [
        ({"target": "many"}, TypeError),
        ({"target": float("nan")}, ValueError),
        ({"target": float("inf")}, ValueError),
        ({"near": 0}, ValueError),
        ({"near": 1.5}, ValueError),
        ({"budget": -1}, ValueError),
        ({"baseline": 10, "target": 10}, ValueError),
        ({"by": "31/02/2026"}, ValueError),
    ],
)
def test_impossible_settings_are_refused_with_their_value(arguments, built_in):
    with pytest.raises(errors.CmkitError) as refused:
        Objective("traffic", **arguments)
    assert isinstance(refused.value, built_in)
    assert any(str(value).strip("'").split(".")[0] in str(refused.value) for value in arguments.values())


def test_a_deadline_may_be_a_date_or_its_text():
    assert Objective("traffic", by="2026-12-31").by == Objective("traffic", by=date(2026, 12, 31)).by


@pytest.mark.parametrize("lang", sentences.languages())
def test_every_objective_has_a_label_and_a_reason_in_both_languages(lang):
    for name in AIMS:
        assert Objective(name).label(lang)
        assert sentences.say(f"objectives.why_not_{name}", lang)


def test_kpi_go_by_any_of_their_names():
    assert kpi_name("Clics sur un lien") == "link_clicks"
    assert kpi_name("CTR") == "ctr"
    assert cm.Objective is Objective


def test_what_was_set_beforehand_is_typed_as_people_type_it():
    assert Objective("traffic", by="31/12/2026").by == date(2026, 12, 31)
    assert Objective("traffic", target="1 200", total="18,7K").total == 18700
    assert Objective("traffic", kpi="ctr", target="5 %").target == 0.05
    assert Objective("traffic", kpi="cpc", target="0,50 €").target == 0.5
    goal = Objective("traffic", budget="1 200 €")
    assert (goal.budget, goal.currency) == (1200, "EUR")
    with pytest.raises(errors.BadValueError, match="3 April 2026"):
        Objective("traffic", by="03/04/2026")


def test_a_total_and_a_period_are_held_beside_the_target_of_each():
    goal = Objective("traffic", target=20, total=300, start="2026-01-01", by=date(2026, 3, 31))
    assert (goal.target, goal.total, goal.start, goal.by) == (20, 300, date(2026, 1, 1), date(2026, 3, 31))
    with pytest.raises(errors.BadValueError, match="swapped"):
        Objective("traffic", start="2026-03-31", by="2026-01-01")
    with pytest.raises(errors.CmkitError):
        Objective("traffic", total=float("nan"))


def test_a_budget_may_be_money_with_its_currency():
    goal = Objective("traffic", budget=cm.Money(900, "EUR"))
    assert (goal.budget, goal.currency) == (900, "EUR")
    assert Objective("traffic", budget=900, currency="USD").currency == "USD"


def test_the_engagement_rate_supports_visibility_and_never_decides_it():
    assert Objective("visibility").supported_by("public_er_views")
    assert not Objective("traffic").supported_by("engagement_rate")
    with pytest.raises(errors.RefusedKpiError, match="only supports it"):
        Objective("visibility", kpi="engagement_rate")


@pytest.mark.parametrize("field", ["target", "total", "baseline"])
def test_a_percentage_without_its_kpi_is_asked_which_it_is_of(field):
    """It was "not a number", which it is; taken as 0.05 clicks, every result would have met it."""
    with pytest.raises(errors.BadValueError, match="a percentage is of a KPI") as refused:
        cm.Objective("traffic", **{field: "5 %"})
    assert "ctr" in str(refused.value)
    assert getattr(cm.Objective("traffic", kpi="ctr", **{field: "5 %"}), field) == 0.05
