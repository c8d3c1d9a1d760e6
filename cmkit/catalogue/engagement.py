"""Engagement: what people did with a post, over how many it met. Ratios, displayed as percents."""

from __future__ import annotations

from cmkit.catalogue.declare import metric
from cmkit.quantity import Quantity, ratio


@metric(en="Interactions", fr="Interactions", unit="count", stage="engagement")
def interactions(likes: Quantity, shares: Quantity, comments: Quantity, clicks: Quantity) -> Quantity:
    """Add up the four Facebook interactions: like, share, comment, click.

    Each argument is a count; so is the result (0 or more). Missing as soon as one of them is.

    Source: the brief's table (four interactions, each of which may be what was expected); LinkedIn
    and X also count clicks [metrics.md 2.4].

    Pitfalls: most public tools leave clicks out (see `public_interactions`), which reverses
    comparisons with LinkedIn. Instagram gives no clicks but saves (see `instagram_interactions`).

    >>> interactions(500, 5, 3, 25)
    533.0
    """
    return likes + shares + comments + clicks


@metric(
    en="Engagement rate", fr="Taux d’engagement", unit="ratio", stage="engagement",
    also=("er_reach", "engagement_rate_reach", "err"),
)
def engagement_rate(interactions: Quantity, reach: Quantity) -> Quantity:
    """Divide interactions by the people reached (ER by reach, ERR).

    Both arguments are counts; the result is a ratio, 0 or more (above 1 when people act several
    times). Missing where reach is zero or missing.

    Source: Hootsuite, "engagement rate by reach" (blog.hootsuite.com/calculate-engagement-rate);
    the brief's table. Used by Hootsuite and by Page owners, who alone see reach.

    Pitfalls: means nothing without an objective; reach is an estimate, and a small one inflates the
    rate; X gives no organic reach. Not comparable with `er_followers`, `er_impressions`, `er_views`.

    >>> engagement_rate(533, 5000)
    0.1066
    """
    return ratio(interactions, reach)
