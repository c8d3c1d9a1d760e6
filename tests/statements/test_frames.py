"""DataFrames in a notebook: those of cmkit in words, in the language in use; any other as pandas shows it."""

from __future__ import annotations

import math
import re
import warnings
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cmkit as cm
from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.catalogue.declare import CATALOGUE
from cmkit.errors import BadValueError
from cmkit.language.facts import Number, written
from cmkit.language.languages import languages
from cmkit.language.sentences import has, speaking
from cmkit.language.terminal import cut
from cmkit.statements import frames, plain
from cmkit.statements.frames import cell, code_word, data, grid_of, heading, is_known, kind_of
from cmkit.statements.notebook import html
from cmkit.statements.statement import cell_of

LANGS = ("en", "fr")
EXPORTS = (
    "campaign_facebook_fr.csv", "exports/suivi_a_la_main_fr.csv", "exports/youtube_tableau_fr.csv",
    "exports/ga4_canaux_fr.csv", "exports/x_content_fr.csv", "exports/facebook_insights_posts_en.xlsx",
)  # fmt: skip
STEPS = {"notoriety": 100_000, "influence": 900, "engagement": 2_400, "leads": 120, "sales": 12}
COSTS = {"notoriety": 800, "influence": 0, "engagement": 300, "leads": 100, "sales": 0}


def read(name: str) -> cm.Export:
    return cm.read(cm.sample(name), progress=False, exported="2026-06-30")


def of_results() -> dict[str, pd.DataFrame]:
    """Return what is made of the three results."""
    results = cm.three_results()
    goal, broken = cm.Objective("traffic", target=400), results.assign(clicks=[-5, math.nan, "many"])
    priced = results.assign(spend=[100, 100, 300])
    across, verdict = cm.matrix(results), cm.judge(results, goal)
    money: dict[str, Any] = {"cost": 600, "revenue": 1500, "margin": 0.4, "hours": 10, "hourly_cost": 20}
    returns, bare = cm.returns(results, goal, **money), cm.returns(broken, goal)
    found = {
        "three_results": results, "measure": cm.measure(results, "engagement_rate"),
        "pool": cm.pool(results, "engagement_rate", by="result", rows=True), "metrics": cm.metrics(),
        "judge": verdict.table, "tipping_points": verdict.tipping_points(), "matrix": across.table,
        "judge_missing": cm.judge(broken, goal).table, "notes": cm.judge(broken, goal).notes,
        "judge_money": cm.judge(priced, cm.Objective("traffic", target=0.5, kpi="cpc_all")).table,
        "values": across.values, "reversals": across.reversals, "net": across.net,
        "returns": returns.table, "ladder": returns.ladder, "figures": returns.figures,
        "bare": bare.table, "bare_ladder": bare.ladder, "bare_figures": bare.figures,
        "bare_notes": bare.notes, "lift": cm.lift(90_000, 1_200, 10_000, 100).table,
        "emv": cm.emv_range(results, {"A": {"cpc_price": 0.2}, "B": {"cpc_price": 1.5}}).table,
        "steps": cm.answer_the_boss(results, goal, cost=600).steps,
    }  # fmt: skip
    return found


def of_the_cycle() -> dict[str, pd.DataFrame]:
    """Return what is made of steps and visits."""
    ledger = cm.cycle(STEPS, COSTS, revenue=1440, margin=0.4)
    shares = {"name": "shares", "target": 500, "value": 430, "owner": "Ana"}
    platforms = {"facebook": {"fans": 120, "cost": 300}, "x": {"follows": 3}}
    goals = cm.cycle({"notoriety": {"count": 900, "target": 990, "goals": [shares]}}, platforms=platforms)
    pages, noted = read("exports/ga4_landing_pages_en.csv"), {"form_starts": 60, "form_submissions": 5}
    diagnosis = cm.visits_without_sales(1_000, 0, expected_rate=0.01, evidence=[pages, noted])
    made = cm.cycle([read("campaign_facebook_en.csv"), read("exports/meta_ads_en.csv")])
    return {
        "cycle": ledger.table, "missing": ledger.missing, "goals": goals.goals, "no_goals": ledger.goals,
        "platforms": goals.platforms, "rates": cm.plan(ledger, sales=50).rates, "made": made.table,
        "leaks": pd.DataFrame(ledger.leaks({"engagement": 0.06, "leads": 0.15})),
        "plan": cm.plan(ledger, sales=50).table, "visits_before_news": diagnosis.visits_before_news,
        "usual_rates": cm.visits_without_sales(1_000, 0).visits_before_news,
        "hypotheses": diagnosis.hypotheses, "diagnosis_set_aside": diagnosis.set_aside,
    }  # fmt: skip


def of_the_rest() -> dict[str, pd.DataFrame]:
    """Return what is made of paths, of influencers, of networks."""
    paths = pd.read_csv(cm.sample("paths.csv"))
    odd = pd.DataFrame({"path": [None, "a > b", "a > c"], "conversions": [1, -2, 3]})
    models, few = cm.compare_models(paths), cm.compare_models(odd)
    posts = pd.DataFrame({
        "influencer": ["Ana", "Ana", "Bo"], "platform": ["instagram", "tiktok", "instagram"],
        "reach": [12_000, 8_000, None], "likes": [300, 200, 90], "link_clicks": [120, 30, 3],
        "fee": [500, 500, 100],
    })  # fmt: skip
    both = cm.organic_and_paid([read("campaign_facebook_en.csv"), read("exports/meta_ads_en.csv")])
    return {
        "paths": paths, "attribute": cm.attribute(paths, "markov"),
        "attribute_value": cm.attribute(paths, "position", value="value"),
        "models": models.table, "ranks": models.ranks, "sensitivity": models.sensitivity,
        "left_out": few.left_out, "influencers": cm.influencers(posts).table,
        "influencers_set_aside": cm.influencers(posts).set_aside, "organic_and_paid": both.table,
        "dark_social": cm.dark_social({"linkedin": 86, "whatsapp": 4}, direct=210, total=1000).table,
    }  # fmt: skip


def of_exports() -> dict[str, pd.DataFrame]:
    """Return what is read of files."""
    found: dict[str, Any] = {}
    for name in EXPORTS:
        export = read(name)
        parts = ("table", "set_aside", "withheld", "proposal", "places", "original")
        found |= {f"{name} {part}": getattr(export, part) for part in parts}
        found[f"{name} reconcile"] = export.reconcile().table
    return {name: table for name, table in found.items() if table is not None}


@cache
def made(lang: str) -> dict[str, pd.DataFrame]:
    with speaking(lang), warnings.catch_warnings(action="ignore", category=cm.errors.SetAsideWarning):
        return of_results() | of_the_cycle() | of_the_rest() | of_exports()


def shown(table: Any, lang: str) -> list[list[str]]:
    """Return the headings and cells of a table as a notebook shows it."""
    with speaking(lang):
        cells = Cells(html(table) or "")
    return cells.rows


class Cells(HTMLParser):
    """Reads the texts of a table, row by row."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
        self.inside = tag in ("th", "td") or (self.inside and tag not in ("p", "style"))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("th", "td", "table")

    def handle_data(self, text: str) -> None:
        if self.inside:
            self.rows[-1][-1] += text


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_that_a_call_gives_back_is_known(lang):
    assert [name for name, table in made(lang).items() if grid_of(table) is None] == []


CODE = re.compile(r"\b[a-z]+_[a-z]+|\bNaN\b|<NA>|\bTrue\b|\bFalse\b|\bNone\b|\bnan\b|\bNaT\b")
TO_GIVE = re.compile(r"\([a-z_, ]+\)|'\w+'")
"""What a sentence tells to give: the names of columns in brackets, a word in quotes."""
OWN = re.compile(r"\.(csv|xlsx)\b|https?:|original$|set_aside$|proposal$")
"""What a person named or wrote may be anything: names of files, links, cells under own headings."""


@pytest.mark.parametrize("lang", LANGS)
def test_no_code_word_is_seen_nor_an_index(lang):
    seen = []
    for name, table in made(lang).items():
        rows = shown(table, lang)
        told = [cell for row in rows for cell in row[name == "metrics" :]]  # "metrics" has a name to type
        cells = [cell for cell in told if not OWN.search(cell) and not OWN.search(name)]
        seen += [(name, cell) for cell in cells if CODE.search(TO_GIVE.sub("", cell))]
        seen += [(name, "index") for row in rows if len(row) != len(grid_of(table).heads)]
    assert seen == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_heading_is_a_column_in_code(lang):
    codes = {name for name in (*NUMBERS, *CATALOGUE) if name not in ("nps", "emv", "cpm")}
    codes |= {name for names in data()["kinds"].values() for name in names}
    headed = {(name, each) for name, table in made(lang).items() for each in shown(table, lang)[0]}
    assert {(name, each) for name, each in headed if each in codes and not OWN.search(name)} == set()


def test_no_english_heading_stands_in_a_french_page():
    alike = {"", "Position", "Image", "Page", "Date", "Influence", "Engagement", "Segment", "Source"}
    alike |= {"Impressions", "Interactions", "Conversions", "Sessions", "Leads", "Markov", "Shapley"}
    alike |= {"Position 40/20/40"}
    for name, table in made("fr").items():
        if not OWN.search(name):
            grid = grid_of(table)
            both = [(head.said.text("en"), head.said.text("fr")) for head in grid.heads]
            assert [one for one, other in both if one == other and one not in alike] == [], name


def test_numbers_are_written_in_their_unit():
    rows = shown(made("fr")["measure"].iloc[:, [0, 1, 6]], "fr")
    assert rows[0] == ["Résultat", "Portée", "Taux d’engagement"]
    assert rows[1] == ["Résultat 1", "5\u202f000", "10,66\u00a0%"]
    assert shown(made("en")["measure"], "en")[1][6] == "10.66%"


@pytest.mark.parametrize(
    ("name", "row", "cells"),
    [
        ("judge", 1, ["Résultat 1", "Clics", "25", "400", "6,25\u00a0%", "Manqué", "3", "1"]),
        ("judge_missing", 2, ["Résultat 2", "Clics", "–", "400", "–", "–", "–", "2"]),
        ("notes", 2, ["Résultat 3", "Clics", "many", "N’est pas un nombre"]),
        ("judge_money", 1, ["Résultat 1", "Coût par clic (tous clics)", "4,00", "0,50", "12,50\u00a0%"]),
        ("matrix", 1, ["Résultat 1", "1", "3", "2", "2"]),
        ("values", 1, ["Résultat 1", "10,66\u00a0%", "25", "5\u202f000", "3"]),
        ("visits_before_news", 1, ["1,00\u00a0%", "299", "0,00432\u00a0%", "Oui"]),
        ("lift", 3, ["Hausse", "33,33\u00a0%", "–", "–", "Ratio, affiché en\u00a0%"]),
        ("plan", 6, ["Budget"]),
        ("rates", 2, ["Engagement", "Influence", "×\u00202,67", "Donné par un seul nombre", "–"]),
        ("missing", 1, ["Notoriété", "Cible"]),
        ("bare_figures", 3, ["L’ensemble", "ROA", "Attention par unité d’argent, au moins", "–"]),
        ("ranks", 0, ["Canal", "Premier contact", "Dernier contact"]),
        ("influencers", 1, ["Ana", "Instagram, TikTok", "2", "12\u202f000", "20\u202f000"]),
        ("organic_and_paid", 2, ["Sponsorisé (mixte)", "3"]), ("organic_and_paid", 3, ["Payant", "12"]),
        ("dark_social", 1, ["LinkedIn", "86", "14,00\u00a0%", "14"]),
        ("campaign_facebook_fr.csv reconcile", 2, ["Portée", "88\u202f664", "88\u202f664", "0", "–", "Oui"]),
    ],
)
def test_cells_are_words_and_numbers_of_the_language(name, row, cells):
    assert shown(made("fr")[name], "fr")[row][: len(cells)] == cells


def test_lists_of_what_is_missing_are_written():
    rows = shown(made("fr")["influencers"], "fr")
    assert rows[2][rows[0].index("Ce qui manque")].startswith("Portée")
    bounds = pd.DataFrame({"influencer": ["Ana"], "missing": [[("reach", 2), ("clicks", 0)]]})
    assert shown(bounds, "fr")[1] == ["Ana", "Portée (2), clics"]


def test_the_language_is_that_of_the_moment_when_it_is_shown():
    table = made("en")["three_results"]
    assert shown(table, "en")[0][:2] == ["Result", "Reach"]
    assert shown(table, "fr")[0][:2] == ["Résultat", "Portée"]


def test_long_tables_and_long_texts_are_cut_and_the_rest_is_counted():
    grid = grid_of(pd.DataFrame({"text": ["word " * 40] * 30, "reach": range(30)}))
    assert len(grid.rows) == frames.MOST
    assert grid.more.text("fr") == "10 autres lignes ne sont pas affichées."
    text = cell_of(grid.rows[0].cells[0]).said
    assert text.endswith("word…")
    assert len(text) <= 80


def test_an_empty_table_keeps_its_headings_and_says_so():
    grid = grid_of(made("fr")["no_goals"])
    assert plain.table(grid, "fr").splitlines()[1] == "Aucune ligne."
    assert "Étape" in plain.table(grid, "fr")
    assert "Index" not in plain.table(grid, "fr")


def test_own_columns_stand_beside_known_ones_as_they_are():
    own = pd.DataFrame(
        {
            "result": ["A"],
            "reach": [1200],
            "likes": [5],
            "mine_too": [0.5],
            "ready": [True],
            "when": [pd.NaT],
        }
    )
    assert shown(own, "fr") == [
        ["Résultat", "Portée", "J’aime", "mine_too", "ready", "when"],
        ["A", "1\u202f200", "5", "0,5", "Oui", "–"],
    ]


OWN_FRAMES = {
    "nothing known": pd.DataFrame({"city": ["Lyon"], "n": [3]}),
    "common words alone": pd.DataFrame({"name": ["Ana"], "value": [3], "rate": [25]}),
    "more strange than known": pd.DataFrame({"a": [1], "b": [2], "reach": [3]}),
    "no words above": pd.DataFrame([[1, 2], [3, 4]]),
    "a summary": pd.DataFrame({"reach": [1, 2]}).describe(),
    "two of one name": pd.DataFrame([[1, 2]], columns=["reach", "reach"]),
    "levels": pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("reach", "a"), ("reach", "b")])),
    "empty": pd.DataFrame(),
}


@pytest.mark.parametrize("name", OWN_FRAMES)
def test_any_other_frame_is_shown_as_pandas_does(name):
    table = OWN_FRAMES[name]
    assert grid_of(table) is None
    assert html(table) == table._repr_html_()


def test_series_are_shown_where_they_are_a_column_or_a_row_of_a_known_table():
    results = made("fr")["three_results"]
    assert shown(results.clicks, "fr") == [["Clics"], ["25"], ["483"], ["500"]]
    assert shown(results.iloc[0], "fr")[:3] == [
        ["Quoi", "Valeur"],
        ["Résultat", "Résultat 1"],
        ["Portée", "5\u202f000"],
    ]
    assert html(pd.Series([1, 2], name="mine")) is None
    assert html(results.clicks.describe()) is None
    counted = made("fr")["hypotheses"].owner.value_counts()
    assert shown(counted, "fr")[0] == ["Responsable", "Nombre"]


def test_a_calculation_with_a_million_rows_is_shown_at_once():
    many = pd.DataFrame({"reach": range(1_000_000), "clicks": 5})
    assert len(grid_of(many).rows) == frames.MOST


@pytest.mark.parametrize("lang", languages())
def test_every_column_has_a_heading(lang):
    names = {name for names in data()["kinds"].values() for name in names}
    headless = {name for name in names if not has(f"tables.{name}", lang)}
    assert headless <= {*NUMBERS, *CATALOGUE}


def test_every_column_of_results_and_every_metric_is_known():
    assert [name for name in (*NUMBERS, *CATALOGUE, *WORDS, *DATES) if kind_of(name) is None] == []


def test_a_column_is_known_once():
    names = [name for names in data()["kinds"].values() for name in names]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (["result", "reach"], True),
        (["reach", "mine"], True),
        (["reach", "mine", "other"], False),
        (["name", "value"], False),
        (["file", "line"], True),
        (["status", "count"], True),
        (["first", "last"], False),
        ([1, 2], False),
    ],
)
def test_a_table_is_known_by_its_columns(names, known):
    assert is_known(names) is known


def test_the_same_word_is_headed_by_what_stands_beside_it():
    assert heading("position").text("en") == "Average position"
    assert heading("position", ["channel", "linear", "position"]).text("en") == "Position 40/20/40"
    assert kind_of("value", ["price_list", "value"]) == "money"
    assert (kind_of("reach"), kind_of("status"), kind_of("city")) == ("in count", "status", None)
    rates = pd.DataFrame({"result": ["A"], "engagement_rate": [0.1066]})
    words = ["Résultat", "Taux", "d’engagement", "A", "10,66", "%"]
    assert plain.table(grid_of(rates), "fr").split() == words


def test_columns_made_of_others_have_headings_made_of_theirs():
    assert heading("engagement_rate_rows").text("fr") == "Taux d’engagement\u00a0: lignes comptées"
    assert heading("half_life 3.5").text("fr") == "Demi-vie de 3,5\u00a0jours"
    assert heading("reach_low").text("fr") == "Portée, au moins"
    assert heading("city_low") == "city_low"


def test_code_words_are_said_and_names_that_people_gave_stay():
    assert code_word("step", "notoriety").text("fr") == "Notoriété"
    assert code_word("scope", "Post_1") == "Post_1"
    assert code_word("rule", "another reason").text("en") == "Another reason"


@pytest.mark.parametrize(
    ("value", "kind", "row", "words"),
    [
        (1234, "in count", {}, "1\u202f234"),
        (0.5, "in minutes", {}, "0,5\u00a0min"),
        (2.5, "passage", {}, "×\u00202,5"),
        (1.25, "percent", {}, "125\u00a0%"),
        (0.05, "measured", {"unit": "ratio"}, "5,00\u00a0%"),
        (4, "measured", {"unit": None, "kpi": "cpc"}, "4,00"),
        (265.7, "measured", {"unit": "count"}, "266"),
        (12.5, "measured", {}, "12,5"),
        ("many", "measured", {"column": "clicks"}, "many"),
        (2.4, "estimate", {}, "2,4"),
        (123456789012345, "words", {}, "123456789012345"),
        (True, "truth", {}, "Oui"),
        (np.False_, "truth", {}, "Non"),
        (math.nan, "in ratio", {}, "–"),
        (None, "status", {}, "–"),
        (pd.NA, "own", {}, "–"),
        (pd.NaT, "date", {}, "–"),
        ("", "missing", {}, "–"),
        (datetime(2026, 1, 5, 12, 28), "date", {}, "5 janvier 2026 à 12:28"),
        (pd.Timestamp("2026-01-05"), None, {}, "5 janvier 2026"),
        ("reach/money", "unit", {}, "Portée / montant"),
        ("clicks + shares", "unit", {}, "Clics + partages"),
        ("acts/money", "unit", {}, "Actions / montant"),
        ("clicks", "name", {}, "Clics"),
        ("May: reach", "name", {}, "May\u00a0: Portée"),
        ("target, owner", "lacking", {}, "Cible, responsable"),
        ([("reach", 2), "clicks"], "lacking", {}, "Portée (2), clics"),
        ([], "lacking", {}, "–"),
        ("instagram, mine", "platform", {}, "Instagram, mine"),
        (Number(12), "words", {}, "12"),
    ],
)
def test_a_cell_is_written(value, kind, row, words):
    assert written(cell(value, kind, row), "fr") == words


def test_an_error_says_its_sentence_in_the_language_of_the_page():
    error = BadValueError("not_above_zero", name="visits", value="0", where="")
    assert written(cell(error, None, {}), "fr") == error.in_language("fr")


def test_a_text_is_one_line_and_is_cut():
    assert cut("one\n two") == "one two"
    assert cut("abcdef", 4) == "abc…"


def test_amounts_carry_the_currency_that_their_row_or_their_table_states():
    rows = pd.DataFrame({"result": ["a", "b"], "spend": [5.0, 6.0], "currency": ["EUR", "USD"]})
    assert "€5.00" in html(rows)
    assert "$6.00" in html(rows)
    table = pd.DataFrame({"result": ["a"], "spend": [5.0], "cost_per_unit": [2.0]})
    table.attrs["currency"] = "EUR"
    assert html(table).count("€") == 2
    ads = cm.read(cm.sample("exports/meta_ads_en.csv"), progress=False)
    assert ads.source.currency == ads.posts.attrs["currency"]
