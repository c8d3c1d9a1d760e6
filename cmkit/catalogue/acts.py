"""Acts: what people do with a post, counted; each network counts its own."""

from __future__ import annotations

from cmkit.catalogue.declare import metric
from cmkit.catalogue.quantity import Quantity, ratio


@metric(unit="count", stage="engagement")
def interactions(likes: Quantity, shares: Quantity, comments: Quantity, clicks: Quantity) -> Quantity:
    """Add up the four Facebook interactions: like, share, comment, click.

    Each argument is a count; so is the result (0 or more). Missing as soon as one of them is.

    Source: the French articles behind cmkit (four interactions, each of which may be what was
    expected); LinkedIn and X also count clicks in their own rates.

    Pitfalls: most public tools leave clicks out (see `public_interactions`), which reverses
    comparisons with LinkedIn. Instagram gives no clicks but saves (see `instagram_interactions`).

    >>> interactions(500, 5, 3, 25)
    533.0
    """
    return likes + shares + comments + clicks


@metric(unit="count", stage="engagement")
def public_interactions(likes: Quantity, shares: Quantity, comments: Quantity) -> Quantity:
    """Add up the interactions that anyone can see: like, share, comment.

    Each argument is a count; so is the result (0 or more). Missing as soon as one of them is.

    Source: Rival IQ, Emplifi, Socialinsider and other tools that read public pages; TikTok's own count.

    Pitfalls: leaves out clicks (see `interactions`) and saves (see `instagram_interactions`), which
    only the owner of the account sees; never compare with a figure that has them.

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

    Pitfalls: one viral post makes the mean; it grows with the audience, so it compares an account
    with itself only.

    >>> interactions_per_post(120, 10)
    12.0
    """
    return ratio(public_interactions, posts)
