"""Exports of advertising networks: one campaign of eight weeks, as each network writes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from made_files import Row, days, ratio, utf8, utf16, written
from make_campaign import Draw

CAMPAIGNS = ("Fine days box", "Summer recipes")
Cell = str | Callable[[dict[str, Any]], Any]


def _days(seed: int, count: int = 8) -> list[dict[str, Any]]:
    """Return what each campaign did day by day; the second sold nothing on some days."""
    draw, made = Draw(seed), list[dict[str, Any]]()
    for day in days(datetime(2026, 2, 2), count):
        for campaign in CAMPAIGNS:
            reach = draw.whole(700, 4_000)
            seen = round(reach * draw.between(1.1, 1.6))
            clicks = draw.share_of(seen, 0.02)
            sold = draw.share_of(clicks, 0.06) if campaign == CAMPAIGNS[0] else 0
            made.append(
                {
                    "day": f"{day:%Y-%m-%d}",
                    "us": f"{day:%m/%d/%Y}",
                    "campaign": campaign,
                    "group": f"{campaign}, 25-44",
                    "reach": reach,
                    "seen": seen,
                    "all": clicks + draw.share_of(seen, 0.01),
                    "clicks": clicks,
                    "spend": round(seen * draw.between(4.6, 7.8) / 1000, 2),
                    "likes": draw.share_of(seen, 0.004),
                    "comments": draw.share_of(seen, 0.0006),
                    "shares": draw.share_of(seen, 0.0009),
                    "played": draw.share_of(seen, 0.4),
                    "ended": draw.share_of(seen, 0.08),
                    "sold": sold,
                    "value": round(sold * draw.between(31, 38), 2),
                }
            )
    return made


def _table(heads: dict[str, Cell], rows: list[dict[str, Any]]) -> list[Row]:
    """Return headings and rows: a heading says which number stands under it, or how it is made."""
    cells = [[row[how] if isinstance(how, str) else how(row) for how in heads.values()] for row in rows]
    return [list(heads), *cells]


def _percent(row: dict[str, Any]) -> str:
    return f"{100 * row['clicks'] / row['seen']:.2f}%"


def _sum(rows: list[dict[str, Any]], name: str) -> float:
    return round(sum(float(row[name]) for row in rows), 2)


def meta_french() -> bytes:
    """Meta Ads by day in French: what was not sold is left blank, and nobody asked for what was spent."""
    heads: dict[str, Cell] = {
        "Jour": "day",
        "Nom de la campagne": "campaign",
        "Couverture": "reach",
        "Impressions": "seen",
        "Clics (tous)": "all",
        "Clics sur un lien": "clicks",
        "Réactions à une publication": "likes",
        "Commentaires sur la publication": "comments",
        "Partages de publications": "shares",
        "Résultats": lambda row: row["sold"] or "",
        "Indicateur de résultats": lambda row: "actions:offsite_conversion" if row["sold"] else "",
        "Achats": lambda row: row["sold"] or "",
        "Valeur de conversion des achats": lambda row: row["value"] or "",
        "Début des rapports": lambda row: "2026-02-02",
        "Fin des rapports": lambda row: "2026-02-09",
    }
    return utf8(written(_table(heads, _days(71))), mark=True)


def google(french: bool) -> bytes:
    """Google Ads by day: two lines above, rows of totals below; in French the file for Excel, with tabs."""
    rows = _days(72)
    whole: dict[str, Any] = {name: _sum(rows, name) for name in ("seen", "clicks", "spend", "sold", "value")}
    names = ["Campaign status", "Campaign", "Campaign type", "Day", "Currency code", "Impr.", "Clicks"]
    names += ["CTR", "Avg. CPC", "Cost", "Conversions", "Conv. value", "Cost / conv."]
    if french:
        names = ["État de la campagne", "Campagne", "Type de campagne", "Jour", "Code de devise", "Impr."]
        names += ["Clics", "CTR", "CPC moy.", "Coût", "Conversions", "Valeur de conv.", "Coût/conv."]

    def numbers(row: dict[str, Any]) -> list[str]:
        each = f"{row['spend'] / row['sold']:.2f}" if row["sold"] else "--"
        made = [f"{row['seen']:,}", f"{row['clicks']:,}", _percent(row)]
        made += [f"{row['spend'] / row['clicks']:.2f}"]
        made += [f"{row['spend']:,.2f}", f"{row['sold']:.2f}", f"{row['value']:,.2f}", each]
        return [one.translate({44: "\u202f", 46: ","}) for one in made] if french else made

    kept = "Activée" if french else "Enabled"
    table = [[kept, row["campaign"], "Search", row["day"], "EUR", *numbers(row)] for row in rows]
    table += [
        [f"Total: {name}", " --", " --", " --", "EUR", *numbers(whole)] for name in ("Campaigns", "Account")
    ]
    above = ["Rapport sur les campagnes", "2 février 2026 - 9 février 2026"]
    above = above if french else ["Campaign report", '"February 2, 2026 - February 9, 2026"']
    text = "\n".join(above) + "\n" + written([names, *table], delimiter="\t" if french else ",")
    return utf16(text) if french else utf8(text)


def google_card(first: str, *names: str) -> bytes:
    """A card of Google's overview: a network, a device, a word or a day a row."""
    rows = _days(73)[: len(names)]
    heads: dict[str, Cell] = {first: "group", "Clicks": "clicks", "Cost": lambda row: f"€{row['spend']:.2f}"}
    if first in ("Network", "Date"):
        heads["Avg. CPC"] = lambda row: f"€{row['spend'] / row['clicks']:.2f}"
    if first != "Network":
        heads["Impressions"] = "seen"
    named = [row | {"group": name} for row, name in zip(rows, names, strict=True)]
    return utf8(written(_table(heads, named)))


def pinterest() -> bytes:
    """Pinterest Ads by day and ad group, as a real file has them."""
    heads: dict[str, Cell] = {
        "Date": "day",
        "Campaign name": "campaign",
        "Ad group name": "group",
        "Spend in account currency": "spend",
        "Impressions": "seen",
        "Reach": "reach",
        "Outbound clicks": "clicks",
        "Saves": "shares",
        "Engagements": "all",
        "Total conversions (Checkout)": "sold",
        "Total order value (Checkout)": "value",
    }
    return utf8(written(_table(heads, _days(74))))


def tiktok() -> bytes:
    """TikTok Ads by day and ad group, with its row of totals."""
    rows = _days(75)
    heads: dict[str, Cell] = {
        "Date": "day",
        "Campaign name": "campaign",
        "Ad group name": "group",
        "Cost (EUR)": "spend",
        "Impressions": "seen",
        "Clicks (destination)": "clicks",
        "Clicks (all)": "all",
        "CTR (destination)": _percent,
        "Video views": "played",
        "Video views at 100%": "ended",
        "Complete payment": "sold",
        "Complete payment value": "value",
        "Cost per complete payment": lambda row: ratio(row["spend"], row["sold"]) if row["sold"] else "",
    }
    sums = [_sum(rows, how) if isinstance(how, str) else "" for how in list(heads.values())[3:]]
    return utf8(written([*_table(heads, rows), ["Total", "", "", *sums]]))


def linkedin(french: bool) -> bytes:
    """LinkedIn Campaign Manager by day: the report's name and dates above, UTF-16 with tabs."""
    names = ["Start Date (in UTC)", "Account Name", "Currency", "Campaign Group Name", "Campaign Name"]
    names += ["Total Spent", "Impressions", "Clicks", "Clicks to Landing Page", "Reactions", "Leads"]
    if french:
        names = ["Date de début (en UTC)", "Nom du compte", "Devise", "Nom du groupe de campagnes"]
        names += ["Nom de la campagne", "Total dépensé", "Impressions", "Clics"]
        names += ["Clics vers la page de destination", "Réactions", "Leads"]
    hows: list[Cell] = ["us", lambda row: "Atelier Brindille", lambda row: "EUR", lambda row: "Spring"]
    hows += ["campaign", "spend", "seen", "all", "clicks", "likes", "sold"]
    above = ["Campaign Performance Report (in UTC)", "Report Start: February 2, 2026"]
    table = _table(dict(zip(names, hows, strict=True)), _days(76))
    return utf16("\n".join(above) + "\n\n" + written(table, delimiter="\t"))


def x() -> bytes:
    """X Ads by day."""
    heads: dict[str, Cell] = {
        "Time period": "day",
        "Funding source name": lambda row: "Atelier Brindille",
        "Campaign name": "campaign",
        "Ad Group name": "group",
        "Impressions": "seen",
        "Spend": "spend",
        "Clicks": "all",
        "Link clicks": "clicks",
        "Post engagements": lambda row: row["all"] + row["likes"],
        "Likes": "likes",
        "Replies": "comments",
        "Reposts": "shares",
        "Video views": "played",
    }
    return utf8(written(_table(heads, _days(77))))


def snapchat() -> bytes:
    """Snapchat Ads by day."""
    heads: dict[str, Cell] = {
        "Start Time": lambda row: f"{row['day']} 00:00:00",
        "End Time": lambda row: f"{row['day']} 23:59:59",
        "Campaign Name": "campaign",
        "Ad Set Name": "group",
        "Paid Impressions": "seen",
        "Swipe Ups": "clicks",
        "Spend": "spend",
        "Purchases": "sold",
        "Purchases Value": "value",
    }
    return utf8(written(_table(heads, _days(78))))


def display() -> bytes:
    """A report of several media by insertion order: what it cost is called revenue, as in DV360."""
    heads: dict[str, Cell] = {
        "Date": "day",
        "Insertion Order": "campaign",
        "Line Item": "group",
        "Creative": lambda row: "Banner, tin open",
        "Impressions": "seen",
        "Clicks": "clicks",
        "Revenue (Adv Currency)": "spend",
        "Complete Views (Video)": "ended",
        "Total Conversions": "sold",
    }
    return utf8(written(_table(heads, _days(79))))


EXPORTS = {
    "meta_ads_jours_fr.csv": meta_french,
    "google_ads_days_en.csv": lambda: google(french=False),
    "google_ads_jours_fr.csv": lambda: google(french=True),
    "google_ads_networks_en.csv": lambda: google_card("Network", "Google Search", "Search partners"),
    "google_ads_devices_en.csv": lambda: google_card("Device", "Mobile phones", "Computers", "Tablets"),
    "google_ads_words_en.csv": lambda: google_card("Word", "herbal", "tea", "herbal tea"),
    "google_ads_chart_en.csv": lambda: google_card("Date", *(f"2026-02-0{n}" for n in range(2, 9))),
    "pinterest_ads_en.csv": pinterest,
    "tiktok_ads_en.csv": tiktok,
    "linkedin_ads_en.csv": lambda: linkedin(french=False),
    "linkedin_ads_fr.csv": lambda: linkedin(french=True),
    "x_ads_en.csv": x,
    "snapchat_ads_en.csv": snapchat,
    "display_ads_en.csv": display,
}
