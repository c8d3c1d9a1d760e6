"""A tidy table to a file: parquet, CSV or Excel, never over a file that is there, never half written."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmkit.errors import MissingToolError, UnwrittenFileError

if TYPE_CHECKING:
    import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run as a formula."""

MOST_ROWS, LONGEST = 1_048_575, 32_767
"""What a sheet of Excel holds: rows under the headings, characters in a cell."""


def check(path: Path, force: bool = False) -> None:
    """Raise what `save` would raise before anything is read, so that nobody waits for a refusal."""
    if path.suffix.lower() not in WRITERS:
        raise UnwrittenFileError("unknown_ending", file=path.name, known=", ".join(WRITERS))
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
    beside = path.with_name(f".{path.name}.part")
    try:
        marked = WRITERS[path.suffix.lower()](table, beside)
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
        risky = made[name].str.startswith(FORMULA).eq(True)
        made[name] = made[name].mask(risky, "'" + made[name])
        marked += int(risky.sum())
    made.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    return marked


def _xlsx(table: pd.DataFrame, path: Path) -> int:
    import pandas as pd

    for name in _texts(table):
        if bool((table[name].str.len() > LONGEST).any()):
            raise UnwrittenFileError("too_long_for_excel", file=path.name[1:-5], column=name)
    if len(table) > MOST_ROWS:
        raise UnwrittenFileError("too_many_for_excel", file=path.name[1:-5], n=len(table))
    made = table.copy()
    for name in made.select_dtypes("datetimetz"):
        made[name] = made[name].map(lambda moment: moment.isoformat(), na_action="ignore")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        made.to_excel(book, index=False, sheet_name="cmkit", freeze_panes=(1, 0))
    return 0


def _texts(table: pd.DataFrame) -> list[Any]:
    from pandas.api.types import is_string_dtype

    return [name for name in table if is_string_dtype(table[name].dtype)]


WRITERS = {".parquet": _parquet, ".csv": _csv, ".xlsx": _xlsx}
