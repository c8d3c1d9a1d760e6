"""Which records are no rows of a table: totals, notes, repeated headings, cells that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import NUMBERS, normalised
from cmkit.reading.files.grid import cell_text
from cmkit.reading.headings.formats import Format, plain_heading
from cmkit.reading.headings.headers import NOT_A_WORD
from cmkit.reading.values.number_texts import WITHHELD, WORDS

TOTALS = frozenset(WORDS["totals"])
FIRST_LETTERS = [*"TtGgSsOoAaMm \u00a0\ufeff"]
LONGEST_TOTAL = 25
LAST = 5
SENTENCE = re.compile(r"(?:\S+\s+){3}.*[.!?…]$|(?:\S+\s+){5}\S|[。！？]$", re.DOTALL)
"""It ends as a sentence does, or has many words."""
Mask = np.ndarray[Any, np.dtype[np.bool_]]


def filled(cells: pd.DataFrame) -> pd.DataFrame:
    """Tell, cell by cell, which ones hold something."""
    has = {name: column.notna() for name, column in cells.items()}
    for name, column in cells.items():
        if column.dtype.kind not in "fM":
            has[name] &= (column != "") & (column != " ")
    return pd.DataFrame(has, index=cells.index)


def reasons(
    cells: pd.DataFrame, headings: list[str], mapping: Mapping[int, str], form: Format
) -> pd.Series[Any]:
    """Return why each record is no row of the table: a reason, or "" for a row."""
    has = filled(cells)
    count = has.sum(axis=1).to_numpy()
    why = pd.Series("", index=cells.index, dtype=object)
    numbers = [i for i, name in mapping.items() if name in NUMBERS]
    valued = has[numbers].any(axis=1).to_numpy() if numbers else np.zeros(len(cells), bool)
    why[(count <= 1) & ~valued & (len(headings) > 2)] = "note"
    why[_last_sentences(cells, numbers)] = "note"
    if numbers:
        why[_descriptions(cells, has, numbers)] = "description"
    why[_repeated(cells, headings)] = "repeated_heading"
    why[_error_rows(cells, mapping)] = "error_row"
    if cells.shape[1] > len(headings):
        why[has.iloc[:, len(headings) :].any(axis=1).to_numpy()] = "long"
    why[_totals(cells, has, mapping, len(headings))] = "total"
    if form.empty_key_is_total and len(cells):
        why[(~has[0] & valued & (cells.index == len(cells) - 1)).to_numpy()] = "total"
    why[count == 0] = "empty"
    return why


def _repeated(cells: pd.DataFrame, headings: list[str]) -> Mask:
    """Records that say the headings again (files pasted one under the other)."""
    same = np.ones(len(cells), bool)
    named = [i for i, heading in enumerate(headings) if heading.strip()]
    for i in named[:6]:
        if not same.any() or cells[i].dtype.kind == "f":
            return np.zeros(len(cells), bool)
        same &= (cells[i] == headings[i]).to_numpy(bool) | _alike(cells[i], headings[i], same)
    return same


def _alike(column: pd.Series[Any], heading: str, among: Mask) -> Mask:
    result = np.zeros(len(column), bool)
    if among.sum() < 1000:
        words = column[among]
        near = len(heading) + 10
        result[among] = [
            isinstance(w, str) and len(w) < near and plain_heading(w) == plain_heading(heading) for w in words
        ]
    return result


def _last_sentences(cells: pd.DataFrame, numbers: list[int]) -> Mask:
    """Sentences under the table, in any language: words from the first cell on, and no number."""
    result = np.zeros(len(cells), bool)
    for at in range(len(cells) - 1, max(len(cells) - 1 - LAST, -1), -1):
        row = [cell_text(cell).strip() for cell in cells.iloc[at]]
        words = [cell for cell in row if cell]
        told = words and words == row[: len(words)] and not any(map(NOT_A_WORD.fullmatch, words))
        inside = any(row[i] and normalised(row[i]) not in WITHHELD for i in numbers if i)
        if words and not (told and (inside or (len(words) == 1 and SENTENCE.search(words[0])))):
            break
        result[at] = bool(words)
    return result


def _descriptions(cells: pd.DataFrame, has: pd.DataFrame, numbers: list[int]) -> Mask:
    """The record under the headings that explains them in sentences (old Facebook exports)."""
    result = np.zeros(len(cells), bool)
    if len(cells):
        words = [cells[i].iloc[0] for i in numbers if has[i].iloc[0]]
        result[0] = bool(words) and all(isinstance(w, str) and w.count(" ") > 3 for w in words)
    return result


def _error_rows(cells: pd.DataFrame, mapping: Mapping[int, str]) -> Mask:
    result = np.zeros(len(cells), bool)
    for i, name in mapping.items():
        if name in ("permalink", "post_id") and cells[i].dtype.kind != "f":
            result |= cells[i].str.endswith("undefined").fillna(False).to_numpy(bool)
    return result


def _totals(cells: pd.DataFrame, has: pd.DataFrame, mapping: Mapping[int, str], width: int) -> Mask:
    result, unsaid = np.zeros(len(cells), bool), np.ones(len(cells), bool)
    for i in range(cells.shape[1]):
        if cells[i].dtype.kind in "fM" or mapping.get(i) in NUMBERS:
            continue
        look = unsaid if i < width else np.ones(len(cells), bool)
        result[look] |= _says_total(cells[i][look])
        unsaid &= ~has[i].to_numpy()
        if not unsaid.any() and width >= cells.shape[1]:
            break
    return result


def _says_total(column: pd.Series[Any]) -> Mask:
    near = column.str.slice(0, 1).isin(FIRST_LETTERS) & (column.str.len() < LONGEST_TOTAL)
    words = [w for w in column[near].unique() if normalised(w).strip(" :") in TOTALS]
    return column.isin(words).to_numpy(bool) if words else np.zeros(len(column), bool)
