"""Traffic: from the click to the form and the order."""

from cmkit.catalogue.declare import metric
from cmkit.catalogue.quantity import Quantity, ratio


@metric(unit="ratio", stage="leads", serves=("traffic",), also=("click_through_rate", "link_ctr"))
def ctr(link_clicks: Quantity, impressions: Quantity) -> Quantity:
    """Divide clicks on a link by impressions.

    Both arguments are counts; the result is a ratio, from 0 to 1 as a rule. Missing where impressions are
    zero or missing.
    Source: Google Ads (RateMetrics); Meta's "CTR (link click-through rate)".
    Pitfalls: with every click in it, it is Meta's "CTR (all)": see `click_rate`. X counts clicks on the
    profile, on hashtags and on the post itself as clicks.
    >>> ctr(500, 50000)
    0.01
    """
    return ratio(link_clicks, impressions)


@metric(unit="ratio", stage="engagement", serves=("traffic",), also=("ctr_all",))
def click_rate(clicks: Quantity, impressions: Quantity) -> Quantity:
    """Divide all clicks, on links or not, by impressions.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where impressions are zero or
    missing.
    Source: Meta's "CTR (all)"; X's and LinkedIn's clicks.
    Pitfalls: a click that opens a photo brings no visit; where link clicks are known use `ctr`.
    >>> click_rate(25, 5000)
    0.005
    """
    return ratio(clicks, impressions)


@metric(unit="money", stage="leads", serves=("traffic", "leads"), better="lower",
        also=("cost_per_click", "cost_per_link_click"))  # fmt: skip
def cpc(spend: Quantity, link_clicks: Quantity) -> Quantity:
    """Divide ad spend by clicks on a link.

    `spend` is money, `link_clicks` a count; the result is money a click, 0 or more. Missing where there is no
    click.
    Source: Google Ads (average CPC); Meta's "CPC (cost per link click)".
    Pitfalls: Meta's "CPC (all)" divides by every click and is lower: see `cpc_all`.
    >>> cpc(500, 1000)
    0.5
    """
    return ratio(spend, link_clicks)


@metric(unit="money", stage="engagement", serves=("traffic",), better="lower")
def cpc_all(spend: Quantity, clicks: Quantity) -> Quantity:
    """Divide ad spend by all clicks, on links or not.

    `spend` is money, `clicks` a count; the result is money a click, 0 or more. Missing where there is no
    click.
    Source: Meta's "CPC (all)"; X Ads.
    Pitfalls: pays for clicks that bring no visit; never compare with `cpc`.
    >>> cpc_all(500, 2000)
    0.25
    """
    return ratio(spend, clicks)


@metric(unit="ratio", stage="leads", serves=("traffic", "leads"), also=("ga4_engagement_rate",), most=1)
def engaged_session_rate(engaged_sessions: Quantity, sessions: Quantity) -> Quantity:
    """Divide engaged sessions by sessions (GA4's "engagement rate").

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where there is no session. GA4 calls
    a session engaged after 10 seconds of activity, two views, or a key event.
    Source: growdigitalnorth.co.uk, bbccss.com (1,810 sessions, 693 engaged: 38.3 %).
    Pitfalls: not a social engagement rate; the 10 seconds can be set to 60; GA4 estimates sessions.
    >>> round(engaged_session_rate(693, 1810), 3)
    0.383
    """
    return ratio(engaged_sessions, sessions)


@metric(unit="ratio", stage="leads", serves=("traffic",), better="lower", most=1)
def bounce_rate(engaged_sessions: Quantity, sessions: Quantity) -> Quantity:
    """Subtract the engaged-session rate from one (GA4's bounce rate).

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where there is no session.
    Source: nickbaker.digital (engagement 58.43 %, bounce 41.57 %).
    Pitfalls: not the bounce rate of Universal Analytics, which counted sessions of one page.
    >>> round(bounce_rate(693, 1810), 3)
    0.617
    """
    return 1 - ratio(engaged_sessions, sessions)


@metric(unit="ratio", stage="leads", serves=("leads",), also=("form_completion_rate",), most=1)
def form_completion(form_submissions: Quantity, form_starts: Quantity) -> Quantity:
    """Divide forms sent by forms started.

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where none was started.
    Source: partialleads.com.
    Pitfalls: what starts a form differs (seen, first field); others divide by visits.
    >>> form_completion(350, 1000)
    0.35
    """
    return ratio(form_submissions, form_starts)


@metric(unit="ratio", stage="leads", serves=("leads",), better="lower",
        also=("form_abandonment_rate",), most=1)  # fmt: skip
def form_abandonment(form_submissions: Quantity, form_starts: Quantity) -> Quantity:
    """Subtract the form completion from one.

    Both arguments are counts; the result is a ratio from 0 to 1. Missing where none was started.
    Source: partialleads.com (1,000 started, 65 % abandoned).
    Pitfalls: as `form_completion`.
    >>> form_abandonment(350, 1000)
    0.65
    """
    return 1 - ratio(form_submissions, form_starts)


@metric(unit="ratio", stage="sales", serves=("leads", "sales"), also=("conversion_rate_sessions", "cvr"))
def conversion_rate(conversions: Quantity, sessions: Quantity) -> Quantity:
    """Divide conversions by sessions.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where there is no session.
    Source: GA4's session rate of key events.
    Pitfalls: the page, the price and the offer make it, not the community manager alone. Others divide by
    users, clicks or impressions: `conversion_rate_users`, `conversion_rate_clicks`,
    `conversion_rate_impressions`.
    >>> conversion_rate(20, 1000)
    0.02
    """
    return ratio(conversions, sessions)


@metric(unit="ratio", stage="sales", serves=("leads", "sales"))
def conversion_rate_users(conversions: Quantity, users: Quantity) -> Quantity:
    """Divide conversions by users.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where there is no user.
    Source: GA4's user rate of key events.
    Pitfalls: one person with two devices is two users; see also `conversion_rate`.
    >>> conversion_rate_users(20, 800)
    0.025
    """
    return ratio(conversions, users)


@metric(unit="ratio", stage="sales", serves=("leads", "sales"))
def conversion_rate_clicks(conversions: Quantity, link_clicks: Quantity) -> Quantity:
    """Divide conversions by clicks on a link.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where there is no click.
    Source: the advertising platforms' rate (Google Ads divides by clicks).
    Pitfalls: a click is not yet a visit, so it is lower than `conversion_rate`.
    >>> conversion_rate_clicks(20, 1250)
    0.016
    """
    return ratio(conversions, link_clicks)


@metric(unit="ratio", stage="sales", serves=("leads", "sales"))
def conversion_rate_impressions(conversions: Quantity, impressions: Quantity) -> Quantity:
    """Divide conversions by impressions.

    Both arguments are counts; the result is a ratio, 0 or more. Missing where impressions are zero or
    missing.
    Source: X Ads, whose conversion rate has impressions as its base.
    Pitfalls: few impressions become visits, so it is far below the other conversion rates; never compare.
    >>> conversion_rate_impressions(20, 50000)
    0.0004
    """
    return ratio(conversions, impressions)
