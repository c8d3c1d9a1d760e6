"""Results held against an objective, by arithmetic only: its KPI, what is attained, the rank it gives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import Column
from cmkit.catalogue.measure import computable, needed
from cmkit.given.objective import RATES, Objective
from cmkit.given.rows import Note, Rows, column_rule, columns_of, opened, values_of
from cmkit.language.facts import Quantity
from cmkit.language.said import Said, said

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Judgement:
    """Results against an objective: the rule of the deciding KPI, those `passed_over` for want of a value,
    the engagement rate (None: none), a row a result, their checked `counts`, the cells that were left."""

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

    def quantity(self, value: Any, rows: Sequence[Any] = ()) -> Quantity:
        """Return a value of the deciding KPI in its unit, with where it comes from."""
        name = self.kpi.name
        inputs = CATALOGUE[name].inputs if name in CATALOGUE and name not in self.counts else (name,)
        made = Quantity(value, self.kpi.unit, self.goal.currency)
        return made.of(*inputs, rows=rows, formula=name if name in CATALOGUE else "")


def hold(results: Any, goal: Objective, name: str | None = None) -> Judgement:
    """Hold results against an objective; see `cmkit.judge`."""
    rows = opened(results, name)
    wanted = _wanted_columns(rows, goal)
    numbers = rows.numbers(wanted)
    kpi, passed_over = deciding_kpi(numbers, goal)
    _check_direction(goal, kpi)
    values = rows.values(kpi.name)
    rate = next((r for r in _rates(columns_of(numbers)) if values_of(numbers, r).notna().any()), None)
    rates = rows.values(rate) if rate else pd.Series(math.nan, index=numbers.index)
    floats = values.to_numpy(dtype=float)
    table = pd.DataFrame(
        {
            "result": rows.names,
            "kpi": kpi.name,
            "value": values,
            "target": math.nan if goal.target is None else goal.target,
            "attained": shares(floats, goal, kpi.better),
            "status": pd.Series(statuses(floats, goal, kpi.better).tolist(), dtype="str"),
            "rank": ranks(values, kpi.better),
            "rank_by_rate": ranks(rates, "higher"),
        }
    )
    notes = tuple(note for note in rows.notes if note.column in (*wanted, "interactions"))
    return Judgement(goal, kpi, passed_over, rate, rates, table, numbers, rows, notes)


def _rates(columns: list[str]) -> list[str]:
    """Return the engagement rates that a table has, or can be made from its columns."""
    return [rate for rate in RATES if rate in columns or computable(rate, columns)]


def _wanted_columns(rows: Rows, goal: Objective) -> list[str]:
    """Return the columns of numbers to check: those of the KPI that could decide, and of the rates."""
    columns = rows.columns
    metrics = [*goal.candidates(columns), *_rates(columns)]
    wanted = [name for m in metrics for name in ([m] if m in columns else needed([CATALOGUE[m]], columns))]
    return list(dict.fromkeys([*wanted, *(c for c in ("interactions", "reach", "spend") if c in columns)]))


def deciding_kpi(numbers: pd.DataFrame, goal: Objective) -> tuple[Column, tuple[str, ...]]:
    """Return the first KPI that has a value here, and the better ones that the results do not have."""
    found = goal.candidates(columns_of(numbers))
    chosen = next((kpi for kpi in found if values_of(numbers, kpi).notna().any()), found[0])
    wanted = found if goal.kpi else list(goal.aim.deciding)
    return column_rule(chosen), tuple(wanted[: wanted.index(chosen)])


def _check_direction(goal: Objective, kpi: Column) -> None:
    if goal.target is None or goal.baseline is None:
        return
    if (goal.target > goal.baseline) != (kpi.better == "higher"):
        facts = {"kpi": kpi.name, "baseline": f"{goal.baseline:g}", "target": f"{goal.target:g}"}
        better = said(f"errors.better_{kpi.better}")
        raise errors.BadValueError("baseline_beyond_target", better=better, **facts)


def attained(value: float, goal: Objective, better: str = "higher") -> float:
    """Return the share of the target that a value attains (1 is all of it); NaN where there is none."""
    return float(shares(np.array([value], dtype=float), goal, better)[0])


def shares(values: Floats, goal: Objective, better: str = "higher") -> Floats:
    """Return value / target; target / value where less is better; (value - baseline) / (target - baseline)
    where a baseline is known (source: OKR grading, rework.withgoogle.com); NaN where there is no share."""
    target, baseline = goal.target, goal.baseline
    if target is None:
        return np.full(len(values), math.nan)
    if baseline is not None:
        return np.asarray((values - baseline) / (target - baseline))
    if target <= 0:
        return np.full(len(values), math.nan)
    if better == "lower":
        return np.asarray(np.divide(target, values, out=np.full(len(values), math.nan), where=values > 0))
    return np.asarray(values / target)


def status(value: float, goal: Objective, better: str = "higher") -> str | None:
    """Return "met", "near" (at least `goal.near` of the target) or "missed"; None without target or value."""
    found = statuses(np.array([value], dtype=float), goal, better)[0]
    return None if found is None else str(found)


def statuses(values: Floats, goal: Objective, better: str = "higher") -> npt.NDArray[np.object_]:
    """Return what `status` does, for many values at once."""
    found = np.full(len(values), None, dtype=object)
    if goal.target is None:
        return found
    known = ~np.isnan(values)
    share = shares(values, goal, better)
    met = values >= goal.target if better == "higher" else values <= goal.target
    near = (share > goal.near) | np.isclose(share, goal.near, rtol=1e-9, atol=0)
    found[known] = "missed"
    found[known & near] = "near"
    found[known & met] = "met"
    return found


def ranks(values: pd.Series, better: str) -> pd.Series:
    """Return 1 for the best; ties share a rank; missing values have none (Int64)."""
    return values.rank(method="min", ascending=better == "lower").astype("Int64")
