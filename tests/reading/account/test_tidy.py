"""What a column means, and what is to be known of it, may not get lost between the file and its table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import cmkit as cm


def test_a_bilingual_export_is_read_as_one_column_and_said() -> None:
    """Meta writes some exports half in French, half in English, each heading filled on its own rows."""
    data = (
        "Identifiant de la publication,ID de la Page,Heure de publication,Type de publication,Post type,"
        "Couverture,Reach,Réactions\n"
        "122121474620000001,615693,01/15/2025 10:00,Photo,,500,,5\n"
        "122121474620000002,615693,01/16/2025 10:00,,Reel,,700,6\n"
    )
    export = cm.read(data.encode())
    assert export.posts["reach"].tolist() == [500, 700]
    assert export.posts["post_type"].tolist() == ["Photo", "Reel"]
    said = [str(note) for note in export.warnings if note.key == "mixed_languages"]
    assert any("Couverture / Reach" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [("03/01/2025", "04/30/2025", False), ("05/01/2025", "07/01/2025", True)],
)
def test_a_definition_that_changed_inside_the_period_is_said(first: str, last: str, said: bool) -> None:
    """Reach of Facebook posts before and after June 2025 would be compared without a word."""
    rows = "".join(f"12212147462000000{n},615693,{day} 10:00,500,5\n" for n, day in enumerate((first, last)))
    data = "Post ID,Page ID,Publish time,Reach,Reactions\n" + rows
    keys = {note.key for note in cm.read(data.encode()).warnings}
    assert ("facebook_viewers" in keys) is said


@pytest.mark.timeout(30)
def test_a_link_of_a_hundred_thousand_digits_is_read_at_once() -> None:
    """Found by the fuzz test: looking for an id at the end of such a link took minutes."""
    data = "Time,Video title,Video link,Post time,Total likes,Total views\nJuly 26,a,{},July 20,1,2\n"
    links = f"https://www.tiktok.com/@a/video/{'9' * 170_000}x"
    export = cm.read(data.format(links).encode(), exported="2026-07-26")
    assert export.posts["post_id"].isna().all()


def test_ids_that_a_spreadsheet_rounded_are_said(tmp_path: Path) -> None:
    frame = pd.DataFrame({"Post ID": [122121474620644102.0], "Page ID": ["1"], "Reach": [5]})
    frame.to_excel(tmp_path / "a.xlsx", index=False)
    assert "damaged_ids" in {note.key for note in cm.read(tmp_path / "a.xlsx").warnings}


def test_a_formula_in_a_cell_stays_text() -> None:
    export = cm.read(b'Result,Reach,Clicks\n"=HYPERLINK(""http://x"")",5000,25\n<script>,1,2\n')
    assert export.posts["result"].tolist() == ['=HYPERLINK("http://x")', "<script>"]
    assert "<script>" not in export.html("en")
