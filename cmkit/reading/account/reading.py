"""What a reading is about, where it comes from and how it was read: see `Export`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from cmkit.reading.files.grid import Table
from cmkit.reading.headings.formats import language_of
from cmkit.reading.values.cells import period_above

JUDGED = ("posts", "ads")
SHARED = (
    "format_id", "platform", "language", "encoding", "delimiter", "decimal_mark", "date_format", "currency",
)


@dataclass(frozen=True)
class Source:
    """Where a table comes from and how it was read; several tables are under `files`."""

    file: str = ""
    format_id: str = ""
    platform: str = ""
    language: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 0
    decimal_mark: str = ""
    date_format: str = ""
    period: tuple[Any, Any] | None = None
    accounts: tuple[str, ...] = ()
    currency: str = ""
    above: tuple[str, ...] = ()
    files: tuple[Source, ...] = field(default=(), repr=False)


def main_tables(tables: list[Table]) -> list[Table]:
    """Return the tables that a reading is about: posts if there are some, else ads, else what is known."""
    whole = [t for t in tables if not t.format.part_of] or tables
    for kind in JUDGED:
        if found := [t for t in whole if t.kind == kind]:
            return found
    known = [t for t in whole if t.kind not in ("empty", "unknown")]
    known = known or [t for t in whole if t.kind == "unknown"]
    beyond = [t for t in known if t.kind != "audience"]
    return (beyond if len(beyond) == 1 else known) or whole[:1]


def source_of(tables: list[Table]) -> Source:
    """Say where tables come from: what they share, "" where they differ."""
    each = tuple(_source(t) for t in tables)
    if len(each) == 1:
        return replace(each[0], files=each)
    same: dict[str, Any] = {
        name: getattr(each[0], name) if len({getattr(s, name) for s in each}) == 1 else ""
        for name in SHARED
    }
    periods = [s.period for s in each if s.period]
    accounts = tuple(sorted({a for s in each for a in s.accounts}))
    comparable = len({p[0].tzinfo is None for p in periods}) == 1
    period = (min(p[0] for p in periods), max(p[1] for p in periods)) if comparable else None
    files = ", ".join(dict.fromkeys(s.file for s in each))
    return replace(Source(files, period=period, accounts=accounts, files=each), **same)


def _source(table: Table) -> Source:
    grid, frame = table.grid, table.frame
    dates = [frame[name].dropna() for name in ("published_at", "date") if name in frame]
    period = table.period or next(((d.min(), d.max()) for d in dates if len(d)), None)
    account = frame["account"].dropna().unique() if "account" in frame else ()
    platforms: Any = frame["platform"].dropna().unique() if "platform" in frame else ()
    platform = table.platform or (str(platforms[0]) if len(platforms) == 1 else "")
    return Source(
        grid.file, table.format.id, platform, language_of(grid.headings), grid.encoding,
        grid.delimiter, grid.sheet, grid.heading_line, table.decimal, table.date_form,
        period or period_above(grid.above),
        tuple(sorted(map(str, account))), next(iter(table.currencies), ""), tuple(grid.above),
    )
