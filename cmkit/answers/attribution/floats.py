"""Columns of paths as floats; what cannot be used is left out with its reason, nothing silently."""

from __future__ import annotations

import warnings
from numbers import Number
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cmkit import errors
from cmkit.language.facts import All, Inside
from cmkit.language.said import Said, said
from cmkit.language.sentences import say
from cmkit.statements.aside import Aside

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def numbers(aside: Aside, table: pd.DataFrame, column: str, missing: bool = False) -> Floats:
    """Return a column as floats; what is no number, negative, infinite (or missing) is left out."""
    given = table[column]
    values, text = as_floats(given)
    aside.put(text, column, "not_a_number", given)
    if not missing:
        aside.put(np.isnan(values), column, "missing", given)
    aside.put(np.isinf(values), column, "infinite", given)
    aside.put(values < 0, column, "negative", given)
    return values


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


def warn(aside: Aside) -> None:
    """Warn of rows left out, counted by reason."""
    if len(aside):
        message = say("journeys.set_aside", n=len(aside), reasons=counted(aside))
        warnings.warn(message, errors.SetAsideWarning, stacklevel=3)


def counted(aside: Aside) -> All:
    """Return each reason and how many rows it holds, the most frequent first."""
    each = zip(reasons(aside), aside.said(), strict=True)
    return All(tuple(said("journeys.counted", why=why, n=n) for why, (_, _, n) in each), "words.semicolon")


def reasons(aside: Aside) -> tuple[Said, ...]:
    """Return each reason once, the most frequent first."""
    return tuple(said(key, **facts | {"column": Inside(facts["column"])}) for key, facts, _ in aside.said())
