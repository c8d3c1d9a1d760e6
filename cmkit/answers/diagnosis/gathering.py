"""The evidence as rules read it: pieces, each with its own totals, so that two sources are never mixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.diagnosis.case import Case
from cmkit.catalogue.columns import NUMBERS
from cmkit.given.engines import are_rows
from cmkit.given.names import meaning
from cmkit.given.rows import Rows, several
from cmkit.language.facts import Inside, Label, Number, Rate, Typed
from cmkit.language.languages import declared
from cmkit.language.said import nearest, said, unknown
from cmkit.reading.export import Export
from cmkit.statements.aside import Aside, joined
from cmkit.statements.shown import Shown

BY_HAND = ("shop_orders", "load_seconds", "in_stock", "scrolls", "engagement_seconds")
"""What people state by hand: named where a word is none of the columns."""
WORDS = declared("answers/diagnosis/words.toml")
"""Events, devices, parts of names: what evidence is read by, for all languages."""
WEIGHTS = ("sessions", "users")
"""What a mean time is weighted by, to be pooled over rows."""
BY_ROW = ("page", "channel", "device")
DIMENSIONS = (*BY_ROW, "event")
LONGEST = 120
"""Labels are cut here: addresses with their query strings may run to thousands of characters."""
ADS = ("ad", "ad_set", "campaign", "spend")
"""Columns by which a table of ads is known: it counts the visits of ads only."""


@dataclass(frozen=True, eq=False)
class Piece:
    """One source: what it is called, what its rows are, its rows (labels as index), its totals."""

    name: Any
    dimension: str
    rows: pd.DataFrame
    totals: dict[str, float]

    def pair(self, part: str, base: str) -> tuple[float, float] | None:
        """Return two totals where both are known, the base is above 0 and the part fits in it."""
        hits, trials = self.totals.get(part), self.totals.get(base)
        return None if hits is None or not trials or hits > trials else (hits, trials)

    def number(self, column: str) -> Number:
        """Return a total as a whole number, and where it comes from."""
        return self.count(self.totals[column], column)

    def count(self, value: float, column: str, rows: Sequence[Any] = ()) -> Number:
        """Return a count of some rows, and where it comes from."""
        return Number(int(value)).of(column, rows=rows, file=self.name)

    def seconds(self, column: str, decimals: int = 2) -> Number:
        """Return a time, and where it comes from."""
        return Number(self.totals[column], decimals=decimals).of(column, file=self.name)

    def rate(self, part: str, base: str) -> Rate:
        """Return one total out of another, and where it comes from."""
        return Rate(self.totals[part] / self.totals[base]).of(part, base, file=self.name)


@dataclass
class Evidence:
    """The pieces that can be read, and what cannot."""

    pieces: list[Piece] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)

    @property
    def left(self) -> Aside:
        """What could not be used, of all the evidence."""
        return joined(self.asides)

    def leave(
        self, name: Any, error: errors.CmkitError, column: str = "", value: Any = None, row: Any = pd.NA
    ) -> None:
        """Set one thing aside, with the error that says why."""
        aside = Aside(pd.Index([row], dtype=object), file=name)
        aside.put([0], column, error.key, [value], f"errors.{error.key}", **error.facts)
        self.asides.append(aside)

    def keep(self, piece: Piece) -> None:
        """Keep a piece, and say which of its parts are larger than their whole: those make no share."""
        self.pieces.append(piece)
        by_row = piece.dimension in BY_ROW
        counted: dict[Any, Any] = piece.rows.to_dict("index") if by_row else {pd.NA: piece.totals}
        for row, counts in counted.items():
            for part, whole in WORDS["parts"]:
                if part in counts and whole in counts and counts[part] > counts[whole]:
                    facts = {"n": Number(counts[part]), "whole": Inside(whole), "of": Number(counts[whole])}
                    error = errors.BadValueError("evidence_part_above", part=Inside(part), **facts)
                    self.leave(piece.name, error, part, counts[part], row)


def gathered(evidence: Any, case: Case) -> Evidence:
    """Return the pieces of evidence: an Export, a table, a dictionary of numbers, or a list of these.

    Dictionaries that each name a page, a channel, a device or an event are the rows of one table.
    """
    found = Evidence()
    of_rows = are_rows(evidence) and all({*map(meaning, row)} & {*DIMENSIONS} for row in evidence)
    one = not isinstance(evidence, (list, tuple)) or of_rows
    given = [] if evidence is None else [evidence] if one else evidence
    for number, each in enumerate(given, start=1):
        name = said("diagnosis.given", number=number) if len(given) > 1 else ""
        if isinstance(each, Export):
            for part in [each] if each.table is not None else each.tables.values():
                if part.table is None or part.kind in ("unknown", "empty") or not len(part):
                    found.leave(part.name, errors.BadValueError("evidence_unread", kind=Label(part)))
                else:
                    _tabled(found, several(part)[0], part.name)
        elif not isinstance(each, Mapping) or each:
            rows = _rows(each)
            rows.aside.origin = replace(rows.aside.origin, file=name)
            if isinstance(each, Mapping) and not set(DIMENSIONS) & set(rows.columns):
                _stated(found, rows, name, case)
            else:
                _tabled(found, rows, name)
    return found


def _rows(each: Any) -> Rows:
    try:
        if not isinstance(each, Shown | str):
            return several(each)[0]
    except errors.NotATableError:
        pass
    raise errors.NotATableError("not_evidence", value=Typed(each))


def _stated(found: Evidence, given: Rows, name: Any, case: Case) -> None:
    """Keep numbers stated by hand; visits and sales are those of the case unless stated otherwise."""
    given.aside.origin = replace(given.aside.origin, labels=pd.Index([pd.NA], dtype=object))
    totals = given.numbers([column for column in given.columns if column in NUMBERS]).iloc[0].dropna()
    noted = {group.column for group in given.aside.groups}
    for column in sorted({*given.columns} - {*totals.index} - noted, key=given.columns.index):
        error: errors.CmkitError = errors.BadValueError("evidence_missing", name=Inside(column))
        if column not in NUMBERS:
            close = nearest(column, NUMBERS)
            error = unknown("column", column, [close] if close else BY_HAND)
        found.leave(name, error, column, given.table.iloc[0, given.columns.index(column)])
    found.asides.append(given.aside)
    if len(totals):
        of_case = {"sessions": float(case.visits), WORDS[case.kind]["stated"]: float(case.sales)}
        stated = {str(column): float(number) for column, number in totals.items()}
        found.keep(Piece(name, "", pd.DataFrame(), of_case | stated))


def _tabled(found: Evidence, given: Rows, name: Any) -> None:
    table = given.table
    if "segment" in table and {str(s).lower() for s in table.segment} <= set(WORDS["devices"]):
        table = table.rename(columns={"segment": "device"})
    numbers = given.numbers([c for c in given.columns if c in NUMBERS])
    found.asides.append(given.aside)
    dimensions = [d for d in DIMENSIONS if d in table]
    speaks = dimensions or {"sessions", "views", "events", "link_clicks"} & set(numbers)
    if numbers.columns.empty or not speaks:
        named = tuple(map(Inside, given.columns[:8]))
        found.leave(name, errors.BadValueError("evidence_no_columns", columns=named))
    elif any(column in table for column in ADS) or not dimensions:
        found.keep(Piece(name, "ad", pd.DataFrame(), _totals(numbers)))
    else:
        for dimension in dimensions:
            found.keep(_piece(name, dimension, table, numbers))


def _piece(name: Any, dimension: str, table: pd.DataFrame, numbers: pd.DataFrame) -> Piece:
    labels = table[dimension].astype("string").fillna("(not set)").str.slice(0, LONGEST).to_numpy()
    rows = _adding(numbers).groupby(labels, sort=False).sum(min_count=1)
    if dimension != "event":
        return Piece(name, dimension, rows, _totals(numbers))
    events, known = rows.events.dropna() if "events" in rows else pd.Series(dtype=float), WORDS["events"]
    return Piece(name, dimension, rows, {known[e]: float(n) for e, n in events.items() if e in known})


def _totals(numbers: pd.DataFrame) -> dict[str, float]:
    added = _adding(numbers).sum(min_count=1).dropna()
    totals = {str(name): float(total) for name, total in added.items()}
    if "engagement_seconds" in numbers and (weight := next((w for w in WEIGHTS if w in totals), None)):
        timed = numbers[numbers.engagement_seconds.notna() & (numbers[weight] > 0)]
        if len(timed):
            total = (timed.engagement_seconds * timed[weight]).sum()
            totals["engagement_seconds"] = float(total / timed[weight].sum())
    return totals


def _adding(numbers: pd.DataFrame) -> pd.DataFrame:
    return numbers[[c for c in numbers if NUMBERS[str(c)].adds != "never"]]
