"""A table or a statement to a file: every file that cmkit writes is put by `put`, whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmkit.errors import MissingToolError, UnwrittenFileError
from cmkit.language.said import Said, said
from cmkit.statements import html, plain
from cmkit.statements.statement import Statement

if TYPE_CHECKING:
    import pandas as pd

RUNS = re.compile(r'(^|[,;\t\r\n])([\s"\ufeff\u200b]*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])')
"""Where a spreadsheet would run a text as a formula: where it begins, or goes on after what parts cells."""

AS_TEXT = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True
}  # fmt: skip
"""Texts stay texts in a workbook, which is made in memory."""

MOST_ROWS, LONGEST = 1_048_575, 32_767
"""What a sheet of Excel holds: rows under the headings, characters in a cell."""

WHY = {
    "full": ("ENOSPC", "EDQUOT", "EFBIG"),
    "not_allowed": ("EACCES", "EPERM", "EROFS", "EBUSY", "ETXTBSY"),
    "no_folder": ("ENOENT", "ENOTDIR"),
    "too_long": ("ENAMETOOLONG",),
}
"""Why a system refuses a file, and its codes for it (by name: not every system has them all)."""


def refusal(error: OSError | ValueError) -> Said:
    """Say why the system refused (a `ValueError`: a path that cannot be one), and what to do.

    >>> refusal(OSError(errno.ENOSPC, "No space left on device")).text("en")
    'the disk is full. Make room, or choose another disk.'
    """
    code = errno.errorcode.get(getattr(error, "errno", None) or 0, "?")
    why = next((f"refused_{why}" for why, codes in WHY.items() if code in codes), "refused_otherwise")
    return said(f"errors.{why}", code=code)


def check(path: Path, force: bool = False, endings: Iterable[str] | None = None) -> None:
    """Raise what `save` would raise before anything is read, so that nobody waits for a refusal."""
    known = list(WRITERS if endings is None else endings)
    if path.suffix.lower() not in known:
        raise UnwrittenFileError("unknown_ending", file=path.name, known=", ".join(known))
    tool = {".parquet": "pyarrow", ".xlsx": "xlsxwriter"}.get(path.suffix.lower())
    if tool and find_spec(tool) is None:
        raise MissingToolError("missing_tool", tool=tool, install=f"pip install {tool}")
    with _in_words(path):
        _mode(path, force)
        path.parent.stat()


def save(table: pd.DataFrame, path: str | Path, force: bool = False) -> int:
    """Write a table under the names of its columns, in the form that the file's ending says.

    Texts stay texts: nothing is written as a formula. Parquet and Excel keep every text as it is; CSV has
    no way to say "text", so there an apostrophe stands before what a spreadsheet would run as a formula
    (with any separator), and the number of texts so marked is returned. Dates with a time zone become text
    in Excel, which has no zones. Raises `UnwrittenFileError` where the file exists (unless `force`), is a
    link, or cannot hold the table, `MissingToolError` without pyarrow (parquet) or XlsxWriter (xlsx).
    """
    path = Path(path)
    check(path, force)
    content, marked = WRITERS[path.suffix.lower()](table, path.name)
    put(path, content, force)
    return marked


def save_statement(statement: Statement, path: Path, lang: str, force: bool = False) -> Path:
    """Write a statement as .html (a page), .xlsx (sheets), .csv (the first table), .txt; return the path."""
    check(path, force, STATEMENTS)
    put(path, STATEMENTS[path.suffix.lower()](statement, path.name, lang), force)
    return path


def put(path: Path, content: bytes, force: bool = False) -> None:
    """Put a file where it belongs, whole or not at all; over another one only by `force`, never over a link.

    It is written beside, under a name that nobody can guess, then takes its place at once: who reads or
    writes meanwhile finds the one file or the other. By force it keeps the permissions of the one before.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    with _in_words(path):
        mode = _mode(path, force)
        try:
            with open(os.open(beside, NEW, 0o666 if mode is None else 0o600), "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            if mode is not None:
                with suppress(OSError):  # a disk without permissions
                    os.chmod(beside, mode)
            (os.replace if force else _place)(beside, path)
        finally:
            with suppress(OSError):
                beside.unlink()


NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""To open a file that was not there; a link is refused too."""


def _place(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without links: take the name, then the place
        os.close(os.open(path, NEW))
        os.replace(beside, path)


def _mode(path: Path, force: bool) -> int | None:
    """Return the permissions of the file that is there, None where none is; raise where it has to stay."""
    try:
        there = os.lstat(path).st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(there):
        raise UnwrittenFileError("not_a_plain_file", file=path)
    if not force:
        raise UnwrittenFileError("file_exists", file=path)
    return stat.S_IMODE(there)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except UnwrittenFileError:
        raise
    except FileExistsError as error:
        raise UnwrittenFileError("file_exists", file=path) from error
    except (OSError, ValueError) as error:
        raise UnwrittenFileError("not_written", file=path, reason=refusal(error)) from error


def _csv(table: pd.DataFrame, name: str = "") -> tuple[bytes, int]:
    made, marked = table.rename(columns=as_text), 0
    for at in _texts(table):
        cells = table.iloc[:, at].astype(object)
        safe = cells.map(as_text)
        marked += sum(isinstance(cell, str) and cell != kept for cell, kept in zip(cells, safe, strict=True))
        made.isetitem(at, safe.array)
    return b"\xef\xbb\xbf" + made.to_csv(index=False, lineterminator="\n").encode(errors="replace"), marked


def as_text(cell: Any) -> Any:
    """Return a cell of a CSV file: an apostrophe before each place from which a spreadsheet would run it."""
    return RUNS.sub(r"\1\2'", cell) if isinstance(cell, str) else cell


def _book(tables: dict[str, pd.DataFrame], name: str, wide: bool = False) -> tuple[bytes, int]:
    import pandas as pd

    fitting, out = {sheet: _fitting(table, name) for sheet, table in tables.items()}, io.BytesIO()
    with pd.ExcelWriter(out, engine="xlsxwriter", engine_kwargs={"options": AS_TEXT}) as book:
        for sheet, table in fitting.items():
            table.to_excel(book, index=False, sheet_name=sheet, freeze_panes=(1, 0))
            if wide:
                book.sheets[sheet].autofit()
    return out.getvalue(), 0


def _fitting(table: pd.DataFrame, file: str) -> pd.DataFrame:
    for at in _texts(table):
        if any(isinstance(cell, str) and len(cell) > LONGEST for cell in table.iloc[:, at]):
            raise UnwrittenFileError("too_long_for_excel", file=file, column=table.columns[at])
    if len(table) > MOST_ROWS:
        raise UnwrittenFileError("too_many_for_excel", file=file, n=len(table))
    made = table.copy()
    for column in made.select_dtypes("datetimetz"):
        made[column] = made[column].map(lambda moment: moment.isoformat(), na_action="ignore")
    return made


def _texts(table: pd.DataFrame) -> list[int]:
    from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

    kinds = enumerate(table.dtypes)
    return [at for at, kind in kinds if not is_numeric_dtype(kind) and not is_datetime64_any_dtype(kind)]


def _page(shown: Statement, name: str, lang: str) -> bytes:
    return html.document(shown, lang).encode(errors="replace")


def _sheets(shown: Statement, name: str, lang: str) -> bytes:
    tables = plain.sheets(shown, lang)
    return _book({plain.title(sheet, lang): table for sheet, table in tables.items()}, name, wide=True)[0]


STATEMENTS: dict[str, Callable[[Statement, str, str], bytes]] = {
    ".html": _page,
    ".xlsx": _sheets,
    ".csv": lambda shown, name, lang: _csv(next(iter(plain.sheets(shown, lang).values())))[0],
    ".txt": lambda shown, name, lang: (plain.plain(shown, lang) + "\n").encode(errors="replace"),
    ".htm": _page,
}
WRITERS: dict[str, Callable[[pd.DataFrame, str], tuple[bytes, int]]] = {
    ".parquet": lambda table, name: (bytes(table.to_parquet(None, engine="pyarrow", index=False)), 0),
    ".csv": _csv,
    ".xlsx": lambda table, name: _book({"cmkit": table}, name),
}
"""What makes the content of a file, by its ending, and how many texts it had to mark."""
