"""cmkit: measure social media against objectives, in Jupyter notebooks and in Python.

    import cmkit as cm
    verdict = cm.judge(cm.three_results(), cm.Objective("traffic", target=400))

Nothing heavy is loaded before it is used: a name is looked up in its room when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

# The same names again for type checkers and editors, which read but do not run (a test keeps them in step).
if TYPE_CHECKING:
    from cmkit import errors as errors
    from cmkit.amounts import Money as Money
    from cmkit.catalogue import latex as latex, metrics as metrics
    from cmkit.catalogue.acts import (
        instagram_interactions as instagram_interactions, interactions as interactions,
        interactions_per_post as interactions_per_post, public_interactions as public_interactions,
    )
    from cmkit.catalogue.audience import (
        audience_growth as audience_growth, cost_per_follower as cost_per_follower, esov as esov,
        net_followers as net_followers, share_of_search as share_of_search, sov as sov,
    )
    from cmkit.catalogue.care import (
        net_sentiment as net_sentiment, net_sentiment_all as net_sentiment_all, nps as nps,
        response_rate as response_rate, response_time_mean as response_time_mean,
    )
    from cmkit.catalogue.engagement import (
        engagement_rate as engagement_rate, er_daily as er_daily, er_followers as er_followers,
        er_impressions as er_impressions, er_platform as er_platform, er_views as er_views,
        er_weighted as er_weighted, instagram_engagement_rate as instagram_engagement_rate,
        public_engagement_rate as public_engagement_rate, public_er_followers as public_er_followers,
        public_er_views as public_er_views,
    )
    from cmkit.catalogue.money import (
        aov as aov, be_roas as be_roas, cac as cac, cost_per_share as cost_per_share, cpa as cpa,
        cpe as cpe, cpl as cpl, roas as roas, roi as roi,
    )
    from cmkit.catalogue.spread import (
        amplification as amplification, amplification_followers as amplification_followers,
        applause as applause, applause_followers as applause_followers, conversation as conversation,
        conversation_followers as conversation_followers, frequency as frequency, save_rate as save_rate,
        share_rate as share_rate, virality as virality,
    )
    from cmkit.catalogue.traffic import (
        bounce_rate as bounce_rate, click_rate as click_rate, conversion_rate as conversion_rate,
        conversion_rate_clicks as conversion_rate_clicks,
        conversion_rate_impressions as conversion_rate_impressions,
        conversion_rate_users as conversion_rate_users, cpc as cpc, cpc_all as cpc_all, ctr as ctr,
        engaged_session_rate as engaged_session_rate, form_abandonment as form_abandonment,
        form_completion as form_completion,
    )
    from cmkit.catalogue.value import (
        clv as clv, clv_simple as clv_simple, emv as emv,
        incremental_conversions as incremental_conversions, iroas as iroas,
    )
    from cmkit.catalogue.video import (
        acpm as acpm, completion as completion, cost_per_thousand_reached as cost_per_thousand_reached,
        cpas as cpas, cpcv as cpcv, cpm as cpm, cpv as cpv, vtr as vtr,
    )
    from cmkit.diagnosis import Diagnosis as Diagnosis, visits_without_sales as visits_without_sales
    from cmkit.errors import CmkitError as CmkitError
    from cmkit.ledger import Cycle as Cycle, cycle as cycle
    from cmkit.journeys import (
        attribute as attribute, compare_models as compare_models, dark_social as dark_social,
    )
    from cmkit.lessons import guess as guess, in_words as in_words, worked as worked
    from cmkit.measuring import measure as measure
    from cmkit.objectives import Objective as Objective
    from cmkit.outreach import (
        Influencers as Influencers, OrganicAndPaid as OrganicAndPaid, influencers as influencers,
        organic_and_paid as organic_and_paid,
    )
    from cmkit.planning import Plan as Plan, plan as plan
    from cmkit.pooling import pool as pool
    from cmkit.reading import Export as Export, read as read
    from cmkit.returning import (
        Answer as Answer, EmvRange as EmvRange, Lift as Lift, Returns as Returns,
        answer_the_boss as answer_the_boss, emv_range as emv_range, lift as lift, returns as returns,
    )
    from cmkit.reversals import matrix as matrix
    from cmkit.samples import sample as sample, three_results as three_results
    from cmkit.verdict import Verdict as Verdict, judge as judge
    from cmkit.widgets import bench as bench, planner as planner, upload as upload
    from cmkit.words import use as use

__version__ = "0.1.0"

ROOMS: dict[str, tuple[str, ...]] = {
    "errors": ("CmkitError",),
    "words": ("use",),
    "catalogue": ("metrics", "latex"),
    "amounts": ("Money",),
    "measuring": ("measure",),
    "pooling": ("pool",),
    "objectives": ("Objective",),
    "ledger": ("cycle", "Cycle"),
    "planning": ("plan", "Plan"),
    "verdict": ("judge", "Verdict"),
    "reversals": ("matrix",),
    "journeys": ("attribute", "compare_models", "dark_social"),
    "returning": ("returns", "lift", "emv_range", "answer_the_boss", "Returns", "Lift", "EmvRange", "Answer"),
    "diagnosis": ("visits_without_sales", "Diagnosis"),
    "outreach": ("influencers", "organic_and_paid", "Influencers", "OrganicAndPaid"),
    "reading": ("read", "Export"),
    "samples": ("three_results", "sample"),
    "lessons": ("guess", "worked", "in_words"),
    "widgets": ("bench", "planner", "upload"),
}
"""The public names, by the module that holds them; every metric of the catalogue is one too."""


def __getattr__(name: str) -> Any:
    for room, names in ROOMS.items():
        if name in names:
            return _keep(name, getattr(import_module(f"cmkit.{room}"), name))
    if name == "errors":
        return import_module("cmkit.errors")
    if name == "__all__":
        return _keep(name, sorted([*_names(), *import_module("cmkit.catalogue").CATALOGUE]))
    if not name.startswith("_") and find_spec(f"cmkit.{name}") is None:
        catalogue = import_module("cmkit.catalogue")
        if name in catalogue.FUNCTIONS:
            return _keep(name, catalogue.FUNCTIONS[name])
    raise AttributeError(f"module 'cmkit' has no attribute {name!r}")


def _names() -> list[str]:
    return ["errors", *(name for names in ROOMS.values() for name in names)]


def _keep(name: str, value: Any) -> Any:
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_names(), *import_module("cmkit.catalogue").FUNCTIONS])
