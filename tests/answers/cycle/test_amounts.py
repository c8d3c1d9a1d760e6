"""The numbers of a ledger: a figure can be traced, and no bound is stated that nobody knows."""

from __future__ import annotations

import math

from cmkit.answers.cycle.amounts import count_of, rate_of, rows_of, unit_cost_of, within_of, won
from cmkit.answers.cycle.cycle import cycle
from cmkit.answers.cycle.entries import Entry

MADE = cycle({"notoriety": 5000, "leads": 50, "sales": 5}, costs=100)


def test_a_count_says_which_column_and_file_it_comes_from():
    low = count_of(Entry("notoriety", "reach", 5000, 5000, source="posts.csv")).low
    assert (low.source.columns, low.source.rows, low.source.file) == (("reach",), ("notoriety",), "posts.csv")


def test_a_rate_says_which_two_counts_it_divides():
    row = rows_of(MADE.table)[0]
    rate = rate_of(MADE, row, row.rate)
    assert rate.value == 0.01
    assert rate.source.columns == ("leads", "reach")


def test_a_cost_per_unit_says_which_metric_it_is():
    cost = unit_cost_of(MADE, rows_of(MADE.table)[0])
    assert cost.low.source.formula == "cost_per_thousand_reached"
    assert unit_cost_of(cycle({"leads": 5}), rows_of(cycle({"leads": 5}).table)[3]) is None


def test_an_interval_open_above_is_written_as_at_least():
    assert count_of(Entry("notoriety", "reach", 12000, math.nan)).text("en") == "at least 12,000"


def test_a_rate_that_is_no_share_has_no_interval():
    more = cycle({"influence": 5, "engagement": 533})
    assert within_of(more, rows_of(more.table)[1]) is None


def test_what_would_be_won_is_written_as_people_count():
    assert [won(value).text("en") for value in (1.96, 28.4, 1234.5)] == ["2", "28", "1,234"]
