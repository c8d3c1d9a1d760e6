"""The columns of a table of posts or results: name, unit, how they add up, labels.

Metrics take these names as parameters, formats map headings onto them, notebooks show their labels.
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

from cmkit.errors import unknown
from cmkit.language import sentences


@dataclass(frozen=True)
class Column:
    """One column: its unit, its labels, the least value it may hold (None: any), how it adds up."""

    name: str
    unit: str
    en: str
    fr: str
    minimum: float | None = 0.0
    adds: str = "sum"
    better: str = "higher"

    def label(self, lang: str | None = None) -> str:
        """Return the column's label in "en" or "fr"."""
        return self.fr if (lang or sentences.current()) == "fr" else self.en


NUMBERS: dict[str, Column] = {
    column.name: column
    for column in (
        Column("posts", "count", "Posts", "Publications"),
        Column("reach", "count", "Reach", "Portée", adds="base"),
        Column("impressions", "count", "Impressions", "Impressions"),
        Column("views", "count", "Views", "Vues"),
        Column("viewers", "count", "Viewers", "Spectateurs", adds="base"),
        Column("likes", "count", "Likes", "J’aime"),
        Column("shares", "count", "Shares", "Partages"),
        Column("comments", "count", "Comments", "Commentaires"),
        Column("clicks", "count", "Clicks", "Clics"),
        Column("link_clicks", "count", "Link clicks", "Clics sur un lien"),
        Column("saves", "count", "Saves", "Enregistrements"),
        Column("interactions", "count", "Interactions", "Interactions"),
        Column("engagements", "count", "Engagements (platform)", "Engagements (plateforme)"),
        Column("follows", "count", "New followers", "Nouveaux abonnés"),
        Column("profile_visits", "count", "Profile visits", "Visites du profil"),
        Column("unfollows", "count", "Unfollows", "Désabonnements"),
        Column("net_followers", "count", "Net new followers", "Abonnés nets", minimum=None),
        Column("followers", "count", "Followers", "Abonnés", adds="base"),
        Column("followers_start", "count", "Followers at start", "Abonnés au départ", adds="base"),
        Column("mentions", "count", "Mentions", "Mentions"),
        Column("rival_mentions", "count", "Rivals’ mentions", "Mentions des concurrents"),
        Column("branded_searches", "count", "Branded searches", "Recherches de la marque"),
        Column("total_searches", "count", "Searches for all brands", "Recherches de toutes les marques"),
        Column("market_share", "share", "Market share", "Part de marché", adds="never"),
        Column("positive", "count", "Positive mentions", "Mentions positives"),
        Column("neutral", "count", "Neutral mentions", "Mentions neutres"),
        Column("negative", "count", "Negative mentions", "Mentions négatives", better="lower"),
        Column("promoters", "count", "Promoters (9–10)", "Promoteurs (9–10)"),
        Column("passives", "count", "Passives (7–8)", "Passifs (7–8)"),
        Column("detractors", "count", "Detractors (0–6)", "Détracteurs (0–6)", better="lower"),
        Column("answered", "count", "Messages answered", "Messages avec réponse"),
        Column("answerable", "count", "Messages to answer", "Messages appelant une réponse"),
        Column(
            "response_time",
            "minutes",
            "Response time (median)",
            "Temps de réponse (médian)",
            adds="never",
            better="lower",
        ),
        Column(
            "response_minutes",
            "minutes",
            "Total minutes to answer",
            "Total des minutes de réponse",
            better="lower",
        ),
        Column("review_score", "score", "Review score", "Note des avis", adds="never"),
        Column("completed_views", "count", "Completed views", "Vues complètes"),
        Column("video_starts", "count", "Video starts", "Démarrages de la vidéo"),
        Column("attentive_seconds", "seconds", "Attentive seconds", "Secondes d’attention"),
        Column("watch_time_h", "hours", "Watch time", "Durée de visionnage"),
        Column("duration_s", "seconds", "Duration", "Durée", adds="never"),
        Column("sessions", "count", "Sessions", "Sessions"),
        Column("engaged_sessions", "count", "Engaged sessions", "Sessions avec engagement"),
        Column("users", "count", "Users", "Utilisateurs", adds="base"),
        Column("new_users", "count", "New users", "Nouveaux utilisateurs"),
        Column("events", "count", "Events", "Événements"),
        Column(
            "engagement_rate_reported",
            "ratio",
            "Engagement rate (platform)",
            "Taux d’engagement (plateforme)",
            adds="never",
        ),
        Column(
            "ctr_reported",
            "ratio",
            "Click-through rate (platform)",
            "Taux de clics (plateforme)",
            adds="never",
        ),
        Column("position", "score", "Average position", "Position moyenne", adds="never", better="lower"),
        Column("sign_ups", "count", "Sign-ups", "Inscriptions"),
        Column("form_starts", "count", "Forms started", "Formulaires commencés"),
        Column("form_submissions", "count", "Forms submitted", "Formulaires envoyés"),
        Column("leads", "count", "Leads", "Leads"),
        Column("conversions", "count", "Conversions", "Conversions"),
        Column("landing_page_views", "count", "Landing page views", "Vues de la page de destination"),
        Column("add_to_carts", "count", "Adds to cart", "Ajouts au panier"),
        Column("checkouts", "count", "Checkouts begun", "Paiements commencés"),
        Column("orders", "count", "Orders", "Commandes"),
        Column("new_customers", "count", "New customers", "Nouveaux clients"),
        Column("exposed_users", "count", "Exposed users", "Personnes exposées"),
        Column("exposed_conversions", "count", "Exposed conversions", "Conversions des exposés"),
        Column("holdout_users", "count", "Held-out users", "Personnes du groupe témoin"),
        Column("holdout_conversions", "count", "Held-out conversions", "Conversions du groupe témoin"),
        Column("spend", "money", "Ad spend", "Dépense publicitaire", better="lower"),
        Column("cost", "money", "Full cost", "Coût complet", better="lower"),
        Column("revenue", "money", "Revenue", "Chiffre d’affaires"),
        Column("gain", "money", "Gain (margin won)", "Gain (marge obtenue)", minimum=None),
        Column("margin", "money", "Margin", "Marge", minimum=None),
        Column("fee", "money", "Fee", "Cachet", better="lower"),
        Column("promo_sales", "count", "Sales by promo code", "Ventes par code promo"),
        Column("target", "count", "Target", "Cible"),
        Column("shop_orders", "count", "Orders in the shop’s own books", "Commandes dans la boutique"),
        Column("load_seconds", "seconds", "Loading time", "Temps de chargement", adds="never"),
        Column("in_stock", "share", "Share in stock", "Part en stock", adds="never"),
        Column("scrolls", "count", "Scrolls to the end", "Défilements jusqu’en bas"),
        Column("engagement_seconds", "seconds", "Engagement time", "Durée d’engagement", adds="never"),
        Column("margin_rate", "share", "Contribution margin", "Taux de marge", adds="never"),
        Column("retention", "share", "Retention", "Rétention", adds="never"),
        Column("churn", "share", "Churn", "Attrition", adds="never", better="lower"),
        Column("discount", "share", "Discount rate", "Taux d’actualisation", adds="never"),
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
    """Return a column's label, or its own name where it is not one of cmkit's.

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
    """Map headings that are cmkit's own names or labels (either language) onto column names.

    >>> by_heading(["Portée", "link_clicks", "Rest"])
    {'Portée': 'reach', 'link_clicks': 'link_clicks'}
    """
    known = _words()
    return {h: known[normalised(h)] for h in headings if normalised(h) in known}


@cache
def _words() -> dict[str, str]:
    known = {normalised(word): c.name for c in NUMBERS.values() for word in (c.fr, c.en, c.name)}
    known |= {normalised(c.name.replace("_", " ")): c.name for c in NUMBERS.values()}
    return known | {name: name for name in (*WORDS, *DATES)}
