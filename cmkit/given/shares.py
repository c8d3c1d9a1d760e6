"""One share as people write it: 0.4, "40 %", « 0,4 »."""

from __future__ import annotations

from typing import Any

from cmkit import errors
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number
from cmkit.given.amounts import read_plain
from cmkit.language.facts import Share, Typed


def as_share(name: str, value: Any) -> float:
    """Return a share that a person gave as `name`, from 0 to 1; NaN where it is missing.

    Raises `NotANumberError` for what is no number, `BadValueError` for what no share can be, and for a bare
    number above 1, which may be a percent or not: 40 reads as 40 % or as 4,000 %.

    >>> as_share("margin", "40 %"), as_share("margin", 0.4)
    (0.4, 0.4)
    """
    rule = Column(name, "share")
    if not isinstance(value, str):
        number = as_number(value, Column(name, "ratio"))
    else:
        number = read_plain(value, rule)
        if "%" in value:
            return as_number(number, rule)
    if 1 < number <= 100:
        facts = {"one": Share(number / 100, whole=True), "other": Share(number, whole=True)}
        written = f"{number / 100:g}"
        raise errors.BadValueError("two_shares", name=name, value=Typed(value), written=written, **facts)
    return as_number(number, rule)
