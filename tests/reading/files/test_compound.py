"""A damaged .xls may make its reader fill the memory: it is refused before."""

from __future__ import annotations

import struct

import pytest

import cmkit as cm
from cmkit.errors import UnreadableFileError


def xls(fat: list[int], first: int = 0) -> bytes:
    """Return a compound file of one sector of FAT, which names the next sector of each."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<4I", head, 48, 0xFFFFFFFE, 0, 0, 0xFFFFFFFE)
    struct.pack_into("<I", head, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", head, 76, first, *[0xFFFFFFFF] * 108)
    return bytes(head) + struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))


@pytest.mark.parametrize("fat", [[1, 0], [0], [1, 2, 1]])
def test_a_chain_of_sectors_that_loops_is_refused(fat: list[int]) -> None:
    with pytest.raises(UnreadableFileError, match="out of order") as caught:
        cm.read(xls(fat))
    assert caught.value.key == "damaged_workbook"


def test_a_file_cut_in_its_head_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        cm.read(xls([])[:60])
    assert caught.value.key == "damaged_workbook"
