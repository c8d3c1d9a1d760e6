"""Value: what a customer, an experiment or a price list says that a campaign is worth."""

from __future__ import annotations

import math

from cmkit.catalogue.declare import metric
from cmkit.catalogue.quantity import Quantity, ratio


@metric(unit="money", stage="notoriety", also=("earned_media_value",))
def emv(
    impressions: Quantity, public_interactions: Quantity, clicks: Quantity, *,
    cpm_price: float = math.nan, cpc_price: float = math.nan, multiplier: float = 1,
) -> Quantity:
    """Price impressions, interactions and clicks as if they had been bought as advertising.

    The first three are counts; `cpm_price` is the price of a thousand impressions, `cpc_price` that
    of a click, `multiplier` how many clicks an interaction is worth. The result is money, 0 or more.
    No price list is built in: missing until both prices are given.

    Source: Dynamic Signal's formula; Duel and Sprout Social have others.

    Pitfalls: an opinion in euros, which serves no objective and never decides. AMEC and the Barcelona
    Principles: advertising equivalents are not the value of communication. Never a gain for `roi`.

    >>> emv(20000, 100, 50, cpm_price=5, cpc_price=0.5)
    175.0
    """
    return cpm_price * impressions / 1000 + cpc_price * (multiplier * public_interactions + clicks)


@metric(unit="money", stage="sales", serves=("sales",), also=("customer_lifetime_value",), floor=None)
def clv(margin: Quantity, retention: Quantity, discount: Quantity) -> Quantity:
    """Add up the margins that a customer will bring, later ones discounted.

    `margin` is money a period, `retention` and `discount` are shares a period, from 0 to 1; the
    result is money. Missing where one of them is, or all customers stay and nothing is discounted.

    Source: waycalculator.com (margin 5, retention 4.25 %, discount 12 %: 0.197216).

    Pitfalls: margin, not revenue; all three for one same period; retention is taken as constant, and
    the margin of the first period, already earned, is not in it.

    >>> round(clv(5, 0.0425, 0.12), 6)
    0.197216
    """
    return ratio(margin * retention, 1 + discount - retention)


@metric(unit="money", stage="sales", serves=("sales",), floor=None)
def clv_simple(margin: Quantity, churn: Quantity) -> Quantity:
    """Divide the margin of a period by the share of customers lost in it.

    `margin` is money a period, `churn` a share a period, from 0 to 1; the result is money. Missing
    where nobody leaves.

    Source: datarekha.com (margin 30 a month, churn 4 %: 750).

    Pitfalls: supposes constant churn and money worth as much in five years; see `clv`.

    >>> clv_simple(30, 0.04)
    750.0
    """
    return ratio(margin, churn)


@metric(unit="count", stage="sales", serves=("sales",), also=("lift",), floor=None)
def incremental_conversions(
    exposed_conversions: Quantity, exposed_users: Quantity,
    holdout_conversions: Quantity, holdout_users: Quantity,
) -> Quantity:
    """Subtract from the conversions of those exposed what the held-out group lets one expect.

    The arguments are counts; the result is a count, below zero where the held-out group did better.
    Missing where nobody was held out.

    Source: MetricKit, illumin (100 of 10,000 held out, 90,000 exposed: 900 expected anyway).

    Pitfalls: needs a group held out at random, large enough for the effect that is looked for.

    >>> incremental_conversions(1200, 90000, 100, 10000)
    300.0
    """
    return exposed_conversions - exposed_users * ratio(holdout_conversions, holdout_users)


@metric(unit="times", stage="sales", serves=("sales",), also=("incremental_roas",), floor=None)
def iroas(incremental_conversions: Quantity, aov: Quantity, spend: Quantity) -> Quantity:
    """Divide the revenue of incremental conversions by what the ads cost.

    `incremental_conversions` is a count, `aov` money an order, `spend` money; the result is a number
    of times, below zero where the ads kept people from buying. Missing where nothing was spent.

    Source: MetricKit, illumin.

    Pitfalls: as `incremental_conversions`; revenue is not margin (see `be_roas`).

    >>> iroas(300, 50, 3000)
    5.0
    """
    return ratio(incremental_conversions * aov, spend)
