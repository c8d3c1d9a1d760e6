"""Every real export: its kind, its rows, those set aside, and its sums, taken by hand from the files
(with the csv module, calamine and ElementTree alone) and written here as literals.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cmkit as cm

META = "meta_business_suite/"
FILES: dict[str, tuple[str, int, int, dict[str, float]]] = {
    META + "oigetit_sa_facebook_posts_2025-01-14_2025-04-14.csv": (
        "posts",
        261,
        0,
        {
            "views": 15982,
            "reach": 8395,
            "engagements": 127,
            "likes": 87,
            "comments": 20,
            "shares": 20,
            "clicks": 162,
            "link_clicks": 21,
        },
    ),
    META + "oigetit_sa_facebook_posts_2025-03-18_2025-04-14.csv": (
        "posts",
        48,
        0,
        {
            "views": 0,
            "reach": 1286,
            "engagements": 10,
            "likes": 8,
            "comments": 2,
            "shares": 0,
            "clicks": 20,
            "link_clicks": 2,
        },
    ),
    META + "pro_efficient_facebook_posts_2025-02-01_2025-03-15.csv": (
        "posts",
        20,
        0,
        {
            "views": 0,
            "reach": 34,
            "engagements": 0,
            "likes": 0,
            "comments": 0,
            "shares": 0,
            "clicks": 3,
        },
    ),
    META + "oigetit_sa_instagram_posts_2025-03-18_2025-04-14.csv": (
        "posts",
        78,
        0,
        {
            "views": 10931,
            "reach": 7783,
            "likes": 274,
            "shares": 8,
            "comments": 1,
            "saves": 4,
            "follows": 6,
        },
    ),
    META + "oigetit_sa_daily_content_interactions.csv": ("daily", 105, 0, {"engagements": 749}),
    META + "oigetit_sa_daily_facebook_reach.csv": ("daily", 105, 0, {"reach": 10734}),
    META + "feadev_daily_new_likes_and_follows.csv": ("several tables", 1259, 0, {"follows": 166 + 621}),
    META + "feadev_daily_reach_facebook_instagram.csv": (
        "several tables",
        2140,
        0,
        {"reach": 14313 + 126490},
    ),
    META + "oigetit_sa_audience.csv": ("several tables", 8, 0, {}),
    "facebook_insights/uci_moro_dataset_Facebook.csv": (
        "posts",
        500,
        0,
        {
            "reach": 6951680,
            "impressions": 14792974,
            "clicks": 707565,
            "comments": 3741,
            "likes": 88795,
            "shares": 13524,
            "engagements": 106060,
        },
    ),
    "facebook_insights/lok_post_level_2017-11-19.xlsx": (
        "posts",
        47,
        1,
        {
            "reach": 7971761,
            "impressions": 13853029,
            "clicks": 682814,
            "likes": 121635,
            "comments": 9465,
            "shares": 22754,
            "link_clicks": 9997,
        },
    ),
    "facebook_insights/lok_post_level_2017-07-27.xls": (
        "posts",
        7,
        1,
        {
            "reach": 1702914,
            "impressions": 2642563,
            "clicks": 138578,
            "likes": 14387,
            "comments": 1152,
            "shares": 3337,
            "link_clicks": 1501,
        },
    ),
    "meta_ads/koszulkowy_ads_2026-01.csv": (
        "ads",
        685,
        0,
        {
            "spend": 34970.28,
            "conversions": 1011,
            "revenue": 106738.41,
            "link_clicks": 60135,
        },
    ),
    "x_twitter/ropensci_tweets_2016-12.csv": (
        "posts",
        37,
        0,
        {
            "impressions": 110828,
            "engagements": 1421,
            "shares": 145,
            "comments": 5,
            "likes": 221,
            "link_clicks": 703,
            "follows": 2,
        },
    ),
    "x_twitter/ropensci_tweets_2019-01.csv": (
        "posts",
        31,
        0,
        {
            "impressions": 199256,
            "engagements": 3585,
            "shares": 254,
            "comments": 24,
            "likes": 570,
            "link_clicks": 986,
            "follows": 3,
        },
    ),
    "x_twitter/ropensci_tweets_2021-12.csv": (
        "posts",
        17,
        0,
        {
            "impressions": 85120,
            "engagements": 972,
            "shares": 96,
            "comments": 6,
            "likes": 214,
            "link_clicks": 210,
        },
    ),
    "x_twitter/topdomainclub_account_analytics_content.csv": (
        "posts",
        43,
        0,
        {
            "impressions": 4466,
            "likes": 105,
            "engagements": 283,
            "saves": 4,
            "follows": 1,
            "comments": 8,
            "shares": 13,
            "link_clicks": 28,
        },
    ),
    "x_twitter/topdomainclub_account_overview_analytics.csv": (
        "daily",
        314,
        0,
        {
            "impressions": 34465,
            "likes": 433,
            "engagements": 2932,
            "follows": 1071,
            "unfollows": 139,
            "comments": 107,
            "shares": 43,
        },
    ),
    "linkedin/doorly_content.xls": (
        "posts",
        3,
        0,
        {
            "impressions": 269,
            "clicks": 7,
            "likes": 3,
            "comments": 0,
            "shares": 1,
        },
    ),
    "linkedin/pro_efficient_content.xls": ("posts", 8, 0, {"impressions": 310, "clicks": 5, "likes": 8}),
    "linkedin/doorly_followers.xls": ("daily", 90, 0, {"follows": 16}),
    "linkedin/doorly_visitors.xls": ("daily", 90, 0, {"views": 122}),
    "linkedin/doorly_competitor_analytics.xlsx": ("pages", 1, 0, {"followers": 153}),
    "tiktok/creator_en_content.csv": (
        "posts",
        12,
        0,
        {
            "likes": 3114,
            "comments": 392,
            "shares": 102,
            "views": 237054,
        },
    ),
    "tiktok/creator_en_overview.csv": (
        "daily",
        365,
        0,
        {
            "views": 2946198,
            "profile_visits": 9692,
            "likes": 23673,
            "comments": 3171,
            "shares": 2372,
        },
    ),
    "tiktok/creator_es_overview.csv": ("daily", 7, 0, {"views": 9, "likes": 0}),
    "tiktok/creator_en_viewers.csv": ("daily", 365, 0, {"viewers": 2550981}),
    "tiktok/creator_en_follower_history.csv": (
        "daily",
        365,
        0,
        {"followers": 1347188, "net_followers": 4976},
    ),
    "youtube/pune_tech_table_data.csv": (
        "posts",
        220,
        1,
        {
            "views": 51075,
            "watch_time_h": 4046.4715,
            "net_followers": 648,
            "impressions": 748826,
        },
    ),
    "youtube/trans7_esports_table_data.csv": (
        "posts",
        154,
        1,
        {
            "views": 92015,
            "watch_time_h": 7994.2611,
            "impressions": 2134248,
        },
    ),
    "youtube/brasil_pt_dados_da_tabela.csv": (
        "posts",
        497,
        1,
        {
            "views": 30226259,
            "watch_time_h": 1469064.2085,
            "net_followers": 79021,
            "revenue": 18429.033,
            "impressions": 172872965,
        },
    ),
    "youtube/brasil_pt_total.csv": ("daily", 180, 0, {"revenue": 18472.641}),
    "youtube/coding_train_geography_table_data.csv": (
        "audience",
        201,
        1,
        {
            "views": 14344009,
            "watch_time_h": 1078604.379,
        },
    ),
    "ga4/nstem_traffic_acquisition_channels_excel_resaved.csv": (
        "channels",
        6,
        8,
        {
            "users": 596,
            "sessions": 907,
            "engaged_sessions": 573,
            "events": 6791,
        },
    ),
    "ga4/koszulkowy_exploration_landing_pages_2025-12.csv": (
        "pages",
        500,
        1,
        {
            "revenue": 811970.559864,
            "sessions": 157506,
            "orders": 7472,
        },
    ),
    "ga4/plan_your_recovery_pages_and_screens.csv": (
        "pages",
        56,
        0,
        {"views": 779, "users": 516, "events": 1946},
    ),
    "ga4/ecuagen_es_reports_snapshot.csv": ("several tables", 132, 0, {}),
    "universal_analytics/gaming_media_pages_2022-07.xlsx": ("several tables", 41, 2, {}),
    "search_console/michelin_fr_requetes.csv": (
        "channels",
        1000,
        0,
        {"clicks": 307179, "impressions": 5688261},
    ),
    "search_console/michelin_fr_pages.csv": ("pages", 1000, 0, {"clicks": 636276, "impressions": 38276123}),
    "search_console/michelin_fr_pays.csv": ("audience", 241, 0, {"clicks": 676311, "impressions": 38473290}),
    "search_console/michelin_fr_appareils.csv": (
        "audience",
        3,
        0,
        {"clicks": 676311, "impressions": 38473290},
    ),
    "search_console/michelin_fr_dates.csv": ("daily", 92, 0, {"clicks": 676311, "impressions": 38473290}),
    "search_console/michelin_fr_filtres.csv": ("empty", 2, 0, {}),
    "sprout_social/stanbic_instagram_posts_cleaned.csv": (
        "posts",
        2000,
        0,
        {
            "impressions": 8172397,
            "reach": 7426609,
            "engagements": 265827,
            "likes": 217593,
            "comments": 40611,
            "saves": 7623,
        },
    ),
    "manual_reporting/can_afcon_2025_reporting_fr.xlsx": (
        "posts",
        971,
        1,
        {"views": 628295352, "likes": 32877196},
    ),
}
Real = Callable[[str], Path]


@pytest.mark.parametrize("file", FILES)
def test_a_real_export_is_read_to_the_last_row_and_the_last_digit(real: Real, file: str) -> None:
    kind, kept, aside, sums = FILES[file]
    export = cm.read(real(file), progress=False)
    assert (export.kind, len(export), len(export.set_aside)) == (kind, kept, aside)
    assert export.reconcile().holds, export.reconcile()
    found = {name: float(export.table[name].sum()) for name in sums}
    assert found == pytest.approx(sums, rel=1e-12)
    assert len(export.original) == kept
    assert (export.posts is not None) == (kind in ("posts", "ads"))


def test_all_real_files_are_expected_here(real: Real) -> None:
    folder = real("README.md").parent
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*.*") if p.name != "README.md"}
    assert there == set(FILES)


def _sums(export: Any, column: str) -> dict[str, tuple[str, int, float]]:
    return {name: (one.kind, len(one), float(one.table[column].sum())) for name, one in export.tables.items()}


def test_two_networks_under_one_title_are_two_tables_never_one(real: Real) -> None:
    export = cm.read(real(META + "feadev_daily_reach_facebook_instagram.csv"))
    assert _sums(export, "reach") == {
        "Facebook Page reach": ("daily", 1070, 14313),
        "Instagram reach": ("daily", 1070, 126490),
    }
    assert export.table.groupby("platform")["reach"].sum().to_dict() == {
        "facebook": 14313,
        "instagram": 126490,
    }


def test_the_sheets_of_a_linkedin_export_keep_their_own_kinds(real: Real) -> None:
    tables = cm.read(real("linkedin/doorly_content.xls")).tables.values()
    assert [(one.source.sheet, one.kind, len(one)) for one in tables] == [
        ("Metrics", "daily", 90),
        ("All posts", "posts", 3),
    ]


def test_the_files_own_total_stands_beside_the_sums(real: Real) -> None:
    account = cm.read(real("youtube/pune_tech_table_data.csv")).reconcile().table
    assert account.loc["views", ["kept", "total_row"]].tolist() == [51075, 51075]
    assert account.loc["net_followers", ["kept", "total_row"]].tolist() == [648, 1576]


def test_the_same_post_in_two_exports_is_one_post_and_the_better_row_is_kept(real: Real) -> None:
    """48 posts are in both files; the shorter export says 0 views for each."""
    name = META + "oigetit_sa_facebook_posts_2025-{}_2025-04-14.csv"
    export = cm.read([real(name.format("03-18")), real(name.format("01-14"))], progress=False)
    assert (len(export), len(export.set_aside)) == (261, 48)
    assert set(export.set_aside["reason"]) == {"duplicate"}
    assert export.table["views"].sum() == 15982
    assert export.reconcile().holds


def test_a_missing_year_comes_from_the_order_of_the_days(real: Real) -> None:
    import datetime

    export = cm.read(real("tiktok/creator_en_overview.csv"), exported=datetime.date(2026, 2, 28))
    days = export.table["date"]
    assert [str(days.min())[:10], str(days.max())[:10]] == ["2025-02-28", "2026-02-27"]
    assert days.is_monotonic_increasing
    assert "guessed_year" in {note.key for note in export.warnings}


def test_ids_stay_text_and_times_keep_their_zone(real: Real) -> None:
    export = cm.read(real("x_twitter/ropensci_tweets_2016-12.csv"))
    assert export.posts["post_id"].iloc[0] == "812369747765362688"
    assert str(export.posts["published_at"].iloc[0]) == "2016-12-23 18:50:00+00:00"


def test_not_measured_is_not_zero(real: Real) -> None:
    export = cm.read(real("tiktok/creator_en_follower_history.csv"))
    assert export.table["followers"].isna().sum() == 25
    assert len(export.withheld) == 25
    assert (export.table["net_followers"] == 0).sum() > 25
