"""Small real exports that were once read wrongly: what is right, worked out by hand, as literals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import cmkit as cm
from cmkit.catalogue.columns import NUMBERS

Case = Callable[[str], Path]
ADS: dict[str, tuple[int, int, dict[str, float]]] = {
    "meta_ads_campaigns_total_first_2026.csv": (13, 1, {"spend": 82.62, "impressions": 195_615}),
    "meta_ads_daily_aud_2025.csv": (300, 0, {"spend": 6_876.21, "revenue": 14_406.61}),
    "meta_ads_fr_plateforme_2025.csv": (84, 0, {"clicks": 1_640_141, "conversions": 6_178}),
    "google_ads_campaign_report_video_inr_2025.csv": (2, 4, {"spend": 2_565.93}),
    "google_ads_daily_aud_2025.csv": (300, 0, {"spend": 5_276.68, "revenue": 45_779.34}),
    "pinterest_ads_daily_2026.csv": (300, 0, {"spend": 320.18, "conversions": 2, "revenue": 858.96}),
    "tidy_meta_campaigns_2026.csv": (1, 0, {"spend": 37.63, "impressions": 21_815}),
}
"""What is kept, what is set aside, sums of columns."""
OTHERS: dict[str, tuple[str, int, int, dict[str, float]]] = {
    "meta_instagram_posts_reach_over_views_2026.csv": ("posts", 15, 0, {"views": 22_105, "reach": 87_048}),
    "meta_facebook_posts_boosted_organic_2026.csv": (
        "posts", 7, 0, {"boosted": 2, "boosted_views": 31_119 + 3_515, "views": 72_607},
    ),
    "meta_page_daily_engagements_2026.csv": ("daily", 35, 0, {"engaged_users": 8_309}),
    "meta_instagram_contenido_es_2026.csv": (
        "posts", 30, 0, {"views": 7_269_352, "reach": 3_987_445, "likes": 408_562},
    ),
    "meta_diario_alcance_es_2026_utf16.csv": ("daily", 28, 0, {"reach": 3_543_943}),
    "google_ads_networks_usd_2026.csv": ("audience", 2, 0, {"clicks": 91, "spend": 139.67}),
    "meta_diario_seguidores_es_2026_utf16.csv": ("daily", 19, 0, {"follows": 3_243}),
    "meta_publico_genero_pt_2024.csv": ("audience", 6, 0, {"Mulheres": 0.641, "Homens": 0.359}),
    "meta_daily_reach_no_title_utf16_2024.csv": ("daily", 28, 0, {"Primary": 7_684_502}),
    "tidy_x_daily_2026.csv": ("daily", 7, 0, {"impressions": 139, "profile_visits": 2, "follows": 0}),
    "linkedin_creator_content_2026.xlsx": ("posts", 57, 40, {}),
    "search_console_apparence_fr_2026.csv": ("audience", 2, 0, {"clicks": 463}),
}


@pytest.mark.parametrize("name", ADS)
def test_ads_are_ads_and_money_is_counted_once(name: str, case: Case) -> None:
    export = cm.read(case(name))
    kept, aside, sums = ADS[name]
    assert (export.kind, len(export.table), len(export.set_aside)) == ("ads", kept, aside)
    assert {each: export.table[each].sum() for each in sums} == pytest.approx(sums)
    assert export.reconcile().holds


@pytest.mark.parametrize("name", OTHERS)
def test_what_was_read_wrongly_is_read_right(name: str, case: Case) -> None:
    export = cm.read(case(name))
    kind, kept, aside, sums = OTHERS[name]
    assert (export.kind, len(export.table), len(export.set_aside)) == (kind, kept, aside)
    assert {each: export.table[each].sum() for each in sums} == pytest.approx(sums)
    assert export.reconcile().holds


def test_a_file_of_one_total_holds_no_ad(case: Case) -> None:
    export = cm.read(case("meta_ads_breakdown_total_only_2026.csv"))
    assert (export.kind, len(export), export.reasons) == ("empty", 0, {"total": 1})
    assert export.reconcile().table.loc["spend", ["kept", "aside", "total_row"]].tolist() == [0, 28.63, 28.63]
    assert "total_alone" in {note.key for note in export.warnings}
    with pytest.raises(cm.errors.CmkitError):
        cm.judge(export, "visibility")


def test_the_files_own_total_stands_beside_the_ads(case: Case) -> None:
    account = cm.read(case("meta_ads_campaigns_total_first_2026.csv")).reconcile().table
    assert account.loc["spend", ["kept", "total_row"]].tolist() == pytest.approx([82.62, 82.62])
    assert account.loc["reach", ["kept", "total_row"]].tolist() == [146_955, 135_398]


def test_french_ads_without_a_spend_column_are_ads_and_their_money_is_unknown(case: Case) -> None:
    """They fell among hand-made posts: campaign and purchases lost, the money not even asked for."""
    export = cm.read(case("meta_ads_fr_plateforme_2025.csv"))
    assert export.table["campaign"].nunique() == 27
    assert set(export.table["platform"]) >= {"facebook", "instagram"}
    assert "spend" not in export.table
    assert "reach_adds_not" in {note.key for note in export.warnings}
    parts = ["likes", "comments", "shares", "checkouts", "conversations"]
    assert export.table[parts].sum().tolist() == [37_663, 1_747, 5_832, 7_787, 4_491]


@pytest.mark.parametrize(
    ("name", "first", "last", "currency"),
    [
        ("meta_ads_daily_aud_2025.csv", "2025-08-01", "2025-12-16", "AUD"),
        ("google_ads_daily_aud_2025.csv", "2025-09-02", "2025-12-05", "AUD"),
        ("google_ads_campaign_report_video_inr_2025.csv", "2025-07-08", "2025-07-31", "INR"),
        ("pinterest_ads_daily_2026.csv", "2026-06-15", "2026-06-25", ""),
    ],
)
def test_ads_have_their_days_and_their_currency(
    name: str, first: str, last: str, currency: str, case: Case
) -> None:
    """The day stands under `Day`, or in a line above; the currency in a heading or in a column."""
    source = cm.read(case(name)).source
    assert [f"{day:%Y-%m-%d}" for day in source.period] == [first, last]
    assert source.currency == currency


def test_pages_that_google_knows_are_no_performance(case: Case) -> None:
    export = cm.read(case("search_console_indexation_fr_2025.csv"))
    assert (export.kind, export.posts, "impressions" in export.table) == ("empty", None, False)
    assert [note.key for note in export.warnings] == ["coverage_only"]
    assert "position" in cm.read(case("search_console_apparence_fr_2026.csv")).table


def test_reach_far_above_views_is_remarked_on(case: Case) -> None:
    export = cm.read(case("meta_instagram_posts_reach_over_views_2026.csv"))
    (told,) = [note for note in export.warnings if note.key == "reach_over_views"]
    assert "6 rows have a reach of 2.7 to 33.8 times their views" in told.in_language("en")
    others = cm.read(case("meta_instagram_contenido_es_2026.csv")).warnings
    assert told.key not in [note.key for note in others]


def test_boosted_views_stand_in_their_post_and_people_engaged_do_not_add_up(case: Case) -> None:
    posts = cm.read(case("meta_facebook_posts_boosted_organic_2026.csv")).posts
    assert posts["boosted_views"][posts["boosted"]].tolist() == [31_119, 3_515]
    assert NUMBERS["engaged_users"].adds == "base"


def test_ids_stay_whole_and_total_in_a_column_of_dates_is_none(case: Case) -> None:
    posts = cm.read(case("meta_instagram_contenido_es_2026.csv")).posts
    assert posts["post_id"].iloc[0] == "18013820987824089"
    assert posts["published_at"].notna().all()


def test_a_measure_that_the_file_does_not_name_is_asked_for_and_can_be_said(case: Case) -> None:
    path = case("meta_daily_reach_no_title_utf16_2024.csv")
    assert [note.key for note in cm.read(path).warnings].count("untold_measure") == 1
    told = cm.read(path, mapping={"Primary": "reach"})
    assert told.table["reach"].sum() == 7_684_502
    assert "untold_measure" not in [note.key for note in told.warnings]


def test_a_person_on_linkedin_has_days_followers_and_posts_of_two_lists(case: Case) -> None:
    export = cm.read(case("linkedin_creator_content_2026.xlsx"))
    days = export.tables["ENGAGEMENT"].table
    assert (len(days), days["impressions"].sum(), days["engagements"].sum()) == (365, 32_506, 703)
    followers = next(one.table for name, one in export.tables.items() if name.startswith("FOLLOWERS"))
    assert followers["follows"].sum() == 1_085
    assert export.posts[["impressions", "engagements"]].notna().all(axis=1).sum() == 40
    assert export.tables["DISCOVERY"].table["reach"].tolist() == [14_032]


def test_ads_that_spent_and_sold_nothing_keep_their_spend(case: Case) -> None:
    """Their purchases are left blank: 279 of 300 were not judged, and ROAS was 29.47 for 2.10."""
    export = cm.read(case("meta_ads_daily_aud_2025.csv"))
    pooled = cm.pool(export.table, "roas", "cost_per_acquisition").iloc[0]
    assert pooled.round(2).to_dict() == {"roas": 2.10, "cost_per_acquisition": 404.48}
    assert any("Purchases (279)" in str(note) for note in export.warnings)
    verdict = cm.judge(export, cm.Objective("sales", target=1, kpi="conversions"))
    assert verdict.table["status"].value_counts().to_dict() == {"missed": 285, "met": 15}
    unknown = cm.read(case("meta_ads_daily_aud_2025.csv"), blanks={"Purchases": "unknown"})
    assert unknown.table["conversions"].isna().sum() == 279


def test_ids_come_out_whole_beside_a_grand_total_one_cell_longer(case: Case) -> None:
    export = cm.read(case("ga4_exploration_user_explorer_2023.csv"))
    assert (len(export), len(export.set_aside)) == (3, 1)
    assert "729222800.1684694001" in export.table.astype(str).to_numpy()


def test_tables_kept_in_snake_case_are_what_they_are(case: Case) -> None:
    days = cm.read(case("tidy_x_daily_2026.csv"))
    assert (days.kind, days.source.platform) == ("daily", "x")
    assert days.table[["impressions", "engagements", "profile_visits"]].sum().tolist() == [139, 7, 2]
    ads = cm.read(case("tidy_meta_campaigns_2026.csv"))
    assert (ads.kind, ads.table["spend"].sum()) == ("ads", 37.63)
    assert ads.table[["reach", "impressions"]].iloc[0].tolist() == [15_808, 21_815]
    assert "budget" in ads.unmapped["heading"].tolist()


TOP_POSTS = """id = "top_posts"
tell = [["Post URL"], ["Post publish date"]]
id_in_link = '(\\d{8,})/?$'
[columns]
permalink = ["Post URL"]
published_at = ["Post publish date"]
engagements = ["Engagements"]
impressions = ["Impressions"]
"""


def test_the_two_lists_of_linkedin_are_joined_by_post(case: Case, tmp_path: Path) -> None:
    """They stand side by side: by row, 36 of 40 posts had another's numbers."""
    (tmp_path / "top.toml").write_text(TOP_POSTS, encoding="utf-8")
    export = cm.read(case("linkedin_creator_content_2026.xlsx"), formats=tmp_path)
    assert (export.kind, len(export), export.reasons["joined"]) == ("posts", 57, 40)
    posts = export.table.set_index("post_id")
    assert posts.loc["7400000000000000004", ["engagements", "impressions"]].tolist() == [33, 732]
    assert posts[["engagements", "impressions"]].notna().sum().tolist() == [49, 48]
    assert export.reconcile().holds
