"""Several files: a post counted twice, or visits given to the wrong post, is what a user would lose."""

from __future__ import annotations

from pathlib import Path

import cmkit as cm

HEAD = "Post ID,Page ID,Permalink,Publish time,Views,Reach,Reactions\n"
MARCH = HEAD + "111,9,https://www.facebook.com/a/posts/111,03/01/2026 10:00,100,80,5\n"
APRIL = HEAD + (
    "111,9,https://www.facebook.com/a/posts/111,03/01/2026 10:00,140,90,7\n"
    "222,9,https://www.facebook.com/a/posts/222,04/01/2026 10:00,50,40,2\n"
)
VISITS = (
    "# Start date: 20260301\n# End date: 20260430\n"
    "Landing page + query string,Sessions,Key events,Total revenue\n"
    "/shop?utm_source=facebook&utm_content=222,30,2,40.5\n/shop?utm_content=222&x=1,5,1,9.5\n/home,99,0,0\n"
)


def test_the_later_row_of_a_post_is_kept_whatever_the_order() -> None:
    for files in ([MARCH.encode(), APRIL.encode()], [APRIL.encode(), MARCH.encode()]):
        export = cm.read(files)
        assert sorted(export.posts["views"]) == [50, 140]
        assert export.set_aside[["line", "reason"]].to_numpy().tolist() == [[2, "duplicate"]]
        assert "line 2" in export.set_aside["explanation"].iloc[0]
        assert export.reconcile().holds


def test_the_same_id_on_two_platforms_is_two_posts() -> None:
    instagram = MARCH.replace("Page ID", "Account ID").replace("facebook.com/a/posts", "instagram.com/p")
    export = cm.read([MARCH.encode(), instagram.encode()])
    assert sorted(export.posts["platform"]) == ["facebook", "instagram"]


def test_visits_join_the_post_that_their_tag_names() -> None:
    export = cm.read([APRIL.encode(), VISITS.encode()])
    posts = export.posts.set_index("post_id")
    assert posts.loc["222", ["sessions", "conversions", "revenue"]].tolist() == [35, 3, 50.0]
    assert posts.loc["111", ["sessions", "conversions"]].isna().all()
    assert export.reconcile().holds
    assert "visits_added" in {note.key for note in export.warnings}


def test_times_with_and_without_a_zone_stand_in_one_column() -> None:
    x = "Tweet id,Tweet permalink,Tweet text,time,impressions\n"
    x += "5,https://twitter.com/a/status/5,Hi,2026-03-01 10:00 +0000,9\n"
    export = cm.read([MARCH.encode(), x.encode()])
    assert [str(time) for time in export.posts["published_at"]] == ["2026-03-01 10:00:00"] * 2


def test_a_table_of_posts_without_any_link_stands_beside_others() -> None:
    """Found by the fuzz test: its missing links were taken for posts of no table."""
    no_links = HEAD + ",9,,05/01/2026 10:00,10,5,1\n"
    export = cm.read([MARCH.encode(), APRIL.encode(), no_links.encode()])
    assert export.reconcile()
    assert export.set_aside["reason"].tolist().count("duplicate") == 1


LISTS = (
    "Maximum of 50 posts,,,,,,\n,,,,,,\nPost link,Created date,Likes,,Post link,Created date,Impressions\n"
    "https://www.linkedin.com/feed/update/urn:li:activity:7400000000000000001,3/15/2026,9,,"
    "https://www.linkedin.com/feed/update/urn:li:activity:7400000000000000002,3/16/2026,500\n"
    "https://www.linkedin.com/feed/update/urn:li:activity:7400000000000000002,3/16/2026,4,,"
    "https://www.linkedin.com/feed/update/urn:li:activity:7400000000000000003,3/17/2026,300\n"
    ",,,,https://www.linkedin.com/feed/update/urn:li:activity:7400000000000000001,3/15/2026,200\n"
)
FORMAT = """id = "lists"
kind = "posts"
tell = [["Post link"], ["Created date"]]
[columns]
permalink = ["Post link"]
published_at = ["Created date"]
likes = ["Likes"]
impressions = ["Impressions"]
"""


def test_two_lists_side_by_side_are_joined_by_post_never_by_row(tmp_path: Path) -> None:
    """36 of 40 posts had the numbers of another post."""
    (tmp_path / "lists.toml").write_text(FORMAT, encoding="utf-8")
    export = cm.read(LISTS.encode(), formats=tmp_path)
    posts = export.posts.assign(n=export.posts["permalink"].str[-1]).set_index("n")
    assert posts["likes"].fillna(-1).to_dict() == {"1": 9, "2": 4, "3": -1}
    assert posts["impressions"].to_dict() == {"1": 200, "2": 500, "3": 300}
    assert (export.reasons, export.reconcile().holds) == ({"joined": 2}, True)
    assert export.reconcile().table.loc["impressions", "in_file"] == 1000
    assert "line 4" in export.set_aside.loc[export.set_aside["row"] == 3, "why"].iloc[0]


def test_posts_whose_ids_a_spreadsheet_rounded_are_not_taken_for_one_post() -> None:
    rows = "".join(f"1.8E+16,9,,0{n}/01/2026 10:00,{n}00,80,5\n" for n in (3, 4, 5))
    export = cm.read((HEAD + rows).encode())
    assert (len(export), export.posts["views"].sum()) == (3, 1200)
    assert "damaged_ids" in {note.key for note in export.warnings}
