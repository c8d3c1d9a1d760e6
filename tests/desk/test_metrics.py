"""The catalogue as a table: what a reader chooses a metric from."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit import errors
from cmkit.catalogue import CATALOGUE
from cmkit.desk.metrics import metrics
from cmkit.statements import plain
from cmkit.statements.frames import grid_of


def test_a_notebook_shows_the_name_to_type_beside_the_label():
    """Else nobody learns there what `measure` and `worked` take."""
    shown = plain.table(grid_of(metrics("fr")), "fr").splitlines()
    assert shown[0].split() == ["Nom", "à", "écrire", "Nom"]
    assert any(line.split()[:2] == ["engagement_rate", "Taux"] for line in shown)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_metric_is_a_row_and_every_cell_is_filled(lang):
    table = metrics(lang)
    assert table.columns.tolist() == ["name", "label", "formula", "unit", "objective", "stage"]
    assert table["name"].tolist() == list(CATALOGUE)
    assert table.drop(columns="objective").ne("").all(axis=None)
    assert not table.isna().any(axis=None)


def test_words_come_in_the_language_asked_for():
    french, english = metrics("fr").set_index("name"), metrics("en").set_index("name")
    assert french.loc["cpc"].tolist() == [
        "Coût par clic sur un lien", "dépense publicitaire / clics sur un lien", "montant", "trafic, leads",
        "leads",
    ]
    assert english.loc["cpc"].tolist() == [
        "Cost per link click", "ad spend / link clicks", "amount", "traffic, leads", "leads",
    ]
    assert french.loc["roas", "stage"] == "ventes"


def test_engagement_rates_and_emv_serve_no_objective_alone():
    """The thesis: a rate means nothing without an objective; the catalogue must not say otherwise."""
    table = metrics("en").set_index("name")
    for name in ("engagement_rate", "er_followers", "er_impressions", "er_views", "er_weighted", "emv"):
        assert table.loc[name, "objective"] == ""


def test_another_language_is_refused():
    with pytest.raises(errors.UnknownNameError, match="en, fr"):
        metrics("de")


def test_the_table_is_the_package_s_own():
    assert cm.metrics.__wrapped__ is getattr(metrics, "__wrapped__", metrics)
