"""The public names for type checkers and editors; `python tests/stub.py` writes this."""

from cmkit import errors as errors
from cmkit.answers.attribution.attribute import attribute as attribute
from cmkit.answers.attribution.compare_models import compare_models as compare_models
from cmkit.answers.cycle.cycle import Cycle as Cycle
from cmkit.answers.cycle.cycle import cycle as cycle
from cmkit.answers.dark_social.dark_social import dark_social as dark_social
from cmkit.answers.diagnosis.visits_without_sales import (
    Diagnosis as Diagnosis,
)
from cmkit.answers.diagnosis.visits_without_sales import (
    visits_without_sales as visits_without_sales,
)
from cmkit.answers.emv_range.emv_range import EmvRange as EmvRange
from cmkit.answers.emv_range.emv_range import emv_range as emv_range
from cmkit.answers.lift.lift import Lift as Lift
from cmkit.answers.lift.lift import lift as lift
from cmkit.answers.matrix.matrix import matrix as matrix
from cmkit.answers.outreach.influencers import Influencers as Influencers
from cmkit.answers.outreach.influencers import influencers as influencers
from cmkit.answers.outreach.organic_and_paid import (
    OrganicAndPaid as OrganicAndPaid,
)
from cmkit.answers.outreach.organic_and_paid import (
    organic_and_paid as organic_and_paid,
)
from cmkit.answers.plan.plan import Plan as Plan
from cmkit.answers.plan.plan import plan as plan
from cmkit.answers.returns.returns import Returns as Returns
from cmkit.answers.returns.returns import returns as returns
from cmkit.answers.verdict.judge import Verdict as Verdict
from cmkit.answers.verdict.judge import judge as judge
from cmkit.catalogue.acts import (
    instagram_interactions as instagram_interactions,
)
from cmkit.catalogue.acts import (
    interactions as interactions,
)
from cmkit.catalogue.acts import (
    interactions_per_post as interactions_per_post,
)
from cmkit.catalogue.acts import (
    public_interactions as public_interactions,
)
from cmkit.catalogue.audience import (
    audience_growth as audience_growth,
)
from cmkit.catalogue.audience import (
    cost_per_follower as cost_per_follower,
)
from cmkit.catalogue.audience import (
    esov as esov,
)
from cmkit.catalogue.audience import (
    net_followers as net_followers,
)
from cmkit.catalogue.audience import (
    share_of_search as share_of_search,
)
from cmkit.catalogue.audience import (
    sov as sov,
)
from cmkit.catalogue.care import (
    net_sentiment as net_sentiment,
)
from cmkit.catalogue.care import (
    net_sentiment_all as net_sentiment_all,
)
from cmkit.catalogue.care import (
    nps as nps,
)
from cmkit.catalogue.care import (
    response_rate as response_rate,
)
from cmkit.catalogue.care import (
    response_time_mean as response_time_mean,
)
from cmkit.catalogue.engagement import (
    engagement_rate as engagement_rate,
)
from cmkit.catalogue.engagement import (
    er_daily as er_daily,
)
from cmkit.catalogue.engagement import (
    er_followers as er_followers,
)
from cmkit.catalogue.engagement import (
    er_impressions as er_impressions,
)
from cmkit.catalogue.engagement import (
    er_platform as er_platform,
)
from cmkit.catalogue.engagement import (
    er_views as er_views,
)
from cmkit.catalogue.engagement import (
    er_weighted as er_weighted,
)
from cmkit.catalogue.engagement import (
    instagram_engagement_rate as instagram_engagement_rate,
)
from cmkit.catalogue.engagement import (
    public_engagement_rate as public_engagement_rate,
)
from cmkit.catalogue.engagement import (
    public_er_followers as public_er_followers,
)
from cmkit.catalogue.engagement import (
    public_er_views as public_er_views,
)
from cmkit.catalogue.measure import measure as measure
from cmkit.catalogue.paid import (
    aov as aov,
)
from cmkit.catalogue.paid import (
    be_roas as be_roas,
)
from cmkit.catalogue.paid import (
    cac as cac,
)
from cmkit.catalogue.paid import (
    cost_per_share as cost_per_share,
)
from cmkit.catalogue.paid import (
    cpa as cpa,
)
from cmkit.catalogue.paid import (
    cpe as cpe,
)
from cmkit.catalogue.paid import (
    cpl as cpl,
)
from cmkit.catalogue.paid import (
    roas as roas,
)
from cmkit.catalogue.paid import (
    roi as roi,
)
from cmkit.catalogue.pool import pool as pool
from cmkit.catalogue.spread import (
    amplification as amplification,
)
from cmkit.catalogue.spread import (
    amplification_followers as amplification_followers,
)
from cmkit.catalogue.spread import (
    applause as applause,
)
from cmkit.catalogue.spread import (
    applause_followers as applause_followers,
)
from cmkit.catalogue.spread import (
    conversation as conversation,
)
from cmkit.catalogue.spread import (
    conversation_followers as conversation_followers,
)
from cmkit.catalogue.spread import (
    frequency as frequency,
)
from cmkit.catalogue.spread import (
    save_rate as save_rate,
)
from cmkit.catalogue.spread import (
    share_rate as share_rate,
)
from cmkit.catalogue.spread import (
    virality as virality,
)
from cmkit.catalogue.traffic import (
    bounce_rate as bounce_rate,
)
from cmkit.catalogue.traffic import (
    click_rate as click_rate,
)
from cmkit.catalogue.traffic import (
    conversion_rate as conversion_rate,
)
from cmkit.catalogue.traffic import (
    conversion_rate_clicks as conversion_rate_clicks,
)
from cmkit.catalogue.traffic import (
    conversion_rate_impressions as conversion_rate_impressions,
)
from cmkit.catalogue.traffic import (
    conversion_rate_users as conversion_rate_users,
)
from cmkit.catalogue.traffic import (
    cpc as cpc,
)
from cmkit.catalogue.traffic import (
    cpc_all as cpc_all,
)
from cmkit.catalogue.traffic import (
    ctr as ctr,
)
from cmkit.catalogue.traffic import (
    engaged_session_rate as engaged_session_rate,
)
from cmkit.catalogue.traffic import (
    form_abandonment as form_abandonment,
)
from cmkit.catalogue.traffic import (
    form_completion as form_completion,
)
from cmkit.catalogue.value import (
    clv as clv,
)
from cmkit.catalogue.value import (
    clv_simple as clv_simple,
)
from cmkit.catalogue.value import (
    emv as emv,
)
from cmkit.catalogue.value import (
    incremental_conversions as incremental_conversions,
)
from cmkit.catalogue.value import (
    iroas as iroas,
)
from cmkit.catalogue.video import (
    acpm as acpm,
)
from cmkit.catalogue.video import (
    completion as completion,
)
from cmkit.catalogue.video import (
    cost_per_thousand_reached as cost_per_thousand_reached,
)
from cmkit.catalogue.video import (
    cpas as cpas,
)
from cmkit.catalogue.video import (
    cpcv as cpcv,
)
from cmkit.catalogue.video import (
    cpm as cpm,
)
from cmkit.catalogue.video import (
    cpv as cpv,
)
from cmkit.catalogue.video import (
    vtr as vtr,
)
from cmkit.desk.bench.bench import bench as bench
from cmkit.desk.lessons import guess as guess
from cmkit.desk.lessons import in_words as in_words
from cmkit.desk.lessons import worked as worked
from cmkit.desk.metrics import metrics as metrics
from cmkit.desk.planner.planner import planner as planner
from cmkit.desk.sample import sample as sample
from cmkit.desk.sample import three_results as three_results
from cmkit.desk.upload import upload as upload
from cmkit.documents.answer_the_boss import Answer as Answer
from cmkit.documents.answer_the_boss import answer_the_boss as answer_the_boss
from cmkit.errors import CmkitError as CmkitError
from cmkit.given.money import Money as Money
from cmkit.given.objective import Objective as Objective
from cmkit.language.writing import use as use
from cmkit.reading.export import Export as Export
from cmkit.reading.read import read as read
from cmkit.statements.formulas import latex as latex

__version__: str
ROOMS: dict[str, tuple[str, ...]]
