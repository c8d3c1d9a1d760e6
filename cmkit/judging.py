"""Results held against an objective: the value of its KPI, what is attained, the rank it gives.

Arithmetic only. The sentences, tables and pictures of a verdict are made from a `Judgement`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.catalogue import CATALOGUE, column_of
from cmkit.measuring import computable, evaluate, needed, opened
from cmkit.objectives import RATES, Objective
from cmkit.quantity import as_number
from cmkit.schema import NUMBERS, Column, by_heading
from cmkit.texts import say

NAMES = ("result", "name", "post", "text", "post_id")
LONGEST_NAME = 60


@dataclass(frozen=True)
class Judgement:
    """Results against an objective.

    - `table`: a row a result: result, kpi, value, target, attained, status, rank, rank_by_rate;
    - `kpi`: the rule of the deciding KPI (unit, label, direction); `passed_over`: the KPI that
      would have come first but have no value here;
    - `rate`: the engagement rate that these results allow (None: none), `rates` its values;
    - `counts`: the checked numbers, by column; `notes`: what is to be known of single cells
      (result, column, value, rule, and the sentence in the language in use).
    """

    goal: Objective
    kpi: Column
    passed_over: tuple[str, ...]
    rate: str | None
    rates: pd.Series
    table: pd.DataFrame
    counts: pd.DataFrame
    notes: pd.DataFrame


@dataclass(frozen=True)
class Results:
    """A table as pandas, and the name of each of its rows: opened once, held against any objective."""

    table: pd.DataFrame
    names: pd.Series


def opened_results(results: Any, name: str | None = None) -> Results:
    """Open results (any table, or an export); `name` is the column that names them."""
    if isinstance(results, Results):
        return results
    table = as_pandas(results)
    return Results(table, result_names(table, name))


def hold(results: Any, goal: Objective, name: str | None = None) -> Judgement:
    """Hold results against an objective; see `cmkit.judge`."""
    given = opened_results(results, name)
    names = given.names
    numbers, notes = checked_numbers(given.table, names, _wanted_columns(given.table, goal))
    kpi, passed_over = deciding_kpi(numbers, goal)
    _check_direction(goal, kpi)
    values = values_of(numbers, kpi.name)
    rate = next((r for r in RATES if computable(r, list(numbers)) and values_of(numbers, r).notna().any()), None)
    rates = values_of(numbers, rate) if rate else pd.Series(math.nan, index=numbers.index)
    table = pd.DataFrame(
        {
            "result": names,
            "kpi": kpi.name,
            "value": values,
            "target": math.nan if goal.target is None else goal.target,
            "attained": [attained(value, goal, kpi.better) for value in values],
            "status": pd.Series([status(value, goal, kpi.better) for value in values], dtype="str"),
            "rank": ranks(values, kpi.better),
            "rank_by_rate": ranks(rates, "higher"),
        }
    )
    return Judgement(goal, kpi, passed_over, rate, rates, table, numbers, _notes(notes, numbers, names))


def as_pandas(results: Any) -> pd.DataFrame:
    """Return any table (or an export that was read) as pandas, rows numbered from 0 unless named.

    >>> as_pandas(pd.DataFrame({"reach": [1]})).columns.tolist()
    ['reach']
    """
    if hasattr(results, "set_aside"):
        results = results.posts
    frame = opened(results)
    if hasattr(frame, "collect"):
        frame = frame.collect()
    native = frame.to_native()
    table = native if isinstance(native, pd.DataFrame) else pd.DataFrame(frame.to_dict(as_series=False))
    if table.empty:
        raise errors.EmptyTableError("empty_table")
    return table.rename(columns=_spoken_headings(table))


def _spoken_headings(table: pd.DataFrame) -> dict[Any, str]:
    """Read headings that are cmkit's labels ("Portée"), unless the column is there under its name."""
    known = by_heading([c for c in table.columns if isinstance(c, str)])
    return {heading: name for heading, name in known.items() if heading != name and name not in table.columns}


def result_names(table: pd.DataFrame, column: str | None = None) -> pd.Series:
    """Return the name of each result: a named column, the index where it holds words, or "Result 1".

    Names that a person gave must differ (`DuplicateNameError`); posts named by their text are told
    apart by a number.
    """
    if column is not None and column not in table.columns:
        close = errors.nearest(column, [str(c) for c in table.columns])
        hint = say("errors.did_you_mean", word=close) if close else ""
        raise errors.MissingColumnError("missing_name_column", column=column, hint=hint)
    chosen = column or next((c for c in NAMES if c in table.columns), None)
    if chosen is None:
        words = not pd.api.types.is_numeric_dtype(table.index)
        given = table.index.to_series() if words else pd.Series(pd.NA, index=table.index)
    else:
        given = table[chosen]
    names = [_short(value) if not pd.isna(value) else "" for value in given]
    named = [name or say("judging.result_n", number=row + 1) for row, name in enumerate(names)]
    if chosen in ("text", "post"):
        return pd.Series(_told_apart(named))
    twice = [name for name in dict.fromkeys(named) if named.count(name) > 1] if len(set(named)) < len(named) else []
    if twice:
        raise errors.DuplicateNameError("duplicate_results", names=", ".join(twice[:5]))
    return pd.Series(named)


def _short(value: object) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…"


def _told_apart(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    for row, name in enumerate(names):
        seen[name] = seen.get(name, 0) + 1
        names[row] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def _wanted_columns(table: pd.DataFrame, goal: Objective) -> list[str]:
    """Return the columns of numbers to check: those of the KPI that could decide, and of the rates."""
    columns = [str(c) for c in table.columns]
    metrics = [*goal.candidates(columns), *(rate for rate in RATES if computable(rate, columns))]
    wanted = [name for m in metrics for name in ([m] if m in columns else needed([CATALOGUE[m]], columns))]
    return list(dict.fromkeys([*wanted, *(c for c in ("interactions", "reach", "spend") if c in columns)]))


def checked_numbers(
    table: pd.DataFrame, names: pd.Series, columns: list[str]
) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """Return the `columns` as floats, and a note for each cell that could not be used (left missing)."""
    notes: list[dict[str, Any]] = []
    checked = {}
    for name in columns:
        rule = column_rule(name)
        values = []
        for row, value in enumerate(table[name].tolist()):
            try:
                values.append(as_number(value, rule))
            except errors.CmkitError as error:
                values.append(math.nan)
                notes.append({"result": names[row], "column": name, "value": value, "rule": error.key, "error": error})
        checked[name] = values
    return pd.DataFrame(checked, index=names.index), notes


def column_rule(name: str) -> Column:
    """Return the rule of a column or metric; any number will do in a column of the user's own.

    >>> column_rule("cpc").better, column_rule("my_column").better
    ('lower', 'higher')
    """
    if name in NUMBERS or name in CATALOGUE:
        return column_of(name)
    return Column(name, "count", name, name, minimum=None)


def deciding_kpi(numbers: pd.DataFrame, goal: Objective) -> tuple[Column, tuple[str, ...]]:
    """Return the first KPI that has a value here, and the better ones that the results do not have."""
    found = goal.candidates(list(numbers))
    chosen = next((kpi for kpi in found if values_of(numbers, kpi).notna().any()), found[0])
    wanted = [goal.kpi] if goal.kpi else list(goal.aim.deciding)
    return column_rule(chosen), tuple(wanted[: wanted.index(chosen)])


def values_of(numbers: pd.DataFrame, kpi: str) -> pd.Series:
    """Return a column, or the values of a metric over the columns."""
    if kpi in numbers:
        return numbers[kpi]
    ones = np.ones(len(numbers))
    read = {name: numbers[name].to_numpy() for name in numbers}
    return pd.Series(evaluate(CATALOGUE[kpi], list(read), lambda name: read.get(name, ones)), index=numbers.index)


def _check_direction(goal: Objective, kpi: Column) -> None:
    if goal.target is None or goal.baseline is None:
        return
    if (goal.target > goal.baseline) != (kpi.better == "higher"):
        raise errors.BadValueError(
            "baseline_beyond_target", kpi=kpi.name, baseline=f"{goal.baseline:g}", target=f"{goal.target:g}",
            better=say(f"errors.better_{kpi.better}"),
        )


def attained(value: float, goal: Objective, better: str = "higher") -> float:
    """Return the share of the target that a value attains (1 is all of it); NaN where there is none.

    Value / target; target / value where less is better; (value - baseline) / (target - baseline)
    where a baseline is known (source: OKR grading, rework.withgoogle.com). A target of zero or below
    has no share, nor has a value of zero where less is better.

    >>> attained(483, Objective("traffic", target=400))
    1.2075
    """
    target, baseline = goal.target, goal.baseline
    if target is None or math.isnan(value):
        return math.nan
    if baseline is not None:
        return (value - baseline) / (target - baseline)
    if better == "lower":
        return target / value if value > 0 and target > 0 else math.nan
    return value / target if target > 0 else math.nan


def status(value: float, goal: Objective, better: str = "higher") -> str | None:
    """Return "met", "near" or "missed"; None without a target or a value.

    Met is at the target or better; near is at least `goal.near` of it. Where the target has no
    share (zero, negative) nothing is near.

    >>> status(380, Objective("traffic", target=400))
    'near'
    """
    if goal.target is None or math.isnan(value):
        return None
    if value == goal.target or (value > goal.target) == (better == "higher"):
        return "met"
    share = attained(value, goal, better)
    return "near" if share > goal.near or math.isclose(share, goal.near) else "missed"


def ranks(values: pd.Series, better: str) -> pd.Series:
    """Return 1 for the best; ties share a rank; missing values have none (Int64).

    >>> ranks(pd.Series([25.0, 483.0, 500.0]), "higher").tolist()
    [3, 2, 1]
    """
    return values.rank(method="min", ascending=better == "lower").astype("Int64")


def _notes(found: list[dict[str, Any]], numbers: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    notes = [*found, *_above_reach(numbers, names)]
    return pd.DataFrame(notes, columns=["result", "column", "value", "rule", "error"])


def _above_reach(numbers: pd.DataFrame, names: pd.Series) -> list[dict[str, Any]]:
    """Note the results with more interactions than people reached: possible, but to be known."""
    if "reach" not in numbers or not computable("interactions", list(numbers)):
        return []
    acted = values_of(numbers, "interactions")
    rows = numbers.index[acted > numbers["reach"]]
    return [
        {"result": names[row], "column": "interactions", "value": acted[row], "rule": "above_reach", "error": None}
        for row in rows
    ]


