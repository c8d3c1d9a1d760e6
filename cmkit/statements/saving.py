"""A table or a statement to a file, never over one that is there, never half written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmkit.errors import MissingToolError, UnwrittenFileError
from cmkit.statements import html, plain, sheets
from cmkit.statements.statement import Statement

if TYPE_CHECKING:
    import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run as a formula."""

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Texts stay texts in a workbook."""

MOST_ROWS, LONGEST = 1_048_575, 32_767
"""What a sheet of Excel holds: rows under the headings, characters in a cell."""


def check(path: Path, force: bool = False, endings: Iterable[str] | None = None) -> None:
    """Raise what `save` would raise before anything is read, so that nobody waits for a refusal."""
    known = list(WRITERS if endings is None else endings)
    if path.suffix.lower() not in known:
        raise UnwrittenFileError("unknown_ending", file=path.name, known=", ".join(known))
    tool = {".parquet": "pyarrow", ".xlsx": "xlsxwriter"}.get(path.suffix.lower())
    if tool and find_spec(tool) is None:
        raise MissingToolError("missing_tool", tool=tool, install=f"pip install {tool}")
    if path.exists() and not force:
        raise UnwrittenFileError("file_exists", file=path)


def save(table: pd.DataFrame, path: str | Path, force: bool = False) -> int:
    """Write a table under the names of its columns, in the form that the file's ending says.

    Texts stay texts: nothing is written as a formula. Parquet and Excel keep every text as it is; CSV has
    no way to say "text", so there one that a spreadsheet would run as a formula is preceded by an
    apostrophe, and the number of those is returned. Dates with a time zone become text in Excel, which
    has no zones. Raises `UnwrittenFileError` where the file exists (unless `force`) or cannot hold the
    table, `MissingToolError` where pyarrow (parquet) or XlsxWriter (xlsx) is not installed.
    """
    path = Path(path)
    check(path, force)
    return _put(path, lambda beside: WRITERS[path.suffix.lower()](table, beside))


def save_statement(statement: Statement, path: Path, lang: str, force: bool = False) -> Path:
    """Write a statement: .html (a page of its own), .xlsx (all sheets), .csv (the first table), .txt.

    Raises as `save` does. Returns the path.
    """
    check(path, force, STATEMENTS)
    _put(path, lambda beside: STATEMENTS[path.suffix.lower()](statement, beside, lang))
    return path


def _put(path: Path, write: Callable[[Path], int]) -> int:
    """Write beside the path and then move there, so that a file is whole or not there."""
    beside = path.with_name(f".{path.name}.part")
    try:
        marked = write(beside)
        os.replace(beside, path)
    except OSError as reason:
        raise UnwrittenFileError("not_written", file=path, reason=reason.strerror or reason) from reason
    finally:
        beside.unlink(missing_ok=True)
    return marked


def _parquet(table: pd.DataFrame, path: Path) -> int:
    table.to_parquet(path, engine="pyarrow", index=False)
    return 0


def _csv(table: pd.DataFrame, path: Path) -> int:
    made, marked = table.copy(), 0
    for name in _texts(table):
        risky = made[name].map(is_formula)
        made.loc[risky, name] = "'" + made.loc[risky, name].astype(str)
        marked += int(risky.sum())
    made.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    return marked


def is_formula(cell: Any) -> bool:
    """Tell whether a cell is a text that a spreadsheet would run; in CSV an apostrophe keeps it a text."""
    return isinstance(cell, str) and cell.startswith(FORMULA)


def _book(tables: dict[str, pd.DataFrame], path: Path, wide: bool = False) -> int:
    """Write a sheet for each table; `wide`: each column as wide as its longest cell."""
    import pandas as pd

    fitting = {name: _fitting(table, path) for name, table in tables.items()}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs={"options": AS_TEXT}) as book:
        for name, table in fitting.items():
            table.to_excel(book, index=False, sheet_name=name, freeze_panes=(1, 0))
            if wide:
                book.sheets[name].autofit()
    return 0


def _fitting(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return a table as Excel can hold it, or raise where it cannot."""
    for name in _texts(table):
        if any(isinstance(cell, str) and len(cell) > LONGEST for cell in table[name]):
            raise UnwrittenFileError("too_long_for_excel", file=path.name[1:-5], column=name)
    if len(table) > MOST_ROWS:
        raise UnwrittenFileError("too_many_for_excel", file=path.name[1:-5], n=len(table))
    made = table.copy()
    for name in made.select_dtypes("datetimetz"):
        made[name] = made[name].map(lambda moment: moment.isoformat(), na_action="ignore")
    return made


def _texts(table: pd.DataFrame) -> list[Any]:
    from pandas.api.types import is_object_dtype, is_string_dtype

    return [n for n in table if is_string_dtype(table[n].dtype) or is_object_dtype(table[n].dtype)]


def _page(said: Statement, path: Path, lang: str) -> int:
    return path.write_text(html.document(said, lang), encoding="utf-8")


def _sheets(said: Statement, path: Path, lang: str) -> int:
    tables = sheets.sheets(said, lang)
    return _book({sheets.title(name, lang): table for name, table in tables.items()}, path, wide=True)


STATEMENTS: dict[str, Callable[[Statement, Path, str], int]] = {
    ".html": _page,
    ".xlsx": _sheets,
    ".csv": lambda said, path, lang: _csv(next(iter(sheets.sheets(said, lang).values())), path),
    ".txt": lambda said, path, lang: path.write_text(plain.plain(said, lang) + "\n", encoding="utf-8"),
    ".htm": _page,
}
WRITERS: dict[str, Callable[[pd.DataFrame, Path], int]] = {
    ".parquet": _parquet, ".csv": _csv, ".xlsx": lambda table, path: _book({"cmkit": table}, path),
}  # fmt: skip
