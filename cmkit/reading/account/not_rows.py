"""Which records are no rows of a table: totals, notes, repeated headings, cells that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS, normalised
from cmkit.reading.files.grid import Mask, Table, cell_text, note, shortened
from cmkit.reading.headings.formats import plain_heading
from cmkit.reading.headings.headers import NOT_A_WORD
from cmkit.reading.values.number_texts import WITHHELD
from cmkit.reading.values.number_texts import WORDS as KNOWN

IDS = ("post_id", "permalink", "ad_id")
NAMES = (
    *IDS, "result", "campaign", "ad_set", "ad", "channel", "page", "country", "device", "query", "event",
    "segment", "text",
)  # fmt: skip
TOTALS, RESULTS, THINGS, LINKS = (
    frozenset(map(normalised, KNOWN[name])) for name in ("totals", "results", "totalled", "links")
)
SPACES = ("", " ", "\u00a0")


def _forms(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in (word, word.capitalize(), word.upper())}


FIRST = frozenset((s + w)[:3] for w in _forms((*KNOWN["totals"], *KNOWN["results"])) for s in SPACES)
LAST = frozenset(word[-5:] for word in _forms(KNOWN["totals"]))
DASHES = frozenset(("", *KNOWN["dashes"]))
FAILED = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, map(normalised, KNOWN['failures'])))})(?!\w)")
LONGEST_TOTAL, SOON, MOST = 60, 90, 2_000
MAYBE, COUNTED, SURE, BLANK = 1, 2, 3, 9
"""What a name says: a word of total at one end; a total of something; nothing but a total; no name at all."""
LAST_ROWS = 5
SENTENCE = re.compile(r"(?:\S+\s+){3}.*[.!?…]$|(?:\S+\s+){5}\S|[。！？]$", re.DOTALL)
"""It ends as a sentence does, or has many words."""
LONGEST = 1_000
"""Letters at the end of a text in which a sentence is looked for: a longer one would take minutes."""


def filled(cells: pd.DataFrame) -> pd.DataFrame:
    """Tell, cell by cell, which ones hold something."""
    has = {name: column.notna() for name, column in cells.items()}
    for name, column in cells.items():
        if column.dtype.kind not in "fM":
            has[name] &= (column != "") & (column != " ")
    return pd.DataFrame(has, index=cells.index)


def reasons(cells: pd.DataFrame, headings: list[str], mapping: Mapping[int, str]) -> pd.Series[Any]:
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
    for at in range(len(cells) - 1, max(len(cells) - 1 - LAST_ROWS, -1), -1):
        row = [cell_text(cell).strip() for cell in cells.iloc[at]]
        words = [cell for cell in row if cell]
        told = words and words == row[: len(words)] and not any(map(NOT_A_WORD.fullmatch, words))
        inside = any(row[i] and normalised(row[i]) not in WITHHELD for i in numbers if i)
        text = ", ".join(words)[-LONGEST:]
        if words and not (told and (inside or len(words) == 1) and SENTENCE.search(text)):
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


def set_failures_aside(table: Table, frame: pd.DataFrame) -> None:
    """Set aside the records that hold one number at most, and a text that says that something failed."""
    bare = (table.numbers.notna().sum(axis=1).to_numpy() <= 1) & table.why.isin(["", "unreadable"]).to_numpy()
    if not bare.any() or bare.all():
        return
    cells, mapped = table.grid.cells, {i for at in table.sources(WORDS).values() for i in at}
    notes = [cells[i] for i in cells if i not in mapped and cells[i].dtype.kind not in "fM"]
    texts = [frame[name] for name in ("result", "text") if name in frame and len(table.numbers.columns) > 2]
    own = [frame[name] for name in (*IDS, *DATES) if name in frame]
    for at in np.flatnonzero(bare)[:MOST].tolist():
        captions = texts if not any(pd.notna(one.iloc[at]) for one in own) else []
        said = [*((n.iloc[at], SOON) for n in notes), *((t.iloc[at], SOON // 3) for t in captions)]
        told = next((text for text, soon in said if _failed(text, soon, table.format.kind == "ads")), None)
        if told is not None:
            table.why.iloc[at] = "error_row"
            table.detail[at] = note("failed_row", value=shortened(told))


def _failed(text: Any, soon: int, sentence: bool) -> bool:
    """Whether a text says, and soon, that something failed; a lone word is also a state that ads are in."""
    if not isinstance(text, str) or normalised(text) in WITHHELD or (sentence and text.count(" ") < 2):
        return False
    return bool(FAILED.search(normalised(text[:soon])))


def _totals(cells: pd.DataFrame, has: pd.DataFrame, mapping: Mapping[int, str], width: int) -> Mask:
    """Records whose first text is nothing but a total, and that have no id or link of their own."""
    result, unsaid = np.zeros(len(cells), bool), np.ones(len(cells), bool)
    shifted = has.iloc[:, width:].any(axis=1).to_numpy()
    for i in range(cells.shape[1]):
        if cells[i].dtype.kind in "fM" or mapping.get(i) in NUMBERS:
            continue
        look = unsaid if i < width else np.ones(len(cells), bool)
        said = _phrases(cells[i] if look.all() else cells[i][look])
        told = said >= COUNTED
        for at, sure in zip(np.flatnonzero(look)[told], said[told] == SURE, strict=True):
            others = [c for c, name in mapping.items() if c != i and name in (IDS if sure else NAMES)]
            bare = all(is_dash(cells[c].iloc[at]) for c in others)
            in_place = i >= width or not shifted[at]  # a shifted row is no total to compare with
            result[at] |= bare and in_place and (sure or mapping.get(i) not in NAMES)
        unsaid &= ~has[i].to_numpy()
        if not unsaid.any() and width >= cells.shape[1]:
            break
    return result


def nameless(names: pd.Series[Any], phrases: bool = True) -> np.ndarray[Any, Any]:
    """Tell what each name says of a total: 0 where it is a name (see `MAYBE` and what stands after it)."""
    blank = names.isna().to_numpy(bool)
    if names.dtype.kind in "fM":
        return np.where(blank, BLANK, 0)
    if not phrases:  # ids and days are many, and no words
        return np.where(blank | names.isin(["", *KNOWN["dashes"]]).to_numpy(bool), BLANK, 0)
    dashes = names.isin(_like(names, DASHES, slice(None))).to_numpy(bool)
    return np.where(blank | dashes, BLANK, _phrases(names))


def is_dash(cell: Any) -> bool:
    """Tell whether a cell holds no name: nothing, or a dash."""
    return cell != cell or cell is None or (isinstance(cell, str) and cell.strip() in DASHES)


def _like(column: pd.Series[Any], known: frozenset[str], part: slice) -> list[str]:
    """Return the different texts of a column a part of which is known."""
    if column.dtype == "str":
        whole = part == slice(None)
        return [*column[(column if whole else column.str[part]).isin([*known])].unique()]
    return [w for w in column.unique() if isinstance(w, str) and w[part] in known]


def _phrases(column: pd.Series[Any]) -> np.ndarray[Any, Any]:
    maybe = {*_like(column, FIRST, slice(3)), *_like(column, LAST, slice(-5, None))}
    said = {w: told for w in maybe if len(w) < LONGEST_TOTAL and (told := says_total(w))}
    return column.map(said).fillna(0).to_numpy(int) if said else np.zeros(len(column), int)


def says_total(name: str) -> int:
    """Tell what a name says of a total, in any language: 0, `MAYBE`, `COUNTED` or `SURE`.

    >>> [says_total(name) for name in ("Total des campagnes", "Total: Brindille", "Facebook Total", "Post")]
    [3, 2, 1, 0]
    """
    plain = normalised(name).strip(" :*-–—=.()")
    words = set(re.findall(r"\w+", plain))
    known = {word for word in words if word in TOTALS | RESULTS | THINGS | LINKS or word.isdigit()}
    if plain in TOTALS or (words == known and words & TOTALS):
        return SURE
    if words == known and words & RESULTS and words & THINGS and any(map(str.isdigit, words)):
        return COUNTED
    before, colon, _ = plain.partition(":")
    if colon and before.strip() in TOTALS:
        return COUNTED
    return MAYBE if any(plain.startswith(f"{t} ") or plain.endswith(f" {t}") for t in TOTALS) else 0
