"""What leaves the bench: a CSV that spreadsheets and cm.read open, lines that make the same verdict."""

from __future__ import annotations

import base64
import csv
import io
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import cmkit as cm
from cmkit.desk.copies import as_csv, as_link, as_plan_lines, as_python

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
CELLS = st.none() | st.integers(-5, 10**6) | FLOATS | st.text(max_size=5)


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
    for column in results.columns[1:]:
        assert_frame_equal(back[[column]].astype(float), results[[column]].astype(float))


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
