"""The ledger in cells: a row a step, and under it the sub-objectives of that step, as they are shown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from cmkit.answers.cycle import writing
from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.steps import STEPS, label, unit_cost_label
from cmkit.given.objective import kpi_label
from cmkit.given.rows import column_rule
from cmkit.language import writing as words
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence

if TYPE_CHECKING:
    from cmkit.answers.cycle.cycle import Cycle


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, each by column."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def money(cycle: Cycle, value: float, lang: str) -> str:
    """Write an amount in the currency of the cycle."""
    return words.money(value, lang, cycle.currency)


def goal_rows(cycle: Cycle, entry: Entry) -> list[dict[str, Any]]:
    """Return the sub-objectives of a step, judged."""
    goals = cycle.goals
    return records(goals[goals.step == entry.step])


def goal_cells(cycle: Cycle, row: dict[str, Any], lang: str) -> dict[str, str]:
    """Return a sub-objective as shown: its name, value, target, share attained, status."""
    unit = column_rule(row["name"]).unit
    value, target = (words.quantity(row[cell], unit, lang, cycle.currency) for cell in ("value", "target"))
    return {
        "name": kpi_label(row["name"], lang),
        "value": value,
        "target": target,
        "attained": words.percent(row["attained"], lang, 0),
        "status": status_words(row["status"], lang) or say("ledger.not_judged", lang),
        "state": word(row["status"]),
        "owner": word(row["owner"]),
    }


def word(value: Any) -> str:
    """Return a word of a table, "" where there is none."""
    return "" if words.is_missing(value) else str(value)


def status_words(status: Any, lang: str) -> str:
    """Name a status, "" where there is none."""
    return "" if words.is_missing(status) else say(f"verdict.status_{status}", lang)


HEADINGS = (
    "step",
    "indicator",
    "count",
    "cost",
    "unit_cost",
    "rate",
    "target",
    "attained",
    "status",
    "owner",
)


def row_cells(cycle: Cycle, row: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return a row of the ledger as shown, with the sub-objectives under it."""
    entry = cycle.entries[list(STEPS).index(row["step"])]
    known = not math.isnan(row["count_low"])
    least, most = row["cost_per_unit_low"], row["cost_per_unit_high"]
    priced = not (math.isnan(least) and math.isnan(most))
    return {
        "step": label(row["step"], lang).capitalize(),
        "indicator": kpi_label(row["indicator"], lang) if known or entry.source else "",
        "count": writing.count(row["count_low"], row["count_high"], lang) if known else words.MISSING,
        "cost": money(cycle, row["cost"], lang),
        "unit_cost": writing.amount_span(least, most, lang, cycle.currency) if priced else "",
        "unit_name": in_sentence(unit_cost_label(row["indicator"], lang)) if priced else "",
        "rate": writing.rate(row["rate"], lang),
        "within": writing.rate_span(row["rate_low"], row["rate_high"], lang),
        "to": "" if words.is_missing(row["to"]) else label(row["to"], lang),
        "target": words.number(row["target"], lang),
        "attained": words.percent(row["attained"], lang, 0),
        "status": status_words(row["status"], lang),
        "state": word(row["status"]),
        "owner": word(row["owner"]),
        "goals": [goal_cells(cycle, goal, lang) for goal in goal_rows(cycle, entry)],
    }
