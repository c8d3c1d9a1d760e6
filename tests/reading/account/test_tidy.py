"""What a column means, and what is to be known of it, may not get lost between the file and its table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit.errors import CmkitError


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


BAD = ["many", "-5", "1.2.3.4", "#", "12 likes"]


@given(st.integers(0, 4), st.integers(0, 2), st.sampled_from(BAD))
@settings(max_examples=30)
def test_one_bad_cell_costs_no_other_cell(row: int, column: int, bad: str) -> None:
    """A third of an account's videos were lost, with all their views, for a cell each."""
    rows = [[f"Post {n}", *(str(100 * n + k) for k in range(3))] for n in range(5)]
    whole = cm.read(_csv(rows)).posts
    rows[row][column + 1] = bad
    export = cm.read(_csv(rows))
    hole = whole.copy()
    hole.iloc[row, hole.columns.get_loc(("reach", "clicks", "likes")[column])] = pd.NA
    pd.testing.assert_frame_equal(export.posts, hole, check_dtype=False)
    assert (len(export.set_aside), len(export.cells_set_aside)) == (0, 1)
    assert "unusable" in {note.key for note in export.warnings}
    assert export.reconcile().holds


def _csv(rows: list[list[str]]) -> bytes:
    return "\n".join(map(",".join, [["Result", "Reach", "Clicks", "Likes"], *rows])).encode()


def test_a_row_keeps_its_numbers_where_its_date_cannot_be_read() -> None:
    data = "Post ID,Page ID,Publish time,Reach,Reactions\n1,9,01/15/2025 10:00,5,1\n2,9,soon,6,2\n"
    export = cm.read(data.encode())
    assert export.posts["reach"].tolist() == [5, 6]
    assert export.posts["published_at"].isna().tolist() == [False, True]
    assert export.cells_set_aside["column"].tolist() == ["published_at"]


def test_a_day_without_its_date_says_nothing() -> None:
    data = "Date,Tweets published,Impressions\n2025-01-01,1,5\n2025-01-02,1,6\nAll days,2,11\n"
    export = cm.read(data.encode())
    assert (export.table["impressions"].sum(), len(export.set_aside)) == (11, 1)


VIDEOS = "Content,Video title,Video publish time,Views,Likes\naa,b,2025-01-01,10,-3\nbb,c,2025-01-02,20,7\n"


def test_likes_taken_back_stay_below_zero_and_make_no_rate() -> None:
    export = cm.read(VIDEOS.encode())
    assert export.posts["likes"].tolist() == [-3, 7]
    assert "below_zero_kept" in {note.key for note in export.warnings}
    table = export.posts.assign(shares=0, comments=0, clicks=0)
    assert cm.measure(table, "interactions")["interactions"].isna().tolist() == [True, False]
    verdict = cm.judge(export, cm.Objective("visibility", target=15, kpi="views"))
    assert verdict.table["status"].tolist() == ["missed", "met"]


ADS = "Campaign name,Amount spent (EUR),Impressions,Reach,Purchases,Purchases conversion value\n"
SOLD = ADS + "A,5,100,90,,\nB,6,200,,2,80\nC,7,300,95,1,\n,,,,,\n"


def test_an_ad_that_spent_and_sold_nothing_sold_nothing() -> None:
    """Left blank, the losing ads went out of the pooled return on ad spend."""
    export = cm.read(SOLD.encode())
    assert export.posts["conversions"].tolist() == [0, 2, 1]
    assert export.posts["revenue"].fillna(-1).tolist() == [0, 80, -1]  # a sale of unknown value
    assert export.posts["reach"].isna().tolist() == [False, True, False]
    (said,) = [note for note in export.warnings if note.key == "blank_zero"]
    assert "Purchases (1)" in str(said)
    assert "blanks" in str(said)
    assert export.reconcile().holds


def test_what_a_blank_is_can_be_corrected() -> None:
    for name in ("Purchases", "conversions"):
        assert cm.read(SOLD.encode(), blanks={name: "unknown"}).posts["conversions"].isna().sum() == 1
    assert cm.read(SOLD.encode(), blanks={"Reach": "zero"}).posts["reach"].tolist() == [90, 0, 95]


def test_a_column_blank_in_every_row_says_nothing_and_that_is_said() -> None:
    data = (ADS + "A,5,100,90,,\nB,6,200,80,,\n").encode()
    export = cm.read(data)
    assert export.posts["conversions"].isna().all()
    assert "blank_unknown" in {note.key for note in export.warnings}
    assert cm.read(data, blanks={"Purchases": "zero"}).posts["conversions"].tolist() == [0, 0]


WRONG = [{"Purchase": "zero"}, {"Campaign name": "zero"}, {"Purchases": "none"}, {"Purchases": 0}, "zero", 3]


@pytest.mark.parametrize("blanks", WRONG)
def test_a_wrong_word_on_blanks_is_refused_in_a_sentence(blanks: object) -> None:
    with pytest.raises(CmkitError, match="blanks"):
        cm.read(SOLD.encode(), blanks=blanks)


VISITS = '"Instagram visits"\n"Date","{heading}"\n"2026-01-01","5"\n"2026-01-02","6"\n'


def test_metas_title_is_followed_where_its_heading_says_another_measure() -> None:
    """Meta wrote visits under a heading of followers: they were followers gained."""
    export = cm.read(VISITS.format(heading="New Instagram followers").encode())
    assert export.table["profile_visits"].tolist() == [5, 6]
    (told,) = [note for note in export.warnings if note.key == "title_over_heading"]
    assert "New Instagram followers" in told.in_language("en")
    plain = cm.read(VISITS.format(heading="Primary").encode())
    assert plain.table["profile_visits"].tolist() == [5, 6]
    assert not {"title_over_heading", "untold_measure"} & {note.key for note in plain.warnings}


def test_a_title_that_nobody_knows_keeps_the_values_and_asks() -> None:
    export = cm.read(b'"Ukjent tall"\n"Date","Primary"\n"2026-01-01","5"\n"2026-01-02","6"\n')
    assert export.table["Primary"].tolist() == [5, 6]
    assert "untold_measure" in [note.key for note in export.warnings]


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=6))
@settings(max_examples=25)
def test_only_reach_far_above_views_is_remarked_on(rows: list[tuple[int, int]]) -> None:
    head = "Post ID,Account ID,Publish time,Views,Reach,Likes\n"
    data = head + "".join(f"{i},1,01/02/2026 10:00,{v},{r},1\n" for i, (v, r) in enumerate(rows))
    told = [note for note in cm.read(data.encode()).warnings if note.key == "reach_over_views"]
    far = sum(v > 0 and r > 1.5 * v for v, r in rows)
    assert [note.facts["n"] for note in told] == ([far] if far else [])


def test_linkedin_posts_without_their_type_are_posts_and_not_a_crash() -> None:
    data = "Titolo del post,Link del post,Data di creazione,Impressioni,Clic,Consiglia\n"
    data += "Ciao,https://www.linkedin.com/feed/update/urn:li:activity:7400000000000000001,02/10/2026,100,9,5\n"
    posts = cm.read(data.encode()).posts
    assert posts[["impressions", "clicks", "likes"]].iloc[0].tolist() == [100, 9, 5]
