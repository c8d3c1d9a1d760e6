"""How an Export shows itself: the same account in a terminal (plain) and in a notebook (HTML, escaped)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from shutil import get_terminal_size
from typing import Any, Protocol

from cmkit.language import sentences
from cmkit.language.labels import label
from cmkit.language.writing import day, join, language, number
from cmkit.reading.account.notes import Note
from cmkit.reading.account.source import Source
from cmkit.reading.account.table import Table

FIRST, NARROWEST = 5, 80


class Shown(Protocol):
    """What of an Export is shown; the Export itself stands above this module."""

    name: str
    _main: list[Table]

    @property
    def table(self) -> Any:
        """The tidy table, None where there are several."""

    @property
    def tables(self) -> Mapping[str, Shown]:
        """The tables by name."""

    @property
    def source(self) -> Source:
        """Where it comes from."""

    @property
    def warnings(self) -> list[Note]:
        """Things to know."""

    def label(self, lang: str | None = None) -> str:
        """What the rows are."""

    def reconcile(self) -> Any:
        """Whether it adds up."""

    def __len__(self) -> int: ...


def facts(export: Shown, lang: str | None = None) -> list[tuple[str, str]]:
    """Return the account of a reading as (name, value) pairs, in the order they are shown."""
    lang = language(lang)
    source = export.source
    pairs = [
        ("file", export.name),
        ("kind", export.label(lang)),
        ("format", _format_name(export, lang)),
        ("read_as", _read_as(source, lang)),
        ("period", _period(source.period, lang)),
        ("accounts", join(list(source.accounts[:5]), lang) if source.accounts else ""),
        ("rows_kept", number(len(export), lang)),
        ("rows_aside", _aside(export, lang)),
        ("adds_up", sentences.say("reading.holds_" + ("yes" if export.reconcile() else "no"), lang)),
    ]
    return [(sentences.say(f"reading.fact_{name}", lang), value) for name, value in pairs if value]


def plain(export: Shown, lang: str | None = None) -> str:
    """Return the account as text: the facts, the warnings, the first rows."""
    pairs = facts(export, lang)
    width = max(len(name) for name, _ in pairs)
    lines = [f"{name.ljust(width)}  {value}" for name, value in pairs]
    lines += [f"! {note.in_language(lang)}" for note in export.warnings]
    return "\n".join([*lines, "", _as_text(export, lang)])


def _as_text(export: Shown, lang: str | None) -> str:
    width = max(get_terminal_size().columns, NARROWEST)
    return str(first_rows(export, lang).to_string(index=False, max_colwidth=40, line_width=width))


def html(export: Shown, lang: str | None = None) -> str:
    """Return the account as HTML, everything that comes from the file escaped."""
    left = "style='text-align:left'"
    pairs = [(escape(name), escape(value)) for name, value in facts(export, lang)]
    rows = "".join(f"<tr><th {left}>{name}</th><td {left}>{value}</td></tr>" for name, value in pairs)
    notes = "".join(f"<li>{escape(note.in_language(lang))}</li>" for note in export.warnings)
    first = str(first_rows(export, lang).to_html(index=False, escape=True, max_cols=20))
    notes = f"<ul>{notes}</ul>" if notes else ""
    return f"<div class='cmkit-export'><table>{rows}</table>{notes}{first}</div>"


def first_rows(export: Shown, lang: str | None) -> Any:
    """The first rows under headings in words; for several tables, the list of them."""
    if export.table is None:
        return _listed(export, lang)
    first = export.table.head(FIRST).copy()
    for name in [n for n in first if first[n].dtype.kind == "O"]:
        first[name] = first[name].map(_short)
    return first.rename(columns={name: label(name, lang) for name in first.columns})


def _listed(export: Shown, lang: str | None) -> Any:
    import pandas as pd

    names = [sentences.say(f"reading.fact_{name}", lang) for name in ("table", "kind", "rows_kept")]
    rows = [(name, one.label(lang), len(one)) for name, one in export.tables.items()]
    return pd.DataFrame(rows, columns=names)


def _short(value: object) -> object:
    text = " ".join(str(value).split()) if isinstance(value, str) else value
    return text[:39] + "…" if isinstance(text, str) and len(text) > 40 else text


def _format_name(export: Shown, lang: str) -> str:
    names = dict.fromkeys(t.format.label(lang) for t in export._main)
    return join(list(names)[:5], lang)


def _read_as(source: Source, lang: str) -> str:
    delimiter = {"\t": "tab"}.get(source.delimiter, source.delimiter)
    words = [
        sentences.say(f"reading.language_{source.language}", lang) if source.language else "",
        source.encoding,
        sentences.say("reading.delimiter", lang, delimiter=delimiter) if delimiter else "",
        sentences.say("reading.sheet", lang, sheet=source.sheet) if source.sheet else "",
        sentences.say("reading.heading_row", lang, row=source.header_row) if source.header_row else "",
        sentences.say("reading.decimal", lang, mark=source.decimal_mark) if source.decimal_mark else "",
    ]
    return ", ".join(word for word in words if word)


def _period(period: tuple[Any, Any] | None, lang: str) -> str:
    if period is None:
        return ""
    return sentences.say("reading.period", lang, first=day(period[0], lang), last=day(period[1], lang))


def _aside(export: Shown, lang: str) -> str:
    counts: dict[str, int] = {}
    for table in export._main:
        for why, many in table.why.value_counts().items():
            if why not in ("", "empty"):
                counts[str(why)] = counts.get(str(why), 0) + int(many)
    reasons = [
        f"{number(n, lang)} {sentences.say(f'reading.short_{why}', lang)}" for why, n in counts.items()
    ]
    total = number(sum(counts.values()), lang)
    return f"{total} ({join(reasons, lang)})" if reasons else total
