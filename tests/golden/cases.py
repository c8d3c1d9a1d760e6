"""Every public answer, made with the public API alone: a name, and what makes the answer.

Modules may move and answers be shown by another mechanism; what they say is held in `files`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

import cmkit as cm
from tests.conftest import real_file

Making = Callable[[], Any]
"""What makes an answer, in the language in use."""

NAN = float("nan")


def goal(name: str = "traffic", target: float | None = 400, **stated: Any) -> cm.Objective:
    return cm.Objective(name, target=target, **stated)


def three(**columns: Any) -> pd.DataFrame:
    return cm.three_results().assign(**columns)


@cache
def sample(name: str) -> cm.Export:
    return read(cm.sample(name))


def read(source: Any) -> cm.Export:
    """Read a file as on one same day: those that never write the year take it from the day of the export."""
    return cm.read(source, progress=False, exported="2026-06-30")


def facebook_and_ads() -> list[cm.Export]:
    return [sample("campaign_facebook_en.csv"), sample("exports/meta_ads_en.csv")]


def euros(amount: float, **stated: Any) -> cm.Money:
    return cm.Money(amount, "EUR", **stated)


def quiet(making: Making) -> Making:
    """Make an answer that warns of rows set aside: the answer lists them too."""

    def made() -> Any:
        with warnings.catch_warnings(action="ignore", category=cm.errors.SetAsideWarning):
            return making()

    return made


# Results against an objective

CAMPAIGN_BY = {
    "target": lambda: goal(target=60),
    "no_target": lambda: "traffic",
    "visibility": lambda: goal("visibility", 5000),
    "image": lambda: goal("image", 100),
}

JUDGED: dict[str, Making] = {
    "three_target": lambda: cm.judge(three(), goal()),
    "three_no_target": lambda: cm.judge(three(), "traffic"),
    "three_all_met": lambda: cm.judge(three(), goal(target=20)),
    "three_none_met": lambda: cm.judge(three(), goal(target=5000)),
    "three_near": lambda: cm.judge(three(), goal(target=510)),
    "three_near_share": lambda: cm.judge(three(), goal(target=1000, near=0.5)),
    "three_visibility": lambda: cm.judge(three(), goal("visibility", 6000)),
    "three_image": lambda: cm.judge(three(), goal("image", 10)),
    "three_rate_target": lambda: cm.judge(
        three(impressions=[9000, 8000, 20000]), goal(target=0.05, kpi="click_rate")
    ),
    "baseline": lambda: cm.judge(three(), goal(baseline=100)),
    "by_budget_owner": lambda: cm.judge(
        three(), goal(by="2026-12-31", budget=1200, owner="Ana", currency="EUR")
    ),
    "all_stated": lambda: cm.judge(
        three(), goal(target=450, baseline=20, by="2026-06-30", budget=90, owner="Ana", near=0.8)
    ),
    "supporting_kpi": lambda: cm.judge(three(), goal(target=10, kpi="shares")),
    "own_kpi": lambda: cm.judge(three(calls=[3, 7, 5]), goal(target=5, kpi="calls")),
    "lower_is_better": lambda: cm.judge(
        three(spend=[100, 100, 300]), goal(target=0.5, kpi="cpc_all", currency="EUR")
    ),
    "missing_cells": lambda: cm.judge(three(clicks=[NAN, 483, 500]), goal()),
    "missing_all": lambda: cm.judge(three(clicks=[NAN, NAN, NAN]), goal()),
    "missing_reach": lambda: cm.judge(three(reach=[5000, NAN, 9800]), goal()),
    "unusable_cells": lambda: cm.judge(three(clicks=[-5, 483, "many"], likes=[np.inf, 30, 20]), goal()),
    "more_acts_than_people": lambda: cm.judge(three(reach=[100, 5000, 9800]), goal()),
    "one_result": lambda: cm.judge(three().head(1), goal()),
    "two_results": lambda: cm.judge(three().head(2), goal()),
    "all_tied": lambda: cm.judge(three(clicks=[50, 50, 50]), goal()),
    "small_counts": lambda: cm.judge(
        three(reach=[40, 50, 60], likes=2, shares=0, comments=1, clicks=[1, 2, 3]), goal(target=2)
    ),
    "no_rate": lambda: cm.judge(three()[["result", "clicks"]], goal()),
    "escaped_names": lambda: cm.judge(three(result=["<b>A</b>", "B & C", 'the "third"']), goal()),
    "leads": lambda: cm.judge(three(leads=[2, 30, 12]), goal("leads", 20)),
    "sales": lambda: cm.judge(three(orders=[1, 4, 2], revenue=[50, 300, 90]), goal("sales", 3)),
    "notoriety": lambda: cm.judge(three(follows=[5, 50, 20]), goal("notoriety", 30, kpi="follows")),
    **{
        f"campaign_{name}": (lambda making=making: cm.judge(sample("campaign_facebook_en.csv"), making()))
        for name, making in CAMPAIGN_BY.items()
    },
    "campaign_instagram": lambda: cm.judge(sample("campaign_instagram_en.csv"), goal("visibility", 3000)),
    "campaign_french": lambda: cm.judge(sample("campaign_facebook_fr.csv"), goal(target=60)),
}  # fmt: skip

MATRICES: dict[str, Making] = {
    "three": lambda: cm.matrix(three()),
    "missing_cells": lambda: cm.matrix(three(clicks=[NAN, 483, 500])),
    "tied": lambda: cm.matrix(three(clicks=[500, 500, 500])),
    "no_rate": lambda: cm.matrix(three()[["result", "clicks"]]),
    "to_sales": lambda: cm.matrix(three(leads=[2, 30, 12], orders=[5, 1, 2])),
    "campaign": lambda: cm.matrix(sample("campaign_facebook_en.csv")),
}

TIPPING: dict[str, Making] = {
    "target": lambda: cm.judge(three(), goal()).tipping_points(),
    "no_target": lambda: cm.judge(three(), "traffic").tipping_points(),
    "baseline": lambda: cm.judge(three(), goal(baseline=100)).tipping_points(),
    "lower_is_better": lambda: cm.judge(
        three(spend=[100, 100, 300]), goal(target=0.5, kpi="cpc_all", currency="EUR")
    ).tipping_points(),
    "visibility": lambda: cm.judge(three(), goal("visibility", 6000)).tipping_points(),
}


def sentences(making: Making) -> Making:
    return lambda: list(making().sentence)


# Three returns

FULL = {"cost": 600, "revenue": 1500, "margin": 0.4, "hours": 10, "hourly_cost": 20}


def held_out(**stated: Any) -> cm.Lift:
    return cm.lift(90000, 1200, 10000, 100, **stated)


RETURNED: dict[str, tuple[Making, Making, dict[str, Any]]] = {
    "no_money": (three, goal, {}),
    "no_target": (three, lambda: "traffic", {}),
    "cost": (three, goal, {"cost": 600}),
    "cost_euros": (three, goal, {"cost": euros(600, vat="HT")}),
    "cost_zero": (three, goal, {"cost": 0, "revenue": 100, "margin": 0.5}),
    "revenue_only": (three, goal, {"revenue": 1500, "margin": 0.4}),
    "cost_revenue": (three, goal, {"cost": 600, "revenue": 1500}),
    "cost_revenue_margin": (three, goal, {"cost": 600, "revenue": 1500, "margin": 0.4}),
    "full": (three, goal, FULL),
    "full_gain": (three, goal, FULL | {"margin": 0.9}),
    "margin_amount": (three, goal, FULL | {"margin": cm.Money(900)}),
    "margin_zero": (three, goal, FULL | {"margin": 0}),
    "hours_free": (three, goal, FULL | {"hours": 0, "hourly_cost": 0}),
    "full_euros": (
        three,
        goal,
        {"cost": euros(600), "revenue": euros(1500), "margin": 0.4, "hours": 10, "hourly_cost": euros(20)},
    ),
    "each": (
        three,
        goal,
        {"cost": [100, 200, 300], "revenue": [50, 900, 600], "margin": 0.5, "hours": [1, 2, 3],
         "hourly_cost": 25},
    ),
    "each_with_holes": (
        three, goal, {"cost": [100, NAN, 300], "revenue": [50, 900, NAN], "margin": 0.5}
    ),
    "columns": (lambda: three(spend=[100, 200, 300], revenue=[50, 900, 600]), goal, {"margin": 0.3}),
    "cost_below_spend": (lambda: three(spend=[100, 200, 300]), goal, {"cost": 200}),
    "vat_apart": (three, goal, {"cost": euros(600, vat="HT"), "revenue": euros(1500), "margin": 0.4}),
    "period_apart": (
        three,
        goal,
        {
            "cost": euros(600, period=("2026-01-01", "2026-03-31")),
            "revenue": euros(1500, period=("2026-01-01", "2026-06-30")),
            "margin": 0.4,
        },
    ),
    "lift": (three, goal, FULL | {"lift": held_out(revenue_per_conversion=10, spend=600, margin=0.4)}),
    "lift_no_value": (three, goal, FULL | {"lift": held_out()}),
    "whole_target": (three, lambda: goal(target=1200), {"cost": 600, "target_for": "whole"}),
    "whole_target_missed": (three, lambda: goal(target=12000), {"cost": 600, "target_for": "whole"}),
    "audience": (three, goal, {"cost": 600, "audience": 12000}),
    "attention_views": (
        lambda: three(views=[900, 800, 3000]), goal, {"cost": 600, "attention": "views"}
    ),
    "engagement_shares": (three, goal, {"cost": 600, "engagement": ["shares", "comments"]}),
    "visibility": (three, lambda: goal("visibility", 6000), {"cost": 600}),
    "image": (three, lambda: goal("image", 10), {"cost": 600}),
    "sales_undecided": (three, lambda: cm.Objective("sales"), {"cost": 600}),
    "missing_cells": (lambda: three(reach=[NAN, 5000, 9800], clicks=[25, NAN, 500]), goal, {"cost": 600}),
    "unusable_cells": (lambda: three(clicks=[-5, 483, "many"]), goal, {"cost": 600}),
    "impressions": (lambda: three(impressions=[9000, 8000, 20000]), goal, {"cost": 600}),
    "one_result": (lambda: three().head(1), goal, FULL),
    "campaign": (lambda: sample("campaign_facebook_en.csv"), lambda: goal(target=60), {"cost": euros(3000)}),
    "ads": (lambda: sample("exports/meta_ads_en.csv"), lambda: "sales", {"margin": 0.4}),
}  # fmt: skip

ANSWERED = (
    "no_money", "no_target", "cost", "cost_euros", "cost_zero", "cost_revenue", "cost_revenue_margin", "full",
    "full_euros", "each_with_holes", "vat_apart", "period_apart", "lift", "whole_target", "one_result",
    "missing_cells", "sales_undecided", "campaign",
)  # fmt: skip

LADDERS = ("no_money", "cost", "full", "full_gain", "lift", "lift_no_value", "vat_apart")


def returned(name: str, made_by: Callable[..., Any]) -> Making:
    results, objective, stated = RETURNED[name]
    return lambda: made_by(results(), objective(), **stated)


LIFTS: dict[str, Making] = {
    "more": held_out,
    "iroas": lambda: held_out(revenue_per_conversion=10, spend=600),
    "roi": lambda: held_out(revenue_per_conversion=euros(10), spend=euros(600), margin=0.4),
    "vat_apart": lambda: held_out(revenue_per_conversion=euros(10), spend=euros(600, vat="HT")),
    "zero_spend": lambda: held_out(revenue_per_conversion=10, spend=0),
    "zero_inside": lambda: cm.lift(900, 12, 100, 1),
    "less": lambda: cm.lift(90000, 600, 10000, 100),
    "nobody_held_out_converts": lambda: cm.lift(9000, 90, 1000, 0, level=0.9),
}

LISTS = {"cheap": {"cpc_price": 0.2, "cpm_price": 2}, "dear": {"cpc_price": 1.5, "multiplier": 2}}

PRICED: dict[str, Making] = {
    "two_lists": lambda: cm.emv_range(three(impressions=[9000, 8000, 20000]), LISTS, "EUR"),
    "one_list": lambda: cm.emv_range(three(), {"one": {"cpc_price": 0.5}}),
}


# The cycle

STEPS = {"notoriety": 100_000, "influence": 900, "engagement": 2_400, "leads": 120, "sales": 12}
COSTS = {"notoriety": 800, "influence": 0, "engagement": 300, "leads": 100, "sales": 0}
WANTED = {
    "notoriety": {"count": 100_000, "target": 120_000, "owner": "Ana", "target_rate": 0.03, "cost": 800},
    "influence": {
        "indicator": "net_followers", "count": 900, "target": 800, "owner": "Bo", "cost": 0,
        "goals": [{"name": "shares", "target": 200, "value": 150, "owner": "Bo"}],
    },
    "engagement": {"indicator": "link_clicks", "count": 2400, "target": 2500, "reference_rate": 0.08},
    "leads": {"indicator": "sign_ups", "count": 120, "target": 200, "owner": "Cleo"},
    "sales": {"indicator": "orders", "count": 12, "target": 12, "revenue": euros(1440)},
}  # fmt: skip
BOUNDS = {"notoriety": (40_000, 90_000), "engagement": 2400, "sales": 12}


def with_goals() -> cm.Cycle:
    steps = {name: dict(fields) for name, fields in WANTED.items()}
    for name in ("notoriety", "influence"):
        steps[name]["cost"] = euros(steps[name]["cost"])
    steps["engagement"]["goals"] = [goal(target=2500, kpi="link_clicks"), {"name": "comments", "target": 30}]
    return cm.cycle(steps, margin=0.4)


LEDGERS: dict[str, Making] = {
    "mapping": lambda: cm.cycle(STEPS),
    "costs": lambda: cm.cycle(STEPS, COSTS, revenue=1440, margin=0.4),
    "costs_euros": lambda: cm.cycle(STEPS, {s: euros(c) for s, c in COSTS.items()}, revenue=euros(1440)),
    "whole_cost": lambda: cm.cycle(STEPS, 1200, revenue=1440),
    "some_costs": lambda: cm.cycle(STEPS, {"notoriety": 800}),
    "bounds": lambda: cm.cycle(BOUNDS, 1200),
    "goals": with_goals,
    "one_step": lambda: cm.cycle({"leads": 120}),
    "no_sales": lambda: cm.cycle(STEPS | {"sales": 0}, COSTS),
    "zeros": lambda: cm.cycle(dict.fromkeys(STEPS, 0), 100),
    "more_later": lambda: cm.cycle({"engagement": 50, "leads": 120, "sales": 12}),
    "platforms": lambda: cm.cycle(
        STEPS,
        1200,
        platforms={"instagram": {"net_followers": 600, "spend": 300}, "tiktok": {"net_followers": 0}},
    ),
    "level": lambda: cm.cycle(STEPS, level=0.8),
    "table": lambda: cm.cycle(pd.DataFrame({"step": list(STEPS), "count": list(STEPS.values())})),
    "posts": lambda: cm.cycle(sample("campaign_facebook_en.csv")),
    "posts_costs": lambda: cm.cycle(sample("campaign_facebook_en.csv"), euros(3000)),
    "ads": lambda: cm.cycle(sample("exports/meta_ads_en.csv"), margin=0.4),
    "posts_and_ads": lambda: cm.cycle(facebook_and_ads()),
    "web": lambda: cm.cycle(sample("exports/ga4_canaux_fr.csv")),
    "posts_and_web": lambda: cm.cycle(
        [sample("campaign_instagram_en.csv"), sample("exports/ga4_landing_pages_en.csv"), {"sales": 12}]
    ),
    "three_results": lambda: cm.cycle(three()),
}  # fmt: skip

REFERENCES = {"engagement": 0.08, "leads": 0.2}
RATES = {"clicks": 0.01, "leads": 0.05, "sales": 0.2}
COUNTED = {"clicks": (240, 24_000), "leads": {"hits": 12, "trials": 240}, "sales": {"low": 0.1, "high": 0.3}}

PLANS: dict[str, Making] = {
    "sales": lambda: cm.plan(RATES, sales=10, cost_per_thousand=5),
    "sales_no_price": lambda: cm.plan(RATES, sales=10),
    "sales_click_price": lambda: cm.plan(RATES, sales=10, cost_per_click=0.5),
    "one_sale": lambda: cm.plan(RATES, sales=1, cost_per_thousand=5),
    "budget": lambda: cm.plan(RATES, budget=2000, cost_per_thousand=5),
    "budget_aov": lambda: cm.plan(RATES, budget=2000, cost_per_thousand=5, aov=120),
    "revenue": lambda: cm.plan(RATES, revenue=5000, aov=120, cost_per_thousand=5),
    "revenue_ranges": lambda: cm.plan(COUNTED, revenue=5000, aov=(80, 150), cost_per_thousand=(4, 9)),
    "sales_ranges": lambda: cm.plan(COUNTED, sales=10, cost_per_thousand=(4, 9)),
    "budget_ranges": lambda: cm.plan(COUNTED, budget=2000, cost_per_click=(0.3, 0.9), level=0.8),
    "money": lambda: cm.plan(COUNTED, budget=euros(2000), cost_per_thousand=euros(6), aov=euros(120)),
    "start": lambda: cm.plan(RATES, sales=10, start="impressions"),
    "cycle_sales": lambda: cm.plan(cm.cycle(STEPS, COSTS, revenue=1440, margin=0.4), sales=50),
    "cycle_budget": lambda: cm.plan(cm.cycle(STEPS, COSTS, revenue=1440, margin=0.4), budget=2000),
    "cycle_revenue": lambda: cm.plan(cm.cycle(STEPS, revenue=euros(1440)), revenue=euros(6000)),
}  # fmt: skip


# Visits, journeys, people

NOTED = {"form_starts": 60, "form_submissions": 5, "load_seconds": 6.2}
SHOP = {"shop_orders": 4, "in_stock": 0.4, "scrolls": 90, "views": 1100, "engagement_seconds": 9}
CHECKOUT = {"add_to_carts": 80, "checkouts": 40, "landing_page_views": 500, "link_clicks": 1000}

VISITED: dict[str, Making] = {
    "no_rate": lambda: cm.visits_without_sales(1000),
    "usual": lambda: cm.visits_without_sales(1000, 0, expected_rate=0.002),
    "news": lambda: cm.visits_without_sales(1000, 0, expected_rate=0.01),
    "some_sales": lambda: cm.visits_without_sales(2400, 3, expected_rate=0.005),
    "more_than_expected": lambda: cm.visits_without_sales(1000, 30, expected_rate=0.005),
    "one_visit": lambda: cm.visits_without_sales(1, 0, level=0.9),
    "noted": lambda: cm.visits_without_sales(1000, 0, 0.01, NOTED),
    "shop": lambda: cm.visits_without_sales(1000, 0, 0.01, SHOP),
    "checkout": lambda: cm.visits_without_sales(1000, 0, None, CHECKOUT),
    "pages": lambda: cm.visits_without_sales(
        1000, 0, 0.01, [sample("exports/ga4_landing_pages_en.csv"), NOTED]
    ),
    "channels": lambda: cm.visits_without_sales(1000, 2, 0.01, sample("exports/ga4_canaux_fr.csv")),
    "snapshot": lambda: cm.visits_without_sales(1000, 0, None, sample("exports/ga4_snapshot_en.csv")),
    "ads": lambda: cm.visits_without_sales(1000, 0, 0.01, sample("exports/meta_ads_en.csv")),
    "leads": lambda: cm.visits_without_sales(1000, 2, 0.02, kind="leads"),
    "leads_noted": lambda: cm.visits_without_sales(
        1000, 0, 0.02, {"form_starts": 4, "leads": 7}, kind="leads"
    ),
    "set_aside": lambda: cm.visits_without_sales(
        1000, 0, 0.01, [{"load_secs": 3}, {"sessions": NAN, "form_starts": 3, "form_submissions": 9}]
    ),
}


def paths() -> pd.DataFrame:
    return pd.read_csv(cm.sample("paths.csv"))


SMALL = {"path": ["ads > mail", "mail", "ads"], "conversions": [3, 1, 0]}
HOLED = {"path": ["ads > mail", "mail", None, "x"], "conversions": [3, -1, 2, "many"], "nulls": [9, 9, 9, 9]}
MODELS = (
    "first", "last", "last_non_direct", "linear", "position", "time_decay", "markov", "shapley",
)  # fmt: skip

JOURNEYS: dict[str, Making] = {
    **{
        f"attribute_{name}": (lambda name=name: cm.attribute(paths(), name).round(6)) for name in MODELS
    },
    "attribute_value": lambda: cm.attribute(paths(), "linear", value=True).round(6),
    "attribute_set_aside": quiet(
        lambda: pd.DataFrame(cm.attribute(pd.DataFrame(HOLED)).attrs["set_aside"])
    ),
    "compare_models": lambda: cm.compare_models(paths()),
    "compare_models_value": lambda: cm.compare_models(paths(), value=True),
    "compare_models_two": lambda: cm.compare_models(paths(), ["first", "last"]),
    "compare_models_one": lambda: cm.compare_models(paths(), ["linear"]),
    "compare_models_left_out": lambda: cm.compare_models(pd.DataFrame(SMALL)),
    "compare_models_set_aside": quiet(lambda: cm.compare_models(pd.DataFrame(HOLED))),
    "dark_social": lambda: cm.dark_social(
        {"linkedin": 86, "whatsapp": 4, "facebook": 20, "mine": 5}, direct=110, total=1000
    ),
    "dark_social_plain": lambda: cm.dark_social({"facebook": 20}, direct=0, total=100),
}


def posted(**columns: Any) -> pd.DataFrame:
    table = {
        "influencer": ["Ana", "Ana", "Bo"],
        "platform": ["instagram", "tiktok", "instagram"],
        "reach": [12000, 8000, 30000],
        "likes": [900, 400, 600],
        "comments": [40, 10, 20],
    }
    return pd.DataFrame(table | columns)


def only_interactions() -> pd.DataFrame:
    return posted(interactions=[940, 410, 620]).drop(columns=["likes", "comments"])


def marked() -> pd.DataFrame:
    return three(boosted=[False, True, False], spend=[NAN, 40, NAN])


OUTREACH: dict[str, Making] = {
    "influencers": lambda: cm.influencers(posted(cost=[300, 300, 2500])),
    "influencers_no_cost": lambda: cm.influencers(posted()),
    "influencers_whole_cost": lambda: cm.influencers(posted(), cost=euros(3100)),
    "influencers_costs": lambda: cm.influencers(posted(), cost={"Ana": euros(600), "Bo": euros(2500)}),
    "influencers_audience": lambda: cm.influencers(posted(fee=[600, NAN, 2500]), audience=35000),
    "influencers_targets": lambda: cm.influencers(
        posted(target=[500, 500, 900], link_clicks=[80, NAN, 300], orders=[2, 0, 9], promo_sales=[1, 0, 4],
               revenue=[90, 0, 700], cost=[300, 300, 2500], currency="EUR")
    ),
    "influencers_missing": lambda: cm.influencers(posted(reach=[12000, NAN, NAN], likes=[900, 400, NAN])),
    "influencers_unusable": lambda: cm.influencers(
        posted(likes=[-1, "many", 600], influencer=["A", None, "B"])
    ),
    "influencers_interactions": lambda: cm.influencers(only_interactions()),
    "influencers_one": lambda: cm.influencers(posted(cost=100).head(1)),
    "organic_and_paid": lambda: cm.organic_and_paid(marked()),
    "organic_and_paid_audience": lambda: cm.organic_and_paid(marked(), audience=12000),
    "organic_only": lambda: cm.organic_and_paid(three()),
    "organic_and_paid_exports": lambda: cm.organic_and_paid(facebook_and_ads()),
    "organic_and_paid_unusable": lambda: cm.organic_and_paid(marked().assign(clicks=[-5, 483, "many"])),
}  # fmt: skip


# Reading, metrics, lessons

def answered_guess(picked: str | None, target: float = 400) -> Any:
    """Answer a guess; names are in the language in use, so they are picked by their row."""
    names = list(three().result)
    mine = None if picked is None else names[int(picked) - 1]
    return cm.guess(three(), mine).answer(cm.judge(three(), goal(target=target)))


WORKED = ("engagement_rate", "er_followers", "cpc_all", "applause")

LESSONS: dict[str, Making] = {
    "metrics": cm.metrics,
    "guess": lambda: cm.guess(three()),
    "guess_picked": lambda: cm.guess(three(), three().result[0]),
    "guess_numbers": lambda: cm.guess([10, 100, 1000]),
    "guess_answer_wrong": lambda: answered_guess("1"),
    "guess_answer_right": lambda: answered_guess("3"),
    "guess_answer_none": lambda: answered_guess(None),
    "guess_answer_nobody": lambda: cm.guess(three()).answer(cm.judge(three(clicks=[NAN] * 3), goal())),
    "guess_number_wrong": lambda: cm.guess([10, 100, 1000], 100).answer(1000),
    "guess_number_right": lambda: cm.guess([10, 100, 1000], 100).answer(100),
    **{
        f"worked_{name}": (
            lambda name=name: cm.worked(name, three(followers=[900, 950, 990], spend=[100, 100, 300]))
        )
        for name in WORKED
    },
    "worked_missing": lambda: cm.worked("engagement_rate", three(clicks=[NAN, 483, 500])),
    "money": lambda: euros(600, vat="HT", period=("2026-01-01", "2026-03-31")),
}


def read_case(path: str) -> str:
    return "read_" + path.removeprefix("exports/").replace(".", "_")


READ: dict[str, Making] = {
    **{read_case(path): (lambda path=path: sample(path)) for path in cm.sample()},
    "read_several": lambda: read(
        [cm.sample("campaign_facebook_en.csv"), cm.sample("campaign_instagram_fr.csv")]
    ),
    "read_tables": lambda: read(
        [cm.sample("campaign_facebook_en.csv"), cm.sample("exports/ga4_canaux_fr.csv")]
    ),
    "read_unknown": lambda: read(b"Thing,Reach,Clics\nA,5000,25\nB,n/a,483\n"),
    "reconcile": lambda: sample("campaign_facebook_en.csv").reconcile(),
    "reconcile_workbook": lambda: sample("exports/linkedin_content_en.xlsx").reconcile(),
}


# Real files: nothing but the numbers of their posts, whose names are then "Result 1", "Result 2", ...

REAL_FILES = {
    "x": "x_twitter/ropensci_tweets_2021-12.csv",
    "tiktok": "tiktok/creator_en_content.csv",
    "instagram": "meta_business_suite/oigetit_sa_instagram_posts_2025-03-18_2025-04-14.csv",
    "facebook": "meta_business_suite/pro_efficient_facebook_posts_2025-02-01_2025-03-15.csv",
    "linkedin": "linkedin/pro_efficient_content.xls",
}


@cache
def numbers_of(network: str) -> pd.DataFrame:
    return read(real_file(REAL_FILES[network])).posts.select_dtypes("number")


REAL_ANSWERS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "judge": lambda posts: cm.judge(posts, goal("image", 5)),
    "matrix": cm.matrix,
    "returns": lambda posts: cm.returns(posts, "image", cost=euros(500)),
    "cycle": lambda posts: cm.cycle(posts, euros(500)),
}


def grouped(room: str, cases: dict[str, Making]) -> dict[str, Making]:
    return {f"{room}_{name}": making for name, making in cases.items()}


CASES: dict[str, Making] = {
    **grouped("judge", JUDGED),
    **grouped("matrix", MATRICES),
    **grouped("tipping", {name: sentences(making) for name, making in TIPPING.items()}),
    **grouped("returns", {name: returned(name, cm.returns) for name in RETURNED}),
    **grouped("boss", {name: returned(name, cm.answer_the_boss) for name in ANSWERED}),
    **grouped(
        "ladder", {n: (lambda n=n: returned(n, cm.returns)().ladder.round(6)) for n in LADDERS}
    ),
    **grouped("lift", LIFTS),
    **grouped("emv_range", PRICED),
    **grouped("cycle", LEDGERS),
    **grouped("missing", {n: (lambda n=n: LEDGERS[n]().missing) for n in ("mapping", "bounds", "posts")}),
    **grouped("leaks", {
        "references": lambda: cm.cycle(STEPS, COSTS, revenue=1440, margin=0.4).leaks(REFERENCES).round(6),
        "targets": lambda: with_goals().leaks().round(6),
        "none": lambda: cm.cycle(STEPS).leaks().round(6),
    }),
    **grouped("plan", PLANS),
    **grouped("visits", VISITED),
    **JOURNEYS,
    **OUTREACH,
    **LESSONS,
    **READ,
    **{
        f"real_{network}_{name}": (lambda network=network, making=making: making(numbers_of(network)))
        for network in REAL_FILES
        for name, making in REAL_ANSWERS.items()
    },
}  # fmt: skip
