"""Audience: followers won and lost, the brand among its rivals, what is said of it and how it answers."""

from cmkit.catalogue.declare import metric
from cmkit.catalogue.quantity import Quantity, ratio


@metric(unit="count", stage="notoriety", serves=("notoriety",), floor=None)
def net_followers(follows: Quantity, unfollows: Quantity) -> Quantity:
    """Subtract those who left from those who came.

    Both arguments are counts; the result is a count, below zero where more left. Missing where either is.
    Source: the networks' follower reports (Meta, LinkedIn, TikTok), which give both sides or the net.
    Pitfalls: a network that gives new followers only hides those who left.
    >>> net_followers(120, 20)
    100.0
    """
    return follows - unfollows


@metric(unit="ratio", stage="notoriety", serves=("notoriety",),
        also=("audience_growth_rate", "follower_growth"), floor=-1, pools="chain")  # fmt: skip
def audience_growth(net_followers: Quantity, followers_start: Quantity) -> Quantity:
    """Divide net new followers by the followers at the start of the period.

    Both arguments are counts; the result is a ratio, below zero where the account shrank. Missing where the
    start is zero or missing.
    Source: Hootsuite, whose text says "total audience" without saying when; here, at the start.
    Pitfalls: a rate of gross follows is higher, and hides those who left. Pooled, consecutive periods are one
    from the first start; others have the sum of their starts as their base.
    >>> audience_growth(100, 2000)
    0.05
    """
    return ratio(net_followers, followers_start)


@metric(unit="money", stage="notoriety", serves=("notoriety",), better="lower", also=("cost_per_fan",))
def cost_per_follower(spend: Quantity, net_followers: Quantity) -> Quantity:
    """Divide ad spend by net new followers.

    `spend` is money, `net_followers` a count; the result is money a follower, 0 or more. Missing where no
    follower was won on balance.
    Source: the French articles' cost per fan and per follower, first step of the social sales cycle.
    Pitfalls: vendors often divide by gross follows; followers won without the ads are counted as theirs.
    >>> cost_per_follower(50, 100)
    0.5
    """
    return ratio(spend, net_followers)


@metric(unit="ratio", stage="influence", serves=("notoriety",), also=("share_of_voice",), most=1)
def sov(mentions: Quantity, rival_mentions: Quantity) -> Quantity:
    """Divide the brand's mentions by its own and its rivals' together.

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where nobody is mentioned.
    Source: MutualMind, Verylongrun.
    Pitfalls: hangs on the query and on which rivals are listened to; the share of voice of advertising is one
    of spending, another thing.
    >>> sov(30, 90)
    0.25
    """
    return ratio(mentions, mentions + rival_mentions)


@metric(unit="ratio", stage="influence", serves=("notoriety",),
        also=("excess_share_of_voice",), floor=-1, most=1)  # fmt: skip
def esov(sov: Quantity, market_share: Quantity) -> Quantity:
    """Subtract the share of market from the share of voice.

    Both arguments are ratios from 0 to 1; the result is a difference of ratios, from -1 to 1. Missing where
    either is.
    Source: Maxnet80, Ignite Media: as a rule of thumb 10 points of it go with half a point of share.
    Pitfalls: the rule comes from advertising spend in mature markets, not from counts of mentions.
    >>> round(esov(0.30, 0.20), 4)
    0.1
    """
    return sov - market_share


@metric(unit="ratio", stage="notoriety", serves=("visibility", "notoriety"), most=1)
def share_of_search(branded_searches: Quantity, total_searches: Quantity) -> Quantity:
    """Divide the searches for the brand by those for all brands of its market, its own included.

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where nobody searches.
    Source: Maxnet80.
    Pitfalls: a brand whose name is a common word cannot be counted; bad news raises searches too.
    >>> share_of_search(300, 1200)
    0.25
    """
    return ratio(branded_searches, total_searches)


@metric(unit="ratio", stage="influence", serves=("image",), floor=-1, most=1)
def net_sentiment(positive: Quantity, negative: Quantity) -> Quantity:
    """Divide positive less negative mentions by both together.

    Both arguments are counts; the result is a ratio from -1 to 1. Missing where there is neither.
    Source: the usual definition of listening tools that leave neutral mentions out; with them, see
    `net_sentiment_all`.
    Pitfalls: automatic sentiment misreads irony, other languages and, says Hootsuite, medical words.
    >>> net_sentiment(60, 20)
    0.5
    """
    return ratio(positive - negative, positive + negative)


@metric(unit="ratio", stage="influence", serves=("image",), floor=-1, most=1)
def net_sentiment_all(positive: Quantity, negative: Quantity, neutral: Quantity) -> Quantity:
    """Divide positive less negative mentions by all mentions, neutral ones included.

    The arguments are counts; the result is a ratio from -1 to 1. Missing where there is no mention.
    Source: the other definition of listening tools; without neutral mentions, see `net_sentiment`.
    Pitfalls: always nearer to zero than `net_sentiment`; as it, at the mercy of irony and languages.
    >>> net_sentiment_all(60, 20, 120)
    0.2
    """
    return ratio(positive - negative, positive + negative + neutral)


@metric(unit="points", stage="influence", serves=("image",),
        also=("net_promoter_score",), floor=-100, most=100)  # fmt: skip
def nps(promoters: Quantity, passives: Quantity, detractors: Quantity) -> Quantity:
    """Subtract the percentage of detractors (0 to 6) from that of promoters (9 and 10).

    The arguments are counts of answers; the result is in points, from -100 to 100. Missing where nobody
    answered.
    Source: Sprinklr's help page on the net promoter score.
    Pitfalls: its interval is wide on few answers, and those who answer are not those who do not.
    >>> nps(50, 30, 20)
    30.0
    """
    return 100 * ratio(promoters - detractors, promoters + passives + detractors)


@metric(unit="ratio", stage="engagement", serves=("image",), most=1)
def response_rate(answered: Quantity, answerable: Quantity) -> Quantity:
    """Divide the messages answered by those that called for an answer.

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where none called for one.
    Source: Sprout Social's Inbox Activity report.
    Pitfalls: which messages call for an answer is a choice; a robot's acknowledgement is no answer.
    >>> response_rate(45, 50)
    0.9
    """
    return ratio(answered, answerable)


@metric(unit="minutes", stage="engagement", serves=("image",), better="lower", also=("mean_response_time",))
def response_time_mean(response_minutes: Quantity, answered: Quantity) -> Quantity:
    """Divide the minutes spent waiting for answers by the messages answered.

    `response_minutes` is a total of minutes, `answered` a count; the result is in minutes, 0 or more. Missing
    where none was answered.
    Source: Sprout Social's Team Report, which gives the mean and the median.
    Pitfalls: weekends and nights make the mean, so the median (column `response_time`) is fairer; messages
    never answered are not in it, so read it beside `response_rate`.
    >>> response_time_mean(2700, 45)
    60.0
    """
    return ratio(response_minutes, answered)
