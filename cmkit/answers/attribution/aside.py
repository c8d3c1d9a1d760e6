"""Rows that cannot be used, listed with the reason: nothing is dropped silently."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from numbers import Number
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.language.sentences import say

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Aside:
    """The rows set aside while a table is read, each with the first reason found for it."""

    def __init__(self, rows: pd.Index) -> None:
        self.rows = rows
        self.bad: Flags = np.zeros(len(rows), dtype=bool)
        self._found: list[tuple[npt.NDArray[np.intp], str, str]] = []

    def put(self, bad: Any, column: str, reason: str) -> None:
        """Set aside the rows marked `bad`, because of a column, unless they are aside already."""
        new = np.asarray(bad, dtype=bool) & ~self.bad
        if new.any():
            self._found.append((np.flatnonzero(new), column, reason))
            self.bad |= new

    def numbers(self, table: pd.DataFrame, column: str, missing: bool = False) -> Floats:
        """Return a column as floats; what is no number, negative, infinite (or missing) is set aside."""
        values, text = as_floats(table[column])
        self.put(text, column, "not_a_number")
        if not missing:
            self.put(np.isnan(values), column, "missing")
        self.put(np.isinf(values), column, "infinite")
        self.put(values < 0, column, "negative")
        return values

    def table(self) -> pd.DataFrame:
        """Return a row for each row set aside: row (its label), column, reason, why (in words)."""
        found = sorted((at, column, reason) for where, column, reason in self._found for at in where.tolist())
        listed = [
            (label(self.rows[at]), column, reason, say(f"journeys.aside_{reason}", column=column))
            for at, column, reason in found
        ]
        return pd.DataFrame(listed, columns=["row", "column", "reason", "why"])


def as_floats(column: pd.Series) -> tuple[Floats, Flags]:
    """Return a column as floats (missing: NaN), and which of its cells are no numbers at all."""
    kind = pd.api.types
    if kind.is_numeric_dtype(column) and not kind.is_bool_dtype(column) and not kind.is_complex_dtype(column):
        return column.to_numpy(dtype=float, na_value=np.nan), np.zeros(len(column), dtype=bool)
    usable = np.array([isinstance(cell, Number) and not _odd(cell) for cell in column], dtype=bool)
    floats = [float(cell) if fine else np.nan for cell, fine in zip(column, usable, strict=True)]
    return np.array(floats, dtype=float), ~usable & column.notna().to_numpy()


def _odd(cell: Any) -> bool:
    return isinstance(cell, (bool, np.bool_, complex))


def label(row: Any) -> Any:
    """Return a row's label as a plain number or text."""
    return row.item() if isinstance(row, np.generic) else row if isinstance(row, (int, str)) else str(row)


def warn(set_aside: pd.DataFrame) -> None:
    """Warn of rows set aside, counted by reason."""
    if len(set_aside):
        reasons = "; ".join(f"{why} ({n})" for why, n in counted(set_aside))
        message = say("journeys.set_aside", n=len(set_aside), reasons=reasons)
        warnings.warn(message, errors.SetAsideWarning, stacklevel=3)


def counted(set_aside: pd.DataFrame) -> Iterable[tuple[str, int]]:
    """Return each reason in words and how many rows it holds, the most frequent first."""
    return [(str(why), int(n)) for why, n in set_aside["why"].value_counts().items()]
