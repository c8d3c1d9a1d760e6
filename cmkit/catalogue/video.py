"""Video and media: views, completed views, exposure and attention, and what each costs."""

from cmkit.catalogue.declare import metric
from cmkit.catalogue.quantity import Quantity, ratio


@metric(unit="ratio", stage="notoriety", serves=("visibility",), also=("view_through_rate",), most=1)
def vtr(completed_views: Quantity, impressions: Quantity) -> Quantity:
    """Divide completed views by impressions.

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where impressions are zero or
    missing.
    Source: Smartclip, calculator.academy.
    Pitfalls: Google Ads' "view rate" counts a view after 30 seconds or an interaction; over starts instead of
    impressions, see `completion`.
    >>> vtr(9000, 15000)
    0.6
    """
    return ratio(completed_views, impressions)


@metric(unit="ratio", stage="notoriety", serves=("visibility",), also=("completion_rate", "vcr"), most=1)
def completion(completed_views: Quantity, video_starts: Quantity) -> Quantity:
    """Divide completed views by starts of the video.

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where nothing started.
    Source: yourwisdomtips.
    Pitfalls: others divide by impressions under the same name (`vtr`); short videos complete more.
    >>> completion(9000, 12000)
    0.75
    """
    return ratio(completed_views, video_starts)


@metric(unit="money", stage="notoriety", serves=("visibility",), better="lower", also=("cost_per_view",))
def cpv(spend: Quantity, views: Quantity) -> Quantity:
    """Divide ad spend by views.

    `spend` is money, `views` a count; the result is money a view, 0 or more. Missing where there is no view.
    Source: freeonlinecal.
    Pitfalls: a view is 0, 2, 3 or 30 seconds by network and year; compare within one network only.
    >>> cpv(1200, 15000)
    0.08
    """
    return ratio(spend, views)


@metric(unit="money", stage="notoriety", serves=("visibility",), better="lower",
        also=("cost_per_completed_view",))  # fmt: skip
def cpcv(spend: Quantity, completed_views: Quantity) -> Quantity:
    """Divide ad spend by completed views.

    `spend` is money, `completed_views` a count; the result is money a view, 0 or more. Missing where no view
    was completed.
    Source: freeonlinecal (1,200 over 60 % of 15,000 views: 0.1333).
    Pitfalls: short videos complete more, so it says as much of the length as of the price.
    >>> round(cpcv(1200, 9000), 4)
    0.1333
    """
    return ratio(spend, completed_views)


@metric(unit="money_per_thousand", stage="notoriety", serves=("visibility",), better="lower",
        also=("cost_per_thousand", "cost_per_mille"))  # fmt: skip
def cpm(spend: Quantity, impressions: Quantity) -> Quantity:
    """Divide ad spend by impressions, for a thousand of them.

    `spend` is money, `impressions` a count; the result is money a thousand, 0 or more. Missing where
    impressions are zero or missing.
    Source: Google Ads (average CPM). X Ads' page writes spend / impressions / 1000, literally a million times
    less; its figures are right.
    Pitfalls: for people instead of impressions, see `cost_per_thousand_reached`.
    >>> cpm(500, 250000)
    2.0
    """
    return 1000 * ratio(spend, impressions)


@metric(unit="money_per_thousand", stage="notoriety", serves=("visibility",), better="lower", pools="bounds")
def cost_per_thousand_reached(spend: Quantity, reach: Quantity) -> Quantity:
    """Divide ad spend by the people reached, for a thousand of them.

    `spend` is money, `reach` a count; the result is money a thousand, 0 or more. Missing where reach is zero
    or missing.
    Source: Meta's "cost per 1,000 Accounts Center accounts reached".
    Pitfalls: higher than `cpm` by the `frequency`; pooled, it is two bounds, since people do not add up.
    >>> cost_per_thousand_reached(500, 125000)
    4.0
    """
    return 1000 * ratio(spend, reach)


@metric(unit="money", stage="notoriety", serves=("visibility",), better="lower",
        also=("cost_per_attentive_second",))  # fmt: skip
def cpas(spend: Quantity, attentive_seconds: Quantity) -> Quantity:
    """Divide ad spend by seconds of attention.

    `spend` is money, `attentive_seconds` a total of seconds; the result is money a second, 0 or more. Missing
    where there is no attention or it is not known.
    Source: Eskimi's manual, after Lumen's glossary.
    Pitfalls: the seconds come from a model; the IAB and MRC guidelines (2025) forbid attention as an outcome.
    >>> cpas(50, 20000)
    0.0025
    """
    return ratio(spend, attentive_seconds)


@metric(unit="money_per_thousand", stage="notoriety", serves=("visibility",), better="lower",
        also=("attentive_cpm",))  # fmt: skip
def acpm(spend: Quantity, attentive_seconds: Quantity) -> Quantity:
    """Divide ad spend by seconds of attention, for a thousand of them.

    `spend` is money, `attentive_seconds` a total of seconds; the result is money a thousand seconds, 0 or
    more. Missing where there is no attention or it is not known.
    Source: Eskimi's manual, after Lumen's glossary.
    Pitfalls: as `cpas`, of which it is a thousand times; not a cost per thousand impressions.
    >>> acpm(50, 20000)
    2.5
    """
    return 1000 * ratio(spend, attentive_seconds)
