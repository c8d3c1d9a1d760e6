"""`returns`: three lines for each result and for the whole, that cannot be put into one."""

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.lift.lift import Lift
from cmkit.answers.returns.attention import Expected, attention_unit, held, roa
from cmkit.answers.returns.attention import won as attention_won
from cmkit.answers.returns.lines import Sum, holes, reason
from cmkit.answers.returns.profit import ladder, roi
from cmkit.answers.returns.returned import WHOLE, Returned
from cmkit.answers.returns.serving import Engagement
from cmkit.answers.returns.stated import money_stated
from cmkit.answers.returns.statement import statement
from cmkit.given.money import Money, one_currency
from cmkit.given.objective import Objective
from cmkit.given.people import Span, counts_people
from cmkit.given.rows import Rows, opened
from cmkit.language.facts import Amount, Inside, Number
from cmkit.language.said import Said, unknown
from cmkit.reading.export import Export
from cmkit.statements.shown import Shown, in_language
from cmkit.statements.statement import Statement

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
    results: Any, objective: Objective | str, cost: Any = None, revenue: Any = None, margin: Any = None,
    hours: Any = None, hourly_cost: float | Money | None = None, name: str | None = None, *,
    attention: str | None = None, engagement: Any = None, audience: float | None = None,
    target: float | None = None, target_for: str = "result", lift: Lift | None = None,
) -> Returns:  # fmt: skip
    """Return ROA, ROE and ROI of results for an objective: three lines that are never added.

    - `results`: a table with a row a result, or an export; `objective`: an `Objective` or its name;
    - `cost`, `revenue`: a number or `cm.Money` for the whole; or for each result a column's name, a
      sequence, a mapping from their names. By default the columns `cost` (else `spend`) and
      `revenue`, where there are any;
    - `margin`: the share of the revenue that is won (0 to 1, or one for each result), or the margin
      itself: Money, or for each result a column's name, a sequence, a mapping. By default the columns
      `margin` (money) or `margin_rate` (a share), where there are any;
    - `hours`, `hourly_cost`: the time spent (for the whole, or for each result) and its price;
    - `name`: the column that names the results; `attention`: the column that counts attention;
      `engagement`: the column or columns of acts that serve; `audience`: the most people that could
      be reached; `target`: that of an objective given by its name; `target_for`: "result", or "whole"
      for a target of all results together (as `Objective(total=...)`);
    - `lift`: what a group held out showed (`cm.lift`), for the last step of the ladder.

    ROA is attention per unit of money, and the share of the target attained. ROE is the acts that
    serve the objective over attention. ROI is (margin - cost) / cost, or the reason why there is none.
    Reach of several results is never added up: the whole lies between two bounds. So does what is known
    for some results only: what is known is the least, and what is not known is never taken as nothing.

    Raises `NotMoneyError` for likes, followers or an advertising equivalent given as money,
    `MoneyMismatchError` for two currencies, `BadValueError` for an amount below zero, and as
    `cm.judge` does. VAT on one side only, other periods and a cost of zero give a reason, no number.

    >>> from cmkit.desk.lab import three_results
    >>> found = returns(three_results("en"), "traffic", cost=600, revenue=1500, margin=0.5, hours=0,
    ...                 hourly_cost=0)
    >>> round(found.roi.value, 2), round(found.table.roe[0].value, 4)
    (0.25, 0.005)
    """
    goal = _goal(objective, target, target_for)
    if lift is not None and not isinstance(lift, Lift):
        raise errors.NotANumberError("not_a_lift", value=type(lift).__name__)
    rows = opened(results, name)
    files = results.source.files if isinstance(results, Export) else ()
    currency = one_currency(each.currency for each in files) or rows.currency or goal.currency
    money = money_stated(rows, currency, cost, revenue, margin, hours, hourly_cost)
    expected = held(rows, goal)
    unit = attention_unit(rows, goal, attention)
    won, bounds = attention_won(unit, rows, audience)
    acts = Engagement(rows, goal, engagement, unit if attention else None)
    sides = money.sides(None)
    known = (*money.caveats, *_caveats(rows, won, bounds, acts, sides.paid, expected))
    return Returns(
        goal, rows, won, money, acts, expected,
        roa=roa(unit, *bounds, sides.cost, expected, None),
        roe=acts.of_whole(sides.cost, audience),
        roi=roi(sides),
        steps=ladder(sides, lift), known=known, lift=lift,
    )  # fmt: skip


def _goal(objective: Objective | str, target: float | None, target_for: str) -> Objective:
    if not isinstance(target_for, str) or target_for not in TARGETS:
        raise unknown("target_for", target_for, TARGETS)
    goal = objective if isinstance(objective, Objective) else Objective(objective)
    if target is not None:
        if goal.target is not None and goal.target != target:
            raise errors.BadValueError("target_twice", one=f"{goal.target:g}", other=f"{target:g}")
        goal = replace(goal, target=target)
    if target_for == WHOLE and goal.total is None:
        return replace(goal, target=None, total=goal.target)
    return goal


def _caveats(
    rows: Rows, won: pd.Series, bounds: Span, acts: Engagement, paid: Sum | None, expected: Expected
) -> Iterator[Said]:
    """Say what is to be known of attention and of acts, and ask whether the cost is all that was paid."""
    if counts_people(str(won.name)) and bounds.low != bounds.high and not math.isnan(bounds.low):
        yield reason("reach_at_least" if math.isnan(bounds.high) else "reach_bounds")
    each, ratios = acts.each, int(acts.each.roe.count())
    for key, values in (("attention_holes", won), ("acts_holes", each.done)):
        if 0 < values.isna().sum() < len(rows):
            yield reason(key, **holes(values))
    if ratios and (each.over.isna() & each.done.notna()).any():
        yield reason("base_holes", n=Number(ratios), total=Number(len(rows)))
    if expected.targeted and 0 < expected.unknown < len(rows):
        of_whole = "kpi_holes_total" if expected.whole_share.known else "kpi_holes_signed"
        key = "kpi_holes" if math.isnan(expected.total) else of_whole
        yield reason(key, kpi=Inside(str(expected.kpi)), n=Number(expected.unknown), total=Number(len(rows)))
    spend = float(rows.values("spend").sum()) if rows.has("spend") else 0.0
    if paid and paid.exact and spend > paid.high * (1 + 1e-9):
        spent = Amount(spend, paid.stated.currency).of("spend")
        yield reason("cost_below_spend", cost=paid.fact("cost"), spend=spent)
