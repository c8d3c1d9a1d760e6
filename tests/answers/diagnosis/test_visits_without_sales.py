"""What one would lose: knowing whether "1,000 visits, no sale" is news, what to check, whose job it is."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.answers.diagnosis.gaps import against, gaps, trials_to_tell
from cmkit.answers.diagnosis.hypotheses import HYPOTHESES, OWNERS
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales
from cmkit.language.languages import room

SIX = {"price", "slow_site", "ergonomics", "missing_information", "content_too_long", "targeting"}
PRACTICE = {"tracking", "landing_page", "checkout", "stock", "trust", "device"}


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def diagnosed(**evidence):
    return visits_without_sales(1000, 0, 0.02, evidence)


def channels(social_engaged, social=1000):
    return pd.DataFrame(
        {"channel": ["Organic Social", "Email"], "sessions": [social, 1000],
         "engaged_sessions": [social_engaged, 600], "orders": [0, 20]}
    )  # fmt: skip


# Whether it is surprising


def test_no_sale_in_a_thousand_visits():
    """W49: compatible with a rate up to 0.299 % (one-sided; 0.368 % two-sided)."""
    diagnosis = cm.visits_without_sales(1000)
    assert round(100 * diagnosis.upper_rate, 3) == 0.299
    assert round(100 * diagnosis.interval.high, 3) == 0.368
    assert (diagnosis.surprising, diagnosis.chance) == (None, None)
    assert "0.299%" in diagnosis.text("en")
    assert "0,299\u00a0%" in diagnosis.text("fr")


@pytest.mark.parametrize(
    ("rate", "chance", "surprising"), [(0.001, 0.368, False), (0.005, 0.0067, True), (0.02, 1.7e-9, True)]
)
def test_chance_of_no_sale_if_the_expected_rate_were_true(rate, chance, surprising):
    """W49: the chance of no sale in 1,000 visits under three true rates."""
    diagnosis = visits_without_sales(1000, 0, rate)
    assert diagnosis.chance == pytest.approx(chance, rel=0.02)
    assert diagnosis.surprising is surprising


def test_how_many_visits_it_takes_before_zero_is_news():
    table = visits_without_sales(1000).visits_before_news
    assert table.columns.tolist() == ["rate", "visits", "chance", "surprising"]
    assert dict(zip(table.rate, table.visits, strict=True)) == {0.001: 2995, 0.005: 598, 0.01: 299, 0.02: 149}
    assert visits_without_sales(1000, 0, 0.003).visits_before_news.rate.tolist() == [0.003]


@given(st.integers(0, 20), st.integers(1, 5000), st.floats(0.0005, 0.2))
def test_it_is_news_from_the_number_of_visits_told_and_not_before(sales, more, rate):
    visits = sales + more
    diagnosis = visits_without_sales(visits, sales, rate)
    needed = int(diagnosis.visits_before_news.visits[0])
    assert diagnosis.surprising == (visits >= needed)


def test_few_sales_are_judged_as_none_are():
    assert visits_without_sales(1000, 3, 0.02).surprising is True
    assert visits_without_sales(1000, 15, 0.02).surprising is False
    assert "no fewer than the expected rate" in visits_without_sales(1000, 25, 0.02).text("en")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((3, 1000), "swapped"), ((0,), "visits"), ((-5,), "below zero"), ((math.nan,), "visits"),
        ((10.5,), "whole number"), (("mille",), "visits"), ((None,), "visits"), ((math.inf,), "infinite"),
        ((1000, 0, 2), "2% is written 0.02"), ((1000, 0, 0), "above zero"), ((1000, 0, -0.1), "below zero"),
        ((1000, 0, "2 %"), "expected_rate"), ((1000, 0, math.nan), "expected_rate"),
        ((1000, 0, 0.02, None, 95), "level"), ((1000, 0, 0.02, "export.csv"), "cm.read"),
        ((1000, 0, 0.02, 3), "cm.read"), ((True,), "visits"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(arguments, words):
    with pytest.raises(errors.CmkitError, match=words):
        visits_without_sales(*arguments)


# The hypotheses


def test_the_six_hypotheses_of_the_brief_and_those_of_practice_are_there_with_an_owner_each():
    table = visits_without_sales(1000).hypotheses
    assert set(table.index) == SIX | PRACTICE
    assert table["rank"].tolist() == list(range(1, 13))
    assert (table.finding == "unknown").all()
    assert set(OWNERS) == {each.owner for each in HYPOTHESES}
    assert (table.map(lambda cell: str(cell).strip()) != "").all(axis=None)


def test_targeting_is_the_community_managers_part_and_nothing_else_is():
    table = visits_without_sales(1000).hypotheses
    assert table.index[table.owner == "community manager"].tolist() == ["targeting"]
    assert table.owner["landing_page"] == "web"
    said = visits_without_sales(1000).text("fr")
    assert "(le ciblage) relève du community manager. La page d’arrivée" in said


def test_without_evidence_the_tracking_is_checked_first_for_it_voids_the_rest():
    assert visits_without_sales(1000).hypotheses.index[0] == "tracking"


def test_every_hypothesis_has_its_sentences():
    sentences = room("diagnosis", "en")
    names = {each.name for each in HYPOTHESES}
    assert {f"{n}_{part}" for n in names for part in ("look", "confirm", "clear", "needs")} <= set(sentences)


def test_what_the_evidence_supports_comes_first_and_what_it_clears_last():
    diagnosis = diagnosed(load_seconds=6.2, shop_orders=0, checkouts=60, form_starts=60, form_submissions=50)
    findings = diagnosis.hypotheses.finding
    assert findings["slow_site"] == findings["checkout"] == "supports"
    assert findings["tracking"] == findings["ergonomics"] == "clears"
    assert findings.tolist() == sorted(findings, key=["supports", "unknown", "clears"].index)


def test_sales_that_the_shop_has_and_analytics_do_not_come_before_anything():
    diagnosis = diagnosed(load_seconds=9, shop_orders=7)
    assert diagnosis.hypotheses.index[0] == "tracking"
    assert "7; sales counted: 0" in diagnosis.hypotheses.evidence["tracking"]


def test_what_concerns_more_visits_comes_before_what_concerns_fewer():
    assert diagnosed(in_stock=0.4, form_starts=200, form_submissions=2).hypotheses.index[0] == "ergonomics"
    assert diagnosed(in_stock=0, form_starts=200, form_submissions=2).hypotheses.index[0] == "stock"


@pytest.mark.parametrize(("engaged", "finding"), [(200, "supports"), (600, "clears")])
def test_social_visits_are_held_against_the_other_channels(engaged, finding):
    table = visits_without_sales(1000, evidence=channels(engaged)).hypotheses
    assert table.finding["targeting"] == finding


def test_what_too_few_visits_cannot_decide_says_how_many_it_would_take():
    table = visits_without_sales(1000, evidence=channels(10, social=25)).hypotheses
    assert table.finding["targeting"] == "unknown"
    assert "too few visits to tell (25)" in table.evidence["targeting"]


def test_an_engaged_session_rate_alone_is_not_held_against_an_average():
    """W9: 693 engaged of 1,810 sessions is 38.3 %."""
    table = diagnosed(sessions=1810, engaged_sessions=693).hypotheses
    assert table.finding["targeting"] == "unknown"
    assert "38.3% of 1,810 visits" in table.evidence["targeting"]


def test_a_weak_landing_page_is_named_with_the_share_of_visits_it_concerns():
    pages = pd.DataFrame({"page": ["/box", "/shop", "(not set)"], "sessions": [600, 1400, 10]})
    pages["engaged_sessions"] = [100, 900, 0]
    table = visits_without_sales(1000, evidence=pages).hypotheses
    assert table.index[0] == "landing_page"
    assert "/box: 16.7% engaged visits" in table.evidence["landing_page"]
    assert "30% of the visits compared" in table.evidence["landing_page"]


@pytest.mark.parametrize("column", ["device", "Device category", "segment"])
def test_a_device_that_does_not_sell_is_found(column):
    devices = pd.DataFrame(
        {column: ["desktop", "mobile"], "sessions": [2000, 8000], "orders": [80, 8]}
    )
    table = visits_without_sales(1000, evidence=devices).hypotheses
    assert table.index[0] == "device"
    assert "mobile" in table.evidence["device"]


def test_countries_are_not_taken_for_devices():
    rows = pd.DataFrame({"segment": ["FR", "BE"], "sessions": [2000, 8000], "orders": [80, 8]})
    assert visits_without_sales(1000, evidence=rows).hypotheses.finding["device"] == "unknown"


def test_events_are_read_for_forms_checkouts_and_scrolls():
    events = pd.DataFrame(
        {"event": ["page_view", "scroll", "form_start", "form_submit", "begin_checkout", "purchase"],
         "events": [5000, 200, 300, 12, 100, 60]}
    )  # fmt: skip
    findings = visits_without_sales(1000, evidence=events).hypotheses.finding
    assert findings["content_too_long"] == findings["ergonomics"] == "supports"
    assert findings["checkout"] == "clears"


def test_carts_are_held_against_the_sales_expected_and_not_against_an_average():
    assert diagnosed(add_to_carts=5).hypotheses.finding["price"] == "supports"
    assert diagnosed(add_to_carts=80).hypotheses.finding["price"] == "clears"
    assert diagnosed(add_to_carts=20).hypotheses.finding["price"] == "unknown"
    alone = visits_without_sales(1000, evidence={"add_to_carts": 5}).hypotheses
    assert "State the expected rate" in alone.evidence["price"]


def test_sources_that_disagree_conclude_nothing_and_both_are_told():
    diagnosis = visits_without_sales(1000, 0, None, [{"load_seconds": 6}, {"load_seconds": 1.2}])
    row = diagnosis.hypotheses.loc["slow_site"]
    assert row.finding == "unknown"
    assert "disagrees" in row.evidence
    assert "6 s" in row.evidence
    assert "1.2 s" in row.evidence


def test_two_sources_are_never_mixed_in_one_rate():
    """Checkouts of one file over the orders of another would be a rate of nothing."""
    events = pd.DataFrame({"event": ["begin_checkout"], "events": [400]})
    days = pd.DataFrame({"channel": ["Email"], "sessions": [900], "orders": [1]})
    assert visits_without_sales(1000, 0, None, [events, days]).hypotheses.finding["checkout"] == "unknown"


def test_evidence_that_cannot_be_used_is_listed_with_its_reason():
    table = pd.DataFrame({"page": ["/a", "/b"], "sessions": [100, -5], "engaged_sessions": [50, 20]})
    diagnosis = visits_without_sales(
        1000, 0, None, [table, {"sesions": 5, "form_starts": None}, pd.DataFrame({"colour": ["red"]})]
    )
    aside = diagnosis.set_aside
    names = ["evidence[0] sessions 2", "sesions", "form_starts", "evidence[2]", "evidence[0]"]
    assert aside.evidence.tolist() == names
    assert "sessions" in aside.reason[1]
    assert all(reason in diagnosis.text() for reason in aside.reason)


def test_a_part_larger_than_its_whole_is_told_and_makes_no_share():
    diagnosis = diagnosed(form_starts=3, form_submissions=5)
    assert diagnosis.hypotheses.finding["ergonomics"] == "unknown"
    assert "form_submissions is 5 and form_starts is 3" in diagnosis.set_aside.reason[0]
    social = pd.DataFrame({"channel": ["Organic Social"], "sessions": [500], "engaged_sessions": [600]})
    assert "engaged_sessions is 600" in visits_without_sales(1000, 0, None, social).set_aside.reason[0]


def test_evidence_that_speaks_of_nothing_is_told():
    posts = pd.DataFrame({"post_id": ["a"], "link_clicks": [40], "reach": [900]})
    aside = visits_without_sales(1000, 0, None, [posts, {"load_seconds": 2}]).set_aside
    assert aside.evidence.tolist() == ["evidence[0]"]


@pytest.mark.parametrize("evidence", [[], {}, None, [None]])
def test_no_evidence_at_all_is_no_evidence(evidence):
    if evidence == [None]:
        with pytest.raises(errors.NotATableError):
            visits_without_sales(1000, evidence=evidence)
    else:
        assert (visits_without_sales(1000, evidence=evidence).hypotheses.finding == "unknown").all()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_says_all_of_it_and_runs_nothing(lang):
    pages = pd.DataFrame(
        {"page": ["<script>alert(1)</script>", "/b"], "sessions": [600, 1400], "engaged_sessions": [10, 900]}
    )
    diagnosis = visits_without_sales(1000, 0, 0.02, pages)
    html = diagnosis.html(lang)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    table = diagnosis.table(lang)
    assert all(name in html for name in table.hypothesis)
    assert f'lang="{lang}"' in html
    assert repr(diagnosis) == diagnosis.text()


# Comparisons


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.05, 0.95))
def test_the_number_of_trials_told_does_tell(hits, more, bar):
    trials = hits + more
    needed = trials_to_tell(hits, trials, bar, 0.95)
    if against(hits, trials, bar, 0.95) == "unsure" and needed is not None:
        assert against(hits * needed / trials, needed, bar, 0.95) != "unsure"
        assert needed >= trials


def test_rows_of_equal_quality_are_not_called_weak_by_chance():
    """With a hundred alike pages, one in twenty would look weak at 95 % each."""
    import numpy as np

    rng = np.random.default_rng(7)
    weak = 0
    for _ in range(20):
        rows = pd.DataFrame({"sessions": [80] * 100, "engaged_sessions": rng.binomial(80, 0.5, 100)})
        weak += any(each.answer == "lower" for each in gaps(rows, "engaged_sessions", 0.95))
    assert weak <= 2


# Files as users have them


def test_the_made_exports_are_read():
    from pathlib import Path

    made = Path(__file__).resolve().parents[3] / "data" / "exports"
    files = ["ga4_landing_pages_en.csv", "ga4_canaux_fr.csv", "ga4_snapshot_en.csv", "meta_ads_en.csv"]
    diagnosis = visits_without_sales(1000, 0, 0.02, [cm.read(made / name) for name in files])
    findings = diagnosis.hypotheses.finding
    assert findings["tracking"] == findings["landing_page"] == findings["targeting"] == "clears"
    assert findings["price"] == "clears"


@pytest.mark.parametrize(
    ("path", "name", "finding", "words"),
    [
        ("ga4/koszulkowy_exploration_landing_pages_2025-12.csv", "tracking", "supports", "26.4% of visits"),
        ("ga4/nstem_traffic_acquisition_channels_excel_resaved.csv", "targeting", "unknown", "(25)"),
        ("ga4/plan_your_recovery_pages_and_screens.csv", "missing_information", "clears", "2.31%"),
        ("ga4/ecuagen_es_reports_snapshot.csv", "content_too_long", "clears", "Of 53 page views, 39"),
        ("meta_ads/koszulkowy_ads_2026-01.csv", "checkout", "supports", "5,518 checkouts"),
    ],
)
def test_real_exports_say_what_their_columns_allow(real, path, name, finding, words):
    row = visits_without_sales(1000, 0, 0.01, cm.read(real(path))).hypotheses.loc[name]
    assert row.finding == finding
    assert words in row.evidence
