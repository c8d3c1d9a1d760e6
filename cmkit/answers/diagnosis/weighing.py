"""How a count, a rate or rows compared become a finding: its sentence, its facts, where they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cmkit.answers.diagnosis.case import Case
from cmkit.answers.diagnosis.gaps import MOST, Gap, against, gaps, trials_to_tell
from cmkit.answers.diagnosis.gathering import Piece
from cmkit.evidence.intervals import Interval
from cmkit.language.facts import Fact, Number, Rate, Share, Span
from cmkit.language.said import Said, said

SUPPORTS, CLEARS, UNKNOWN = "supports", "clears", "unknown"

NOWHERE = ("(not set)", "unassigned", "(not assigned)", "non attribué", "(data not available)")
"""Labels of visits that analytics could not place."""


@dataclass(frozen=True)
class Finding:
    """What a piece says: the finding, its sentence, the share of visits concerned, where it comes from."""

    finding: str
    said: Said
    strength: float = 0.0
    source: str = ""


def finished(piece: Piece, case: Case, part: str, base: str, bar: float, key: str) -> Finding | None:
    """Hold how many of those who began got to the end against a bar."""
    pair = piece.pair(part, base)
    if pair is None:
        return None
    answer = against(*pair, bar, case.level)
    facts: dict[str, Fact] = {
        "n": number_of(piece, part), "of": said(f"diagnosis.n_{base}", n=number_of(piece, base)),
        "rate": rate_of(piece, part, base), "bar": Share(bar, 0),
    }  # fmt: skip
    if answer == "unsure":
        return unsure(key, facts, trials_to_tell(*pair, bar, case.level))
    lost = answer == "lower"
    found = fact(f"{key}_few" if lost else f"{key}_enough", **facts)
    return Finding(SUPPORTS if lost else CLEARS, found, 1 - pair[0] / pair[1] if lost else 0.0)


def unsure(key: str, facts: dict[str, Fact], needed: int | None) -> Finding:
    """Return a finding that the counts do not settle; `needed` (None: too many) would."""
    if needed is None:
        return Finding(UNKNOWN, fact(f"{key}_close", **facts))
    return Finding(UNKNOWN, fact(f"{key}_unsure", needed=Number(needed), **facts))


def rows_against(piece: Piece, case: Case, dimension: str, measures: tuple[str, ...]) -> Finding | None:
    """Compare rows by each measure there is: one that supports decides, else the first that was taken."""
    if piece.dimension != dimension or "sessions" not in piece.rows:
        return None
    rows = placed(piece)
    found = []
    for measure in measures:
        if measure in rows and rows[measure].sum() > 0:
            usable = rows.dropna(subset=["sessions", measure])
            if compared := gaps(usable, measure, case.level):
                found.append(from_gaps(compared, measure, sum(each.trials for each in compared), piece))
    return max(found, key=lambda f: f.finding == SUPPORTS, default=None)


def from_gaps(compared: list[Gap], measure: str, total: float, piece: Piece) -> Finding:
    """Return what rows held against each other say; `total` is how many visits they hold."""
    weak = [each for each in compared if each.answer == "lower"]
    fine = sum(each.trials for each in compared if each.answer == "above")
    doubtful = [each for each in compared if each.answer == "unsure"]
    shown = max(weak or (compared if fine >= MOST * total else doubtful), key=lambda each: each.trials)
    share = sum(each.trials for each in weak) / total
    facts = _of_gap(shown, measure, piece)
    if weak:
        facts |= {"rows": Number(len(weak)), "share": Rate(share).of("sessions", file=piece.name)}
        return Finding(SUPPORTS, fact("rows_weak" if len(weak) > 1 else "row_weak", **facts), share)
    if fine >= MOST * total:
        return Finding(CLEARS, fact("rows_fine" if len(compared) > 1 else "row_fine", **facts))
    return unsure("row", facts, shown.needed)


def _of_gap(shown: Gap, measure: str, piece: Piece) -> dict[str, Fact]:
    """Return the facts of one row against the rest."""
    return {
        "row": shown.row,
        "rate": Rate(shown.rate).of(measure, "sessions", rows=[shown.row], file=piece.name),
        "within": span_of(shown.within),
        "rest": Rate(shown.rest).of(measure, "sessions", file=piece.name),
        "n": whole(shown.trials).of("sessions", rows=[shown.row], file=piece.name),
        "measure": said(f"diagnosis.{measure}_rate"),
    }


def fact(key: str, **facts: Any) -> Said:
    """Keep the sentence of a finding."""
    return said(f"diagnosis.fact_{key}", **facts)


def whole(value: float) -> Number:
    """Return a count as a whole number."""
    return Number(int(value))


def number_of(piece: Piece, column: str) -> Number:
    """Return a total of a piece, and where it comes from."""
    return whole(piece.totals[column]).of(column, file=piece.name)


def seconds_of(piece: Piece, column: str, decimals: int = 2) -> Number:
    """Return a time that is not counted, and where it comes from."""
    return Number(piece.totals[column], decimals=decimals).of(column, file=piece.name)


def rate_of(piece: Piece, part: str, base: str) -> Rate:
    """Return one total out of another, and where it comes from."""
    return Rate(piece.totals[part] / piece.totals[base]).of(part, base, file=piece.name)


def span_of(interval: Interval) -> Span:
    """Return an interval of a rate."""
    return Span(Rate(interval.low), Rate(interval.high))


def placed(piece: Piece) -> Any:
    """Return the rows of visits that analytics could place."""
    return labelled(piece.rows, lambda row: not nowhere(row))


def labelled(rows: Any, wanted: Callable[[str], bool]) -> Any:
    """Return the rows whose label is wanted."""
    return rows.loc[[row for row in rows.index if wanted(str(row))]]


def nowhere(row: str) -> bool:
    """Tell whether a label is of visits that analytics could not place."""
    return row.strip().lower() in NOWHERE
