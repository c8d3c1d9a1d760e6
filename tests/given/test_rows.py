"""Opening results: if these fail, a row is misnamed, an engine is refused, or a bad cell goes unnoticed."""

from __future__ import annotations

import math
import time
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.desk.lab import three_results
from cmkit.given.money import Money
from cmkit.given.names import names_of
from cmkit.given.rows import column_rule, in_all, months_between, months_of, opened, several

THREE = three_results("en")


def result_names(table):
    return names_of(table).texts()


def test_names_come_from_the_table_and_posts_are_told_apart():
    assert result_names(pd.DataFrame({"reach": [1, 2]})) == ["Result 1", "Result 2"]
    assert result_names(pd.DataFrame({"reach": [1]}, index=["June"])) == ["June"]
    posts = pd.DataFrame({"text": ["Hi\nthere", "Hi there", None]})
    assert result_names(posts) == ["Hi there", "Hi there (2)", "Result 3"]
    assert len(result_names(pd.DataFrame({"text": ["x" * 500]}))[0]) == 60


def test_a_name_told_apart_never_meets_another():
    posts = pd.DataFrame({"text": ["a", "a", "a (2)", "a"]})
    assert len(set(result_names(posts))) == 4


def test_missing_names_are_numbered_and_given_ones_must_differ():
    assert result_names(pd.DataFrame({"result": ["June", None]})) == ["June", "Result 2"]
    with pytest.raises(errors.DuplicateNameError, match="June"):
        result_names(pd.DataFrame({"result": ["June", " June "]}))


def test_french_headings_are_understood_unless_the_column_is_there():
    french = THREE.rename(columns={"reach": "Portée", "likes": "J’aime", "clicks": "CLICS"})
    assert list(opened(french).table) == list(THREE)
    both = pd.DataFrame({"reach": [1], "Portée": [2]})
    assert list(opened(both).table) == ["reach", "Portée"]


@pytest.mark.parametrize("kind", ["polars", "lazy", "pyarrow", "duckdb"])
def test_any_engine_opens_as_the_same_table(kind):
    columns = THREE.to_dict("list")
    table = {
        "polars": lambda: pl.DataFrame(columns),
        "lazy": lambda: pl.LazyFrame(columns),
        "pyarrow": lambda: pa.table(columns),
        "duckdb": lambda: duckdb.from_arrow(pa.table(columns)),
    }[kind]()
    pd.testing.assert_frame_equal(opened(table).table, THREE, check_dtype=False)
    judged = cm.judge(table, cm.Objective("traffic", target=400))
    assert judged.table.status.tolist() == ["missed", "met", "met"]


def test_the_given_table_is_left_as_it_was():
    before = THREE.copy()
    cm.judge(THREE, "traffic")
    pd.testing.assert_frame_equal(THREE, before)


def test_an_export_without_posts_says_what_it_is():
    devices = cm.read(cm.sample("exports/search_console_appareils_fr.csv"), progress=False)
    with pytest.raises(errors.NotATableError, match="audience"):
        cm.judge(devices, "visibility")


def test_days_are_named_by_their_date(real):
    daily = cm.read(real("meta_business_suite/oigetit_sa_daily_facebook_reach.csv"))
    assert cm.judge(daily, "visibility").table.result[0] == str(daily.table.date[0].date())


@pytest.mark.parametrize(
    ("bad", "rule"),
    [(-5, "negative"), (math.inf, "not_finite"), ("many", "not_a_number"), (True, "not_a_number")],
)
def test_a_bad_cell_is_left_missing_and_noted(bad, rule):
    rows = opened(pd.DataFrame({"clicks": pd.Series([1, bad, None], dtype=object)}))
    assert rows.numbers(["clicks"]).clicks.isna().tolist() == [False, True, True]
    assert [(note.result, note.rule) for note in rows.notes] == [("Result 2", rule)]


def test_values_of_a_metric_equal_the_plain_function():
    rows = opened(THREE)
    assert rows.values("engagement_rate").tolist() == [
        cm.engagement_rate(533, 5000),
        cm.engagement_rate(533, 5000),
        cm.engagement_rate(528, 9800),
    ]
    assert rows.values("conversation").tolist() == [3, 20, 2]


def test_interactions_above_reach_are_noted():
    (note,) = opened(THREE.assign(reach=[500, 5000, 9800])).notes
    assert (note.result, note.rule, note.value) == ("Result 1", "above_reach", 533)


def test_the_rule_of_an_unknown_column_allows_any_number():
    assert column_rule("my_column").minimum is None
    assert column_rule("response_time").better == "lower"


def test_ads_go_by_their_name_and_twins_are_told_apart() -> None:
    """"Result 7" in the verdict on an ads export tells nobody which ad it was."""
    ads = pd.DataFrame({"ad": ["Summer", "Summer", "Winter"], "link_clicks": [1, 2, 3]})
    assert result_names(ads) == ["Summer", "Summer (2)", "Winter"]


def test_rows_open_named_checked_and_renamed():
    rows = opened(pd.DataFrame({"Nom": ["Mai", "Juin"], "Visites": [120, -5], "Portée": [900, None]}))
    assert rows.columns == ["name", "sessions", "reach"]
    assert rows.names.tolist() == ["Mai", "Juin"]
    assert rows.known == ["sessions", "reach"]
    assert rows.numbers().isna().to_numpy().tolist() == [[False, False], [True, True]]
    assert rows.renamed == {"Nom": "name", "Visites": "sessions", "Portée": "reach"}
    assert rows.renamed_said().text("en") == (
        "Headings read as columns of cmkit: “Visites” as sessions."
    )
    assert opened(rows) is rows


def test_labels_are_not_said_to_be_renamed():
    assert opened(THREE.rename(columns={"reach": "Portée"})).renamed_said() is None


def test_a_bad_cell_is_noted_once_however_often_it_is_asked_for():
    rows = opened({"clicks": [1, -5, "x"], "margin_rate": [0.3, 1.5, math.inf]})
    for _ in range(3):
        rows.numbers()
        rows.values("clicks")
    assert rows.aside.cells[["row", "column", "reason"]].to_numpy().tolist() == [
        [2, "clicks", "negative"], [2, "margin_rate", "above_one"], [3, "clicks", "not_a_number"],
        [3, "margin_rate", "not_finite"],
    ]  # fmt: skip
    assert rows.aside.cells.value.tolist() == [-5, 1.5, "x", math.inf]
    assert rows.aside.rows.empty
    assert "clics vaut −5" in rows.aside.table("fr").why[0]


def test_rows_of_a_file_know_their_lines(tmp_path):
    path = tmp_path / "mai.csv"
    lines = "Résultat,Portée,Clics,Dépenses\nA,5000,25,10\nTotal,,,\nB,9800,483,20\n"
    path.write_text(lines, encoding="utf-8")
    rows = opened(path)
    rows.aside.put([1], "reach", "missing")
    assert rows.aside.rows[["file", "line", "row"]].to_numpy().tolist() == [["mai.csv", 4, 2]]


def test_the_currency_is_that_of_the_rows_or_of_the_file():
    assert opened({"devise": ["eur", None], "spend": [1, 2]}).currency == "EUR"
    assert opened({"spend": [1]}).currency is None
    with pytest.raises(errors.MoneyMismatchError, match="EUR"):
        opened({"currency": ["EUR", "USD"], "spend": [1, 2]}).currency  # noqa: B018


def test_a_column_is_found_by_any_word_for_it():
    rows = opened({"Montant dépensé": [5], "mine": [1], "reach": [None]})
    assert [rows.column(word) for word in ("Montant dépensé", "spend", "dépenses", "mine", "clics")] == [
        "spend", "spend", "spend", "mine", "clics",
    ]  # fmt: skip
    assert rows.has("spend")
    assert not rows.has("reach")
    assert not rows.has("clicks")


def test_several_tables_each_keep_what_is_theirs():
    one, two = several([{"reach": [1, -2]}, {"Portée": [3]}])
    assert (one.numbers().reach.sum(), two.numbers().reach.sum()) == (1, 3)
    assert (len(one.aside), len(two.aside)) == (1, 0)
    assert several(one) == [one]


@pytest.mark.parametrize("call", [
    lambda table: cm.judge(table, cm.Objective("traffic", kpi="visites", target=100)),
    lambda table: cm.returns(table, "traffic", cost="coût"),
    lambda table: cm.returns(table, "traffic"),
    lambda table: cm.cycle(table),
    lambda table: cm.matrix(table),
])  # fmt: skip
def test_french_headings_are_understood_by_every_answer(call):
    """A person names a column as it stands in the file, and reads the same answer as in English."""
    french = pd.DataFrame({
        "Nom": ["Mai", "Juin"], "Portée": [900, 800], "Visites": [120, 90], "coût": [10, 20], "CA": [50, 60],
    })  # fmt: skip
    english = french.set_axis(["name", "reach", "sessions", "cost", "revenue"], axis=1)
    in_french = call(french).text("fr").replace("\u00a0", " ")
    said, _, renamed = in_french.partition("\nEn-têtes lus comme des colonnes de cmkit")
    assert said == call(english).text("fr").replace("\u00a0", " ")
    assert not renamed or "« Visites » : sessions" in renamed


@pytest.mark.parametrize(("rows", "seconds"), [(20_000, 1), (200_000, 5)])
def test_large_tables_open_and_are_checked_at_once(rows, seconds):
    """Measured 0.02 s and 0.2 s; the bounds are those of a busy machine."""
    names = ["reach", "views", "likes", "shares", "comments", "clicks", "saves", "spend", "orders", "revenue"]
    table = pd.DataFrame({name: np.arange(rows, dtype=float) for name in names})
    table["likes"] = table["likes"].astype(object)
    table.loc[::100, "reach"] = -1
    start = time.perf_counter()
    found = opened(table)
    found.numbers()
    assert time.perf_counter() - start < seconds
    assert len(found.aside) == rows / 100


def test_a_note_holds_the_error_that_its_value_would_raise():
    """A person who catches errors by their class finds the same one in a verdict's notes."""
    rows = opened({"reach": [-5, 3], "likes": [1, 9], "shares": [0, 0], "comments": [0, 0], "clicks": [0, 0]})
    rows.numbers()
    below, above = rows.notes
    assert isinstance(below.error, errors.BadValueError)
    assert above.rule == "above_reach"
    assert above.error is None


@pytest.mark.parametrize(
    "given",
    [
        {"name": ["a", "b"], "Coût": ["1 200 € HT", "35,50 € HT"], "reach": ["18,7K", 5]},
        [{"name": "a", "cost": "€1,200 HT", "reach": 18700}, {"name": "b", "cost": "35,5 € HT", "reach": 5}],
        pd.DataFrame({"name": ["a", "b"], "cost": ["1 200 € HT", "35,50€ HT"], "reach": ["18 700", "5"]}),
    ],
)
def test_cells_are_understood_as_people_type_them(given):
    rows = opened(given)
    assert rows.numbers(["cost", "reach"]).values.tolist() == [[1200, 18700], [35.5, 5]]
    assert rows.currency == "EUR"
    assert rows.stated("cost") == Money(0, "EUR", "HT")
    assert len(rows.aside) == 0


def test_cells_of_two_currencies_or_two_kinds_of_vat_are_refused():
    with pytest.raises(errors.MoneyMismatchError, match="USD"):
        _ = opened({"cost": ["5 €", "5 USD"]}).currency
    with pytest.raises(errors.MoneyMismatchError, match="VAT"):
        opened({"cost": ["5 € HT", "5 €"]}).stated("cost")


def test_a_cell_that_reads_two_ways_is_told_with_both_readings():
    rows = opened({"cost": ["1.200", "1.300", "5"]})
    rows.numbers()
    assert rows.aside.cells["reason"].tolist() == ["two_readings"] * 2
    assert "1200 or 1.2" in rows.aside.cells["why"][0]
    assert "1300 or 1.3" in rows.aside.cells["why"][1]


def test_the_symbol_of_a_currency_column_is_its_code():
    assert opened({"cost": [5, 6], "currency": ["€", "EUR"]}).currency == "EUR"


def test_the_months_that_the_dates_touch_are_counted_from_the_first_to_the_last():
    rows = opened({"Date": ["2026-01-31", None, "2026-03-01"], "reach": [1, 2, 3]})
    assert months_of(rows) == (3, date(2026, 1, 31), date(2026, 3, 1))
    assert months_between(date(2025, 12, 31), date(2026, 1, 1)).n == 2
    assert months_between(date(2026, 1, 1), date(2026, 1, 31)).n == 1


@pytest.mark.parametrize("dates", [None, [None, None], ["03/04/2026", "05/06/2026"], ["soon", "later"]])
def test_no_dates_or_dates_that_read_two_ways_give_no_months(dates):
    rows = opened({"reach": [1, 2]} | ({"date": dates} if dates else {}))
    assert months_of(rows) is None
    with pytest.raises(errors.BadValueError, match=r"€1,200.00 by month"):
        in_all(Money("1200 EUR/month"), rows)


def test_an_amount_by_month_is_counted_once_a_month():
    rows = opened({"date": ["2026-01-31", "2026-03-01"], "reach": [1, 3]})
    assert in_all(Money("1 200 € HT / mois"), rows) == Money(3600, "EUR", "HT")
    assert in_all(Money(1200), rows) == Money(1200)
    assert in_all(None, rows) is None


def test_the_period_of_the_amount_itself_goes_first():
    rows = opened({"reach": [1]})
    money = Money("100 €/mois", period=("2026-01-01", "31/12/2026"))
    assert in_all(money, rows).amount == 1200
