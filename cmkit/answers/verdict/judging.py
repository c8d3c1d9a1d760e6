"""Results held against an objective, by arithmetic only: its KPI, what is attained, the rank it gives.

Then all results together, held against the target of the whole: sums only where a column adds up.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS, Column
from cmkit.catalogue.measure import computable, needed
from cmkit.catalogue.pool import pool
from cmkit.given.objective import NOTICED, RATES, REMEMBERED, Objective
from cmkit.given.people import UNKNOWN, Span, counts_people, people
from cmkit.given.rows import Note, Rows, column_rule, opened
from cmkit.language.facts import Counted, Fact, Measured, Quantity, Share
from cmkit.language.said import Said, said

Floats = npt.NDArray[np.floating[Any]]
IDENTITY = ("post_id", "published_at", "date", "permalink", "platform", "text")
"""The columns that say which post a result is, kept in the table of a verdict."""

LOOKED_AT = ("interactions", "reach", "spend")
"""What a verdict looks at beside its KPI and the rate."""


@dataclass(frozen=True)
class Judgement:
    """Results against an objective: its KPI, those `passed_over` for want of a value, a row a result."""

    goal: Objective
    kpi: Column
    passed_over: tuple[str, ...]
    rate: str | None
    rates: pd.Series
    table: pd.DataFrame
    counts: pd.DataFrame
    rows: Rows
    notes: tuple[Note, ...]

    @property
    def objective(self) -> Said:
        """The objective, to be named."""
        return said(f"catalogue.objective_{self.goal.name}")

    @property
    def inputs(self) -> tuple[str, ...]:
        """The columns of the deciding KPI: those that it is made of, or itself."""
        name = self.kpi.name
        return CATALOGUE[name].inputs if name in CATALOGUE and name not in self.counts else (name,)

    @cached_property
    def counting(self) -> pd.Series:
        """Which results count together: 1 in the time from `start` to `by`, 0 outside, NaN without a date."""
        days, ends = self.rows.days, (self.goal.start, self.goal.by)
        inside = pd.Series(True, index=self.table.index)
        if ends == (None, None) or not days.notna().any():
            return inside.astype(float)
        for end, within in zip(ends, (days.ge, days.le), strict=True):
            inside &= True if end is None else within(pd.Timestamp(end))
        return inside.astype(float).where(days.notna())

    def quantity(self, value: Any, rows: Sequence[Any] = ()) -> Measured:
        """Return a value of the KPI, with its source; an endless cost as what it bought: "0 clicks"."""
        name = self.kpi.name
        endless = isinstance(value, float) and math.isinf(value)
        made = Quantity(value, self.kpi.unit, self.goal.currency)
        bought = Counted(0, name=self.inputs[-1]) if endless else made
        return bought.of(*self.inputs, rows=rows, formula=name if name in CATALOGUE else "")


def hold(results: Any, goal: Objective, name: str | None = None) -> Judgement:
    """Hold results against an objective; see `cmkit.judge`."""
    rows = opened(results, name)
    columns = rows.columns
    found, rates = goal.candidates(columns), [r for r in RATES if r in columns or computable(r, columns)]
    made = [([m] if m in columns else needed([CATALOGUE[m]], columns)) for m in (*found, *rates)]
    looked_at = [name for name in (*LOOKED_AT, *NOTICED, *REMEMBERED) if name in columns]
    wanted = list(dict.fromkeys([*chain.from_iterable(made), *looked_at]))
    numbers = rows.numbers(wanted)
    chosen = next((metric for metric in found if rows.values(metric).notna().any()), found[0])
    kpi, passed_over = column_rule(chosen), found if goal.kpi else list(goal.aim.deciding)
    _check_direction(goal, kpi)
    values, rate = _values(rows, kpi), _fullest(rows, rates)
    by_rate = rows.values(rate) if rate else pd.Series(math.nan, index=numbers.index)
    floats = values.to_numpy(dtype=float)
    table = pd.DataFrame({
        "result": rows.names, "kpi": chosen, "value": values,
        "target": math.nan if goal.target is None else goal.target,
        "attained": shares(floats, goal, kpi.better),
        "status": pd.Series(statuses(floats, goal, kpi.better).tolist(), dtype="str"),
        "rank": ranks(values, kpi.better), "rank_by_rate": ranks(by_rate, "higher"),
        **{name: rows.table[name] for name in IDENTITY if name in rows.table},
    })  # fmt: skip
    notes = tuple(note for note in rows.notes if note.column in (*wanted, chosen, "interactions"))
    better = tuple(passed_over[: passed_over.index(chosen)])
    return Judgement(goal, kpi, better, rate, by_rate, table, numbers, rows, notes)


def _fullest(rows: Rows, rates: list[str]) -> str | None:
    """Return the first rate that at least half as many rows have as have any; None where no row has one."""
    known = {rate: int(rows.values(rate).notna().sum()) for rate in rates}
    most = max(known.values(), default=0)
    return next((rate for rate in rates if most and 2 * known[rate] >= most), None)


def _values(rows: Rows, kpi: Column) -> pd.Series:
    """Return the values of a KPI; money spent for nothing is an endless cost, the worst there is."""
    values = rows.values(kpi.name)
    made = CATALOGUE[kpi.name] if kpi.name in CATALOGUE and kpi.name not in rows.columns else None
    if made is None or kpi.better != "lower" or not kpi.unit.startswith("money") or len(made.inputs) != 2:
        return values
    spent, bought = (rows.values(name) for name in made.inputs)
    return values.mask((spent > 0) & (bought == 0), math.inf)


def _check_direction(goal: Objective, kpi: Column) -> None:
    if goal.target is None or goal.baseline is None:
        return
    if (goal.target > goal.baseline) != (kpi.better == "higher"):
        stated = {"baseline": f"{goal.baseline:g}", "target": f"{goal.target:g}"}
        better = said(f"errors.better_{kpi.better}")
        raise errors.BadValueError("baseline_beyond_target", kpi=kpi.name, better=better, **stated)


def attained(value: float, goal: Objective, better: str = "higher") -> float:
    """Return the share of the target that a value attains (1 is all of it); NaN where there is none.

    Value / target; target / value where less is better; (value - baseline) / (target - baseline)
    where a baseline is known (source: OKR grading, rework.withgoogle.com).
    """
    return float(shares(np.array([value], dtype=float), goal, better)[0])


@np.errstate(over="ignore")  # of a target of next to nothing, any value is endlessly much
def shares(values: Floats, goal: Objective, better: str = "higher") -> Floats:
    """Return what `attained` does, for many values at once."""
    target, baseline, none = goal.target, goal.baseline, np.full(len(values), math.nan)
    if target is not None and baseline is not None:
        return np.asarray((values - baseline) / (target - baseline))
    if target is None or target <= 0:
        return none
    return np.divide(target, values, out=none, where=values > 0) if better == "lower" else values / target


def status(value: float, goal: Objective, better: str = "higher") -> str | None:
    """Return "met" (at the target or better), "near" (at `goal.near` of it), "missed", or None."""
    found: str | None = statuses(np.array([value], dtype=float), goal, better)[0]
    return found


def statuses(values: Floats, goal: Objective, better: str = "higher") -> npt.NDArray[np.object_]:
    """Return what `status` does, for many values at once."""
    found = np.full(len(values), None, dtype=object)
    if goal.target is None:
        return found
    known, share = ~np.isnan(values), shares(values, goal, better)
    met = values >= goal.target if better == "higher" else values <= goal.target
    near = (share > goal.near) | np.isclose(share, goal.near, rtol=1e-9, atol=0)
    for state, where in (("missed", known), ("near", known & near), ("met", known & met)):
        found[where] = state
    return found


def ranks(values: pd.Series, better: str) -> pd.Series:
    """Return 1 for the best; ties share a rank; missing values have none (Int64)."""
    return values.rank(method="min", ascending=better == "lower").astype("Int64")


def place(
    goal: Objective, better: str, value: float, share: float, write: Callable[[float], Fact]
) -> Said | None:
    """Say where a value stands of its target or of the way to it; None: nothing true (below zero)."""
    if goal.target is None or math.isnan(value):
        return None
    if goal.baseline is not None:
        part = Share(share, 0 if share >= 1 or round(share, 2) < 1 else 2)
        ends = {"start": write(goal.baseline), "target": write(goal.target)}
        return said("verdict.place_way" if share >= 0 else "verdict.place_away", share=part, **ends)
    if better == "lower":
        side = "at" if value == goal.target else "under" if value < goal.target else "over"
        return said(f"verdict.place_{side}", target=write(goal.target))
    return said("verdict.place_share", share=Share(share, whole=True)) if share >= 0 else None


def plain(goal: Objective, better: str) -> bool:
    """Tell whether what was attained is a share of the target, which a number alone can say."""
    return goal.baseline is None and better == "higher"


def shown(goal: Objective, better: str, value: float, share: float, write: Callable[[float], Fact]) -> Fact:
    """Return what was attained as a cell shows it: a share, in words where that would be misread."""
    words = None if plain(goal, better) else place(goal, better, value, share, write)
    return words or Share(share if plain(goal, better) and share >= 0 else math.nan, whole=True)


@dataclass(frozen=True)
class Whole:
    """All results together, by the KPI that decides.

    - `span`: what they make together, of which `value` is the number; NaN where it is not known exactly
      (people, who may be the same from one result to the next; results without a value);
    - `target`: `Objective.total`, or None; `attained`: the share of it; `status`: "met", "near", "missed",
      or None where it cannot be told;
    - `why`: why nothing can be said of the whole, or None.
    """

    span: Span = UNKNOWN
    target: float | None = None
    attained: float = math.nan
    status: str | None = None
    why: Said | None = None

    @property
    def value(self) -> float:
        """What the results make together, NaN where only bounds are known."""
        return self.span.value


def whole(judged: Judgement) -> Whole:
    """Return what the results of a judgement make together, held against the total that was wanted."""
    goal, better = replace(judged.goal, target=judged.goal.total, baseline=None), judged.kpi.better
    found = _together(judged)
    if isinstance(found, Said):
        return Whole(target=goal.target, why=found)
    # An end that is not known is as good or as bad as can be.
    ends = (float(np.nan_to_num(found.low, nan=-math.inf)), float(np.nan_to_num(found.high, nan=math.inf)))
    states = {status(end, goal, better) for end in ends}
    state = states.pop() if len(states) == 1 else None
    return Whole(found, goal.target, attained(found.value, goal, better), state)


def _together(judged: Judgement) -> Span | Said:
    name, dated, kept = judged.kpi.name, judged.counting.notna(), judged.counting != 0
    # Nobody knows whether one without a date counts: it is as one without a value.
    values, counts = judged.table.value.where(dated)[kept], judged.counts.where(dated)[kept]
    if not len(values):
        return said("verdict.why_no_result")
    if len(values) == 1:
        return Span(*[float(values.iloc[0])] * 2)
    if name in NUMBERS and NUMBERS[name].adds == "never":
        return said("verdict.why_no_sum")
    if counts_people(name):
        return people(values)
    if name in judged.inputs:
        gaps = bool(values.isna().any())
        least = math.nan if gaps and judged.kpi.minimum is None else math.fsum(values.dropna())
        return Span(least, math.nan if gaps else least)
    read = needed([CATALOGUE[name]], [str(column) for column in counts])
    if any(map(counts_people, read)):
        return said("verdict.why_people")
    if missing := int(counts[read].isna().any(axis=1).sum()):
        return said("verdict.why_missing", n=missing)
    pooled = float(pool(counts[read], name)[name].iloc[0])
    endless = math.isnan(pooled) and bool(np.isinf(values).any())  # all that was spent bought nothing
    return Span(*[math.inf if endless else pooled] * 2)
