"""Money as published, and published errors as they should have been: a ROAS called ROI loses a budget."""

from __future__ import annotations

import pytest

from cmkit.catalogue import FUNCTIONS

M = FUNCTIONS


@pytest.mark.parametrize(("source", "metric", "values", "printed"), [
    ("W12 dosagecalculators.com, CPA", "cpa", (1000, 50), 20),
    ("W14 develogics", "cpl", (5000, 500), 10),
    ("W15 firstinspires", "cpl", (3000, 50), 60),
    ("W15 gamesdata", "cpl", (2000, 100), 20),
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
    assert round(M[metric](*values), len(str(printed).partition(".")[2])) == printed, source


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


def test_e8_lifetime_value_line_by_line():
    """E8 waycalculator.com prints "34/8.75 = 0.3155"; the line is 0.34 / 1.0775."""
    assert M["clv"](8, 0.0425, 0.12) == pytest.approx(0.34 / 1.0775)
    assert round(34 / 8.75, 4) != 0.3155
