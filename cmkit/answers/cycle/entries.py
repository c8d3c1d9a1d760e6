"""What is stated of each step: its indicator, its count, its cost, its owner, what was wanted of it."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.steps import STEPS, indicators, is_step, stage, step_name
from cmkit.catalogue.columns import DATES, WORDS, Column, column, normalised
from cmkit.given.asked import as_text
from cmkit.given.engines import are_rows
from cmkit.given.money import Money, as_money
from cmkit.given.names import meaning, renames
from cmkit.given.numbers import cell, column_rule
from cmkit.given.objective import Objective, kpi_name
from cmkit.given.rows import in_all, opened
from cmkit.language.facts import Day, Inside, Number, Span, Typed
from cmkit.language.said import Said, said, unknown
from cmkit.language.writing import Labelled, is_missing

FIELDS = (
    "indicator", "count", "target", "owner", "cost", "revenue", "target_rate", "reference_rate", "goals",
)  # fmt: skip
GOAL_FIELDS = ("name", "target", "value", "better", "owner", "objective")
"""What may be stated of a step; of a sub-objective, of which `objective` stands for a name and a target."""

PLATFORM_FIELDS, ALSO = ("net_followers", "follows", "spend"), {"cost": "spend", "fans": "net_followers"}
"""What may be stated of a platform: net new followers, else new ones, and what was spent; other words."""

STEP_HEADINGS = ("step", "etape")
"""How a table of steps, a row each, calls the column that names them (accents left out)."""

Days = tuple[date, date]
"""The first and the last day that something covers."""


def apart(one: Days | None, other: Days | None) -> bool:
    """Tell whether two periods are known and have no day in common."""
    return bool(one and other and (one[1] < other[0] or other[1] < one[0]))


def days(period: Days | None) -> Said | None:
    """Write a period."""
    return said("ledger.days", low=Day(period[0]), high=Day(period[1])) if period else None


@dataclass(frozen=True)
class Goal(Labelled):
    """A sub-objective of a step: what it is called, what was wanted, what came."""

    name: str
    target: float = math.nan
    value: float = math.nan
    better: str = "higher"
    owner: str = ""
    objective: Objective | None = None

    @property
    def held(self) -> Objective:
        """The objective that it is held against: one of a bare target where none was given."""
        return self.objective or Objective("traffic", target=None if math.isnan(self.target) else self.target)


@dataclass(frozen=True)
class Entry:
    """What is known of a step: its count from `low` to `high` (NaN: open), its rates to the next step, ..."""

    step: str
    indicator: str
    low: float = math.nan
    high: float = math.nan
    target: float = math.nan
    owner: str = ""
    cost: Money | None = None
    revenue: Money | None = None
    target_rate: float = math.nan
    reference_rate: float = math.nan
    goals: tuple[Goal, ...] = ()
    source: str = ""
    period: Days | None = None

    @property
    def counted(self) -> bool:
        """Tell whether the step has a count, or bounds of one."""
        return not math.isnan(self.low)

    @property
    def exact(self) -> bool:
        """Tell whether the count is one number."""
        return self.low == self.high

    @property
    def count(self) -> float:
        """The count; NaN where only bounds of it are known."""
        return self.low if self.exact else math.nan

    @property
    def span(self) -> Span:
        """The count, or its bounds, with where it comes from."""
        origin: dict[str, Any] = {"rows": [self.step], "file": self.source}
        return Span(*(Number(end).of(self.indicator, **origin) for end in (self.low, self.high)))


def in_rows(given: Any) -> bool:
    """Tell a table in rows, columns or rows by name from steps: each of those is named once, and counted."""
    rows = [given] if isinstance(given, Mapping) else given if are_rows(given) else []
    words = [word for row in rows for word in row]
    if {*map(meaning, words)} & {*STEP_HEADINGS, *WORDS, *DATES}:
        return True
    if not isinstance(given, Mapping):
        return len({*words}) < len(words) and not all(map(is_step, words))
    each = list(given.values())
    listed = all(isinstance(column, list) for column in each)
    named = all(isinstance(row, Mapping) and row and not {*row} & {*FIELDS} for row in each)
    return bool(each) and (listed or named) and not all(map(is_step, given))


def from_rows(table: Any) -> list[tuple[Any, dict[str, Any]]] | None:
    """Return the step and the fields of each row of a table of steps; None for anything else."""
    if not isinstance(table, pd.DataFrame):
        return None
    heading = [name for name in table if normalised(str(name)) in STEP_HEADINGS][:1]
    if not heading and not (len(table) and all(map(is_step, table.index))):
        return None
    names = table[heading[0]] if heading else table.index
    rows = table.drop(columns=heading).rename(columns=renames(table.columns)).to_dict("records")
    kept = [{str(name): cell for name, cell in row.items() if not is_missing(cell)} for row in rows]
    return list(zip(names, kept, strict=True))


def by_step(
    pairs: Iterable[tuple[Any, Any]], chain: Sequence[str] = tuple(STEPS), twice: str = "step_twice"
) -> dict[str, Any]:
    """Return what is given of the steps of a chain; raise `DuplicateNameError` for one given twice."""
    found: dict[str, Any] = {}
    for word, given in pairs:
        step = step_name(word, chain)
        if step in found:
            raise errors.DuplicateNameError(twice, step=stage(step))
        found[step] = given
    return found


def stated(step: str, given: Any, filled: Entry | None) -> Entry:
    """Return a step: what a person stated of it stands over what was filled in."""
    fields = dict(given) if isinstance(given, Mapping) else {"count": given}
    _only("step_field", fields, FIELDS)
    word = fields.get("indicator")
    found = {name: checked(step, name, fields[name], word) for name in FIELDS if name in fields}
    entry, usual = filled or Entry(step, indicators(step)[0]), indicators(step)[0]
    named, (low, high) = found.pop("indicator", ""), found.pop("count", (math.nan, math.nan))
    if not math.isnan(low):
        found |= {"low": low, "high": high, "source": "", "period": None}
    if named or not math.isnan(low):
        found["indicator"] = kpi_name(named or usual)
    return replace(entry, **found)


def _only(kind: str, fields: Iterable[Any], known: Sequence[str]) -> None:
    for name in fields:
        if name not in known:
            raise unknown(kind, str(name), known)


def checked(step: str, name: str, value: Any, indicator: Any = None) -> Any:
    """Return one of `FIELDS` of a step as it is kept; an error about it names it in words."""
    with naming(f"ledger.given_{name}", step=stage(step)):
        match name:
            case "indicator" | "owner":
                return as_text(name, value)
            case "count":
                return _bounds(value, kpi_name(str(indicator or indicators(step)[0])))
            case "cost" | "revenue":
                return as_money(name, value)
            case "goals":
                several = value if isinstance(value, (list, tuple)) else () if value is None else (value,)
                return tuple(_goal(goal) for goal in several)
        return cell(value, Column(name, "ratio"))


@contextmanager
def naming(key: str, **facts: Any) -> Iterator[None]:
    """Let an error say what it is about by a sentence, where it names it by a word of the code."""
    try:
        yield
    except errors.CmkitError as error:
        if isinstance(error.facts.get("name"), str):
            error.facts["name"] = said(key, **facts)
        raise


def _bounds(count: Any, indicator: str) -> tuple[float, float]:
    ends = tuple(count) if isinstance(count, (list, tuple)) else (count, count)
    minimum = column_rule(indicator).minimum if indicator == "net_followers" else 0.0
    if len(ends) == 2:
        low, high = (cell(end, Column("count", "count", minimum=minimum)) for end in ends)
        if math.isnan(low) == math.isnan(high) and not low > high:
            return low, high
    raise errors.BadValueError("not_bounds", name="count", value=Typed(count))


def _goal(given: Any) -> Goal:
    fields = {"objective": given} if isinstance(given, Objective) else given
    if not isinstance(fields, Mapping):
        raise errors.BadValueError("not_a_goal", value=Typed(given))
    _only("goal_field", fields, GOAL_FIELDS)
    name, owner, better = (as_text(each, fields.get(each)) for each in ("name", "owner", "better"))
    goal = fields.get("objective")
    if isinstance(goal, Objective):
        name, owner = goal.kpi or goal.aim.deciding[0], str(goal.owner or "")
        fields = {"target": goal.target, "value": fields.get("value")}
    elif goal is not None or not name:
        raise errors.BadValueError("not_a_goal", value=Typed(given))
    better = better or column_rule(kpi_name(name)).better
    if better not in ("higher", "lower"):
        raise unknown("better", better, ("higher", "lower"))
    with naming("ledger.given_goal", name=Inside(kpi_name(name))):
        rule = Column("goal", "ratio", minimum=None)
        target, value = (cell(fields.get(each), rule) for each in ("target", "value"))
    return Goal(kpi_name(name), target, value, better, owner, goal)


def as_references(references: Any, chain: Sequence[str]) -> dict[str, float]:
    """Return rates by step, checked; raise `BadValueError` for what is no mapping of steps."""
    if references is None:
        return {}
    if not isinstance(references, (Mapping, pd.Series)):
        raise errors.BadValueError("not_references", value=Typed(references))
    rates = {}
    for step, rate in by_step(references.items(), chain).items():
        with naming("ledger.given_reference_rate", step=stage(step)):
            rates[step] = cell(rate, Column("rate", "ratio"))
    return rates


def by_platform(given: Any) -> dict[str, dict[str, Any]]:
    """Return what is stated by platform, in a mapping or in a table with a column `platform`."""
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {str(name): _of_platform(str(name), fields) for name, fields in given.items()}
    table = opened(given).table
    if "platform" not in table:
        hint = f" ({', '.join(map(str, table))})"
        raise errors.MissingColumnError("missing_name_column", column="platform", hint=hint)
    cells = table.drop(columns="platform").to_dict("records")
    return by_platform(dict(zip(table.platform, cells, strict=True)))


def _of_platform(platform: str, given: Any) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise errors.BadValueError("not_a_platform", platform=platform, value=Typed(given))
    _only("platform_field", given, (*PLATFORM_FIELDS, *ALSO))
    found: dict[str, Any] = {}
    for word, value in given.items():
        name = ALSO.get(str(word), str(word))
        with naming("ledger.given_platform", platform=platform, what=Inside(name)):
            spend = name == "spend"
            found[name] = in_all(as_money(name, value), None) if spend else cell(value, column(name))
    return found
