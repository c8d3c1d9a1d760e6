"""What one would lose: a table changed on its way to a file, a file overwritten, a formula that runs."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import stat
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import cmkit as cm
from cmkit.errors import CmkitError, MissingToolError, UnwrittenFileError
from cmkit.statements import saving
from cmkit.statements.saving import refusal

RISKY = ["=1+1", "+33 1", "-C3vjHJHUDR", "@handle", "\tx", "fine", ""]


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "post_id": pd.Series(["122012345678901234", *RISKY], dtype="str"),
            "published_at": pd.to_datetime(["2026-01-05 10:00"] * 8),
            "clicks": pd.array([1, None, 3, 4, 5, 6, 7, 8], dtype="Int64"),
            "revenue": [1.5, float("nan"), 0.0, 1.0, 2.0, 3.0, 4.0, 5.0],
        }
    )


def sheet(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def test_parquet_gives_the_same_table_back(table, tmp_path: Path):
    assert saving.save(table, tmp_path / "t.parquet") == 0
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "t.parquet"), table, check_dtype=False)


def test_excel_keeps_every_text_a_text_and_ids_whole(table, tmp_path: Path):
    assert saving.save(table, tmp_path / "t.xlsx") == 0
    rows = sheet(tmp_path / "t.xlsx")
    assert [row[0] for row in rows] == ["post_id", *table["post_id"]]
    assert [row[2] for row in rows[1:3]] == [1.0, ""]
    cells = zipfile.ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in cells


def test_no_text_in_a_csv_would_run_in_a_spreadsheet(table, tmp_path: Path):
    assert saving.save(table, tmp_path / "t.csv") == 5
    again = pd.read_csv(tmp_path / "t.csv", dtype=str, encoding="utf-8-sig", keep_default_na=False)
    assert again["post_id"].tolist()[1:6] == ["'" + text for text in RISKY[:5]]
    assert again["post_id"].tolist()[6:] == ["fine", ""]
    assert table["post_id"].tolist()[1] == "=1+1"
    assert again["clicks"].tolist()[:2] == ["1", ""]


PIECES = ["=1+1", "+", "-", "@", "a", " ", '"', "'", ",", ";", "\t", "\n", "\r", "\u200b", "\uff1d", "5"]
CELLS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=3), CELLS, st.sampled_from(",;\t"))
def test_no_cell_of_a_csv_runs_whatever_separator_the_spreadsheet_takes(rows, heading, separator):
    """`plain;=1+1` is one text with commas and two cells with semicolons, the second of which runs."""
    content, _ = saving.WRITERS[".csv"](pd.DataFrame(rows, columns=[heading, "b"], dtype=object), "t.csv")
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator):
        for cell in row:
            assert not re.match(r"[\s\u200b]*[=+\-@\uff1d]", cell), (row, content)


def test_what_is_marked_in_a_csv_is_the_heading_and_the_category_too(tmp_path: Path):
    table = pd.DataFrame({"=1+1": ["plain;=1+1", "plain"], "kind": ["@a", None]}).astype({"kind": "category"})
    assert saving.save(table.assign(n=[-5, 3]), tmp_path / "t.csv") == 2
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").split("\n") == [
        "'=1+1,kind,n", "plain;'=1+1,'@a,-5", "plain,,3", ""
    ]  # fmt: skip
    saving.save(table, tmp_path / "t.xlsx")
    assert sheet(tmp_path / "t.xlsx")[:2] == [["=1+1", "kind"], ["plain;=1+1", "@a"]]
    cells = zipfile.ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in cells


def test_moments_with_a_zone_keep_it_in_excel(tmp_path: Path):
    table = pd.DataFrame({"published_at": pd.to_datetime(["2023-01-05 10:00+00:00", None], utc=True)})
    saving.save(table, tmp_path / "t.xlsx")
    assert sheet(tmp_path / "t.xlsx")[1] == ["2023-01-05T10:00:00+00:00"]


@pytest.mark.parametrize("ending", list(saving.WRITERS))
def test_a_file_that_is_there_is_kept_unless_one_insists(table, tmp_path: Path, ending: str):
    mine = tmp_path / f"mine{ending}"
    mine.write_text("my work")
    with pytest.raises(UnwrittenFileError, match="mine"):
        saving.save(table, mine)
    assert mine.read_text() == "my work"
    saving.save(table, mine, force=True)
    assert mine.read_bytes() != b"my work"
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]


def test_what_excel_cannot_hold_is_refused_and_leaves_nothing_behind(tmp_path: Path, monkeypatch):
    with pytest.raises(UnwrittenFileError, match="text"):
        saving.save(pd.DataFrame({"text": ["x" * 40_000]}), tmp_path / "t.xlsx")
    monkeypatch.setattr(saving, "MOST_ROWS", 2)
    with pytest.raises(UnwrittenFileError, match="3"):
        saving.save(pd.DataFrame({"text": ["x"] * 3}), tmp_path / "t.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_and_an_ending_unknown_are_said(table, tmp_path: Path):
    for path in (tmp_path / "no" / "t.csv", tmp_path / "t.txt", tmp_path / "t"):
        with pytest.raises(UnwrittenFileError, match="t") as caught:
            saving.save(table, path)
        assert isinstance(caught.value, CmkitError)


@pytest.mark.parametrize(("ending", "tool"), [(".parquet", "pyarrow"), (".xlsx", "xlsxwriter")])
def test_a_missing_tool_is_named_with_what_to_type(table, tmp_path: Path, monkeypatch, ending, tool):
    monkeypatch.setattr(saving, "find_spec", lambda name: None)
    with pytest.raises(MissingToolError, match=f"pip install {tool}"):
        saving.save(table, tmp_path / f"t{ending}")


def test_what_is_written_is_read_again_to_the_same_posts(tmp_path: Path):
    posts = cm.read(cm.sample("exports/x_content_en.csv")).posts
    for ending in saving.WRITERS:
        saving.save(posts, tmp_path / f"posts{ending}")
        again = cm.read(tmp_path / f"posts{ending}")
        assert again.reconcile()
        for column in ("post_id", "impressions", "likes", "engagements"):
            assert again.posts[column].tolist() == posts[column].tolist(), (ending, column)


def written(path: Path) -> bytes:
    """Write an answer of about 20 kB to a page, over what is there."""
    cm.judge(cm.three_results("en"), "traffic").save(path, "en", force=True)
    return path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="needs the limits of a POSIX system")
@pytest.mark.parametrize("before", [None, "mine"])
def test_on_a_full_disk_a_file_is_whole_or_not_there(tmp_path: Path, before):
    """A half page of 4,096 bytes was left; here no file may be larger than that."""
    page = tmp_path / "page.html"
    if before:
        page.write_text(before)
    code = """if True:
        import resource, signal, sys
        import cmkit as cm
        verdict = cm.judge(cm.three_results("en"), "traffic")
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        for name in sys.argv[1:]:
            try:
                verdict.save(name, "fr", force=True)
            except cm.errors.UnwrittenFileError as error:
                print(error.in_language("en"))
        """
    names = [str(tmp_path / f"page.{ending}") for ending in ("html", "xlsx")]
    run = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True)
    assert (run.stdout.count("the disk is full"), run.stderr) == (2, "")
    assert [path.name for path in tmp_path.iterdir()] == (["page.html"] if before else [])
    assert not before or page.read_text() == before


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("there", [True, False])
def test_nothing_is_written_through_a_link(table, tmp_path: Path, force, there):
    (tmp_path / "theirs.csv").write_text("theirs") if there else None
    (tmp_path / "mine.csv").symlink_to(tmp_path / "theirs.csv")
    with pytest.raises(UnwrittenFileError, match="link"):
        saving.save(table, tmp_path / "mine.csv", force=force)
    assert (tmp_path / "mine.csv").is_symlink()
    assert (tmp_path / "theirs.csv").exists() == there


def test_nobodys_file_is_destroyed_even_one_made_meanwhile(table, tmp_path: Path, monkeypatch):
    mine = tmp_path / "mine.csv"
    real = os.open

    def meanwhile(path, *flags):
        mine.write_text("theirs")
        return real(path, *flags)

    for links in (True, False):
        with monkeypatch.context() as patch:
            patch.setattr(saving.os, "open", meanwhile)
            if not links:
                patch.setattr(saving.os, "link", lambda *paths: os.stat(tmp_path / "no links here"))
            with pytest.raises(UnwrittenFileError, match="already"):
                saving.put(mine, b"mine")
        assert mine.read_text() == "theirs"
        mine.unlink()
    monkeypatch.setattr(saving.os, "link", lambda *paths: os.stat(tmp_path / "no links here"))
    saving.put(mine, b"mine")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("mine.csv", "mine")]


def test_writers_at_once_leave_one_whole_file_and_the_others_are_told(tmp_path: Path):
    contents = [bytes([65 + n]) * 300_000 for n in range(8)]

    def first(content: bytes) -> str:
        try:
            saving.put(tmp_path / "t.bin", content)
        except UnwrittenFileError as error:
            return error.key
        return "written"

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(first, contents)) == [*["file_exists"] * 7, "written"]
        assert (tmp_path / "t.bin").read_bytes() in contents
        list(threads.map(lambda content: saving.put(tmp_path / "t.bin", content, force=True), contents))
    assert (tmp_path / "t.bin").read_bytes() in contents
    assert [path.name for path in tmp_path.iterdir()] == ["t.bin"]


@pytest.mark.skipif(os.name == "nt", reason="needs the permissions of a POSIX system")
def test_a_file_written_again_keeps_its_permissions_and_a_new_one_is_as_others(tmp_path: Path):
    page = tmp_path / "page.html"
    (tmp_path / "other").write_text("")
    assert written(page)
    assert stat.S_IMODE(page.stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)
    for mode in (0o600, 0o664, 0o444):
        page.chmod(mode)
        assert written(page)
        assert stat.S_IMODE(page.stat().st_mode) == mode


REFUSED = [
    ("no/folder.html", "no such folder"), ("taken/folder.html", "no such folder"),
    ("x" * 300 + ".html", "too long"), ("y/" * 2500 + "z.html", "too long"),
    ("a folder.html", "link, a folder or a device"), ("a\0.html", "refused it"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "said"), REFUSED)
def test_what_the_system_refuses_is_a_sentence_in_the_language_asked_for(tmp_path: Path, name, said):
    (tmp_path / "taken").write_text("")
    (tmp_path / "a folder.html").mkdir()
    with pytest.raises(UnwrittenFileError) as caught:
        written(tmp_path / name)
    assert said in caught.value.in_language("en")
    assert "directory" not in caught.value.in_language("fr")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a folder.html", "taken"]


def test_nothing_else_in_cmkit_writes_a_file():
    """Three writers had three temporary names, and one of them could be guessed."""
    writes = re.compile(r"""write_(text|bytes)|os\.(replace|rename)|mkstemp|NamedTemp|open\([^)]*["'][wax]""")
    package = Path(saving.__file__).parent.parent
    found = [path.name for path in package.rglob("*.py") if writes.search(path.read_text(encoding="utf-8"))]
    assert found == ["saving.py"]


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path):
    assert written(tmp_path / ("x" * 250 + ".html"))


@pytest.mark.parametrize("path", [None, 3, ["a.html"]])
def test_an_answer_is_saved_to_a_path_alone(path):
    with pytest.raises(CmkitError, match="text"):
        cm.judge(cm.three_results("en"), "traffic").save(path)


CODES = [errno.ENOSPC, errno.EFBIG, errno.EACCES, errno.EROFS, errno.ENOENT, errno.ENAMETOOLONG, errno.EIO]


@pytest.mark.parametrize("code", CODES)
def test_a_code_of_the_system_is_a_sentence_in_each_language(code):
    error = OSError(code, "No such luck")
    english, french = (refusal(error).text(lang) for lang in ("en", "fr"))
    assert english.endswith(".")
    assert english != french
    assert "luck" not in english + french


def test_what_cannot_be_a_path_is_said_too():
    assert "refused" in refusal(ValueError("embedded null byte")).text("en")
