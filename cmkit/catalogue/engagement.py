"""Engagement: what people do with a post, as each network counts it, and over how many people it met."""

from cmkit.catalogue.declare import metric
from cmkit.catalogue.quantity import Quantity, ratio


@metric(unit="count", stage="engagement")
def interactions(likes: Quantity, shares: Quantity, comments: Quantity, clicks: Quantity) -> Quantity:
    """Add up the four Facebook interactions: like, share, comment, click.

    Each argument is a count; so is the result (0 or more). Missing as soon as one of them is.
    Source: the French articles behind cmkit (four interactions, each of which may be what was expected);
    LinkedIn and X also count clicks in their own rates.
    Pitfalls: most public tools leave clicks out (see `public_interactions`), which reverses comparisons with
    LinkedIn. Instagram gives no clicks but saves (see `instagram_interactions`).
    >>> interactions(500, 5, 3, 25)
    533.0
    """
    return likes + shares + comments + clicks


@metric(unit="count", stage="engagement")
def public_interactions(likes: Quantity, shares: Quantity, comments: Quantity) -> Quantity:
    """Add up the interactions that anyone can see: like, share, comment.

    Each argument is a count; so is the result (0 or more). Missing as soon as one of them is.
    Source: Rival IQ, Emplifi, Socialinsider and other tools that read public pages; TikTok's own count.
    Pitfalls: leaves out clicks (see `interactions`) and saves (see `instagram_interactions`), which only the
    owner of the account sees; never compare with a figure that has them.
    >>> public_interactions(500, 5, 3)
    508.0
    """
    return likes + shares + comments


@metric(unit="count", stage="engagement")
def instagram_interactions(
    likes: Quantity, shares: Quantity, comments: Quantity, saves: Quantity
) -> Quantity:
    """Add up the interactions that Instagram counts: like, share, comment, save.

    Each argument is a count; so is the result (0 or more). Missing as soon as one of them is.
    Source: Instagram's `total_interactions` (developers.facebook.com, Instagram media insights).
    Pitfalls: saves and shares are private, so a rival's figure from a public tool has neither.
    >>> instagram_interactions(500, 5, 3, 12)
    520.0
    """
    return likes + shares + comments + saves


@metric(unit="count", stage="engagement")
def interactions_per_post(public_interactions: Quantity, posts: Quantity) -> Quantity:
    """Divide public interactions by the number of posts.

    Both arguments are counts; the result is a number a post, 0 or more. Missing where there is no post.
    Source: JagaJam (tretyakov.co): 10 posts, 100 likes and 20 comments are 12 a post.
    Pitfalls: one viral post makes the mean; it grows with the audience, so it compares an account with itself
    only.
    >>> interactions_per_post(120, 10)
    12.0
    """
    return ratio(public_interactions, posts)


@metric(unit="ratio", stage="engagement", also=("er_reach", "engagement_rate_reach", "err"))
def engagement_rate(interactions: Quantity, reach: Quantity) -> Quantity:
    """Divide interactions by the people reached (ER by reach, ERR).

    Both arguments are counts; the result is a ratio, 0 or more (above 1 when people act several times).
    Missing where reach is zero or missing.
    Source: Hootsuite, "engagement rate by reach" (blog.hootsuite.com/calculate-engagement-rate); the French
    articles' table. Used by Hootsuite and by Page owners, who alone see reach.
    Pitfalls: means nothing without an objective; reach is an estimate, and a small one inflates the rate; X
    gives no organic reach. Not comparable with `er_followers`, `er_impressions`, `er_views`.
    >>> engagement_rate(533, 5000)
    0.1066
    """
    return ratio(interactions, reach)


@metric(unit="ratio", stage="engagement", also=("public_er_reach",))
def public_engagement_rate(public_interactions: Quantity, reach: Quantity) -> Quantity:
    """Divide likes, shares and comments, without clicks, by the people reached.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where reach is zero or missing.
    Source: Meta and Sprout Social, who show reactions, comments and shares apart from post clicks.
    Pitfalls: as `engagement_rate`, and always lower than it on posts that carry a link.
    >>> public_engagement_rate(508, 5000)
    0.1016
    """
    return ratio(public_interactions, reach)


@metric(unit="ratio", stage="engagement", also=("instagram_er_reach",))
def instagram_engagement_rate(instagram_interactions: Quantity, reach: Quantity) -> Quantity:
    """Divide Instagram's interactions (saves among them) by the people reached.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where reach is zero or missing.
    Source: Instagram media insights give both counts (developers.facebook.com) and leave the division to the
    reader.
    Pitfalls: as `engagement_rate`; a public tool's rate has neither saves nor shares.
    >>> instagram_engagement_rate(520, 5000)
    0.104
    """
    return ratio(instagram_interactions, reach)


@metric(unit="ratio", stage="engagement")
def er_platform(engagements: Quantity, impressions: Quantity) -> Quantity:
    """Divide the engagements that the platform itself counts by impressions.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where impressions are zero or
    missing.
    Source: X Ads, engagements / impressions (developer.x.com, metrics by objective); LinkedIn Pages.
    Pitfalls: each network puts other acts into its engagements (X: every click, even the one that opens the
    post; LinkedIn: clicks and follows); X has left media views out since October 2017.
    >>> er_platform(90, 4500)
    0.02
    """
    return ratio(engagements, impressions)


@metric(unit="ratio", stage="engagement", also=("engagement_rate_followers",))
def er_followers(interactions: Quantity, followers: Quantity) -> Quantity:
    """Divide interactions by the followers the account had when it posted.

    Both arguments are counts; the result is a ratio, 0 or more (a viral post exceeds 1). Missing where
    followers are zero or missing.
    Source: Rival IQ, Emplifi, Iconosquare. Those tools count public interactions only: see
    `public_er_followers` for theirs.
    Pitfalls: falls as the account grows; today's followers under yesterday's posts rewrite the past. Not
    comparable with `engagement_rate` (by reach).
    >>> er_followers(1500, 10000)
    0.15
    """
    return ratio(interactions, followers)


@metric(unit="ratio", stage="engagement")
def public_er_followers(public_interactions: Quantity, followers: Quantity) -> Quantity:
    """Divide likes, shares and comments by the followers the account had when it posted.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where followers are zero or missing.
    Source: Rival IQ, Emplifi, Socialinsider: the rate of most published benchmarks.
    Pitfalls: as `er_followers`; Rival IQ publishes medians and Socialinsider means, so that their benchmarks
    differ by the statistic alone.
    >>> public_er_followers(12, 300)
    0.04
    """
    return ratio(public_interactions, followers)


@metric(unit="ratio", stage="engagement", also=("engagement_rate_impressions",))
def er_impressions(interactions: Quantity, impressions: Quantity) -> Quantity:
    """Divide interactions by impressions.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where impressions are zero or
    missing.
    Source: X Ads and LinkedIn divide by impressions; so do Buffer's benchmarks. With the network's own
    engagements instead of the four interactions, see `er_platform`.
    Pitfalls: one person sees a post several times, so it is lower than `engagement_rate` by about the
    `frequency`.
    >>> er_impressions(533, 8200)
    0.065
    """
    return ratio(interactions, impressions)


@metric(unit="ratio", stage="engagement", also=("engagement_rate_views", "erv"))
def er_views(interactions: Quantity, views: Quantity) -> Quantity:
    """Divide interactions by the views of a video.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where views are zero or missing.
    Source: Hootsuite. Rival IQ divides by views on TikTok, with public interactions: see `public_er_views`.
    Pitfalls: a view was redefined in 2024 (Instagram, Facebook), 2025 (YouTube Shorts) and 2026 (all of
    YouTube): one agency saw its views rise by 31 % overnight, and such a rate fall as much.
    >>> er_views(533, 10660)
    0.05
    """
    return ratio(interactions, views)


@metric(unit="ratio", stage="engagement")
def public_er_views(public_interactions: Quantity, views: Quantity) -> Quantity:
    """Divide likes, shares and comments by the views of a video.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where views are zero or missing.
    Source: Rival IQ, for TikTok.
    Pitfalls: as `er_views`.
    >>> public_er_views(508, 10160)
    0.05
    """
    return ratio(public_interactions, views)


@metric(unit="ratio", stage="engagement")
def er_daily(interactions: Quantity, followers: Quantity, *, days: float = 1) -> Quantity:
    """Divide a day's interactions by followers; over several `days`, give the average day.

    `interactions` (on all posts, old ones too) and `followers` are counts, `days` a number of days; the
    result is a ratio a day, 0 or more. Missing where followers are zero or missing.
    Source: Hootsuite's "daily engagement rate".
    Pitfalls: the same person is counted every day. Hootsuite averages this rate by sums but its rate by reach
    by a mean of rates.
    >>> er_daily(700, 5000, days=7)
    0.02
    """
    return ratio(interactions, days * followers)


@metric(unit="ratio", stage="engagement")
def er_weighted(
    likes: Quantity, comments: Quantity, shares: Quantity, saves: Quantity, clicks: Quantity,
    views: Quantity, *,
    like: float = 1, comment: float = 2, share: float = 3, save: float = 2, click: float = 1,
) -> Quantity:
    """Divide interactions, each times its weight, by views.

    The arguments are counts, the keyword-only weights plain numbers; the result is a ratio, 0 or more.
    Missing where views are zero or missing, or one of the counts is.
    Source: the default weights 1, 2, 3, 2, 1 are those of codingace.net; 1kreach.com weighs likes, comments,
    saves and shares 1, 2, 4, 6.
    Pitfalls: weights are opinions and the ranking hangs on them: show it under other weights too.
    >>> round(er_weighted(680, 54, 77, 90, 120, 12400), 4)
    0.1064
    """
    return ratio(like * likes + comment * comments + share * shares + save * saves + click * clicks, views)
