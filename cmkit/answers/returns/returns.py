"""`returns`: three lines for each result and for the whole, that cannot be put into one."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.lift.lift import Lift
from cmkit.answers.returns import tabling
from cmkit.answers.returns.attention import Expected, attention_unit, expected, roa, won
from cmkit.answers.returns.lines import Roa, Roe, Roi
from cmkit.answers.returns.profit import Sides, ladder, roi
from cmkit.answers.returns.reasons import Reason, reason
from cmkit.answers.returns.serving import Engagement
from cmkit.answers.returns.stating import currency_of, money_stated
from cmkit.answers.verdict.judging import Judgement, hold
from cmkit.given.money import Money
from cmkit.given.objective import Objective
from cmkit.given.rows import Note, Results, checked_numbers, opened_results
from cmkit.language import writing

WHOLE = "whole"
TARGETS = ("result", "whole")


class Returns:
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

    def __init__(
        self, goal: Objective, names: pd.Series, lines: list[tuple[Roa, Roe, Roi]],
        whole: tuple[Roa, Roe, Roi], rungs: pd.DataFrame, known: tuple[Reason, ...], notes: list[Note],
        held: Expected, lift: Lift | None, of_whole: bool,
    ) -> None:  # fmt: skip
        self.goal, self.roa, self.roe, self.roi = goal, *whole
        self.known, self.held, self.lift, self.of_whole = known, held, lift, of_whole
        self._names, self._lines, self._rungs, self._notes = names, lines, rungs, notes

    @property
    def currency(self) -> str | None:
        """The currency of the amounts, where one is stated."""
        known = (self.roi.cost, self.roi.revenue, self.roi.gain)
        return next((m.currency for m in known if m and m.currency), self.goal.currency)

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a result: result, roa, roe, roi; the last three hold lines, not numbers."""
        cells = {
            kind: pd.Series([lines[i] for lines in self._lines], dtype=object)
            for i, kind in enumerate(("roa", "roe", "roi"))
        }
        return pd.DataFrame({"result": list(self._names), **cells})

    @property
    def ladder(self) -> pd.DataFrame:
        """The steps from ROAS to incremental ROI: step, value, low, high, unit, reason where missing."""
        return self.rungs(None)

    def rungs(self, lang: str | None = None) -> pd.DataFrame:
        """Return the ladder with its reasons in "en" or "fr"."""
        said = [why.text(lang) if isinstance(why, Reason) else "" for why in self._rungs.why]
        return self._rungs.drop(columns="why").assign(reason=said)

    @property
    def figures(self) -> pd.DataFrame:
        """Every number, to be kept or exported: result (or "whole"), line, figure, value, unit."""
        scopes = [(WHOLE, (self.roa, self.roe, self.roi)), *zip(self._names, self._lines, strict=True)]
        rows = [(name, *row) for name, lines in scopes for line in lines for row in _figures(line)]
        return pd.DataFrame(rows, columns=["result", "line", "figure", "value", "unit"])

    @property
    def caveats(self) -> list[str]:
        """What is to be known before these lines are used, in the language in use."""
        return [each.text() for each in self.known]

    @property
    def notes(self) -> pd.DataFrame:
        """The cells set aside or to be looked at: result, column, value, rule."""
        rows = [(n.result, n.column, n.value, n.rule) for n in self._notes]
        return pd.DataFrame(rows, columns=["result", "column", "value", "rule"])

    @property
    def all_notes(self) -> tuple[Note, ...]:
        """The same, with the error of each cell that could not be used."""
        return tuple(self._notes)

    def text(self, lang: str | None = None) -> str:
        """Return the three lines in sentences, a paragraph a line, in "en" or "fr"."""
        from cmkit.answers.returns.statement import paragraphs

        return "\n".join(paragraphs(self, writing.language(lang)))

    def html(self, lang: str | None = None) -> str:
        """Return the lines, the ladder and the sentences as HTML, everything escaped."""
        return tabling.html(self, writing.language(lang))

    def plain(self, lang: str | None = None) -> str:
        """Return the table and the sentences as plain text, for a terminal."""
        return tabling.plain(self, writing.language(lang))

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.plain()


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
        raise errors.unknown("target_for", target_for, TARGETS)
    if lift is not None and not isinstance(lift, Lift):
        raise errors.NotANumberError("not_a_lift", value=type(lift).__name__)
    opened = opened_results(results, name)
    currency = currency_of(results) or goal.currency
    money = money_stated(opened, currency, cost, revenue, margin, hours, hourly_cost)
    judged, why = _held(opened, goal)
    held = expected(judged, goal, target_for == "whole", why)
    unit = attention_unit(opened, goal, attention)
    each, bounds, notes = won(unit, opened, audience)
    acts = Engagement(opened, goal, engagement, unit if attention else None)
    lines, attended = [], each.astype(float).tolist()
    for row in range(len(opened.names)):
        sides = money.sides(row)
        value = attended[row]
        lines.append((roa(unit, value, value, sides.cost, held, row), acts.of(row, sides.cost), roi(sides)))
    sides = money.sides(None)
    money_line = replace(
        roi(sides), at_least=bool(money.revenue and money.revenue.holes and money.margin is None)
    )
    whole = (roa(unit, *bounds, sides.cost, held, None), acts.of_whole(sides.cost, audience), money_line)
    notes = _once([*notes, *acts.notes, *(judged.notes if judged else ())])
    known = (*money.caveats, *_caveats(opened, unit, bounds, each, sides, acts))
    of_whole = target_for == WHOLE
    return Returns(
        goal, opened.names, lines, whole, ladder(sides, lift), known, notes, held, lift, of_whole
    )  # fmt: skip


def _held(opened: Results, goal: Objective) -> tuple[Judgement | None, Reason | None]:
    """Hold the results against the objective; where no column decides it, the reason."""
    try:
        return hold(opened, goal), None
    except errors.MissingColumnError:
        if goal.kpi is not None:
            raise
        return None, reason("nothing_decides")


def _caveats(
    opened: Results,
    unit: str | None,
    bounds: tuple[float, float],
    each: pd.Series,
    sides: Sides,
    acts: Engagement,
) -> list[Reason]:
    """Return what is to be known of attention and of acts."""
    known = []
    if bounds[0] != bounds[1] and unit and not math.isnan(bounds[0]):
        known.append(reason("reach_at_least" if math.isnan(bounds[1]) else "reach_bounds"))
    if unit and 0 < int(each.isna().sum()) < len(each):
        known.append(reason("attention_holes", n=int(each.isna().sum()), total=len(each)))
    if acts.acts and 0 < int(acts.done.isna().sum()) < len(acts.done):
        known.append(reason("acts_holes", n=int(acts.done.isna().sum()), total=len(acts.done)))
    known += _below_spend(opened, sides)
    return known


def _below_spend(opened: Results, sides: Sides) -> list[Reason]:
    """Ask whether the cost is all that was paid, where the results' own ad spend is greater."""
    if "spend" not in opened.table or sides.paid is None:
        return []
    numbers, _ = checked_numbers(opened, ["spend"])
    spend = float(numbers["spend"].sum())
    if spend <= sides.paid.amount * (1 + 1e-9):
        return []
    return [reason("cost_below_spend", cost=sides.paid, spend=Money(spend, sides.paid.currency))]


def _once(notes: list[Note]) -> list[Note]:
    return list({(note.result, note.column, note.rule): note for note in notes}.values())


def _figures(line: Roa | Roe | Roi) -> list[tuple[str, str, float, str]]:
    """Return the numbers of a line: line, figure, value, unit."""
    found: list[tuple[str, float, str]]
    cost = line.cost.amount if line.cost else math.nan
    if isinstance(line, Roa):
        unit, (low, high) = line.unit or "attention", line.per_money
        found = [("attention_low", line.low, unit), ("attention_high", line.high, unit),
                 ("per_money_low", low, f"{unit}/money"), ("per_money_high", high, f"{unit}/money"),
                 ("achieved", line.achieved, line.kpi or ""), ("expected", line.expected, line.kpi or ""),
                 ("attained", line.attained, "ratio")]  # fmt: skip
    elif isinstance(line, Roe):
        found = [("acts", line.done, " + ".join(line.acts)), ("over", line.over, line.base or ""),
                 ("value", line.value, "ratio"), ("value_low", line.low, "ratio"),
                 ("value_high", line.high, "ratio"), ("per_money", line.per_money, "acts/money"),
                 ("engagement_rate", line.rate, line.rate_name or "")]  # fmt: skip
    else:
        found = [("revenue", line.revenue.amount if line.revenue else math.nan, "money"),
                 ("gain", line.gain.amount if line.gain else math.nan, "money"),
                 ("cost", cost, "money"), ("roas", line.roas, "times"),
                 ("break_even_roas", line.break_even, "times"), ("value", line.value, "ratio")]  # fmt: skip
    return [(line.kind, figure, value, unit) for figure, value, unit in found]
