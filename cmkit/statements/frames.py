"""DataFrames of columns that cmkit knows, as tables of typed facts, to be shown as its answers are.

`measure`, `pool`, `three_results` and the tables of answers stay pandas, with their English names; only what
a person sees of them is a table with headings, units and words. Any other DataFrame is pandas' own. Columns
of results and metrics have their unit; those of other tables stand in `known_columns.toml`.
"""

import numbers
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS
from cmkit.errors import CmkitError
from cmkit.language import facts
from cmkit.language.facts import All, Capital, Fact, Inside, Name, Number
from cmkit.language.languages import declared
from cmkit.language.said import Said
from cmkit.language.sentences import DEFAULT, has
from cmkit.language.terminal import cut
from cmkit.language.writing import MISSING, UNITS, currency_of, is_missing
from cmkit.statements.statement import Grid, Head, Row

MOST, MANY = 20, 8  # how many rows are shown (the rest is counted); beyond so many columns texts are short
LONGEST, SENTENCE, SHORT = 80, 200, 40
"""Letters shown of a text, of a sentence, of a text in a table of many columns; the rest is cut."""
RECORDS = "line"  # the name of the index of `Export.original`, whose headings are those of its file
SUMMARY = {"mean", "std"}  # rows of a summary that pandas made (`describe`)
TRIED = re.compile(r"(half_life|order) ([\d.]+)")  # a column for a setting of a model that was tried
MARKS = {", ": "words.comma", "/": "words.slash", " + ": "tables.plus"}
PARTED = dict.fromkeys(("name", "lacking", "objective", "platform"), (", ",)) | {"unit": ("/", " + ")}
"""The kinds of code word of which a cell may hold several, and what parts them."""
WRITTEN: dict[str | None, Callable[[float], Fact]] = {
    "count": Number,
    "credit": lambda value: Number(value, 1),
    "estimate": lambda value: Number(value, 0 if abs(value) >= 10 else 1),
    "rate": facts.Rate,
    "percent": lambda value: facts.Share(value, whole=True),
    "passage": facts.passing,
}
"""The kinds of number and how each is written; "measured" is in the unit that its row says, "money" in the
currency that its row or its table (`attrs`) states."""


@cache
def data() -> dict[str, Any]:
    """Return what `known_columns.toml` holds."""
    return declared("statements/known_columns.toml")


@cache
def _measures() -> dict[str, tuple[str, str]]:
    """Return columns of results and metrics by each of their names: that of their label, their unit."""
    found = {name: (each.name, str(each.unit)) for each in CATALOGUE.values() for name in each.also}
    return found | {name: (name, str(each.unit)) for name, each in (CATALOGUE | NUMBERS).items()}


@cache
def _kinds() -> dict[str, str]:
    units = {name: f"in {unit}" for name, (_, unit) in _measures().items()}
    return units | {name: kind for kind, names in data()["kinds"].items() for name in names}


def _beside(what: str, name: Any, beside: Collection[Any]) -> str | None:
    marks = (named for mark, named in data()[what].items() if mark in beside)
    return next((named[name] for named in marks if name in named), None)


def _parted(name: str) -> tuple[str, str | None]:
    ending = next((ending for ending in data()["ends"] if name.endswith(ending)), "")
    return name.removesuffix(ending), data()["ends"].get(ending)


def kind_of(name: Any, beside: Collection[Any] = ()) -> str | None:
    """Return what a column holds `beside` others ("in <unit>": numbers in it); None for one not known."""
    if not isinstance(name, str):
        return None
    if found := _beside("beside", name, beside) or _kinds().get(name):
        return found
    base, end = _parted(name)
    inner = kind_of(base) if end else "rate" if TRIED.fullmatch(name) else None
    return "count" if inner and end == "rows_of" else inner


def heading(name: Any, beside: Collection[Any] = ()) -> Fact | str:
    """Return what stands above a column; a user's own as it is."""
    word = str(name)
    key = _beside("headings", name, beside) or f"tables.{word}"
    if has(key, DEFAULT):
        return Said(key)
    if word in _measures():
        return Name(_measures()[word][0])
    if tried := TRIED.fullmatch(word):
        return Said(f"tables.{tried[1]}", {"n": Number(float(tried[2]))})
    base, end = _parted(word)
    return Said(f"tables.{end}", {"name": heading(base)}) if end and kind_of(base) else word


def code_word(kind: str, word: str) -> Fact | str:
    """Return a code word ("met", "notoriety") as people say it; one that is none as it is."""
    keys = (pattern.format(word) for pattern in data()["codes"].get(kind, ()))
    key = next((key for key in keys if has(key, DEFAULT)), None)
    if key is None:
        return word if kind in data()["given"]["kinds"] else Capital(word)
    return Name(word) if key.startswith("labels.") else Capital(Said(key))


def is_known(names: Iterable[Any]) -> bool:
    """Tell whether columns are those of a table of cmkit, or of results.

    All are known and one is a word of its own, or one is a number of results and at most half are strange.
    """
    columns, common = list(names), data()["common"]
    known = [name for name in columns if kind_of(name, columns)]
    own, strange = [name for name in known if name not in common["words"]], len(columns) - len(known)
    if any(set(together) <= set(columns) for together in common["together"]) or (own and not strange):
        return True
    return strange <= len(known) and any(name in _measures() for name in own)


def cell(value: Any, kind: str | None, row: Mapping[Any, Any]) -> Fact | str:
    """Return a cell as a fact, by the kind of its column (None: a user's own) and the row it stands in."""
    if isinstance(value, Fact | CmkitError):
        return value if isinstance(value, Fact) else All((value,))
    if isinstance(value, list | tuple):
        return Capital(All(tuple(map(_lack, value)), "words.comma")) if value else MISSING
    if is_missing(value) or value == "":
        return MISSING
    if kind in PARTED:
        return _code_words(str(value), str(kind))
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        return str(value) if kind == "words" else _number(value, kind, row)
    return _word(value, kind)


def _number(value: Any, kind: str | None, row: Mapping[Any, Any]) -> Fact:
    unit = kind.removeprefix("in ") if kind and kind.startswith("in ") else ""
    if kind == "measured":
        naming = (row[name] for name in data()["given"]["naming"] if name in row)
        named = str(next((name for name in naming if not is_missing(name)), ""))
        unit = named if named in UNITS else _measures().get(named, ("", ""))[1]
        if unit == "count":
            unit, kind = "", "estimate" if value % 1 and row.get("unit") == "count" else None
    currency = currency_of(str(row.get("currency", "")))
    if unit:
        return facts.Quantity(float(value), unit, currency)
    if kind == "money":
        return facts.Amount(float(value), currency)
    if kind in WRITTEN:
        return WRITTEN[kind](float(value))
    return Number(float(value), 0) if isinstance(value, numbers.Integral) else facts.Readable(float(value))


def _word(value: Any, kind: str | None) -> Fact | str:
    if isinstance(value, bool | np.bool_):
        return Capital(Said(f"words.{str(bool(value)).lower()}"))
    if isinstance(value, date):
        return facts.Moment(value) if isinstance(value, datetime) else facts.Day(value)
    text = cut(str(value), SENTENCE if kind in ("sentence", "rule") else LONGEST)
    if kind == "sentence":
        return Capital(text)
    return text if kind in (None, "words", "own", "measured") else code_word(kind, text)


def _code_words(text: str, kind: str) -> Fact | str:
    """Return code words that stand in one cell; columns also as those of a table ("May: reach")."""
    table, _, names = text.rpartition(": ") if kind == "name" else ("", "", text)
    sign = next((sign for sign in PARTED[kind] if sign in names), "")
    parts = [code_word(kind, part.strip()) for part in (names.split(sign) if sign else [names])]
    found = cut(parts[0]) if isinstance(parts[0], str) else parts[0]
    if sign:
        found = Capital(All(tuple(map(_inside, parts) if kind != "platform" else parts), MARKS[sign]))
    return All((cut(table), found), "words.colon") if table else found


def _lack(each: Any) -> Fact | str:
    name, n = each if isinstance(each, tuple) else (each, 0)
    what = _inside(code_word("lacking", str(name)))
    return Said("tables.lack_of", {"what": what, "n": n}) if n else what


def _inside(fact: Fact | str) -> Fact | str:
    return Inside(fact) if isinstance(fact, Fact) else fact


def grid_of(table: Any) -> Grid | None:
    """Return a pandas DataFrame or Series as a table of typed facts, None where cmkit does not know it."""
    if type(table) is pd.DataFrame:
        return _of_frame(table)
    if type(table) is not pd.Series:
        return None
    if len(table) and is_known(table.index):
        given = table.to_dict()
        rows = (Row((heading(n, given), cell(v, kind_of(n, given), given))) for n, v in given.items())
        return Grid((Head(Said("tables.what"), words=True), Head(Said("tables.value"))), tuple(rows))
    named = table.index.name is not None or table.index.dtype.kind in "iu"
    return _of_frame(table.to_frame()) if named and table.name is not None else None


def _of_frame(frame: pd.DataFrame) -> Grid | None:
    if not len(frame.columns) or not frame.columns.is_unique or frame.columns.nlevels > 1:
        return None
    shown = _with_index(frame.head(MOST))
    names = list(shown.columns)
    if SUMMARY.issubset(frame.index[:MOST]) or not (is_known(names) or frame.index.name == RECORDS):
        return None
    said = {name for name, others in data()["said_by"].items() if any(other in names for other in others)}
    kinds = {name: _kind(shown, name) for name in names if name not in said}
    longest = LONGEST + SENTENCE if len(kinds) <= MANY else SHORT
    stated = {"currency": frame.attrs.get("currency", "")}
    rows = []
    for record in shown.astype(object).to_dict("records"):
        cells = (cell(record[name], kind, stated | record) for name, kind in kinds.items())
        rows.append(Row(tuple(cut(each, longest) if isinstance(each, str) else each for each in cells)))
    heads = tuple(Head(heading(name, names), words=_worded(shown, name, kinds[name])) for name in kinds)
    more = Said("statements.not_shown", {"n": len(frame) - MOST}) if len(frame) > MOST else None
    return Grid(heads, tuple(rows), more=more if len(frame) else Said("tables.nothing"))


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its index as first columns, where that says something: names, or a known word."""
    index = frame.index
    known = index.name is not None and index.name not in frame.columns and kind_of(index.name)
    if index.nlevels > 1 or known:
        return frame.reset_index()
    words = index.dtype.kind in "OTU" or str(index.dtype).startswith(("str", "categor"))
    if not len(index) or not words or "result" in frame.columns:
        return frame
    meant = next((name for mark, name in data()["index"].items() if mark in frame.columns), "result")
    return frame.set_axis(index.rename(str(index.name or meant))).reset_index()


def _kind(frame: pd.DataFrame, name: Any) -> str | None:
    """Return what a column holds; whole numbers in a column of rates are ranks."""
    kind = kind_of(name, frame.columns)
    return "count" if kind in ("rate", "passage") and frame[name].dtype.kind in "iu" else kind


def _worded(frame: pd.DataFrame, name: Any, kind: str | None) -> bool:
    if kind is None:
        return frame[name].dtype.kind not in "biuf"
    return kind not in WRITTEN and kind not in ("measured", "money") and not kind.startswith("in ")
