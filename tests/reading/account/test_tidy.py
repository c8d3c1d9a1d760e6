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
    [("05/01/2025", "07/01/2025", False), ("05/01/2026", "07/01/2026", True)],
)
def test_a_definition_that_changed_inside_the_period_is_said(first: str, last: str, said: bool) -> None:
    """Reach of Facebook posts before and after June 2026 would be compared without a word."""
    rows = "".join(f"12212147462000000{n},615693,{day} 10:00,500,5\n" for n, day in enumerate((first, last)))
    data = "Post ID,Page ID,Publish time,Reach,Reactions\n" + rows
    keys = {note.key for note in cm.read(data.encode()).warnings}
    assert ("facebook_viewers" in keys) is said


def test_a_network_that_did_not_change_is_not_said_to_have_changed() -> None:
    for network, said in (("Facebook", True), ("Instagram", False)):
        data = f'sep=,\n"{network} reach"\n"Date","Primary"\n"2026-06-10T00:00:00","4"\n'
        data += '"2026-06-20T00:00:00","6"\n'
        assert ("facebook_viewers" in {note.key for note in cm.read(data.encode()).warnings}) is said


def test_views_of_youtube_before_and_after_the_first_frame_are_told_apart() -> None:
    """Since 24 August 2026 a view counts at the first frame, for every format."""
    data = "Date,Views,Watch time (hours)\n2026-08-{},10,1\n2026-08-{},30,1\n"
    for first, last, said in ((20, 23, False), (20, 24, True), (24, 30, False)):
        (*notes,) = cm.read(data.format(first, last).encode()).warnings
        assert ("youtube_views" in {note.key for note in notes}) is said
        assert not said or any("24 août 2026" in note.in_language("fr") for note in notes)


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
