"""A cost by month counted once for a quarter is what one would lose."""

from __future__ import annotations

from datetime import date

import pytest

from cmkit import errors
from cmkit.given.money import Money
from cmkit.given.periods import in_all, months_between, months_of
from cmkit.given.rows import opened


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
