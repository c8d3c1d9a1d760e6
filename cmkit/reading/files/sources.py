"""What `cm.read` is given, as files: a name and its bytes. Folders and archives are opened within limits.

Nothing is ever unpacked to disk, so no member's path can lead anywhere.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from cmkit.errors import CmkitError, MissingFileError, UnreadableFileError

STEERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no name shows: control characters, marks of direction, halves of letters."""
MOST_BYTES = 500_000_000
MOST_MEMBERS = 500
MOST_RATIO = 1_000
READ = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet", ".zip")

# A few hundred bytes may stand for thousands of millions: cells repeated, one text in every row, an archive.
# A small file may unfold to `LEAST`, or to `OFTEN` times its size up to `MOST`; a larger one to `RATIO`.
LEAST, MOST = 100_000_000, 300_000_000
OFTEN, RATIO = 100, 30
CELL = 100
"""What a cell takes, whatever it holds: its place in a row, in a column, and its text or number."""
MOST_TABLES = 60


@runtime_checkable
class Opened(Protocol):
    """A file object, of whatever kind."""

    def read(self, size: int, /) -> Any:
        """Return so many bytes, or characters."""


@dataclass
class Unfolded:
    """What a file, all its sheets and members together, unfolds to: bytes of memory; and its tables."""

    file: str
    weight: int
    size: int = 0
    tables: int = 0

    def add(self, cells: int = 0, text: int = 0) -> None:
        """Count cells and the bytes of their text; refuse the file once there is more than it may hold."""
        self.size += cells * CELL + text
        if self.size > max(LEAST, min(OFTEN * self.weight, MOST), RATIO * self.weight):
            size, weight = self.size // 1_000_000, max(self.weight // 1_000, 1)
            raise UnreadableFileError("unfolds", file=self.file, size=size, weight=weight)

    def add_table(self) -> None:
        """Count a table; refuse the file once there are more than any export has."""
        self.tables += 1
        if self.tables > MOST_TABLES:
            raise UnreadableFileError("too_many_tables", file=self.file, most=MOST_TABLES)


@dataclass
class File:
    """A file to read: its name as a person knows it, its bytes, and what it (or its archive) unfolds to."""

    name: str
    data: bytes
    unfolded: Unfolded = field(default=None, repr=False)  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.name = STEERS.sub("\ufffd", self.name)
        self.unfolded = self.unfolded or Unfolded(self.name, len(self.data))


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
    data = data.encode(errors="replace") if isinstance(data, str) else bytes(data)
    if len(data) > MOST_BYTES:
        raise _too_big(name, len(data))
    return File(name, data)


def _from_path(path: Path) -> Iterator[File]:
    if _asked(path, path.is_dir):
        for inside in _inside(path):
            yield from _from_path(inside)
    elif not _asked(path, path.is_file):
        raise MissingFileError("missing_file", file=str(path))
    elif (size := _asked(path, path.stat).st_size) > MOST_BYTES:
        raise _too_big(path.name, size)
    else:
        yield from _opened(File(path.name, _asked(path, path.read_bytes)))


def _asked(path: Path, ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except (FileNotFoundError, NotADirectoryError):
        raise MissingFileError("missing_file", file=str(path)) from None
    except (OSError, ValueError):
        raise UnreadableFileError("locked_file", file=str(path)) from None


def _inside(folder: Path) -> list[Path]:
    named = [p for p in _asked(folder, lambda: sorted(folder.rglob("*"))) if _shown(p.name)]
    inside = [p for p in named if p.suffix.lower() in READ and _asked(p, p.is_file)]
    if not inside:
        raise UnreadableFileError("empty_folder", file=str(folder))
    if len(inside) > MOST_MEMBERS:
        raise UnreadableFileError("too_many_members", file=str(folder), n=len(inside), most=MOST_MEMBERS)
    return inside


def _shown(name: str) -> bool:
    return not Path(name).name.startswith((".", "~$"))


def _opened(file: File) -> Iterator[File]:
    if not file.data.startswith(b"PK\x03\x04") or is_workbook(file):
        yield file
        return
    with tried(file, lambda: zipfile.ZipFile(io.BytesIO(file.data))) as archive:
        inside = [m for m in checked_members(file, archive) if Path(m.filename).suffix.lower() in READ]
        inside = [m for m in inside if _shown(m.filename) and not m.filename.startswith("__MACOSX")]
        if not inside:
            raise UnreadableFileError("empty_folder", file=file.name)
        for member in inside:
            yield _member(file, archive, member)


def _member(file: File, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> File:
    name = f"{file.name}: {Path(member.filename).name}"
    data: bytes = tried(File(name, b""), lambda: archive.open(member).read(member.file_size))
    made = File(name, data, file.unfolded)
    if data.startswith(b"PK\x03\x04") and not is_workbook(made):
        raise UnreadableFileError("nested_archive", file=name)
    return made


def is_workbook(file: File) -> bool:
    """Tell whether an archive is a workbook (xlsx, xlsb, ods)."""
    with tried(file, lambda: zipfile.ZipFile(io.BytesIO(file.data))) as archive:
        names = archive.namelist()
    return any(name.startswith(("xl/", "content.xml", "[Content_Types]")) for name in names)


def checked_members(file: File, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the members of an archive, or refuse it: too many, too big, or squeezed beyond belief."""
    members = [m for m in archive.infolist() if not m.is_dir()]
    size = sum(m.file_size for m in members)
    if len(members) > MOST_MEMBERS:
        raise UnreadableFileError("too_many_members", file=file.name, n=len(members), most=MOST_MEMBERS)
    if size > 2 * MOST_BYTES:
        raise _too_big(file.name, size)
    for member in members:
        if member.file_size > 10_000_000 and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise UnreadableFileError("squeezed_archive", file=file.name, member=Path(member.filename).name)
    Unfolded(file.name, file.unfolded.weight).add(text=size)
    return members


def tried(file: File, act: Callable[[], Any]) -> Any:
    """Do `act`; a damaged workbook is refused by its name, whatever the reader makes of it."""
    try:
        return act()
    except CmkitError:
        raise
    except BaseException as problem:
        if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
            raise
        raise UnreadableFileError("damaged_workbook", file=file.name, why=reason(problem)) from None


def reason(problem: BaseException) -> str:
    """What a reader said, in one short line."""
    return " ".join(str(problem).split())[:120] or type(problem).__name__


def _too_big(name: str, size: int) -> UnreadableFileError:
    million = 1_000_000
    return UnreadableFileError("too_big", file=name, size=size // million, most=MOST_BYTES // million)
