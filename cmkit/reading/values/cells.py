"""Columns of a table: words, truths, links and numbers made of cells, and several headings made one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import NUMBERS
from cmkit.reading.files.grid import cell_text
from cmkit.reading.values.number_texts import Numbers

PLATFORMS = {
    "facebook": ("facebook.com", "fb.com", "fb.watch"), "instagram": ("instagram.com",),
    "linkedin": ("linkedin.com", "lnkd.in"), "x": ("twitter.com", "x.com"), "tiktok": ("tiktok.com",),
    "youtube": ("youtube.com", "youtu.be"), "pinterest": ("pinterest.", "pin.it"), "threads": ("threads.",),
}
PLATFORM_WORDS = {
    "ig": "instagram", "insta": "instagram", "fb": "facebook", "twitter": "x", "tt": "tiktok",
    "yt": "youtube", "x (twitter)": "x", "twitter / x": "x", "tik tok": "tiktok",
    "linked in": "linkedin", "meta": "facebook",
}
_HOST = r"^(?:https?://)?(?:www\.|m\.|vm\.|fr\.|fr-fr\.)?([^/?#]+)"
YES = frozenset({"1", "true", "yes", "oui", "vrai", "sponsored", "boosted", "paid"})


def words(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Return cells as text, missing where empty; a number from a sheet loses its .0."""
    if cells.dtype.kind in "fM" or (cells.dtype == object and set(map(type, cells)) != {str}):
        cells = cells.map(cell_text)
    text = cells.astype("str").str.strip()
    return text.mask(text == "")


def first(columns: list[pd.Series[Any]]) -> pd.Series[Any]:
    """Return, row by row, the first of several columns that says something."""
    result = columns[0]
    for other in columns[1:]:
        result = result.where(result.notna(), other)
    return result


def longest(columns: list[pd.Series[Any]]) -> pd.Series[Any]:
    """Return, row by row, the longest text of several columns."""
    result = columns[0]
    for other in columns[1:]:
        result = result.where(result.str.len().fillna(0) >= other.str.len().fillna(0), other)
    return result


def truths(text: pd.Series[Any]) -> pd.Series[Any]:
    """Return text as yes or no, missing where empty."""
    return text.str.lower().isin(YES).astype("boolean").where(text.notna())


def platform_names(text: pd.Series[Any]) -> pd.Series[Any]:
    """Return platforms under cmkit's names: "IG" and "Instagram" are both "instagram"."""
    return text.str.strip().str.lower().replace(PLATFORM_WORDS)


def by_link(links: pd.Series[Any]) -> pd.Series[Any]:
    """Return the platform that each link's host names, missing where none.

    >>> by_link(pd.Series(["https://www.instagram.com/p/x/", "https://example.org"])).tolist()
    ['instagram', nan]
    """
    hosts = links.astype("str").str.extract(_HOST, expand=False)
    found = pd.Series(None, index=links.index, dtype="str")
    for platform, names in PLATFORMS.items():
        found[hosts.str.lower().str.startswith(names).fillna(False).to_numpy(bool)] = platform
    return found


def merged(read: list[Numbers]) -> tuple[np.ndarray[Any, Any], str]:
    """Make one column of several that mean the same: the first that says something.

    Also returns "same", "differ" where two say something on one row, or "apart" where they never do.
    """
    result, said = read[0].values, ""
    for other in (numbers.values for numbers in read[1:]):
        both = ~np.isnan(result) & ~np.isnan(other)
        now = ("differ" if (result[both] != other[both]).any() else "same") if both.any() else "apart"
        said = now if said != "differ" else said
        result = np.where(np.isnan(result), other, result)
    return result, said


def typed(name: str, values: pd.Series[Any]) -> pd.Series[Any]:
    """Return counts as Int64 where they are whole, everything else as float64."""
    known = values.to_numpy()[~np.isnan(values.to_numpy())]
    whole = NUMBERS[name].unit == "count" and bool((known % 1 == 0).all() and (np.abs(known) < 2**53).all())
    return values.astype("Int64") if whole else values.astype("float64")
