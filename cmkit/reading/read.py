"""`cm.read`: files in, an Export out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cmkit.errors import BadValueError, UnreadableFileError
from cmkit.language.facts import Typed
from cmkit.language.terminal import harmless
from cmkit.language.writing import worded
from cmkit.reading.account.join import add_parts, add_visits, drop_duplicates
from cmkit.reading.account.tidy import tidy
from cmkit.reading.export import Export
from cmkit.reading.files.grid import Grid, Table, note
from cmkit.reading.files.sources import File, files_of
from cmkit.reading.files.text import text_grids
from cmkit.reading.files.workbooks import parquet_grids, workbook_grids
from cmkit.reading.headings.formats import Format, best_format, folder_formats, own_formats
from cmkit.reading.headings.proposal import by_position, check_headings, checked

UNKNOWN = Format("unknown", kind="unknown", rest=True)
GIVEN = Format("given", kind="")
BLANK = b"\x00 \r\n\t"
BAR_AFTER = 1.5
LONG = 20_000_000
"""A file of more bytes takes more than a second or two: its name is shown at once."""


def read(
    source: Any,
    *,
    mapping: Any = None,
    formats: str | Path | None = None,
    exported: date | str | None = None,
    progress: bool | None = None,
) -> Export:
    """Read what a platform exported: one file or several, in French or English.

    `source` is a path, a folder, a zip, bytes, a file object, or a list of those: csv, tsv, txt, xlsx,
    xls, ods, XML Spreadsheet 2003, parquet. `mapping` says what headings mean (heading -> column of
    cmkit, None to leave one out), for a file that no format knows or to correct one; `formats` is a
    folder of more formats; `exported` is the day of the export (or "2026-01-31"), for files that never
    write the year. `progress` shows a bar (by default, once a reading lasts); False never does.

    Returns an `Export`: what was read, what was set aside and why, and whether it adds up. Raises
    `MissingFileError` where there is no file, `UnreadableFileError` where it cannot be read right.

    >>> read(b"Result,Reach,Clicks\\nA,5000,25\\nB,5000,483\\n").posts["clicks"].tolist()
    [25, 483]
    """
    forms = (*(() if formats is None or worded(formats) == "" else folder_formats(formats)), *own_formats())
    day = None if exported is None else _day(exported)
    told = None if mapping is None else checked(mapping)
    tables = list[Table]()
    for file in _shown(files_of(source), progress):
        made = [_table(grid, forms, told, day) for grid in grids(file)]
        add_parts(made)
        tables += made
    if not tables:
        raise UnreadableFileError("nothing_given")
    check_headings(told or {}, [(t.grid.file, t.grid.headings) for t in tables])
    drop_duplicates([t for t in tables if t.kind == "posts" and not t.format.part_of])
    add_visits(tables)
    return Export(tables)


def _day(exported: date | str) -> datetime:
    try:
        return datetime.fromisoformat(str(exported)[:10] if isinstance(exported, str | date) else "")
    except ValueError:
        raise BadValueError("not_a_day", name="exported", value=Typed(exported)) from None


def _shown(files: Iterable[File], progress: bool | None) -> Iterator[File]:
    if progress is False:
        yield from files
        return
    from tqdm import tqdm

    with tqdm(unit="file", delay=0 if progress else BAR_AFTER, leave=False) as bar:
        for file in files:
            bar.set_description(harmless(file.name), refresh=len(file.data) > LONG)
            yield file
            bar.update()


def _table(
    grid: Grid, forms: tuple[Format, ...], told: dict[str, str | None] | None, exported: datetime | None
) -> Table:
    form = best_format(grid.headings, forms, (grid.sheet, grid.title))
    given = by_position(told or {}, grid.headings)
    if form is None and not given:
        grid.notes.append(note("unknown_headings"))
        form = UNKNOWN
    found = {**(form.mapping(grid.headings, grid.title) if form else {}), **given}
    return tidy(grid, form or GIVEN, {i: c for i, c in found.items() if c}, exported)


def grids(file: File) -> list[Grid]:
    """Return the tables that stand in a file, told by its first bytes and never by its name."""
    if not file.data[:1000].strip(BLANK) and not file.data.strip(BLANK):
        raise UnreadableFileError("empty_file", file=file.name)
    if file.data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return workbook_grids(file)
    if file.data.startswith(b"PAR1"):
        return parquet_grids(file)
    xml = b"urn:schemas-microsoft-com:office:spreadsheet" in file.data[:4000]
    return workbook_grids(file, xml) if xml else text_grids(file)
