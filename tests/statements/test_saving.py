"""What one would lose: a table changed on its way to a file, a file overwritten, a formula that runs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import cmkit as cm
from cmkit.errors import CmkitError, MissingToolError, UnwrittenFileError
from cmkit.statements import saving

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
    raw = (tmp_path / "t.xlsx").read_bytes()
    import io
    import zipfile

    cells = zipfile.ZipFile(io.BytesIO(raw)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in cells


def test_no_text_in_a_csv_would_run_in_a_spreadsheet(table, tmp_path: Path):
    assert saving.save(table, tmp_path / "t.csv") == 5
    again = pd.read_csv(tmp_path / "t.csv", dtype=str, encoding="utf-8-sig", keep_default_na=False)
    assert again["post_id"].tolist()[1:6] == ["'" + text for text in RISKY[:5]]
    assert again["post_id"].tolist()[6:] == ["fine", ""]
    assert table["post_id"].tolist()[1] == "=1+1"
    assert again["clicks"].tolist()[:2] == ["1", ""]


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


@pytest.mark.parametrize("path", [None, 3, ["a.html"]])
def test_an_answer_is_saved_to_a_path_alone(path):
    with pytest.raises(CmkitError, match="text"):
        cm.judge(cm.three_results("en"), "traffic").save(path)
