"""A workbook may not run anything, and its numbers and dates may not change on the way."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import cmkit as cm
from cmkit.errors import UnreadableFileError


def test_xml_entities_are_never_expanded() -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "/etc/passwd">]>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&a;&b;</Workbook>"""
    with pytest.raises(UnreadableFileError) as caught:
        cm.read(bomb)
    assert caught.value.key == "damaged_workbook"


def test_parquet_and_xlsx_that_pandas_writes_read_back(tmp_path: Path) -> None:
    frame = pd.DataFrame({"Result": ["A", "B"], "Reach": [5000, 4000], "Ad spend": [1.5, None]})
    frame.to_parquet(tmp_path / "a.parquet")
    frame.to_excel(tmp_path / "a.xlsx", index=False)
    for name in ("a.parquet", "a.xlsx"):
        export = cm.read(tmp_path / name)
        assert export.posts["reach"].tolist() == [5000, 4000]
        assert export.posts["spend"].isna().tolist() == [False, True]
        assert export.reconcile().holds


def test_a_spreadsheet_of_2003_is_read_with_its_gaps() -> None:
    urn = '"urn:schemas-microsoft-com:office:spreadsheet"'
    row = "<Row>{}</Row>".format
    cell = '<Cell><Data s:Type="{}">{}</Data></Cell>'.format
    rows = row(cell("String", "Result") + cell("String", "Reach") + cell("String", "Clicks"))
    rows += row(cell("String", "A") + '<Cell s:Index="3"><Data s:Type="Number">25</Data></Cell>')
    book = f'<?xml version="1.0"?><Workbook xmlns={urn} xmlns:s={urn}><Worksheet s:Name="S"><Table>{rows}'
    book += "</Table></Worksheet></Workbook>"
    posts = cm.read(book.encode()).posts
    assert (posts["clicks"].tolist(), posts["reach"].isna().tolist()) == ([25], [True])


def test_ids_that_no_float_holds_come_out_of_parquet_whole(tmp_path: Path) -> None:
    ids = pd.array([18013820987824089, None, 18013820987824091], dtype="Int64")
    frame = pd.DataFrame({"Post ID": ids, "Page ID": "1", "Reach": [5, 6, 7], "Reactions": [1, 1, 1]})
    frame.to_parquet(tmp_path / "a.parquet")
    posts = cm.read(tmp_path / "a.parquet").posts
    assert posts["post_id"].dropna().tolist() == ["18013820987824089", "18013820987824091"]
    assert posts["reach"].sum() == 18
