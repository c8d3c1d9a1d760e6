"""Money: what an act, a lead, a customer costs, and what they are worth. No currency is assumed."""

import math

from cmkit.catalogue.declare import metric
from cmkit.catalogue.quantity import Quantity, ratio


@metric(unit="money", stage="engagement", better="lower", also=("cost_per_engagement",))
def cpe(spend: Quantity, interactions: Quantity) -> Quantity:
    """Divide ad spend by interactions.

    `spend` is money, `interactions` a count; the result is money an interaction, 0 or more. Missing where
    there is none.
    Source: GRIN, X Ads.
    Pitfalls: which acts are counted makes it: X counts every click, others public acts only.
    >>> cpe(266.5, 533)
    0.5
    """
    return ratio(spend, interactions)


@metric(unit="money", stage="influence", better="lower", serves=("visibility",))
def cost_per_share(spend: Quantity, shares: Quantity) -> Quantity:
    """Divide ad spend by shares.

    `spend` is money, `shares` a count; the result is money a share, 0 or more. Missing where there is none.
    Source: the social sales cycle of the French articles, at its step of influence.
    Pitfalls: a few shares make it jump; private shares are seldom counted.
    >>> cost_per_share(50, 5)
    10.0
    """
    return ratio(spend, shares)


@metric(unit="money", stage="leads", serves=("leads",), better="lower", also=("cost_per_lead",))
def cpl(spend: Quantity, leads: Quantity) -> Quantity:
    """Divide ad spend by leads.

    `spend` is money, `leads` a count; the result is money a lead, 0 or more. Missing where there is no lead.
    Source: Develogics (5,000 EUR, 500 leads: 10 EUR), First Inspires.
    Pitfalls: a cheap lead that nobody buys from is dear; say what makes a lead.
    >>> cpl(5000, 500)
    10.0
    """
    return ratio(spend, leads)


@metric(unit="money", stage="sales", serves=("leads", "sales"), better="lower",
        also=("cost_per_acquisition", "cost_per_conversion"))  # fmt: skip
def cpa(spend: Quantity, conversions: Quantity) -> Quantity:
    """Divide ad spend by conversions.

    `spend` is money, `conversions` a count; the result is money a conversion, 0 or more. Missing where there
    is none.
    Source: Google Ads, Meta, dosagecalculators.com (1,000 over 50: 20).
    Pitfalls: not the cost of a customer (`cac`): a conversion may be a sign-up, or a second order.
    >>> cpa(1000, 50)
    20.0
    """
    return ratio(spend, conversions)


@metric(unit="money", stage="sales", serves=("sales",), better="lower", also=("customer_acquisition_cost",))
def cac(cost: Quantity, new_customers: Quantity) -> Quantity:
    """Divide the full cost of sales and marketing by new customers.

    `cost` is money (wages and tools too, not ad spend alone), `new_customers` a count; the result is money a
    customer, 0 or more. Missing where there is none.
    Source: Develogics and the usual definition of finance.
    Pitfalls: not `cpa`; the customers of a period come from costs of an earlier one.
    >>> cac(10000, 50)
    200.0
    """
    return ratio(cost, new_customers)


@metric(unit="money", stage="sales", serves=("sales",), also=("average_order_value",))
def aov(revenue: Quantity, orders: Quantity) -> Quantity:
    """Divide revenue by orders.

    `revenue` is money, `orders` a count; the result is money an order, 0 or more. Missing where there is no
    order.
    Source: the usual definition of shops and of GA4.
    Pitfalls: say whether VAT, shipping and returns are in it.
    >>> aov(15000, 300)
    50.0
    """
    return ratio(revenue, orders)


@metric(unit="times", stage="sales", serves=("sales",), also=("return_on_ad_spend",))
def roas(revenue: Quantity, spend: Quantity) -> Quantity:
    """Divide the revenue attributed to ads by what the ads cost.

    Both arguments are money in one currency; the result is a number of times, 0 or more. Missing where
    nothing was spent.
    Source: growthcalc, Observix. MarketingOptimizer prints (revenue - cost) / cost under this name: that is
    an ROI (`roi`).
    Pitfalls: revenue is not margin: above 1 one can still lose money (see `be_roas`); a platform credits
    itself with sales that would have come anyway (see `iroas`).
    >>> roas(15000, 3000)
    5.0
    """
    return ratio(revenue, spend)


@metric(unit="ratio", stage="sales", serves=("sales",), also=("return_on_investment",), floor=None)
def roi(gain: Quantity, cost: Quantity) -> Quantity:
    """Divide what a campaign won, less what it cost, by what it cost.

    Both arguments are money in one currency: `gain` is the margin won (not the revenue), `cost` the full
    cost, time included. The result is a ratio: 0 gives the money back, 1 doubles it, -1 loses it all, and it
    goes below where the margin itself is a loss. Missing where nothing was spent.
    Money only. Likes, followers and clicks are refused: they are not money, no market exchanges them for any,
    and dividing them by a cost gives a number of acts per euro, which is read as a return but is none. For
    them there are an objective and its KPI, and unit costs (`cpe`, `cost_per_follower`, `cpc`).
    Source: growthcalc, MetricRig. A CMS's help (accounting.mandela.ac.za) prints value / cost under this
    name: that is a ROAS. calculatorultra.com calls it "ROE".
    Pitfalls: gain and cost of one period, with or without VAT on both sides; a French page calls an ROI above
    1 profitable: above 0 is.
    >>> round(roi(150000, 23000), 2)
    5.52
    """
    return ratio(gain - cost, cost)


@metric(unit="times", stage="sales", serves=("sales",), better="lower", also=("break_even_roas",), floor=1)
def be_roas(margin_rate: Quantity) -> Quantity:
    """Divide one by the contribution margin: the ROAS below which ads lose money.

    `margin_rate` is a share of revenue, from 0 to 1; the result is a number of times, 1 or more. Missing
    where there is no margin.
    Source: Figuredly.
    Pitfalls: pays back the ads only, not the time spent on them.
    >>> be_roas(0.25)
    4.0
    """
    return ratio(1, margin_rate)


@metric(unit="money", stage="notoriety", also=("earned_media_value",))
def emv(
    impressions: Quantity, public_interactions: Quantity, clicks: Quantity, *,
    cpm_price: float = math.nan, cpc_price: float = math.nan, multiplier: float = 1,
) -> Quantity:
    """Price impressions, interactions and clicks as if they had been bought as advertising.

    The first three are counts; `cpm_price` is the price of a thousand impressions, `cpc_price` that of a
    click, `multiplier` how many clicks an interaction is worth. The result is money, 0 or more. No price list
    is built in: missing until both prices are given.
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

    `margin` is money a period, `retention` and `discount` are shares a period, from 0 to 1; the result is
    money. Missing where one of them is, or all customers stay and nothing is discounted.
    Source: waycalculator.com (margin 5, retention 4.25 %, discount 12 %: 0.197216).
    Pitfalls: margin, not revenue; all three for one same period; retention is taken as constant, and the
    margin of the first period, already earned, is not in it.
    >>> round(clv(5, 0.0425, 0.12), 6)
    0.197216
    """
    return ratio(margin * retention, 1 + discount - retention)


@metric(unit="money", stage="sales", serves=("sales",), floor=None)
def clv_simple(margin: Quantity, churn: Quantity) -> Quantity:
    """Divide the margin of a period by the share of customers lost in it.

    `margin` is money a period, `churn` a share a period, from 0 to 1; the result is money. Missing where
    nobody leaves.
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

    The arguments are counts; the result is a count, below zero where the held-out group did better. Missing
    where nobody was held out.
    Source: MetricKit, illumin (100 of 10,000 held out, 90,000 exposed: 900 expected anyway).
    Pitfalls: needs a group held out at random, large enough for the effect that is looked for.
    >>> incremental_conversions(1200, 90000, 100, 10000)
    300.0
    """
    return exposed_conversions - exposed_users * ratio(holdout_conversions, holdout_users)


@metric(unit="times", stage="sales", serves=("sales",), also=("incremental_roas",), floor=None)
def iroas(incremental_conversions: Quantity, aov: Quantity, spend: Quantity) -> Quantity:
    """Divide the revenue of incremental conversions by what the ads cost.

    `incremental_conversions` is a count, `aov` money an order, `spend` money; the result is a number of
    times, below zero where the ads kept people from buying. Missing where nothing was spent.
    Source: MetricKit, illumin.
    Pitfalls: as `incremental_conversions`; revenue is not margin (see `be_roas`).
    >>> iroas(300, 50, 3000)
    5.0
    """
    return ratio(incremental_conversions * aov, spend)
