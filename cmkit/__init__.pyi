"""The public names for type checkers and editors; `python tests/stub.py` writes this."""

from cmkit import errors as errors
from cmkit.answers.attribution.attribute import attribute as attribute
from cmkit.answers.attribution.compare_models import compare_models as compare_models
from cmkit.answers.cycle.cycle import Cycle as Cycle, cycle as cycle
from cmkit.answers.dark_social.dark_social import dark_social as dark_social
from cmkit.answers.diagnosis.visits_without_sales import (
    Diagnosis as Diagnosis,
    visits_without_sales as visits_without_sales,
)
from cmkit.answers.emv_range.emv_range import EmvRange as EmvRange, emv_range as emv_range
from cmkit.answers.lift.lift import Lift as Lift, lift as lift
from cmkit.answers.matrix.matrix import matrix as matrix
from cmkit.answers.outreach.influencers import Influencers as Influencers, influencers as influencers
from cmkit.answers.outreach.organic_and_paid import (
    OrganicAndPaid as OrganicAndPaid,
    organic_and_paid as organic_and_paid,
)
from cmkit.answers.plan.plan import Plan as Plan, plan as plan
from cmkit.answers.returns.returns import Returns as Returns, returns as returns
from cmkit.answers.verdict.judge import Verdict as Verdict, judge as judge
from cmkit.catalogue.audience import (
    audience_growth as audience_growth,
    cost_per_follower as cost_per_follower,
    esov as esov,
    net_followers as net_followers,
    net_sentiment as net_sentiment,
    net_sentiment_all as net_sentiment_all,
    nps as nps,
    response_rate as response_rate,
    response_time_mean as response_time_mean,
    share_of_search as share_of_search,
    sov as sov,
)
from cmkit.catalogue.engagement import (
    engagement_rate as engagement_rate,
    er_daily as er_daily,
    er_followers as er_followers,
    er_impressions as er_impressions,
    er_platform as er_platform,
    er_views as er_views,
    er_weighted as er_weighted,
    instagram_engagement_rate as instagram_engagement_rate,
    instagram_interactions as instagram_interactions,
    interactions as interactions,
    interactions_per_post as interactions_per_post,
    public_engagement_rate as public_engagement_rate,
    public_er_followers as public_er_followers,
    public_er_views as public_er_views,
    public_interactions as public_interactions,
)
from cmkit.catalogue.measure import measure as measure
from cmkit.catalogue.paid import (
    aov as aov,
    be_roas as be_roas,
    cac as cac,
    clv as clv,
    clv_simple as clv_simple,
    cost_per_share as cost_per_share,
    cpa as cpa,
    cpe as cpe,
    cpl as cpl,
    emv as emv,
    incremental_conversions as incremental_conversions,
    iroas as iroas,
    roas as roas,
    roi as roi,
)
from cmkit.catalogue.pool import pool as pool
from cmkit.catalogue.spread import (
    amplification as amplification,
    amplification_followers as amplification_followers,
    applause as applause,
    applause_followers as applause_followers,
    conversation as conversation,
    conversation_followers as conversation_followers,
    frequency as frequency,
    save_rate as save_rate,
    share_rate as share_rate,
    virality as virality,
)
from cmkit.catalogue.traffic import (
    bounce_rate as bounce_rate,
    click_rate as click_rate,
    conversion_rate as conversion_rate,
    conversion_rate_clicks as conversion_rate_clicks,
    conversion_rate_impressions as conversion_rate_impressions,
    conversion_rate_users as conversion_rate_users,
    cpc as cpc,
    cpc_all as cpc_all,
    ctr as ctr,
    engaged_session_rate as engaged_session_rate,
    form_abandonment as form_abandonment,
    form_completion as form_completion,
)
from cmkit.catalogue.video import (
    acpm as acpm,
    completion as completion,
    cost_per_thousand_reached as cost_per_thousand_reached,
    cpas as cpas,
    cpcv as cpcv,
    cpm as cpm,
    cpv as cpv,
    vtr as vtr,
)
from cmkit.desk.bench.bench import bench as bench
from cmkit.desk.lab import sample as sample, three_results as three_results
from cmkit.desk.lessons import guess as guess, in_words as in_words, worked as worked
from cmkit.desk.planner import planner as planner
from cmkit.desk.upload import upload as upload
from cmkit.documents.answer_the_boss import Answer as Answer, answer_the_boss as answer_the_boss
from cmkit.errors import CmkitError as CmkitError
from cmkit.given.money import Money as Money
from cmkit.given.objective import Objective as Objective
from cmkit.language.sentences import use as use
from cmkit.reading.export import Export as Export
from cmkit.reading.read import read as read
from cmkit.statements.formulas import latex as latex, metrics as metrics

__version__: str
ROOMS: dict[str, tuple[str, ...]]
