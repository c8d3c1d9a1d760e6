"""Published worked examples come out as printed, and published errors as they should have been."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit.catalogue import FUNCTIONS

M = FUNCTIONS


@pytest.mark.parametrize(("source", "metric", "values", "printed"), [
    ("W1 French articles' table, result 1", "engagement_rate", (533, 5000), 0.1066),
    ("W1 French articles' table, result 3", "engagement_rate", (528, 9800), 0.0539),
    ("W3 apparate.com.au, by reach", "engagement_rate", (1500, 50_000), 0.03),
    ("W3 apparate.com.au, by followers", "er_followers", (1500, 10_000), 0.15),
    ("W4 tretyakov.co (JagaJam), a post", "interactions_per_post", (100 + 20, 10), 12),
    ("W4 tretyakov.co (JagaJam), by followers", "public_er_followers", (12, 300), 0.04),
    ("W6 Brandwatch, three people, two views each", "frequency", (6, 3), 2),
    ("W9 bbccss.com, engaged sessions", "engaged_session_rate", (693, 1810), 0.383),
    ("W9 bbccss.com, bounce", "bounce_rate", (693, 1810), 0.617),
    ("W11 nickbaker.digital", "bounce_rate", (5843, 10_000), 0.4157),
    ("W12 dosagecalculators.com, CPM", "cpm", (500, 250_000), 2.00),
    ("W12 dosagecalculators.com, CPC", "cpc", (500, 1000), 0.50),
    ("W12 dosagecalculators.com, CTR", "ctr", (500, 50_000), 0.010),
    ("W12 dosagecalculators.com, CPA", "cpa", (1000, 50), 20),
    ("W14 develogics", "cpl", (5000, 500), 10),
    ("W15 firstinspires", "cpl", (3000, 50), 60),
    ("W15 gamesdata", "cpl", (2000, 100), 20),
    ("W16 partialleads.com, completion", "form_completion", (350, 1000), 0.35),
    ("W16 partialleads.com, abandonment", "form_abandonment", (350, 1000), 0.65),
    ("W17 joptimisemonsite.fr, ROAS", "roas", (15_000, 3000), 5),
    ("W17 joptimisemonsite.fr, (revenue - cost) / cost", "roi", (15_000, 3000), 4),
    ("W20 ficilcom.jp, 400 %", "roas", (2_000_000, 500_000), 4),
    ("W20 ficilcom.jp, 80 %", "roas", (800_000, 1_000_000), 0.8),
    ("W21 iomfrance", "roi", (150_000, 23_000), 5.52),
    ("W42 waycalculator.com, margin 5", "clv", (5, 0.0425, 0.12), 0.197216),
    ("W42 waycalculator.com, margin 6", "clv", (6, 0.0425, 0.12), 0.236659),
    ("W42 waycalculator.com, margin 7", "clv", (7, 0.0425, 0.12), 0.276102),
    ("W42 waycalculator.com, margin 8", "clv", (8, 0.0425, 0.12), 0.315545),
    ("W42 waycalculator.com, margin 9", "clv", (9, 0.0425, 0.12), 0.354988),
    ("W42 waycalculator.com, margin 10", "clv", (10, 0.0425, 0.12), 0.394432),
    ("W43 datarekha.com", "clv_simple", (40 * 0.75, 0.04), 750),
    ("W47 calculatorultra.com, a 'ROE' that is an ROI", "roi", (5000, 2000), 1.5),
])
def test_published_example(source, metric, values, printed):
    decimals = len(str(printed).partition(".")[2])
    assert round(M[metric](*values), decimals) == printed, source


def test_the_three_results_tie_on_the_rate_and_part_on_the_clicks():
    """W1: the table that must come out exactly."""
    results = [(500, 5, 3, 25, 5000), (25, 5, 20, 483, 5000), (20, 6, 2, 500, 9800)]
    sums = [M["interactions"](*row[:4]) for row in results]
    assert sums == [533, 533, 528]
    rates = [M["engagement_rate"](n, row[4]) for n, row in zip(sums, results, strict=True)]
    assert [round(rate, 4) for rate in rates] == [0.1066, 0.1066, 0.0539]


def test_w16_revenue_lost_to_abandoned_forms():
    """W16 partialleads.com: of 1,000 forms 65 % are left; a fifth would have closed at 5,000."""
    assert 1000 * M["form_abandonment"](350, 1000) * 0.20 * 5000 == pytest.approx(650_000)


def test_w34_the_baseline_of_a_holdout():
    """W34 support.illumin.com: 100 of 10,000 held out convert, so 900 of 90,000 exposed would have anyway."""
    assert M["incremental_conversions"](900, 90_000, 100, 10_000) == 0
    assert M["incremental_conversions"](1000, 90_000, 100, 10_000) == 100


def test_w45_emv_of_likes():
    """W45 sproutsocial.com: 1,000 likes at 0.10."""
    assert M["emv"](0, 1000, 0, cpm_price=0, cpc_price=0.10) == pytest.approx(100)


def test_e1_cpm_is_a_price_for_a_thousand():
    """E1 calculator.academy prints 20,000 x 2.45 x 2 % = 980; its CPM is not divided by a thousand."""
    assert 0.02 * M["emv"](20_000, 0, 0, cpm_price=2.45, cpc_price=0) == pytest.approx(0.98)


def test_e2_profit_over_cost_is_250_percent_and_not_350():
    """E2 affiliatemarketingbuzz.com: 7,000 of sales on 2,000 is a "350 % ROI"; that is the ROAS."""
    assert M["roi"](7000, 2000) == 2.5
    assert M["roas"](7000, 2000) == 3.5


def test_e3_revenue_less_cost_over_cost_is_no_roas():
    """E3 marketingoptimizer.com defines ROAS as (revenue - cost) / cost."""
    revenue, cost = 9000, 3000
    assert M["roas"](revenue, cost) == 3
    assert M["roi"](revenue, cost) == (revenue - cost) / cost == 2


def test_e4_value_over_cost_is_no_roi():
    """E4 accounting.mandela.ac.za defines ROI as value / cost."""
    value, cost = 1000, 1000
    assert M["roi"](value, cost) == 0
    assert M["roas"](value, cost) == value / cost == 1


@pytest.mark.parametrize(("likes", "comments", "shares", "saves", "clicks", "views", "right", "printed"), [
    (680, 54, 77, 90, 120, 12_400, 0.1064, 0.0984),
    (1120, 96, 140, 210, 310, 18_900, 0.1303, 0.1263),
    (540, 61, 58, 115, 95, 9750, 0.1191, 0.1041),
], ids=["teaser", "clip", "story"])
def test_e6_weighted_rates_with_stated_weights(likes, comments, shares, saves, clicks, views, right, printed):
    """E6 codingace.net: its own weights give 10.64, 13.03 and 11.91 %, not what it prints."""
    rate = M["er_weighted"](likes, comments, shares, saves, clicks, views)
    assert round(rate, 4) == right != printed


def test_e7_completed_views_are_60_percent_of_15000():
    """E7 freeonlinecal.com shows 7,500 completed views and 0.133, which takes 9,000."""
    completed = 0.60 * 15_000
    assert M["vtr"](completed, 15_000) == 0.6
    assert round(M["cpcv"](1200, completed), 4) == 0.1333
    assert M["cpcv"](1200, 7500) == 0.16


def test_e8_lifetime_value_line_by_line():
    """E8 waycalculator.com prints "34/8.75 = 0.3155"; the line is 0.34 / 1.0775."""
    assert M["clv"](8, 0.0425, 0.12) == pytest.approx(0.34 / 1.0775)
    assert round(34 / 8.75, 4) != 0.3155


def test_e5_shares_of_a_whole_add_up_to_it():
    """E5 ignyteiq.com prints shares of credit of 53, 27, 13 and 3 %, which add up to 96."""
    paths = pd.DataFrame({"path": ["a", "b", "c", "d"], "conversions": [53, 27, 13, 3]})
    assert cm.attribute(paths, "linear")["share"].sum() == 1


def test_e9_pacing_is_computed_from_the_counts_and_not_from_rounded_shares():
    """E9 kpifrontier.com prints 95.9, of 64 % over 66.7 %; 320,000 of 500,000 on day 20 of 30 is 96.0."""
    objective = cm.Objective("traffic", target=500_000 * 20 / 30)
    verdict = cm.judge(pd.DataFrame({"result": ["day 20"], "clicks": [320_000]}), objective)
    assert verdict.table["attained"].iloc[0] == pytest.approx(0.96)
    assert pytest.approx(0.96) != 64 / 66.7


def test_e10_nine_interactions_are_not_nine_times_the_followers():
    """E10 roundabout.social calls 9 interactions "nine times your follower count"."""
    assert M["er_followers"](9, 300) == 0.03
    assert M["er_followers"](9, 1) == 9
