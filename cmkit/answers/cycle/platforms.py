"""What a fan or a follower costs on each platform: money over net followers won there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.entries import naming
from cmkit.catalogue.columns import column
from cmkit.catalogue.quantity import ratio
from cmkit.given.money import as_money
from cmkit.given.numbers import cell
from cmkit.given.rows import in_all, opened
from cmkit.language.facts import Inside, Typed
from cmkit.language.nearest import unknown

COLUMNS = ["platform", "indicator", "followers", "spend", "cost_per_follower"]
FIELDS = ("net_followers", "follows", "spend")
"""What may be stated of a platform: net new followers (or fans), else new ones, and what was spent there."""

ALSO = {"cost": "spend", "fans": "net_followers"}


def stated(platforms: Any) -> dict[str, dict[str, Any]]:
    """Return what is stated by platform, a mapping to `FIELDS` or a table with a column `platform`."""
    if platforms is None:
        return {}
    if not isinstance(platforms, Mapping):
        table = opened(platforms).table
        if "platform" not in table:
            hint = f" ({', '.join(map(str, table))})"
            raise errors.MissingColumnError("missing_name_column", column="platform", hint=hint)
        cells = table.drop(columns="platform").to_dict("records")
        platforms = dict(zip(table.platform, cells, strict=True))
    return {str(name): _numbers(str(name), given) for name, given in platforms.items()}


def _numbers(platform: str, given: Any) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise errors.BadValueError("not_a_platform", platform=platform, value=Typed(given))
    found = {}
    for word, value in given.items():
        name = ALSO.get(str(word), str(word))
        if name not in FIELDS:
            raise unknown("platform_field", str(word), (*FIELDS, *ALSO))
        with naming("ledger.given_platform", platform=platform, what=Inside(name)):
            spend = in_all(as_money(name, value), None) if name == "spend" else None
            found[name] = spend if name == "spend" else cell(value, column(name))
    return found


def cost_table(found: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Return what a net follower (or, where only those are known, a new one) costs on each platform."""
    rows = []
    for platform, cells in found.items():
        indicator = next((name for name in ("net_followers", "follows") if name in cells), None)
        won, money = cells.get(str(indicator), math.nan), cells.get("spend")
        spend = money.amount if money else math.nan
        if cells:
            rows.append((platform, indicator, won, spend, ratio(spend, won)))
    return pd.DataFrame(rows, columns=COLUMNS)
