"""What `cm.read` is given, as files: a name and its bytes. Folders and archives are opened within limits.

Nothing is ever unpacked to disk, so no member's path can lead anywhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from cmkit.errors import MissingFileError, UnreadableFileError
from cmkit.language.writing import shown

MOST_BYTES = 500_000_000
MOST_MEMBERS = 500
MOST_RATIO = 1_000
READ = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet", ".zip")


@runtime_checkable
class Opened(Protocol):
    """A file object, of whatever kind."""

    def read(self, size: int, /) -> Any:
        """Return so many bytes, or characters."""


@dataclass
class File:
    """A file to read: its name as a person knows it, and its bytes."""

    name: str
    data: bytes


def files_of(source: Any) -> Iterator[File]:
    """Yield the files of a path, a folder, a zip, bytes, a file object, or a list of those."""
    if isinstance(source, (list, tuple)):
        for one in source:
            yield from files_of(one)
    elif isinstance(source, (str, Path)):
        yield from _from_path(Path(source))
    elif isinstance(source, (bytes, bytearray, memoryview)):
        yield from _opened(File("<bytes>", bytes(source)))
    elif isinstance(source, Opened):
        yield from _opened(_from_object(source))
    else:
        raise UnreadableFileError("not_a_source", kind=type(source).__name__)


def _from_object(source: Any) -> File:
    name = Path(str(getattr(source, "name", "<file>"))).name
    data = source.read(MOST_BYTES + 1)
    data = data.encode() if isinstance(data, str) else bytes(data)
    if len(data) > MOST_BYTES:
        raise _too_big(name, len(data))
    return File(name, data)


def _from_path(path: Path) -> Iterator[File]:
    try:
        folder = path.is_dir()
    except OSError:  # a name longer than any file's
        raise MissingFileError("missing_file", file=shown(str(path))) from None
    if folder:
        yield from _from_folder(path)
        return
    if not path.is_file():
        raise MissingFileError("missing_file", file=str(path))
    if path.stat().st_size > MOST_BYTES:
        raise _too_big(path.name, path.stat().st_size)
    yield from _opened(File(path.name, path.read_bytes()))


def _from_folder(folder: Path) -> Iterator[File]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and _shown(path.name)]
    inside = [path for path in files if path.suffix.lower() in READ]
    if not inside:
        raise UnreadableFileError("empty_folder", file=str(folder))
    if len(inside) > MOST_MEMBERS:
        raise UnreadableFileError("too_many_members", file=str(folder), n=len(inside), most=MOST_MEMBERS)
    for path in inside:
        yield from _from_path(path)


def _shown(name: str) -> bool:
    return not Path(name).name.startswith((".", "~$"))


def _opened(file: File) -> Iterator[File]:
    """Yield a file, or the files of an archive (a workbook is an archive too, but stays one file)."""
    if not file.data.startswith(b"PK\x03\x04") or is_workbook(file):
        yield file
        return
    with tried(file, lambda: zipfile.ZipFile(io.BytesIO(file.data))) as archive:
        inside = [m for m in checked_members(file.name, archive) if Path(m.filename).suffix.lower() in READ]
        inside = [m for m in inside if _shown(m.filename) and not m.filename.startswith("__MACOSX")]
        if not inside:
            raise UnreadableFileError("empty_folder", file=file.name)
        for member in inside:
            yield _member(file, archive, member)


def _member(file: File, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> File:
    name = f"{file.name}: {Path(member.filename).name}"
    data: bytes = tried(File(name, b""), lambda: archive.open(member).read(MOST_BYTES + 1))
    if data.startswith(b"PK\x03\x04") and not is_workbook(File(name, data)):
        raise UnreadableFileError("nested_archive", file=name)
    return File(name, data)


def is_workbook(file: File) -> bool:
    """Tell whether an archive is a workbook (xlsx, xlsb, ods)."""
    with tried(file, lambda: zipfile.ZipFile(io.BytesIO(file.data))) as archive:
        names = archive.namelist()
    return any(name.startswith(("xl/", "content.xml", "[Content_Types]")) for name in names)


def checked_members(name: str, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the members of an archive, or refuse it: too many, too big, or squeezed beyond belief."""
    members = [m for m in archive.infolist() if not m.is_dir()]
    size = sum(m.file_size for m in members)
    if len(members) > MOST_MEMBERS:
        raise UnreadableFileError("too_many_members", file=name, n=len(members), most=MOST_MEMBERS)
    if size > 2 * MOST_BYTES:
        raise _too_big(name, size)
    for member in members:
        if member.file_size > 10_000_000 and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise UnreadableFileError("squeezed_archive", file=name, member=Path(member.filename).name)
    return members


def tried(file: File, act: Callable[[], Any]) -> Any:
    """Do `act`; a damaged workbook is refused by its name, whatever the reader makes of it."""
    try:
        return act()
    except Exception as problem:
        raise UnreadableFileError("damaged_workbook", file=file.name, why=reason(problem)) from None
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise UnreadableFileError("damaged_workbook", file=file.name, why=reason(problem)) from None


def reason(problem: BaseException) -> str:
    """What a reader said, in one short line."""
    return " ".join(str(problem).split())[:120] or type(problem).__name__


def _too_big(name: str, size: int) -> UnreadableFileError:
    million = 1_000_000
    return UnreadableFileError("too_big", file=name, size=size // million, most=MOST_BYTES // million)
