"""What users give: if these fail, a table is refused that should open, or opens as something else."""

from __future__ import annotations

import math
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.desk.lab import three_results
from cmkit.given import engines
from cmkit.given.engines import is_export, is_path, table_of, tables_of
from cmkit.given.rows import opened
from tests.kinds import KINDS, spark_table

COLUMNS = {"reach": [5000, 9800], "clicks": [25, 483]}
SAME = {
    "rows": [{"reach": 5000, "clicks": 25}, {"reach": 9800, "clicks": 483}],
    "columns": COLUMNS,
    "arrays": {name: pd.Series(values) for name, values in COLUMNS.items()},
    "named rows": {"A": {"reach": 5000, "clicks": 25}, "B": {"reach": 9800, "clicks": 483}},
}
CSV = "Result,Reach,Clicks\nA,5000,25\nB,9800,483\n"

NOT_TABLES = [
    None, 3, 2.5, True, "traffic", "", b"reach,clicks", object(), lambda: None, [1, 2], [[1], [2]], {1, 2},
    {"reach": [1, 2], "clicks": 3}, cm.Objective("traffic"), int, (1, 2), [],
]  # fmt: skip


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "results.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", SAME)
def test_plain_python_opens_as_a_table_does(kind):
    assert table_of(SAME["named rows"]).table.index.tolist() == ["A", "B"]
    table = table_of(SAME[kind]).table.reset_index(drop=True)
    pd.testing.assert_frame_equal(table, pd.DataFrame(COLUMNS))


@pytest.mark.parametrize("kind", KINDS)
def test_every_engine_opens_as_the_same_table(kind):
    table = table_of(KINDS[kind](COLUMNS)).table
    assert {name: [int(n) for n in table[name]] for name in table} == COLUMNS


def test_spark_opens_as_the_same_table(spark):
    assert table_of(spark_table(spark, COLUMNS)).table.to_dict("list") == COLUMNS


def test_numbers_by_name_are_one_row():
    assert table_of({"reach": 5000, "clicks": None}).table.to_dict("records") == [
        {"reach": 5000, "clicks": None}
    ]
    assert table_of(pd.Series({"reach": 5000})).table.to_dict("list") == {"reach": [5000]}


@pytest.mark.parametrize("series", [pd.Series([1, 2], name="reach"), pl.Series("reach", [1, 2])])
def test_a_series_with_a_name_is_a_column(series):
    assert table_of(series).table.to_dict("list") == {"reach": [1, 2]}


@pytest.mark.parametrize("value", NOT_TABLES, ids=lambda value: type(value).__name__)
def test_what_is_no_table_is_refused_in_a_sentence(value):
    """Never an AttributeError of something inside."""
    with pytest.raises(errors.CmkitError):
        table_of(value)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3).filter(lambda text: "." not in text),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
))  # fmt: skip
def test_whatever_is_given_opens_or_is_refused_in_a_sentence(value):
    try:
        assert len(table_of(value).table) > 0
    except errors.CmkitError:
        return


def test_a_path_is_read(file):
    for path in (file, str(file)):
        opened = table_of(path)
        assert opened.table["reach"].tolist() == [5000, 9800]
        assert (opened.name, opened.kind) == ("results.csv", "posts")
    assert opened.places().line.tolist() == [2, 3]
    assert (is_path("posts.csv"), is_path("traffic")) == (True, False)
    with pytest.raises(errors.MissingFileError):
        table_of("nowhere.csv")


def test_an_export_opens_by_its_class_and_not_by_its_looks(file):
    assert is_export(cm.read(file))

    class Looks:
        set_aside = tables = posts = table = kind = source = None

    assert not is_export(Looks())
    with pytest.raises(errors.NotATableError):
        table_of(Looks())


def test_an_export_of_other_rows_is_refused_alone_and_taken_among_several():
    devices = cm.read(cm.sample("exports/search_console_appareils_fr.csv"), progress=False)
    with pytest.raises(errors.NotATableError, match="audience"):
        table_of(devices)
    (one,) = tables_of(devices)
    assert one.kind == "audience"
    assert len(one.table) == len(one.places())


def test_several_tables_are_opened_one_by_one(file):
    found = tables_of([pd.DataFrame(COLUMNS), str(file), {"reach": [1]}])
    assert [len(each.table) for each in found] == [2, 2, 1]
    assert len(tables_of(SAME["rows"])) == 1
    assert len(tables_of([SAME["rows"], SAME["columns"]])) == 2


def test_an_answer_whose_table_holds_results_opens_by_it():
    people = cm.influencers({"influencer": ["a", "b"], "reach": [10, 20], "likes": [1, 2]})
    assert table_of(people).table["influencer"].tolist() == ["a", "b"]


@pytest.mark.parametrize("lazily", [
    lambda table: pl.from_arrow(table).lazy(), lambda table: duckdb.from_arrow(table),
])  # fmt: skip
def test_a_lazy_table_longer_than_results_is_never_collected(lazily, monkeypatch):
    """Twenty million rows would be fetched whole; the sentence says how to pool them first."""
    monkeypatch.setattr(engines, "MOST_ROWS", 3)
    assert len(table_of(lazily(pa.table({"reach": [1, 2, 3]}))).table) == 3
    with pytest.raises(errors.NotATableError, match=r"cm\.pool\(table, .*by=") as refused:
        table_of(lazily(pa.table({"reach": [1, 2, 3, 4]})))
    assert "4" in refused.value.in_language("fr")


@pytest.mark.parametrize("lazily", [
    lambda table: pl.from_arrow(table).lazy(), lambda table: duckdb.from_arrow(table),
])  # fmt: skip
def test_a_long_lazy_table_is_pooled_by_the_key_that_is_named(lazily, monkeypatch):
    """A reach that is added up is no number of people, and a sum with a hole in it is no total."""
    monkeypatch.setattr(engines, "MOST_ROWS", 3)
    posts = lazily(pa.table({
        "platform": ["x", "tiktok", "x", "x"], "reach": [100, 200, 300, 100], "clicks": [1, None, 2, 3],
        "interactions": [10, 5, 20, 20],
    }))  # fmt: skip
    table = table_of(posts, "platform").table.set_index("platform")
    assert table.posts.to_dict() == {"tiktok": 1, "x": 3}
    assert table.engagement_rate.to_dict() == {"tiktok": 0.025, "x": 0.1}
    assert table.clicks.isna().to_dict() == {"tiktok": True, "x": False}
    assert "reach" not in table
    verdict = cm.judge(posts, cm.Objective("traffic", target=5, kpi="clicks"), name="platform")
    assert verdict.table.set_index("result").status.to_dict()["x"] == "met"


def test_columns_of_other_lengths_say_so():
    with pytest.raises(errors.BadValueError, match="reach 2, clicks 1"):
        table_of({"reach": [1, 2], "clicks": [3]})


@pytest.mark.parametrize("empty", [pd.DataFrame(), pd.DataFrame({"reach": []}), {}, {"reach": []}])
def test_a_table_without_rows_is_refused(empty):
    with pytest.raises(errors.EmptyTableError):
        table_of(empty)


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(errors.DuplicateNameError, match="reach"):
        table_of(pd.DataFrame([[1, 2]], columns=["reach", "reach"]))


def test_an_answer_whose_table_holds_no_results_is_refused():
    """A reconciliation was opened as results, and judged line by line."""
    prices = cm.emv_range(three_results("en"), {"a": {"cpc_price": 0.5}})
    verdict = cm.judge(three_results("en"), "traffic")
    for answer in (prices, verdict, cm.cycle({"reach": 1000, "leads": 10})):
        with pytest.raises(errors.NotATableError, match="not a table of results"):
            table_of(answer)


@pytest.mark.parametrize(
    ("file", "first", "kpi"),
    [
        ("ga4_canaux_fr.csv", "Organic Search", "traffic"),
        ("ga4_landing_pages_en.csv", "/contact", "traffic"),
        ("tiktok_overview_fr.csv", "2025-12-22", "visibility"),
        ("search_console_requetes_fr.csv", "tisane beaux jours", "traffic"),
    ],
)  # fmt: skip
def test_channels_pages_and_days_are_judged_under_their_names(file, first, kpi):
    export = cm.read(cm.sample(f"exports/{file}"), progress=False, exported="2026-06-30")
    assert cm.judge(export, cm.Objective(kpi, target=100)).table.result[0] == first


def test_an_export_of_other_rows_is_refused():
    audience = cm.read(cm.sample("exports/meta_audience_en.csv"), progress=False)
    with pytest.raises(errors.NotATableError, match="no posts"):
        table_of(audience)


def test_a_file_of_no_known_format_opens_by_its_headings(tmp_path):
    """Paths of conversions kept in a file were refused, though the same table in memory was read."""
    (tmp_path / "paths.csv").write_text("path;conversions;nulls\na > b;1 200;5\nb;1;5\n", encoding="utf-8")
    rows = opened(tmp_path / "paths.csv")
    assert rows.numbers(["conversions"])["conversions"].tolist() == [1200, 1]
    (tmp_path / "other.csv").write_text("apples;pears\n1;2\n", encoding="utf-8")
    with pytest.raises(errors.NotATableError):
        opened(tmp_path / "other.csv")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("reach", "a"), ("b", "c")])), "2 rows"),
        (pd.DataFrame({"reach": [Decimal("sNaN"), 5]}), "sNaN"),
    ],
)
def test_tables_that_pandas_itself_chokes_on_are_refused_in_a_sentence(table, words):
    with pytest.raises(errors.CmkitError, match=words):
        opened(table)


def test_odd_headings_and_numbers_open_as_they_are():
    names = ["a", "b"]
    rows = opened(pd.DataFrame({"name": names, "reach": [10**400, 5], 0: [1, 2], (1, 2): [3, 4]}))
    assert math.isnan(rows.numbers()["reach"][0])
    assert "∞" in rows.aside.cells.why[0]
    assert rows.names[1] == "b"


def test_sums_of_wide_integers_never_wrap(monkeypatch):
    monkeypatch.setattr(engines, "MOST_ROWS", 1)
    table = pl.DataFrame({"campaign": ["a"] * 3, "likes": [2**62] * 3}).lazy()
    assert table_of(table, "campaign").table["likes"].tolist() == [3.0 * 2**62]
