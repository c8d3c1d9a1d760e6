"""What `cm.read` is given, as files: a name and its bytes, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cmkit.errors import MissingFileError, UnreadableFileError

MOST_BYTES = 500_000_000


@dataclass
class File:
    """A file to read: its name as a person knows it, and its bytes."""

    name: str
    data: bytes


def files_of(source: Any) -> Iterator[File]:
    """Yield the files of a path, bytes, a file object, or a list of those."""
    if isinstance(source, (list, tuple)):
        for one in source:
            yield from files_of(one)
    elif isinstance(source, (bytes, bytearray, memoryview)):
        yield File("<bytes>", bytes(source))
    elif hasattr(source, "read"):
        data = source.read()
        yield File(str(getattr(source, "name", "<file>")), data.encode() if isinstance(data, str) else data)
    elif isinstance(source, (str, Path)):
        yield _from_path(Path(source))
    else:
        raise UnreadableFileError("not_a_source", kind=type(source).__name__)


def _from_path(path: Path) -> File:
    if not path.is_file():
        raise MissingFileError("missing_file", file=str(path))
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableFileError("too_big", file=path.name, size=path.stat().st_size // 1_000_000, most=MOST_BYTES // 1_000_000)
    return File(path.name, path.read_bytes())
