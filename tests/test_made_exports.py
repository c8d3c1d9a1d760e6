"""What one would lose: files to learn on and to test with, one a format, that stay what they claim to be."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cmkit as cm
from cmkit.desk import lab
from cmkit.given.names import is_direct
from cmkit.reading.headings.formats import own_formats

DATA = lab.shipped() / "data"
EXPORTS = DATA / "exports"
DAY = date(2026, 4, 1)

# File -> kind, formats, records kept, reasons of those set aside.
EXPECTED: dict[str, tuple[str, str, int, tuple[str, ...]]] = {
    "Followers_atelierbrindille.zip": ("daily", "tiktok_daily", 10, ()),
    "agorapulse_publications_fr.csv": ("posts", "scheduling_posts", 10, ()),
    "bilan_agence_fr.csv": ("unknown", "unknown", 9, ()),
    "bluesky_posts_en.csv": ("posts", "bluesky_posts", 8, ()),
    "buffer_posts_en.csv": ("posts", "scheduling_posts", 10, ()),
    "display_ads_en.csv": ("ads", "ads_report", 16, ()),
    "facebook_insights_page_en.csv": ("daily", "facebook_insights_page", 14, ()),
    "facebook_insights_posts_en.xlsx": ("posts", "facebook_insights_posts", 12, ("description",)),
    "ga4_canaux_fr.csv": ("channels", "ga4_channels", 7, ("total",)),
    "ga4_landing_pages_en.csv": ("pages", "ga4_pages", 9, ("total",)),
    "ga4_snapshot_en.csv": ("several tables", "ga4_daily ga4_channels ga4_pages ga4_audience", 26, ()),
    "google_ads_chart_en.csv": ("daily", "google_ads_days", 7, ()),
    "google_ads_days_en.csv": ("ads", "google_ads", 16, ("total", "total")),
    "google_ads_devices_en.csv": ("audience", "google_ads_cards", 3, ()),
    "google_ads_words_en.csv": ("audience", "google_ads_words", 3, ()),
    "google_ads_jours_fr.csv": ("ads", "google_ads", 16, ("total", "total")),
    "google_ads_networks_en.csv": ("audience", "google_ads_networks", 2, ()),
    "hootsuite_posts_en.csv": ("posts", "scheduling_posts", 10, ()),
    "linkedin_ads_en.csv": ("ads", "linkedin_ads", 16, ()),
    "linkedin_ads_fr.csv": ("ads", "linkedin_ads", 16, ()),
    "linkedin_competitors_en.xlsx": ("pages", "linkedin_competitors", 3, ()),
    "linkedin_content_en.xlsx": ("posts", "linkedin_posts", 9, ("part", "part")),
    "linkedin_creator_en.xlsx": ("posts", "linkedin_creator_posts", 8, ("joined",) * 6),
    "linkedin_followers_en.xlsx": ("daily", "linkedin_followers", 14, ()),
    "linkedin_post_analytics_en.xlsx": ("posts", "linkedin_creator_posts", 1, ()),
    "linkedin_visitors_en.xlsx": ("daily", "linkedin_visitors", 14, ()),
    "meta_ads_campagnes_fr.csv": ("ads", "meta_ads", 5, ("total",)),
    "meta_ads_campaigns_en.csv": ("ads", "meta_ads", 5, ("total",)),
    "matomo_canaux_fr.csv": ("channels", "matomo_channels", 5, ()),
    "matomo_channels_en.csv": ("channels", "matomo_channels", 5, ()),
    "meta_ads_en.csv": ("ads", "meta_ads", 12, ()),
    "meta_ads_jours_fr.csv": ("ads", "meta_ads", 16, ()),
    "meta_audience_en.csv": ("several tables", "meta_audience", 8, ()),
    "meta_facebook_boosted_en.csv": ("posts", "meta_facebook_posts", 8, ()),
    "meta_idades_pt.csv": ("audience", "meta_ages", 4, ()),
    "meta_instagram_de.csv": ("posts", "meta_instagram_posts", 6, ()),
    "meta_instagram_es.csv": ("posts", "meta_instagram_posts", 6, ()),
    "meta_instagram_it.csv": ("posts", "meta_instagram_posts", 6, ()),
    "meta_instagram_nl.csv": ("posts", "meta_instagram_posts", 6, ()),
    "meta_instagram_pt.csv": ("posts", "meta_instagram_posts", 6, ()),
    "meta_page_days_en.csv": ("daily", "meta_page_daily", 14, ()),
    "meta_facebook_again_fr.csv": ("posts", "meta_facebook_posts", 10, ()),
    "meta_reach_en.csv": ("several tables", "meta_daily", 28, ()),
    "meta_vues_fr.csv": ("daily", "meta_daily", 14, ()),
    "metricool_posts_en.csv": ("posts", "scheduling_posts", 10, ()),
    "pinterest_ads_en.csv": ("ads", "pinterest_ads", 16, ()),
    "pinterest_jours_fr.csv": ("daily", "pinterest_daily", 14, ()),
    "pinterest_pins_en.csv": ("posts", "pinterest_posts", 8, ()),
    "plausible_conversions.csv": ("events", "plausible_goals", 2, ()),
    "plausible_countries.csv": ("audience", "plausible_audience", 3, ()),
    "plausible_pages.csv": ("pages", "plausible_pages", 2, ()),
    "plausible_sources.csv": ("channels", "plausible_channels", 3, ()),
    "plausible_visitors.csv": ("daily", "plausible_daily", 14, ()),
    "search_console_appareils_fr.csv": ("audience", "search_console_audience", 3, ()),
    "search_console_dates_fr.csv": ("daily", "search_console_daily", 14, ()),
    "search_console_filtres_fr.csv": ("empty", "search_console_filters", 2, ()),
    "search_console_indexation_fr.csv": ("empty", "search_console_coverage", 14, ()),
    "search_console_pages_fr.csv": ("pages", "search_console_pages", 8, ()),
    "search_console_pays_fr.csv": ("audience", "search_console_audience", 4, ()),
    "search_console_requetes_fr.csv": ("channels", "search_console_queries", 8, ()),
    "shopify_days_en.csv": ("daily", "shopify_daily", 14, ()),
    "shopify_orders.csv": ("channels", "shopify_orders", 9, ("no_sale",) * 5),
    "shopify_sales_by_source_en.csv": ("channels", "shopify_sales", 5, ()),
    "shopify_total_sales_en.csv": ("channels", "shopify_total_sales", 5, ()),
    "shopify_ventes_par_source_fr.csv": ("channels", "shopify_sales", 5, ()),
    "snapchat_ads_en.csv": ("ads", "snapchat_ads", 16, ()),
    "sprout_posts_en.csv": ("posts", "sprout_posts", 10, ()),
    "sprout_profiles_en.csv": ("daily", "sprout_daily", 14, ()),
    "suivi_a_la_main_fr.csv": ("posts", "hand_made_posts", 12, ("note",)),
    "tiktok_ads_en.csv": ("ads", "tiktok_ads", 16, ("total",)),
    "threads_posts_en.csv": ("posts", "threads_posts", 8, ()),
    "tiktok_business_en.csv": ("daily", "tiktok_daily", 14, ()),
    "tiktok_content_en.csv": ("posts", "tiktok_posts", 10, ()),
    "tiktok_followers_fr.csv": ("daily", "tiktok_daily", 14, ()),
    "tiktok_overview_en.csv": ("daily", "tiktok_daily", 21, ()),
    "tiktok_overview_fr.csv": ("daily", "tiktok_daily", 21, ()),
    "tiktok_viewers_en.csv": ("daily", "tiktok_daily", 14, ()),
    "universal_analytics_en.xlsx": (
        "several tables", "universal_analytics_pages universal_analytics_daily", 22, ("total", "total"),
    ),
    "woocommerce_commandes_fr.csv": ("channels", "woocommerce_orders", 11, ("no_sale",)),
    "woocommerce_orders_en.csv": ("channels", "woocommerce_orders", 11, ("no_sale",)),
    "x_ads_en.csv": ("ads", "x_ads", 16, ()),
    "x_content_en.csv": ("posts", "x_posts", 14, ()),
    "x_content_fr.csv": ("posts", "x_posts", 10, ("error_row",)),
    "x_days_classic_en.csv": ("daily", "x_daily", 14, ()),
    "x_overview_en.csv": ("daily", "x_daily", 14, ()),
    "x_posts_classic_en.csv": ("posts", "x_posts_classic", 12, ()),
    "youtube_de.csv": ("posts", "youtube_posts", 6, ("total",)),
    "youtube_table_en.csv": ("posts", "youtube_posts", 8, ("total",)),
    "youtube_tableau_fr.csv": ("posts", "youtube_posts", 8, ("total",)),
}  # fmt: skip

# Formats that no made file is for: the public set of UCI, and sheets or dimensions that no export here has.
WITHOUT = {
    "facebook_metrics_uci", "facebook_insights_people", "youtube_audience", "youtube_daily", "ga4_events",
    "cmkit_results",
}  # fmt: skip


def export(name: str) -> Any:
    return cm.read(EXPORTS / name, exported=DAY)


def formats(tables: Any) -> list[str]:
    return list(dict.fromkeys(one._tables[0].format.id for one in tables))


def content(path: Path) -> Any:
    """The bytes of a file; of a workbook those of its members, which no version of zlib changes."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_the_exports_are_written_again_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(DATA))
    from make_exports import write

    written = {path.name: content(path) for path in write(tmp_path)}
    assert written.keys() == {path.name for path in EXPORTS.iterdir()} == EXPECTED.keys()
    for name, made in written.items():
        assert made == content(EXPORTS / name), name


def test_they_stay_small():
    assert sum(path.stat().st_size for path in EXPORTS.iterdir()) < 300_000


@pytest.mark.parametrize("name", EXPECTED)
def test_each_export_is_read_as_what_it_is_and_every_row_is_accounted_for(name: str):
    read = export(name)
    kind, known, kept, aside = EXPECTED[name]
    found = list(dict.fromkeys(table.format.id for table in read._main))
    assert (read.kind, " ".join(found), len(read)) == (kind, known, kept)
    assert tuple(read.set_aside["reason"]) == aside
    assert read.reconcile(), read.reconcile()


def test_every_format_has_its_export():
    """A format without a file would have no example to read and no test to fail."""
    read = {one for name in EXPECTED for one in formats(export(name).tables.values())}
    assert {one.id for one in own_formats()} - read == WITHOUT


def sums(name: str, *columns: str) -> list[float]:
    table = export(name).table
    return [round(float(table[column].sum()), 2) for column in columns]


def test_a_total_row_says_the_same_as_the_rows_above_it():
    for name, columns in (
        ("youtube_table_en.csv", ["views", "impressions", "likes"]),
        ("ga4_canaux_fr.csv", ["sessions", "conversions", "revenue"]),
        ("ga4_landing_pages_en.csv", ["sessions", "orders", "revenue"]),
    ):
        account = export(name).reconcile().table.loc[columns]
        assert account["total_row"].tolist() == pytest.approx(account["kept"].tolist()), name


@pytest.mark.parametrize(
    ("name", "spend", "conversions", "revenue"),
    [
        ("google_ads_jours_fr.csv", 283.14, 31, 1_076.32),
        ("pinterest_ads_en.csv", 310.41, 40, 1_441.41),
        ("tiktok_ads_en.csv", 288.55, 37, 1_278.44),
        ("snapchat_ads_en.csv", 323.44, 24, 837.99),
    ],
)
def test_what_a_network_charged_is_spend_and_what_was_bought_revenue(name, spend, conversions, revenue):
    assert sums(name, "spend", "conversions", "revenue") == [spend, conversions, revenue]


def test_shops_tell_what_each_source_brought_without_what_was_cancelled():
    assert sums("woocommerce_commandes_fr.csv", "orders", "revenue") == [11, 676.45]
    assert sums("shopify_orders.csv", "orders", "revenue") == [9, 592.61]
    assert sums("shopify_ventes_par_source_fr.csv", "orders", "revenue") == [223, 7_311.29]
    for name in ("shopify_orders.csv", "woocommerce_orders_en.csv"):
        assert not {"Email", "Customer", "text"} & set(export(name).table), "nobody's name is taken along"
    assert is_direct(export("matomo_canaux_fr.csv").table["channel"].iloc[0])


def test_french_writings_of_numbers_come_out_as_those_numbers():
    assert sums("suivi_a_la_main_fr.csv", "views", "likes") == [168_510, 2_767]
    assert sums("ga4_canaux_fr.csv", "sessions", "events", "revenue") == [7_891, 41_815, 5_169.59]
    rates = export("agorapulse_publications_fr.csv").posts["engagement_rate_reported"]
    assert rates.between(0.001, 1).all()


def test_both_languages_of_a_format_tell_the_same_numbers():
    for english, french in (
        ("youtube_table_en.csv", "youtube_tableau_fr.csv"),
        ("tiktok_overview_en.csv", "tiktok_overview_fr.csv"),
        ("google_ads_days_en.csv", "google_ads_jours_fr.csv"),
        ("linkedin_ads_en.csv", "linkedin_ads_fr.csv"),
        ("woocommerce_orders_en.csv", "woocommerce_commandes_fr.csv"),
    ):
        one, other = export(english).table, export(french).table
        words = {"text"}
        assert one.drop(columns=words, errors="ignore").equals(other.drop(columns=words, errors="ignore"))


@pytest.mark.parametrize("lang", ["de", "it", "nl", "pt"])
def test_the_same_posts_in_another_language_are_the_same_numbers(lang: str):
    one, other = export(f"meta_instagram_{lang}.csv"), export("meta_instagram_es.csv")
    assert one.table.equals(other.table)
    assert one.source.language == lang


def test_the_handle_in_the_name_of_a_zip_is_the_account():
    assert export("Followers_atelierbrindille.zip").table["account"].unique().tolist() == ["atelierbrindille"]


def test_a_post_in_two_lists_of_one_file_has_the_numbers_of_both_and_counts_once():
    posts = export("linkedin_creator_en.xlsx").posts
    assert posts["post_id"].is_unique
    both = posts[["impressions", "engagements"]].notna()
    assert (both.all(axis=1).sum(), both.sum().tolist()) == (6, [7, 7])


def test_a_post_exported_alone_has_its_hour_and_whom_it_reached():
    post = export("linkedin_post_analytics_en.xlsx").posts.iloc[0]
    assert str(post["published_at"]) == "2026-02-10 08:05:00"
    assert [post[name] for name in ("reach", "follows", "saves", "sends", "link_clicks")] == [911, 3, 5, 3, 9]


def test_boosted_posts_are_told_by_their_boosted_views_and_bluesky_has_no_views():
    posts = export("meta_facebook_boosted_en.csv").posts
    assert posts["boosted"].tolist() == (posts["boosted_views"] > 0).tolist()
    assert cm.organic_and_paid(posts).table["posts"].to_dict() == {"organic": 6, "boosted": 2}
    assert not {"views", "impressions", "reach"} & set(export("bluesky_posts_en.csv").posts)


def test_days_without_a_year_cross_the_new_year():
    days = export("tiktok_overview_fr.csv").table["date"]
    assert (days.min().date(), days.max().date()) == (date(2025, 12, 22), date(2026, 1, 11))


def test_what_was_not_measured_is_missing_and_not_zero():
    viewers = export("tiktok_viewers_en.csv")
    assert viewers.table["viewers"].isna().tolist() == [True] * 2 + [False] * 12
    assert len(viewers.withheld) == 2
    assert export("suivi_a_la_main_fr.csv").posts["views"].isna().sum() == 1


def test_a_boosted_post_counts_once():
    posts = export("linkedin_content_en.xlsx").posts
    assert posts["post_id"].is_unique
    assert posts["post_type"].tolist().count("Total") == 1


def test_the_same_posts_exported_twice_are_kept_once():
    both = cm.read([cm.sample("campaign_facebook_fr.csv"), EXPORTS / "meta_facebook_again_fr.csv"])
    assert len(both) == 40
    assert both.set_aside["reason"].tolist() == ["duplicate"] * 10
    assert both.reconcile()


def test_the_numbers_of_a_post_hold_together():
    x = export("x_content_en.csv").posts
    parts = x[["likes", "comments", "shares", "link_clicks", "follows", "profile_visits"]].sum(axis=1)
    assert (x["engagements"] >= parts).all()
    ads = export("meta_ads_en.csv").posts
    assert (ads["impressions"] >= ads["reach"]).all()
    assert (ads["link_clicks"] < ads["impressions"]).all()
    visitors = export("linkedin_visitors_en.xlsx").table
    assert (visitors["views"] >= visitors["viewers"]).all()


def test_nothing_in_them_could_be_a_person_or_a_company():
    text = b"".join(path.read_bytes() for path in EXPORTS.glob("*.csv"))
    addresses = set(re.findall(rb"https?://([^/\s\",;]+)", text.replace(b"\x00", b"")))
    known = rb"(www\.)?(facebook|instagram|linkedin|tiktok|pinterest|threads|x|twitter)\.com"
    known += rb"|atelier-brindille\.example"
    assert addresses
    assert not [one for one in addresses if not re.fullmatch(known, one)]
