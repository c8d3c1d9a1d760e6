"""`opened`: the one door in. What users give becomes rows: named, checked, their headings understood."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.catalogue import CATALOGUE, Metric
from cmkit.catalogue.columns import DATES, NUMBERS, normalised
from cmkit.catalogue.declare import FAR
from cmkit.catalogue.measure import computable, inputs_of, needed
from cmkit.given.amounts import MONEY, tried
from cmkit.given.engines import Opened, is_export, table_of, tables_of
from cmkit.given.money import Money, one_currency, vat_said
from cmkit.given.names import Names, is_label, meaning, names_of, renames
from cmkit.given.numbers import Floats, Odd, cell_or_error, checked, column_rule, is_numeric
from cmkit.language.facts import All, Amount, Inside, Quantity, Span, written
from cmkit.language.languages import languages
from cmkit.language.said import Said, said
from cmkit.language.writing import currency_of
from cmkit.reading.values.dates import to_dates
from cmkit.statements.aside import Aside, one_by_one
from cmkit.statements.frames import heading

__all__ = ["Note", "Rows", "column_rule", "opened", "several"]


class Note(NamedTuple):
    """What is to be known of one cell: its row by name, its column and value, the rule it breaks, why."""

    result: str
    column: str
    value: Any
    rule: str
    why: Said

    @property
    def error(self) -> errors.CmkitError | None:
        """The error that the value alone would raise; None where it is usable, and only odd."""
        found = cell_or_error(self.value, column_rule(self.column))
        return found if isinstance(found, errors.CmkitError) else None


class Rows:
    """A table as every answer reads it: opened once, its headings known, its rows named.

    - `table`: pandas, rows numbered from 0, known headings renamed, values as they were given;
    - `renamed`: heading -> column, of each heading that was read as a column of cmkit;
    - `name`, `kind`: what the table is called and what its rows are, of an export ("" otherwise);
    - `currency`: the code stated by the export or the column `currency`, or None; `period`: its days;
    - `aside`: what was left out, filled as numbers are asked for.
    """

    def __init__(
        self, opened: Opened, name_column: str | None = None, also: Mapping[str, str] | None = None
    ) -> None:
        given = opened.table
        self.renamed = renames(given.columns, also)
        self.table: pd.DataFrame = given.rename(columns=self.renamed).reset_index(drop=True)
        self.name, self.kind, self._period = opened.name, opened.kind, opened.period
        self.aside = Aside(len(given), file=opened.name if opened.kind else "", places=opened.places)
        self.labels, self._name_column, self._stated = given.index, name_column, opened.currency
        self._checked: dict[str, Floats] = {}
        self._measured: dict[str, Floats] = {}

    def named(self, differing: bool = True) -> Names:
        """Name the rows; names that a person gave twice are refused, unless they need not be `differing`."""
        return names_of(self.table.set_axis(self.labels), self._name_column, differing)

    @cached_property
    def names(self) -> pd.Series[str]:
        """The name of each row as text; of one that has a number only, in the language in use."""
        return pd.Series(self.named().texts(), dtype=object)

    @property
    def notes(self) -> list[Note]:
        """The cells that could not be used, then the rows with more interactions than people reached."""
        left = [Note(self.names[one.place], *one[2:]) for one in one_by_one(self.aside, rows=False)]
        if "reach" not in self.table or not computable("interactions", self.columns):
            return left
        acted = self._floats("interactions")
        for place in np.flatnonzero(acted > self._floats("reach")).tolist():
            name = self.names[place]
            why = said("verdict.above_reach", n=1, names=name)
            left.append(Note(name, "interactions", float(acted[place]), "above_reach", why))
        return left

    @property
    def columns(self) -> list[str]:
        """The names of the columns, as text."""
        return [str(column) for column in self.table.columns]

    @property
    def known(self) -> list[str]:
        """The columns that cmkit knows as numbers (or as the target of one), in their order."""
        return [name for name in self.columns if name.removeprefix("target_") in NUMBERS]

    @cached_property
    def currency(self) -> str | None:
        """The code of the amounts: of the column `currency`, of cells ("12 €"), else of the export."""
        words = self.table["currency"].dropna().tolist() if "currency" in self.table else []
        given = sorted({currency_of(str(word)) or str(word).strip().upper() for word in words})
        of_cells = (self.stated(name).currency for name in self.known if column_rule(name).unit in MONEY)
        return one_currency([*given, *of_cells]) or self._stated

    def stated(self, column: str) -> Money:
        """Return what the cells of a column of money say beside their numbers ("1 200 € HT"), as 0 Money."""
        if is_numeric(self.table[column]):
            return Money(0)
        texts = {text for text in self.table[column] if isinstance(text, str)}
        read = [found for text in texts if (found := tried(column, text))]
        vat, *other = sorted({each.vat for each in read}, key=str) or [None]
        if other:
            raise errors.MoneyMismatchError("vat_mismatch", one=vat_said(vat), other=vat_said(other[0]))
        return Money(0, one_currency(sorted({each.currency or "" for each in read})), vat)

    @cached_property
    def period(self) -> tuple[date, date] | None:
        """The first and last day that the file states, else of its dates; None if they read two ways."""
        if self._period is not None:
            first, last = map(pd.Timestamp, self._period)
            return first.date(), last.date()
        days = self.days.dropna()
        return (days.min().date(), days.max().date()) if len(days) else None

    @cached_property
    def days(self) -> pd.Series[pd.Timestamp]:
        """The day of each row, missing where it has none; all are if dates read two ways or lack a year."""
        column = next((name for name in DATES if self.has(name)), None)
        read = None if column is None else to_dates(self.table[column])
        if read is None or read.ambiguous or read.guessed_year:
            return pd.Series(pd.NaT, index=self.table.index)
        days: pd.Series[pd.Timestamp] = read.values.dt.tz_localize(None).dt.normalize()
        return days

    def has(self, column: str) -> bool:
        """Tell whether the table has a column, with at least one value in it."""
        return column in self.table and bool(self.table[column].notna().any())

    def column(self, word: str) -> str:
        """Return the column that a person means: by its name, its heading, a word for it; else the word."""
        if word in self.table:
            return word
        meant = self.renamed.get(word) or meaning(word)
        return meant if meant in self.table else word

    def numbers(self, columns: list[str] | None = None) -> pd.DataFrame:
        """Return columns (or the `known` ones) as floats; what breaks a rule is NaN and noted in `aside`."""
        names = self.known if columns is None else columns
        return pd.DataFrame({name: self._numbers(name) for name in names}, index=self.table.index)

    def _numbers(self, name: str) -> Floats:
        if name not in self._checked:
            self._checked[name], odd = checked(self.table[name], column_rule(name))
            alike: dict[Any, list[Odd]] = {}
            for cell in odd:  # those of one rule share a sentence, unless it says more than the value
                alike.setdefault((cell.error.key, str(cell.value) if cell.more else ""), []).append(cell)
            for (reason, _), cells in alike.items():
                places, values = [cell.place for cell in cells], [cell.value for cell in cells]
                self.aside.note(places, name, reason, values, f"errors.{reason}", **cells[0].more)
        return self._checked[name]

    def values(self, metric: str) -> pd.Series[float]:
        """Return a column, or a metric over the columns, row by row; NaN where an input is missing."""
        name = metric if metric in self.table else None
        return pd.Series(self._floats(metric), index=self.table.index, name=name)

    def _floats(self, metric: str) -> Floats:
        if metric in self.table:
            return self._numbers(metric)
        if metric not in self._measured:
            ones, names = np.ones(len(self)), self.columns
            read = {name: self._numbers(name) for name in needed([CATALOGUE[metric]], names)}
            found = CATALOGUE[metric]
            inputs = inputs_of(found, list(read), lambda name: read.get(name, ones))
            self._measured[metric] = np.asarray(found.value(**inputs), dtype=float)
            self._note_impossible(found, np.asarray(found.formula(**inputs), dtype=float))
        return self._measured[metric]

    def _note_impossible(self, found: Metric, values: Floats) -> None:
        ends = (Quantity(end if abs(end) < FAR else math.nan, found.unit) for end in found.range)
        facts = {"range": Span(*ends), "inputs": All(tuple(map(Inside, found.inputs)))}
        for place in np.flatnonzero(np.isnan(self._measured[found.name]) & ~np.isnan(values)).tolist():
            value, facts["value"] = [float(values[place])], Quantity(values[place], found.unit)
            self.aside.note([place], found.name, "out_of_range", value, "errors.out_of_range", **facts)

    def renamed_said(self) -> Said | None:
        """Say which headings, no labels of their column, were read as one; None where none was."""
        pairs = tuple(
            said("reading.renamed_pair", heading=str(word), column=Inside(heading(name)))
            for word, name in self.renamed.items()
            if not _own(word, name)
        )
        return said("reading.renamed", pairs=All(pairs, "words.semicolon")) if pairs else None

    def __len__(self) -> int:
        return len(self.table)


def opened(given: Any, name: str | None = None, also: Mapping[str, str] | None = None) -> Rows:
    """Open what users give as rows.

    - any table: pandas, Polars, PyArrow, a DuckDB relation, a Spark DataFrame; a lazy one of more than
      200,000 rows is pooled by the column `name` (sums of what adds up, rates from complete rows), or
      refused with the sentence that says how;
    - an `Export` with posts or ads, the path of a file (read by `cmkit.read`), an answer of cmkit;
    - a list of dictionaries (one a row), a dictionary of columns, of rows by name, or of the numbers of
      one row; a series.

    `name` is the column that names the rows; `also` says what a room calls a column ({"cost": "spend"}).
    Raises `NotATableError` for anything else, `EmptyTableError`, `DuplicateNameError` for two columns
    (or headings) of one name.

    >>> rows = opened([{"Nom": "Juin", "Visites": 120, "Coût": -5}])
    >>> rows.columns, rows.numbers().values.tolist(), rows.aside.cells.reason.tolist()
    (['name', 'sessions', 'cost'], [[120.0, nan]], ['negative'])
    """
    return given if isinstance(given, Rows) else Rows(table_of(given, name), name, also)


def whole(given: Any) -> Rows:
    """Open one table whose rows need not be posts: as `opened`, and the one table of any export."""
    parts = tables_of(given) if isinstance(given, (str, Path)) or is_export(given) else []
    return Rows(parts[0]) if len(parts) == 1 else opened(given)


def several(given: Any, also: Mapping[str, str] | None = None) -> list[Rows]:
    """Open one table or several: a list of what `opened` takes, or each table of an export."""
    if isinstance(given, (list, tuple)) and any(isinstance(each, Rows) for each in given):
        return [rows for each in given for rows in several(each, also)]
    return [given] if isinstance(given, Rows) else [Rows(one, None, also) for one in tables_of(given)]


def _own(word: Any, column: str) -> bool:
    plain, label = normalised(str(word)), heading(column)
    called = {normalised(written(label, lang)) for lang in languages()}
    return is_label(word) or plain.replace(" ", "_") == column or plain in called


class Months(NamedTuple):
    """How many calendar months there are from the first day to the last, both counted."""

    n: int
    first: date
    last: date


def months_of(rows: Rows) -> Months | None:
    """Return the calendar months that rows touch, from their first day to their last; None without days."""
    return months_between(*rows.period) if rows.period else None


def months_between(first: date, last: date) -> Months:
    """Return the calendar months from a day to another."""
    return Months(12 * (last.year - first.year) + last.month - first.month + 1, first, last)


def in_all(money: Money | None, of: Rows | Months | None) -> Money | None:
    """Return an amount by month times the months of its own period, else those given; another as it is."""
    if money is None or money.per is None:
        return money
    months = months_between(*money.days) if money.days else months_of(of) if isinstance(of, Rows) else of
    if months is None:
        raise errors.BadValueError("months_unknown", amount=Amount(money.amount, currency=money.currency))
    return replace(money, amount=money.amount * months.n, per=None)
