"""`returns`: three lines for each result and for the whole, that cannot be put into one."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.lift.lift import Lift
from cmkit.answers.returns.attention import attention_unit, expected, roa, won
from cmkit.answers.returns.profit import Sides, ladder, roi
from cmkit.answers.returns.returned import WHOLE, Each, Returned
from cmkit.answers.returns.serving import Engagement
from cmkit.answers.returns.statement import statement
from cmkit.answers.returns.stating import currency_of, money_stated
from cmkit.answers.returns.words import amount, reason
from cmkit.answers.verdict.judging import Judgement, hold
from cmkit.given.money import Money
from cmkit.given.objective import Objective
from cmkit.given.rows import Rows, opened
from cmkit.language.facts import Number
from cmkit.language.nearest import unknown
from cmkit.language.said import Said
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

    @property
    def ladder(self) -> pd.DataFrame:
        """The steps from ROAS to incremental ROI: step, value, low, high, unit, reason where missing."""
        found: pd.DataFrame = self.rungs()
        return found

    @in_language
    def rungs(self) -> pd.DataFrame:
        """Return the ladder with its reasons in "en" or "fr"."""
        return self.steps

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
    if target_for not in TARGETS:
        raise unknown("target_for", target_for, TARGETS)
    if lift is not None and not isinstance(lift, Lift):
        raise errors.NotANumberError("not_a_lift", value=type(lift).__name__)
    rows = opened(results, name)
    currency = currency_of(results) or goal.currency
    money = money_stated(rows, currency, cost, revenue, margin, hours, hourly_cost)
    judged, why = _held(rows, goal)
    held = expected(judged, goal, target_for == "whole", why)
    unit = attention_unit(rows, goal, attention)
    each, bounds = won(unit, rows, audience)
    acts = Engagement(rows, goal, engagement, unit if attention else None)
    sides = money.sides(None)
    money_line = replace(
        roi(sides), at_least=bool(money.revenue and money.revenue.holes and money.margin is None)
    )
    return Returns(
        goal=goal,
        each=Each(rows, unit, each.astype(float), money, acts, held),
        roa=roa(unit, *bounds, sides.cost, held, None),
        roe=acts.of_whole(sides.cost, audience),
        roi=money_line,
        steps=ladder(sides, lift),
        known=(*money.caveats, *_caveats(rows, unit, bounds, each, sides, acts)),
        lift=lift,
        of_whole=target_for == WHOLE,
    )


def _held(rows: Rows, goal: Objective) -> tuple[Judgement | None, Said | None]:
    """Hold the results against the objective; where no column decides it, the reason."""
    try:
        return hold(rows, goal), None
    except errors.MissingColumnError:
        if goal.kpi is not None:
            raise
        return None, reason("nothing_decides")


def _caveats(
    rows: Rows,
    unit: str | None,
    bounds: tuple[float, float],
    each: pd.Series,
    sides: Sides,
    acts: Engagement,
) -> list[Said]:
    """Return what is to be known of attention and of acts."""
    known = []
    if bounds[0] != bounds[1] and unit and not math.isnan(bounds[0]):
        known.append(reason("reach_at_least" if math.isnan(bounds[1]) else "reach_bounds"))
    if unit and 0 < int(each.isna().sum()) < len(each):
        known.append(reason("attention_holes", **_holes(each)))
    if acts.acts and 0 < int(acts.done.isna().sum()) < len(acts.done):
        known.append(reason("acts_holes", **_holes(acts.done)))
    known += _below_spend(rows, sides)
    return known


def _holes(each: pd.Series) -> dict[str, Number]:
    return {"n": Number(int(each.isna().sum())), "total": Number(len(each))}


def _below_spend(rows: Rows, sides: Sides) -> list[Said]:
    """Ask whether the cost is all that was paid, where the results' own ad spend is greater."""
    if "spend" not in rows.table or sides.paid is None:
        return []
    spend = float(rows.numbers(["spend"])["spend"].sum())
    if spend <= sides.paid.amount * (1 + 1e-9):
        return []
    spent = Money(spend, sides.paid.currency)
    return [reason("cost_below_spend", cost=amount(sides.paid), spend=amount(spent))]
