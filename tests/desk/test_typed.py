"""Numbers as people type them: the value meant, or a mark with the reason; never a number guessed."""

from __future__ import annotations

import base64
import csv
import io
import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import cmkit as cm
from cmkit.catalogue.columns import column
from cmkit.desk.typed import Typed, as_csv, as_link, as_plan_lines, as_python, typed, written
from cmkit.given.numbers import column_rule

CLICKS, SPEND, CHURN = column("clicks"), column("spend"), column("churn")


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1 234", "fr", 1234), ("1\u00a0234,5", "fr", 1234.5), ("1\u202f234", "fr", 1234),
        ("12,5", "fr", 12.5),
        ("12.5", "fr", 12.5), ("1,234.5", "en", 1234.5), ("1234", "en", 1234), ("1,234", "en", 1234),
        ("  25 ", "en", 25), ("0", "fr", 0), ("25,", "fr", 25),
    ],
)
def test_a_number_typed_in_ones_own_language_is_read(text, lang, value):
    assert typed(text, CLICKS, lang).value == value
    assert not typed(text, CLICKS, lang).reason


@pytest.mark.parametrize("text", ["", "   ", "\u00a0"])
def test_an_empty_cell_is_a_missing_value_and_no_fault(text):
    assert typed(text, CLICKS, "en").value is None
    assert not typed(text, CLICKS, "en").reason


BAD = ["48O", "abc", "12 34 x", "12 34", "1_000", "inf", "--5", "1e5", "12 €", "<script>", "1:30", "1,2,3"]


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_not_a_number_keeps_its_text_and_says_so(text, lang):
    read = typed(text, CLICKS, lang)
    assert read.value == text
    assert text in read.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5), ("12.5", 12.5), ("18,7K", 18_700), ("18.7k", 18_700), ("1,234.5", 1234.5),
        ("1.234.567", 1_234_567), ("2 M", 2_000_000), ("1'234", 1234),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_number_is_understood_as_in_the_cell_of_a_file(text, value, lang):
    assert typed(text, CLICKS, lang) == Typed(value)


@pytest.mark.parametrize("text", ["n/a", "-", "nan"])
def test_what_a_file_writes_where_a_value_is_not_known_is_a_missing_value(text):
    assert typed(text, CLICKS, "fr") == Typed(None)


@pytest.mark.parametrize(("text", "lang"), [("1.234", "fr"), ("1,234", "fr"), ("1.234", "en")])
def test_what_reads_as_a_thousand_or_as_one_and_a_bit_is_never_guessed(text, lang):
    read = typed(text, CLICKS, lang)
    assert read.value == text
    assert written(1234, lang) in read.reason
    assert written(1.234, lang) in read.reason


def test_three_decimals_are_fine_in_a_rate_and_ambiguous_in_an_amount():
    assert typed("1.234", column_rule("roi"), "en").value == 1.234
    assert "1,200" in typed("1.200", SPEND, "en").reason
    assert typed("1.20", SPEND, "en").value == 1.2


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1 200 €", "fr", 1200),
        ("1 200,5 EUR", "fr", 1200.5),
        ("1 200 € HT", "fr", 1200),
        ("€1,200", "fr", 1200),
        ("1.200 €", "en", 1200),
        ("€1,200", "en", 1200),
        ("$1,200.5", "en", 1200.5),
    ],
)
def test_an_amount_is_typed_as_people_write_money(text, lang, value):
    assert typed(text, SPEND, lang) == Typed(value)


def test_a_negative_count_is_marked_and_keeps_its_value():
    assert typed("-5", CLICKS, "en").value == -5
    assert typed("−5", CLICKS, "fr").reason


@pytest.mark.parametrize("number", ["9" * 30, "1" + " 000" * 20])
def test_a_number_beyond_all_measure_is_marked_instead_of_breaking_the_verdict(number):
    assert typed(number, CLICKS, "fr").reason
    assert typed(written(float("inf"), "fr"), CLICKS, "fr").reason


def test_percents_are_read_in_shares_only():
    assert typed("35 %", CHURN, "fr").value == typed("35%", CHURN, "en").value == 0.35
    assert typed("35 %", CLICKS, "fr").reason
    assert typed("35", CHURN, "en").reason


FLOATS = st.floats(-1e15, 1e15, exclude_min=True, exclude_max=True)


@example(2.5782840900739463e-12, "en")
@example(-1.234, "fr")
@example(12.5, "en")
@given(FLOATS.filter(lambda n: n == 0 or abs(n) > 1e-15), st.sampled_from(["en", "fr"]))
def test_a_number_that_is_shown_is_read_back_exactly(number, lang):
    """Else loading a table would change it."""
    read = typed(written(number, lang), column("margin"), lang)
    assert read.value == number


@given(st.text(max_size=12), st.sampled_from(["en", "fr"]))
def test_nothing_typed_breaks_the_bench_or_gives_an_unmarked_text(text, lang):
    read = typed(text, CLICKS, lang)
    if isinstance(read.value, str):
        assert read.reason
    elif read.value is not None:
        assert math.isfinite(read.value) or read.reason


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
CELLS = st.none() | st.integers(-5, 10**6) | NUMBERS | st.text(max_size=5)


def run(lines):
    held = {}
    exec(lines, held)
    return held["verdict"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(NAMES, CELLS), min_size=1, max_size=5))
def test_the_python_lines_make_the_same_verdict_whatever_was_typed(rows):
    start = pd.DataFrame({"reach": [10] * len(rows), "clicks": [1] * len(rows)})
    bench = cm.bench(start, target=3, lang="en")
    for row, (name, value) in zip(bench.draft.rows, rows, strict=True):
        row.name = name
        bench.draft.put(row, "clicks", value)
    bench.rename(bench.results.result[0], bench.results.result[0])
    again = run(bench.python)
    assert_frame_equal(again.table, bench.verdict.table)
    assert again.text("fr") == bench.verdict.text("fr")


def test_the_python_lines_keep_the_whole_objective():
    goal = cm.Objective("traffic", 400, "clicks", "2026-12-31", 50, 'Zoé "Z"', 10, 0.8, "EUR")
    again = run(cm.bench(objective=goal).python).goal
    assert again == goal
    assert again.by == date(2026, 12, 31)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_csv_comes_back_through_cm_read(lang):
    results = cm.bench(lang=lang).results.assign(spend=[1.5, 2.25, None])
    data = base64.b64decode(as_link(as_csv(results, lang)).partition("base64,")[2])
    assert data.startswith(b"\xef\xbb\xbf")
    back = cm.read(data).posts
    assert back["result"].tolist() == results["result"].tolist()
    for name in results.columns[1:]:
        assert_frame_equal(back[[name]].astype(float), results[[name]].astype(float))


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")'])
def test_a_name_is_never_run_as_a_formula(name):
    text = as_csv(pd.DataFrame({"result": [name], "clicks": [-5.0]}), "en")
    cell = text.splitlines()[1]
    assert cell.lstrip('"').startswith("'")
    assert cell.endswith("-5")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", ["plain;=1+1", "plain,=1+1", "a\t=1+1", "a\n=1+1", 'a;"=1+1', " =1+1"])
def test_a_name_does_not_run_either_where_another_separator_parts_it(lang, name):
    text = as_csv(pd.DataFrame({"result": [name], "=cmd()": [-5.0]}), lang)
    for separator in ",;\t":
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@"))]
    assert text.rstrip().endswith("-5")


def test_the_csv_is_written_as_the_language_writes_tables():
    table = pd.DataFrame({"result": ["A", "B"], "clicks": [2.5, None]})
    assert as_csv(table, "fr") == "Résultat;Clics\r\nA;2,5\r\nB;\r\n"
    assert as_csv(table, "en") == "Result,Clicks\r\nA,2.5\r\nB,\r\n"


def test_the_lines_of_a_verdict_read_as_a_person_writes_them():
    lines = as_python(pd.DataFrame({"result": ["A"], "clicks": [25.0]}), cm.Objective("traffic", 400.0))
    assert lines.splitlines() == [
        "import cmkit as cm", "import pandas as pd", "", "results = pd.DataFrame({",
        '    "result": ["A"],', '    "clicks": [25],', "})",
        'verdict = cm.judge(results, cm.Objective("traffic", target=400))', "verdict",
    ]  # fmt: skip


def test_the_lines_of_a_plan_keep_counts_bounds_prices_and_the_level():
    rates = {"clicks": 0.02, "leads": (0.1, 0.3), "sales": (9, 45)}
    made = cm.plan(rates, sales=20, aov=(40, 60), cost_per_thousand=8, level=0.9)
    assert as_plan_lines(made).splitlines() == [
        "import cmkit as cm", "", "rates = {", '    "clicks": 0.02,', '    "leads": (0.1, 0.3),',
        '    "sales": {"hits": 9, "trials": 45},', "}",
        'cm.plan(rates, sales=20, start="reach", cost_per_thousand=8, aov=(40, 60), level=0.9)',
    ]  # fmt: skip
