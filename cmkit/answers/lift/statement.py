"""What a group held out shows, and does not show."""

from __future__ import annotations

import math
from typing import Any

from cmkit.answers.lift.held_out import HeldOut
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Fact, Measured, Number, Quantity, Sentences, Share
from cmkit.language.said import Said, said
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, heads

COLUMNS = ("figure", "value", "low", "high")


def statement(lift: HeldOut) -> Statement:
    """Return what the test says."""
    table: list[Any] = list(lift.table.itertuples())
    rows = tuple(_row(row) for row in table if not math.isnan(row.value))
    grid = Grid(heads("returning", COLUMNS, COLUMNS[:1]), rows, where=frozenset({"sheets"}))
    picture = Picture(lambda: bars(lift))
    return Statement("lift", (grid, Paragraph(told(lift)), picture), title=said("returning.lift_title"))


def told(lift: HeldOut) -> Sentences:
    """Say what was counted, what came on top, whether that shows anything, what it returned."""
    names = ("exposed_users", "exposed_conversions", "holdout_users", "holdout_conversions")
    counts = {name: Number(getattr(lift, name), decimals=0) for name in names}
    low, high = (people(end) for end in lift.interval)
    added = said("returning.lift_incremental", value=people(lift.incremental), baseline=people(lift.baseline),
                 level=Share(lift.level, 0), low=low, high=high)  # fmt: skip
    return Sentences((said("returning.lift_counts", **counts), added, _shown(lift), *_returned(lift)))


def people(value: float) -> Number:
    """Return a number of people who convert, whole."""
    return Number(round(value), decimals=0).of(
        "exposed_conversions", "holdout_conversions", formula="incremental_conversions"
    )


def _shown(lift: HeldOut) -> Said:
    if lift.zero_inside:
        return said("returning.lift_zero", detectable=people(lift.detectable))
    key = "lift_more" if lift.incremental > 0 else "lift_less"
    part = "" if math.isnan(lift.relative) else said("returning.lift_part", share=Share(lift.relative, 0))
    return said(f"returning.{key}", relative=part)


def _returned(lift: HeldOut) -> list[Said]:
    if why := lift.why:
        return [said("returning.lift_not_returned", reason=why)]
    value, low, high = (_unit(end, "times") for end in (lift.iroas, *lift.iroas_interval))
    found = [said("returning.lift_iroas", value=value, low=low, high=high)]
    if math.isnan(lift.margin):
        return [*found, said("returning.lift_no_margin")]
    value, low, high = (Share(end, 0).of(formula="roi") for end in (lift.roi, *lift.roi_interval))
    return [*found, said("returning.lift_roi", value=value, low=low, high=high)]


def _unit(value: float, unit: str) -> Measured:
    if unit == "count":
        return people(value) if not math.isnan(value) else Number(value)
    return Quantity(value, unit).of(formula="iroas") if unit == "times" else Share(value)


def _row(row: Any) -> Row:
    cells = [_unit(value, row.unit) for value in (row.value, row.low, row.high)]
    return Row((said(f"returning.lift_{row.figure}_name"), *cells))


def bars(lift: HeldOut) -> Bars:
    """Return bars of what would have come anyway, and of what came on top with its interval."""
    low, high = (people(end) for end in lift.interval)
    added: Fact = said("returning.bounds", value=people(lift.incremental), low=low, high=high)
    rows = (
        Bar(said("returning.lift_baseline_name"), lift.baseline, lift.baseline, people(lift.baseline)),
        Bar(said("returning.lift_incremental_name"), *lift.interval, added),
    )
    measured = said("returning.lift_measured", level=Share(lift.level, 0))
    return Bars(said("returning.lift_title"), rows, measured)
