"""`returns`: three lines for each result and for the whole, that cannot be put into one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.lift.lift import Lift
from cmkit.answers.returns.attention import attention_unit, held, roa
from cmkit.answers.returns.attention import won as attention_won
from cmkit.answers.returns.means import money_stated
from cmkit.answers.returns.profit import ladder, roi
from cmkit.answers.returns.returned import WHOLE, Returned
from cmkit.answers.returns.serving import Engagement
from cmkit.answers.returns.statement import statement
from cmkit.answers.returns.words import amount, holes, reason
from cmkit.given.money import Money
from cmkit.given.objective import Objective
from cmkit.given.people import Span
from cmkit.given.rows import Rows, opened
from cmkit.language.nearest import unknown
from cmkit.language.said import Said
from cmkit.reading.export import Export
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Statement
from cmkit.statements.tables import in_language

TARGETS = ("result", "whole")


class Returns(Shown, Returned):
    """ROA, ROE and ROI of some results, made by `returns`: three lines in three units.

    - `roa`, `roe`, `roi`: the lines of the whole;
    - `table`: DataFrame, a row a result: result, roa, roe, roi, whose cells are lines;
    - `figures`: tidy DataFrame of every number: result (or "whole"), line, figure, value, unit;
    - `ladder`: DataFrame from ROAS to incremental ROI: step, value, low, high, unit, reason;
    - `caveats`: what is to be known, in sentences; `notes`: the cells that were set aside;
    - `goal`: the `Objective`; `currency`: that of the amounts, where one is stated.

    Lines cannot be added, averaged or turned into bare numbers: `MixedReturnsError`. It shows itself
    in a notebook and in a terminal, in the language in use.
    """

    @cached_property
    def statement(self) -> Statement:
        """What the three lines say."""
        return statement(self)

    @in_language
    def rungs(self) -> pd.DataFrame:
        """Return the steps from ROAS to incremental ROI, each with its reason where it is missing."""
        return self.steps

    ladder = property(rungs)

    @property
    @in_language
    def caveats(self) -> list[Said]:
        """What is to be known before these lines are used, in the language in use."""
        return list(self.known)


def returns(
    results: Any,
    objective: Objective | str,
    cost: Any = None,
    revenue: Any = None,
    margin: Any = None,
    hours: Any = None,
    hourly_cost: float | Money | None = None,
    name: str | None = None,
    *,
    attention: str | None = None,
    engagement: Any = None,
    audience: float | None = None,
    target_for: str = "result",
    lift: Lift | None = None,
) -> Returns:
    """Return ROA, ROE and ROI of results for an objective: three lines that are never added.

    - `results`: a table with a row a result, or an export; `objective`: an `Objective` or its name;
    - `cost`, `revenue`: a number or `cm.Money` for the whole; or for each result a column's name, a
      sequence, a mapping from their names. By default the columns `cost` (else `spend`) and
      `revenue`, where there are any;
    - `margin`: the share of the revenue that is won (0 to 1), or the margin itself: Money, or for
      each result a column's name, a sequence, a mapping;
    - `hours`, `hourly_cost`: the time spent (for the whole, or for each result) and its price;
    - `name`: the column that names the results; `attention`: the column that counts attention;
      `engagement`: the column or columns of acts that serve; `audience`: the most people that could
      be reached; `target_for`: "result", or "whole" for a target of all results together;
    - `lift`: what a group held out showed (`cm.lift`), for the last step of the ladder.

    ROA is attention per unit of money, and the share of the target attained. ROE is the acts that
    serve the objective over attention. ROI is (margin - cost) / cost, or the reason why there is none.
    Reach of several results is never added up: the whole lies between two bounds.

    Raises `NotMoneyError` for likes, followers or an advertising equivalent given as money,
    `MoneyMismatchError` for two currencies, `BadValueError` for an amount below zero, and as
    `cm.judge` does. VAT on one side only, other periods and a cost of zero give a reason, no number.

    >>> from cmkit.desk.sample import three_results
    >>> found = returns(three_results("en"), "traffic", cost=600, revenue=1500, margin=0.5, hours=0,
    ...                 hourly_cost=0)
    >>> round(found.roi.value, 2), round(found.table.roe[0].value, 4)
    (0.25, 0.005)
    """
    goal = objective if isinstance(objective, Objective) else Objective(objective)
    if not isinstance(target_for, str) or target_for not in TARGETS:
        raise unknown("target_for", target_for, TARGETS)
    if lift is not None and not isinstance(lift, Lift):
        raise errors.NotANumberError("not_a_lift", value=type(lift).__name__)
    rows, of_whole = opened(results, name), target_for == WHOLE
    currency = _currency_of(results) or goal.currency
    money = money_stated(rows, currency, cost, revenue, margin, hours, hourly_cost)
    expected = held(rows, goal, of_whole)
    unit = attention_unit(rows, goal, attention)
    won, bounds = attention_won(unit, rows, audience)
    acts = Engagement(rows, goal, engagement, unit if attention else None)
    sides = money.sides(None)
    least = bool(money.revenue and money.revenue.holes and money.margin is None)
    known = (*money.caveats, *_caveats(rows, won, bounds, acts, sides.paid))
    return Returns(
        goal, rows, unit, won, money, acts, expected,
        roa=roa(unit, *bounds, sides.cost, expected, None),
        roe=acts.of_whole(sides.cost, audience),
        roi=replace(roi(sides), at_least=least),
        steps=ladder(sides, lift), known=known, lift=lift, of_whole=of_whole,
    )  # fmt: skip


def _currency_of(results: Any) -> str | None:
    """Return the currency that an export states; raise where its files state two."""
    files = results.source.files if isinstance(results, Export) else ()
    found = sorted({each.currency for each in files if each.currency})
    if len(found) > 1:
        raise errors.MoneyMismatchError("currency_mismatch", one=found[0], other=found[1])
    return found[0] if found else None


def _caveats(
    rows: Rows, won: pd.Series, bounds: Span, acts: Engagement, paid: Money | None
) -> Iterator[Said]:
    """Say what is to be known of attention and of acts, and ask whether the cost is all that was paid."""
    if bounds.low != bounds.high and not math.isnan(bounds.low):
        yield reason("reach_at_least" if math.isnan(bounds.high) else "reach_bounds")
    for key, values in (("attention_holes", won), ("acts_holes", acts.done)):
        if 0 < values.isna().sum() < len(rows):
            yield reason(key, **holes(values))
    spend = float(rows.values("spend").sum()) if rows.has("spend") else 0.0
    if paid and spend > paid.amount * (1 + 1e-9):
        spent = amount(Money(spend, paid.currency), None, "spend")
        yield reason("cost_below_spend", cost=amount(paid, None, "cost"), spend=spent)
