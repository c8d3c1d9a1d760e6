"""The columns of a table of posts or results: name, unit, how they add up.

Metrics take these names as parameters, formats map headings onto them, notebooks show their labels (in
`locales/<language>/labels.toml`).
`adds` says what a sum over rows means: "sum" (the total itself), "base" (the rows' total serves as
the base of a rate, but is not a number of different people, as with reach), "never" (a share, a
score: adding it up means nothing).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cmkit.language.labels import Labelled, labels
from cmkit.language.languages import languages
from cmkit.language.nearest import unknown


@dataclass(frozen=True)
class Column(Labelled):
    """One column: its unit, the least value it may hold (None: any), how it adds up."""

    name: str
    unit: str
    minimum: float | None = 0.0
    adds: str = "sum"
    better: str = "higher"


NUMBERS: dict[str, Column] = {
    column.name: column
    for column in (
        Column("posts", "count"),
        Column("reach", "count", adds="base"),
        Column("impressions", "count"),
        Column("views", "count"),
        Column("viewers", "count", adds="base"),
        Column("likes", "count"),
        Column("shares", "count"),
        Column("comments", "count"),
        Column("clicks", "count"),
        Column("link_clicks", "count"),
        Column("saves", "count"),
        Column("interactions", "count"),
        Column("engagements", "count"),
        Column("follows", "count"),
        Column("profile_visits", "count"),
        Column("unfollows", "count"),
        Column("net_followers", "count", minimum=None),
        Column("followers", "count", adds="base"),
        Column("followers_start", "count", adds="base"),
        Column("mentions", "count"),
        Column("rival_mentions", "count"),
        Column("branded_searches", "count"),
        Column("total_searches", "count"),
        Column("market_share", "share", adds="never"),
        Column("positive", "count"),
        Column("neutral", "count"),
        Column("negative", "count", better="lower"),
        Column("promoters", "count"),
        Column("passives", "count"),
        Column("detractors", "count", better="lower"),
        Column("answered", "count"),
        Column("answerable", "count"),
        Column("response_time", "minutes", adds="never", better="lower"),
        Column("response_minutes", "minutes", better="lower"),
        Column("review_score", "score", adds="never"),
        Column("completed_views", "count"),
        Column("video_starts", "count"),
        Column("attentive_seconds", "seconds"),
        Column("watch_time_h", "hours"),
        Column("duration_s", "seconds", adds="never"),
        Column("sessions", "count"),
        Column("engaged_sessions", "count"),
        Column("users", "count", adds="base"),
        Column("new_users", "count"),
        Column("events", "count"),
        Column("engagement_rate_reported", "ratio", adds="never"),
        Column("ctr_reported", "ratio", adds="never"),
        Column("position", "score", adds="never", better="lower"),
        Column("sign_ups", "count"),
        Column("form_starts", "count"),
        Column("form_submissions", "count"),
        Column("leads", "count"),
        Column("conversions", "count"),
        Column("landing_page_views", "count"),
        Column("add_to_carts", "count"),
        Column("checkouts", "count"),
        Column("orders", "count"),
        Column("new_customers", "count"),
        Column("exposed_users", "count"),
        Column("exposed_conversions", "count"),
        Column("holdout_users", "count"),
        Column("holdout_conversions", "count"),
        Column("spend", "money", better="lower"),
        Column("cost", "money", better="lower"),
        Column("revenue", "money"),
        Column("gain", "money", minimum=None),
        Column("margin", "money", minimum=None),
        Column("fee", "money", better="lower"),
        Column("promo_sales", "count"),
        Column("target", "count"),
        Column("shop_orders", "count"),
        Column("load_seconds", "seconds", adds="never"),
        Column("in_stock", "share", adds="never"),
        Column("scrolls", "count"),
        Column("engagement_seconds", "seconds", adds="never"),
        Column("margin_rate", "share", adds="never"),
        Column("retention", "share", adds="never"),
        Column("churn", "share", adds="never", better="lower"),
        Column("discount", "share", adds="never"),
    )
}

DATES = ("published_at", "date")
WORDS = (
    "result",
    "post_id",
    "platform",
    "account",
    "account_id",
    "post_type",
    "text",
    "permalink",
    "language",
    "boosted",
    "campaign",
    "ad_set",
    "ad",
    "ad_id",
    "channel",
    "page",
    "country",
    "device",
    "query",
    "event",
    "segment",
)


def column(name: str) -> Column:
    """Return the numeric column `name`, or raise `UnknownNameError` with the nearest right one.

    >>> column("reach").label("fr")
    'Portée'
    """
    try:
        return NUMBERS[name]
    except KeyError:
        raise unknown("column", name, NUMBERS) from None


def label(name: str, lang: str | None = None) -> str:
    """Return a column's label, or the name itself where it is not a column of cmkit.

    >>> label("clicks", "fr"), label("my_column", "fr")
    ('Clics', 'my_column')
    """
    return NUMBERS[name].label(lang) if name in NUMBERS else name


def normalised(heading: str) -> str:
    """Return a heading as it is compared: NFKC, no accents, no invisible marks, lower case, single spaces.

    >>> normalised("Mentions\\u00a0J’aime")
    "mentions j'aime"
    """
    text = unicodedata.normalize("NFKC", heading).translate(_MARKS)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", text).strip().lower()


_MARKS = {
    **dict.fromkeys([0xFEFF, 0x00AD, 0x200B, 0x200C, 0x200D, 0x2060]),
    0x2019: "'",
    0x2018: "'",
    0x00A0: " ",
    0x202F: " ",
}


def by_heading(headings: Iterable[str]) -> dict[str, str]:
    """Map headings that are cmkit's own names or labels (in any language) onto column names.

    >>> by_heading(["Portée", "link_clicks", "Rest"])
    {'Portée': 'reach', 'link_clicks': 'link_clicks'}
    """
    known = _words(languages())
    return {h: known[normalised(h)] for h in headings if normalised(h) in known}


@cache
def _words(spoken: tuple[str, ...]) -> dict[str, str]:
    known = {normalised(word): name for name in NUMBERS for word in (*labels(name), name)}
    known |= {normalised(name.replace("_", " ")): name for name in NUMBERS}
    return known | {name: name for name in (*WORDS, *DATES)}
