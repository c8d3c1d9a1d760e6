"""Spread: one kind of act at a time, by post, by follower, by person reached."""

from cmkit.catalogue.declare import metric
from cmkit.catalogue.quantity import Quantity, ratio


@metric(unit="count", stage="engagement", serves=("image",), also=("conversation_rate",))
def conversation(comments: Quantity, posts: Quantity) -> Quantity:
    """Divide comments by posts (Kaushik's conversation rate).

    Both arguments are counts; the result is a number a post, 0 or more. Missing where there is no post.
    Source: Avinash Kaushik (kaushik.net).
    Pitfalls: crmtoolbox multiplies it by 100; other pages divide by followers under the same name (see
    `conversation_followers`); ten angry comments count as ten kind ones.
    >>> conversation(20, 10)
    2.0
    """
    return ratio(comments, posts)


@metric(unit="ratio", stage="engagement", serves=("image",))
def conversation_followers(comments: Quantity, followers: Quantity) -> Quantity:
    """Divide comments by followers.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where followers are zero or missing.
    Source: vendors' help pages of the Hootsuite kind, under the name "conversation rate".
    Pitfalls: not Kaushik's conversation rate, which divides by posts (`conversation`).
    >>> conversation_followers(20, 1000)
    0.02
    """
    return ratio(comments, followers)


@metric(unit="count", stage="influence", serves=("visibility", "notoriety"), also=("amplification_rate",))
def amplification(shares: Quantity, posts: Quantity) -> Quantity:
    """Divide shares by posts (Kaushik's amplification rate).

    Both arguments are counts; the result is a number a post, 0 or more. Missing where there is no post.
    Source: Avinash Kaushik (kaushik.net).
    Pitfalls: the same word also names shares over followers (`amplification_followers`) and, as "virality",
    shares over impressions (`virality`).
    >>> amplification(15, 10)
    1.5
    """
    return ratio(shares, posts)


@metric(unit="ratio", stage="influence", serves=("visibility", "notoriety"))
def amplification_followers(shares: Quantity, followers: Quantity) -> Quantity:
    """Divide shares by followers.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where followers are zero or missing.
    Source: vendors' help pages, under the name "amplification rate".
    Pitfalls: not Kaushik's amplification rate, which divides by posts (`amplification`).
    >>> amplification_followers(15, 1000)
    0.015
    """
    return ratio(shares, followers)


@metric(unit="count", stage="engagement", also=("applause_rate",))
def applause(likes: Quantity, posts: Quantity) -> Quantity:
    """Divide likes by posts (Kaushik's applause rate).

    Both arguments are counts; the result is a number a post, 0 or more. Missing where there is no post.
    Source: Avinash Kaushik (kaushik.net).
    Pitfalls: serves no objective here: a like does not say what people think. Other pages divide by followers
    (`applause_followers`). LinkedIn's API can give a negative count of likes, which is refused.
    >>> applause(250, 10)
    25.0
    """
    return ratio(likes, posts)


@metric(unit="ratio", stage="engagement")
def applause_followers(likes: Quantity, followers: Quantity) -> Quantity:
    """Divide likes by followers.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where followers are zero or missing.
    Source: vendors' help pages, under the name "applause rate".
    Pitfalls: not Kaushik's applause rate, which divides by posts (`applause`); falls as the account grows.
    >>> applause_followers(250, 1000)
    0.25
    """
    return ratio(likes, followers)


@metric(unit="ratio", stage="influence", serves=("visibility",), also=("virality_rate",))
def virality(shares: Quantity, impressions: Quantity) -> Quantity:
    """Divide shares by impressions.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where impressions are zero or
    missing.
    Source: Hootsuite's "virality rate".
    Pitfalls: others divide by reach under the same name (`share_rate`).
    >>> virality(5, 10000)
    0.0005
    """
    return ratio(shares, impressions)


@metric(unit="ratio", stage="influence", serves=("visibility",), also=("shares_per_reach",))
def share_rate(shares: Quantity, reach: Quantity) -> Quantity:
    """Divide shares by the people reached.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where reach is zero or missing.
    Source: Emplifi (shares per reach rose by 150 % in 2025).
    Pitfalls: private shares are counted by Instagram only; by impressions, it is `virality`.
    >>> share_rate(5, 5000)
    0.001
    """
    return ratio(shares, reach)


@metric(unit="ratio", stage="engagement", serves=("image",), also=("saves_per_reach",))
def save_rate(saves: Quantity, reach: Quantity) -> Quantity:
    """Divide saves by the people reached.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where reach is zero or missing.
    Source: Emplifi; Instagram's own saves.
    Pitfalls: LinkedIn gives organisations no saves; where they are not given they are missing, not zero.
    >>> save_rate(50, 5000)
    0.01
    """
    return ratio(saves, reach)


@metric(unit="times", stage="notoriety", serves=("visibility",), floor=1, pools="bounds")
def frequency(impressions: Quantity, reach: Quantity) -> Quantity:
    """Divide impressions by the people reached: how often each person saw it, on average.

    Both arguments are counts; the result is a number of times, 1 or more where both are well counted. Missing
    where reach is zero or missing.
    Source: Brandwatch (three people, two views each: reach 3, impressions 6, frequency 2).
    Pitfalls: needs the reach of the whole period, without duplicates: pooled, it is two bounds, since people
    do not add up. More is not always better: past some point people tire.
    >>> frequency(6, 3)
    2.0
    """
    return ratio(impressions, reach)
