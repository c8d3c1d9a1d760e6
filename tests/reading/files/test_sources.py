"""What a hostile or damaged file may not do: fill the memory, run anything, or be read as something else."""

from __future__ import annotations

from pathlib import Path

import pytest

import cmkit as cm
from cmkit.errors import MissingFileError, UnreadableFileError
from cmkit.reading.files import sources
from cmkit.reading.files.sources import CELL, LEAST, MOST_TABLES, RATIO, Unfolded
from tests.reading.made import refused, zipped

TABLE = "Result,Reach,Clicks\nA,5000,25\nB,5000,483\n"


def test_a_path_bytes_a_file_object_and_a_folder_read_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE)
    (tmp_path / "read me.md").write_text("not a table")
    with (tmp_path / "a.csv").open("rb") as file:
        for source in (
            tmp_path / "a.csv",
            str(tmp_path / "a.csv"),
            TABLE.encode(),
            file,
            tmp_path,
            [tmp_path / "a.csv"],
        ):
            assert cm.read(source).posts["clicks"].tolist() == [25, 483]


def test_a_zip_is_read_without_unpacking_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = zipped({"../../evil.csv": TABLE.encode(), "__MACOSX/a.csv": b"x", "notes.md": b"x"})
    export = cm.read(data)
    assert (len(export), export.source.file) == (2, "<bytes>: evil.csv")
    assert not list(tmp_path.iterdir())


def test_archives_beyond_belief_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    refused(zipped({"a.csv": b"0" * 20_000_000}), "squeezed_archive")
    refused(zipped({"a.zip": zipped({"b.csv": b"x"})}), "nested_archive")
    refused(zipped({"a.exe": b"x"}), "empty_folder")
    monkeypatch.setattr(sources, "MOST_MEMBERS", 2)
    refused(zipped({f"{i}.csv": b"x" for i in range(3)}), "too_many_members")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(UnreadableFileError, match="2000 MB"):
        cm.read(tmp_path / "big.csv")


def test_what_is_no_table_is_refused_by_name(tmp_path: Path) -> None:
    refused(b"", "empty_file")
    refused(b"\x00\x00\n", "empty_file")
    refused(b"\x7fELF" + bytes(range(256)) * 20, "binary_file")
    refused(b"PK\x03\x04 not a zip", "damaged_workbook")
    refused(b"\xd0\xcf\x11\xe0" + b"x" * 2000, "damaged_workbook")
    refused(b"hello\nworld\n", "no_headings")
    with pytest.raises(MissingFileError, match="nowhere"):
        cm.read(tmp_path / "nowhere.csv")
    with pytest.raises(UnreadableFileError):
        cm.read(3)


def test_a_sheet_of_two_far_cells_is_refused() -> None:
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1"/></row>'
    sheet += b'<row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
    refused(zipped({"xl/worksheets/sheet1.xml": sheet, "xl/workbook.xml": b"<workbook/>"}), "spread_sheet")


def test_a_file_that_vanishes_while_its_folder_is_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text(TABLE)
    monkeypatch.setattr(Path, "rglob", lambda *_: [tmp_path / "a.csv", tmp_path / "gone.csv"])
    listed = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda path: path.name == "gone.csv" or listed(path))
    with pytest.raises(MissingFileError, match=r"There is no file at .*gone"):
        cm.read(tmp_path)


@pytest.mark.parametrize("path", ["a" * 300 + ".csv", "a\0.csv", "a.csv/b.csv"])
def test_a_path_that_no_system_takes_is_refused_in_a_sentence(path: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE)
    with pytest.raises(cm.errors.CmkitError):
        cm.read(tmp_path / path)


def test_all_sheets_and_members_are_counted_together() -> None:
    unfolded = Unfolded("a.xlsx", 1_000)
    unfolded.add(LEAST // CELL // 2)
    unfolded.add(text=LEAST // 2)
    with pytest.raises(UnreadableFileError, match=r"a\.xlsx weighs 1 kB and unfolds to more than 100 MB"):
        unfolded.add(1)


def test_a_file_that_weighs_much_may_hold_much() -> None:
    Unfolded("a.xlsx", 1_000_000_000).add(text=1_000_000_000 * RATIO)


def test_tables_are_counted_together() -> None:
    unfolded = Unfolded("a.csv", 1_000)
    for _ in range(MOST_TABLES):
        unfolded.add_table()
    with pytest.raises(UnreadableFileError, match="more than 60 tables"):
        unfolded.add_table()
