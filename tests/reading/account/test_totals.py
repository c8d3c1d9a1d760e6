"""A total kept as a row doubles every sum; a row taken for a total is lost."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm

ADS = "Campaign name,Reporting starts,Reach,Impressions,Link clicks,Amount spent (EUR)"
POSTS = "Result,Reach,Impressions,Clicks"


def read(headings: str, *rows: str) -> cm.Export:
    return cm.read("\n".join((headings, *rows, "")).encode(), progress=False)


NAMELESS = ["", "-", "—", " -- ", "\u200b", "\ufeff—", "\u2060"]
TOTALS = [
    "Total", "TOTAL", "to\u00adtal", "Total\u200b", "Total: Campaigns", "Total: Account", "Total: Video",
    "Total : toutes les campagnes", "Total des campagnes", "Results from 2 campaigns", "Grand Total",
    "Résultats de 2 campagnes", "Gesamt", "Gesamtergebnis", "Totale", "Total general", "Total geral",
    "ИТОГО", "合計", "Totaal",
]  # fmt: skip


@pytest.mark.parametrize("name", [*NAMELESS, *TOTALS])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_total_is_set_aside_wherever_it_stands_and_whatever_it_is_called(name: str, at: int) -> None:
    rows = ["A,2026-01-01,500,5000,25,12.5", "B,2026-01-01,400,4830,48,7.06"]
    rows.insert(at, f"{name},2026-01-01,700,9830,73,19.56")
    export = read(ADS, *rows)
    assert (export.kind, len(export), export.set_aside["reason"].tolist()) == ("ads", 2, ["total"])
    assert export.posts["spend"].sum() == pytest.approx(19.56)
    account = export.reconcile()
    assert account.holds
    assert account.table.loc["impressions", ["kept", "total_row"]].tolist() == [9830, 9830]
    assert not {"total_differs", "rows_missing"} & {note.key for note in export.warnings}


@pytest.mark.parametrize("name", ["", "Total: Campaigns", "Results from 9 campaigns"])
def test_a_total_over_rows_that_are_missing_is_set_aside_and_the_gap_is_said(name: str) -> None:
    rows = ["A,2026-01-01,500,5000,25,12.5", "B,2026-01-01,400,4830,48,7.06"]
    export = read(ADS, f"{name},2026-01-01,90000,98300,730,195.6", *rows)
    assert (len(export), export.reasons["total"]) == (2, 1)
    said = [note.in_language("en") for note in export.warnings if note.key == "rows_missing"]
    assert len(said) == 3
    assert all("rows are missing under it" in sentence for sentence in said)


def test_totals_of_blocks_and_of_all_are_set_aside() -> None:
    export = read(POSTS, "A,50,500,9", "B,30,300,4", ",80,800,13", "C,20,250,3", "D,10,110,2", ",30,360,5",
                  ",110,1160,18")  # fmt: skip
    assert export.posts["result"].tolist() == list("ABCD")
    assert export.reasons == {"total": 3}
    assert export.reconcile().table.loc["clicks", "total_row"] == 18
    parts = [str(why) for why in export.set_aside["why"]]
    assert [why.startswith("Sub-total") for why in parts] == [True, True, False]


def test_totals_of_groups_are_set_aside_where_a_label_is_left_out() -> None:
    """A pivot table: a platform's total has its name, and no title."""
    one = ["Facebook,A,500,9", "Facebook,B,300,4", "Facebook,,800,13"]
    other = ["Instagram,C,250,3", "Instagram,,360,5", "Instagram,D,110,2"]
    export = read("Platform,Result,Impressions,Clicks", *one, *other, ",,1160,18")
    assert (export.posts["result"].tolist(), export.reasons) == (list("ABCD"), {"total": 3})


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(["A,50,500,9", ",50,500,9"], id="two posts that did as well, one without a title"),
        pytest.param([",50,500,9"], id="one row"),
        pytest.param([",50,500,9", ",30,300,4", ",80,900,13"], id="names that are empty everywhere"),
        pytest.param(["A,0,0,0", "B,0,0,0", ",0,0,0"], id="zero is the sum of zeros"),
        pytest.param(["A,50,500,9", "B,30,300,4", ",40,200,30"], id="below the sum in one column"),
        pytest.param(["A,50,500,", "B,30,300,", ",80,799,"], id="close, and not equal"),
        pytest.param(["A,50,500,0", "B,0,0,0", ",50,500,0"], id="a tie"),
        pytest.param(["Total eclipse,50,500,9", "A,30,300,4"], id="a title that begins with the word"),
        pytest.param(["Total eclipse,500,9000,90", "A,30,300,4", "B,30,100,4"], id="and does best"),
    ],
)
def test_what_only_looks_like_a_total_is_kept(rows: list[str]) -> None:
    export = read(POSTS, *rows)
    assert (len(export), len(export.set_aside)) == (len(rows), 0)
    assert export.reconcile().holds


def test_a_row_whose_title_stands_above_it_is_no_total() -> None:
    """Merged cells: a title is written once, for its rows of two networks."""
    rows = ["A,Facebook,100,5", "B,Facebook,20,1", ",Instagram,500,20", "C,Facebook,30,2"]
    assert len(read("Result,Platform,Impressions,Clicks", *rows)) == 4


def test_the_row_of_a_post_that_adds_its_two_others_is_not_said_to_repeat_them() -> None:
    """LinkedIn: organic, sponsored and both, a row each; the parts are set aside."""
    link = "https://www.linkedin.com/feed/update/urn:li:activity:7012345678"
    parts = [("Organic", "500,90,40"), ("Sponsored", "300,40,50"), ("Total", "800,130,90")]
    rows = [f"A,{link},{kind},05/13/2026,{numbers}" for kind, numbers in parts]
    export = read("Post title,Post link,Post type,Created date,Impressions,Clicks,Likes", *rows)
    assert (len(export), export.reasons) == (1, {"part": 2})
    assert "repeats_others" not in {note.key for note in export.warnings}


def test_days_without_names_are_no_totals() -> None:
    days = (",2026-01-01,500,9", ",2026-01-02,300,4", ",2026-01-03,800,13")
    assert len(read("Result,Date,Impressions,Clicks", *days)) == 3


def test_a_post_with_a_link_of_its_own_is_kept_and_the_doubt_is_said() -> None:
    """It has no title, and as many views and clicks as the two others together."""
    rows = ["A,https://x.com/a/status/1,500,90", "B,https://x.com/a/status/2,300,40", ",https://x.com/a/status/3,800,130"]
    export = read("Result,Permalink,Impressions,Clicks", *rows)
    assert len(export) == 3
    assert not export.reconcile().holds


def test_a_row_that_has_a_name_and_repeats_the_others_does_not_add_up() -> None:
    export = read(ADS, "A,2026-01-01,500,5000,25,12.5", "Toute l’année,2026-01-01,700,9830,73,19.56",
                  "B,2026-01-01,400,4830,48,7.06")  # fmt: skip
    account = export.reconcile()
    assert len(export) == 3
    assert account.table["holds"].to_dict() == {
        "rows": True, "reach": True, "impressions": False, "link_clicks": False, "spend": False,
        "lines": True,
    }  # fmt: skip
    (note,) = [note for note in export.warnings if note.key == "repeats_others"]
    assert "Line 3" in note.in_language("en")
    assert "La ligne 3" in note.in_language("fr")


def test_a_file_that_holds_a_total_alone_has_no_ad() -> None:
    export = read(ADS, ",2026-01-01,700,9830,73,19.56")
    assert (export.kind, len(export), export.posts) == ("empty", 0, None)
    assert [note.key for note in export.warnings][-1] == "total_alone"
    with pytest.raises(cm.errors.CmkitError):
        cm.judge(export, "visibility")


def test_a_day_that_is_none_is_the_total_of_days() -> None:
    """Universal Analytics and Google Ads end their lists of days with it."""
    export = read("Day Index,Sessions", "1/1/26,40", "1/2/26,60", ",100")
    assert (len(export), export.reasons) == (2, {"total": 1})


def test_an_average_is_no_total_to_compare_with() -> None:
    export = read(POSTS, "A,50,500,9", "B,30,300,5", "Moyenne,40,400,7")
    assert export.reasons == {"total": 1}
    assert export.reconcile().table.get("total_row").isna().all()
    assert "total_differs" not in {note.key for note in export.warnings}


def test_a_total_whose_cells_have_shifted_is_set_aside_and_not_compared() -> None:
    rows = ["A,2026-01-01,500,5000,25,12.5", "B,2026-01-01,400,4830,48,7.06"]
    export = read(ADS, *rows, 'Total,,900, "9,830",73,19')
    assert export.reasons == {"long": 1}
    assert not {"total_differs", "rows_missing"} & {note.key for note in export.warnings}


def test_a_search_term_that_begins_with_total_is_kept_beside_totals() -> None:
    rows = ["total gym repair,50,5,2", "drain cleaning,400,40,6"]
    totals = ["Total: Account,450,45,8", "Total: Search,450,45,8"]
    export = read("Query,Impressions,Clicks,Conversions", *rows, *totals)
    assert export.table["query"].tolist() == ["total gym repair", "drain cleaning"]
    assert export.reasons == {"total": 2}


numbers = st.tuples(*[st.integers(0, 10**6)] * 3)


@st.composite
def tables(draw: Any) -> tuple[list[list[Any]], list[list[Any]]]:
    """Rows with names, and the same with totals of blocks and of all between them."""
    rows = draw(st.lists(numbers, min_size=2, max_size=50))
    named: list[list[Any]] = [[f"N{i}", "2026-01-01", *row] for i, row in enumerate(rows)]
    names = st.sampled_from(["", "—", "Total", "Total: Campaigns", "Total des campagnes"])
    ends = draw(st.sets(st.integers(2, len(rows)), max_size=3))
    blocks, start = list[list[Any]](), 0
    for end in sorted(ends) if draw(st.booleans()) else ():
        blocks += named[start:end]
        if end - start > 1:
            blocks.append([draw(names), "2026-01-01", *map(sum, zip(*rows[start:end], strict=True))])
        start = end
    blocks += named[start:]
    whole = [draw(names), "2026-01-01", *map(sum, zip(*rows, strict=True))]
    parts = len(blocks) > len(named)
    blocks.insert(draw(st.sampled_from([0, len(blocks)]) if parts else st.integers(0, len(blocks))), whole)
    return named, blocks


@given(tables())
@settings(max_examples=60, deadline=None)
def test_sums_are_those_of_the_rows_whatever_totals_stand_between_them(
    made: tuple[list[list[Any]], list[list[Any]]],
) -> None:
    rows, all_rows = made
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*ADS.replace("Reach", "Views").split(",")])
    writer.writerows([*row, row[2] / 100] for row in all_rows)
    export = cm.read(out.getvalue().encode(), progress=False)
    if not any(row[2] for row in rows):
        return
    assert len(export) == len(rows)
    assert export.table["views"].sum() == sum(row[2] for row in rows)
    assert export.table["spend"].sum() == pytest.approx(sum(row[2] for row in rows) / 100)
    assert export.reconcile()


@given(st.lists(st.tuples(*[st.integers(1, 10**6)] * 3), min_size=2, max_size=50), st.data())
@settings(max_examples=40, deadline=None)
def test_the_total_of_a_table_kept_by_hand_is_found_anywhere(rows: list[tuple[int, ...]], data: Any) -> None:
    lines = [f"N{i},{views},{likes},{clicks}" for i, (views, likes, clicks) in enumerate(rows)]
    name = data.draw(st.sampled_from(["", "-", "Total", "Total des publications"]))
    whole = f"{name},{','.join(str(sum(column)) for column in zip(*rows, strict=True))}"
    lines.insert(data.draw(st.integers(0, len(lines))), whole)
    export = read("Result,Views,Likes,Clicks", *lines)
    assert (len(export), export.reasons) == (len(rows), {"total": 1})
    assert export.reconcile()


@given(st.lists(numbers, min_size=2, max_size=50))
@settings(max_examples=40, deadline=None)
def test_rows_with_names_and_no_total_are_all_kept(rows: list[tuple[int, ...]]) -> None:
    lines = [f"N{i},{row[0]},{row[1]},{row[2]}" for i, row in enumerate(rows)]
    assert len(read("Result,Views,Impressions,Clicks", *lines)) == len(rows)


SETS = "Campaign name,Ad set name,Impressions,Amount spent (USD)"
LEVELS = {
    "by day": [
        "Campaign name,Day,Impressions,Link clicks,Amount spent (USD)", "A,,300,7,3", "A,2025-01-01,100,3,1",
        "A,2025-01-02,200,4,2", "B,,70,3,7", "B,2025-01-01,30,1,3", "B,2025-01-02,40,2,4",
    ],
    "all ages": [
        "Campaign name,Age,Impressions,Link clicks,Amount spent (USD)", "A,All,300,11,3.66",
        "A,18-24,100,5,1.33", "A,25-34,200,6,2.33", "B,All,310,12,4.10", "B,18-24,110,5,1.77",
        "B,25-34,200,7,2.33",
    ],
    "ad sets": [SETS, "A,s1,100,1", "A,s2,200,2", "A,,300,3", "B,s1,10,1", "B,s2,20,2", "B,,30,3", ",,330,6"],
    "one campaign": [SETS, "A,s1,100,1", "A,s2,200,2", "A,,300,3", ",,300,3"],
    "three levels": [
        "Campaign name,Ad set name,Ad name,Impressions,Amount spent (USD)", "A,,,300,3.66", "A,s1,,300,3.66",
        "A,s1,a,100,1.33", "A,s1,b,200,2.33",
    ],
    "one ad set each": [SETS, "A,s1,100,1", "A,,100,1", "B,s1,10,1", "B,,10,1"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "spend"), [
    ("by day", 10), ("all ages", 7.76), ("ad sets", 6), ("one campaign", 3), ("three levels", 3.66),
    ("one ad set each", 2),
])  # fmt: skip
def test_what_a_breakdown_adds_up_beside_its_parts_is_counted_once(name: str, spend: float) -> None:
    """The spend of a pivot of campaigns was twice or three times what was paid, and it added up."""
    export = read(*LEVELS[name])
    assert (export.kind, round(export.table["spend"].sum(), 2)) == ("ads", spend)
    assert set(export.reasons) == {"total"}


def test_a_total_is_one_though_a_sale_counts_once_over_all_or_a_column_is_net() -> None:
    rows = [",300,3.66,2", "A,100,1.33,1", "B,200,2.33,2"]
    ads = read("Campaign name,Impressions,Amount spent (USD),Purchases", *rows)
    assert (ads.table["spend"].sum(), ads.reasons) == (pytest.approx(3.66), {"total": 1})


@pytest.mark.parametrize("odd", [",,60,600,6", ",,25,250,2.5"])
def test_a_row_of_ads_without_name_and_day_is_no_ad(odd: str) -> None:
    """An old sum, or an average, that somebody left under the table was the largest of the ads."""
    rows = [f"{name},2026-09-0{n},{n}0,{n}00,{n}" for n, name in enumerate("ABCD", 1)]
    export = read("Campaign,Day,Cost,Impr.,Clicks", *rows, odd)
    assert (len(export), export.table["spend"].sum(), export.reasons) == (4, 100, {"nameless": 1})


def test_ads_of_a_whole_account_on_one_day_are_there() -> None:
    export = read("Day,Impressions,Swipes,Spend", "2026-06-01,9800,210,320.50")
    assert export.table["spend"].tolist() == [320.5]
