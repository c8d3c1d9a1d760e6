"""Exports of Facebook Insights (until 2021), Meta Business Suite and Meta Ads Manager."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from made_files import HANDLE, Row, counts, days, ratio, subjects, utf8, utf16, workbook, written
from make_campaign import PAID, Draw

SAYS = {
    "Lifetime Post Total Reach": "Lifetime: how many people had this post on their screen. (Unique Users)",
    "Lifetime Post organic reach": "Lifetime: how many of them without any advertising. (Unique Users)",
    "Lifetime Post Paid Reach": "Lifetime: how many of them through advertising. (Unique Users)",
    "Lifetime Post Total Impressions": "Lifetime: how many times the post was on a screen. (Total Count)",
    "Lifetime Engaged Users": "Lifetime: how many people did something with the post. (Unique Users)",
    "Lifetime Post Consumers": "Lifetime: how many people clicked on the post. (Unique Users)",
    "Lifetime Post Consumptions": "Lifetime: how many clicks there were on the post. (Total Count)",
}
FIRST = [
    "Post ID",
    "Permalink",
    "Post Message",
    "Type",
    "Countries",
    "Languages",
    "Posted",
    "Audience Targeting",
]


def insights_posts() -> bytes:
    """Three sheets of one old export: key metrics under two heading rows, stories, clicks by kind."""
    draw = Draw(11)
    key: list[Row] = [[*FIRST, *SAYS], [""] * len(FIRST) + [*SAYS.values()]]
    stories: list[Row] = [["Description", *FIRST, "share", "like", "comment"]]
    clicks: list[Row] = [["Description", *FIRST, "other clicks", "photo view", "link clicks"]]
    for number, post in enumerate(reversed(subjects(12, "en"))):
        one = "154812207788401_" + draw.digits(16, "3")
        posted = post["at"].replace(year=2020)
        address = f"https://www.facebook.com/{HANDLE}/posts/{one[16:]}"
        head = [
            one,
            address,
            post["text"],
            "Link" if post["kind"] == "shop" else "Photo",
            "",
            "",
            posted,
            " ",
        ]
        reach = draw.whole(600, 2400)
        did = counts(draw, post["kind"], reach)
        photo = draw.share_of(reach, 0.03)
        total = did["link"] + did["other"] + photo
        stirred = did["likes"] + did["comments"] + did["shares"]
        key.append(
            [
                *head,
                reach,
                reach,
                0,
                round(reach * draw.between(1.2, 1.6)),
                round((stirred + total) * 0.8),
                round(total * 0.85),
                total,
            ]
        )
        says = (
            "Lifetime: how many stories the post gave rise to, by action. (Total Count)"
            if number == 0
            else ""
        )
        stories.append([says, *head, did["shares"], did["likes"], did["comments"]])
        says = (
            "Lifetime: how many clicks there were on the post, by kind. (Total Count)" if number == 0 else ""
        )
        clicks.append([says, *head, did["other"], photo, did["link"] or None])
    names = ["Key Metrics", "Lifetime Post Stories by act...", "Lifetime Post Consumptions b..."]
    return workbook(**dict(zip(names, (key, stories, clicks), strict=True)))


def insights_page() -> bytes:
    """The page by day, in 2020."""
    draw, fans = Draw(12), 3_120
    rows: list[Row] = [
        [
            "Date",
            "Lifetime Total Likes",
            "Daily New Likes",
            "Daily Page Engaged Users",
            "Daily Total Reach",
            "Daily Organic Reach",
            "Daily Total Impressions",
        ]
    ]
    for day in days(datetime(2020, 3, 2), 14):
        new, reach = draw.whole(0, 9), draw.whole(310, 980)
        fans += new
        rows.append(
            [f"{day:%Y-%m-%d}", fans, new, draw.share_of(reach, 0.06), reach, reach, round(reach * 1.4)]
        )
    return utf8(written(rows))


def page_level(first: datetime, *tables: tuple[str, int, int]) -> bytes:
    """A measure by day, as Meta writes it: UTF-16, `sep=,`, a title above each table."""
    draw = Draw(13)
    parts = []
    for title, low, high in tables:
        rows: list[Row] = [["Date", "Primary"]]
        rows += [[f"{day:%Y-%m-%d}T00:00:00", draw.whole(low, high)] for day in days(first, 14)]
        parts.append(f'"{title}"\n' + written(rows, quote_all=True))
    return utf16("sep=,\n" + "\n".join(parts))


def audience() -> bytes:
    """Ages, countries and cities: small tables one under the other, the last two with places as columns."""
    ages: list[Row] = [
        ["", "Women", "Men"],
        ["18-24", 8.1, 1.9],
        ["25-34", 24.6, 5.2],
        ["35-44", 22.3, 6.1],
        ["45-54", 13.4, 4],
        ["55-64", 7.2, 2.3],
        ["65+", 3.6, 1.3],
    ]
    countries: list[Row] = [
        ["France", "Belgium", "Switzerland", "Canada", "Luxembourg"],
        [83.4, 7.9, 4.1, 2.2, 0.6],
    ]
    cities: list[Row] = [
        ["Lyon, France", "Paris, France", "Grenoble, France", "Brussels, Belgium"],
        [21.3, 17.8, 9.4, 3.7],
    ]
    tables = (("Age & gender", ages), ("Top countries", countries), ("Top cities", cities))
    parts = [f'"{title}"\n' + written(rows, quote_all=True) for title, rows in tables]
    return utf16("sep=,\n" + "\n".join(parts) + "\n")


def ads() -> bytes:
    """Ads of the quarter; one was never rated and sold nothing, so it has `-` and an empty cell."""
    draw = Draw(14)
    heads = [
        "Campaign name",
        "Ad set name",
        "Ad name",
        "Ad ID",
        "Delivery status",
        "Delivery level",
        "Attribution setting",
        "Amount spent (EUR)",
        "Reach",
        "Impressions",
        "Link clicks",
        "CPC (cost per link click)",
        "CTR (link click-through rate)",
        "CPM (cost per 1,000 impressions)",
        "Landing page views",
        "Adds to cart",
        "Purchases",
        "Purchases conversion value",
        "Cost per purchase",
        "Quality ranking",
        "Engagement rate ranking",
        "Conversion rate ranking",
        "Reporting starts",
        "Reporting ends",
    ]
    rows: list[Row] = [heads]
    for ad_set in ("Has bought before", "Likes herbal tea", "Lookalike 1%"):
        for ad in ("Box, tin open", "Box, hands", "Recipe reel", "Free delivery"):
            rows.append(_ad(draw, ad_set, ad))
    return utf8(written(rows), mark=True)


def _ad(draw: Draw, ad_set: str, ad: str) -> list[Any]:
    reach = draw.whole(2_500, 14_000)
    impressions = round(reach * draw.between(1.3, 2.4))
    link = draw.share_of(reach * PAID, 0.045)
    landed = round(link * draw.between(0.7, 0.9))
    bought = 0 if ad == "Recipe reel" else draw.share_of(landed, 0.05)
    spend = round(impressions * draw.between(4.8, 7.9) / 1000, 2)
    rated = ["Above average", "Average", "Average"] if bought else ["-", "-", "-"]
    return [
        "Fine days box",
        ad_set,
        ad,
        draw.digits(18, "1202"),
        "active" if bought else "inactive",
        "ad",
        "7-day click or 1-day view",
        spend,
        reach,
        impressions,
        link,
        ratio(spend, link, 8),
        ratio(100 * link, impressions, 8),
        ratio(1000 * spend, impressions, 8),
        landed,
        draw.share_of(landed, 0.12),
        bought or None,
        round(bought * draw.between(31, 38), 2) if bought else None,
        ratio(spend, bought, 8) if bought else None,
        *rated,
        "2026-01-05",
        "2026-03-30",
    ]


CAMPAIGN_HEADS = {
    "en": [
        "Reporting starts", "Reporting ends", "Campaign name", "Campaign delivery", "Amount spent (EUR)",
        "Impressions", "Reach", "Link clicks", "Purchases", "Purchases conversion value",
    ],
    "fr": [
        "Début des rapports", "Fin des rapports", "Nom de la campagne", "Diffusion", "Montant dépensé (EUR)",
        "Impressions", "Couverture", "Clics sur un lien", "Achats", "Valeur de conversion des achats",
    ],
}  # fmt: skip


def campaigns(lang: str, *names: str) -> bytes:
    """Campaigns of the quarter; Meta puts their total first, without a name; people count once in it."""
    draw, rows = Draw(21), list[Row]()
    for name in names:
        _, _, _, _, state, _, _, spend, reach, impressions, link, *more = _ad(draw, "", name)
        bought, worth = more[5:7]
        rows.append(
            ["2026-01-05", "2026-03-30", name, state, spend, impressions, reach, link, bought, worth]
        )
    sums = [sum(row[i] or 0 for row in rows) for i in (4, 5, 6, 7, 8, 9)]
    sums[0], sums[2], sums[5] = round(sums[0], 2), round(sums[2] * 0.7), round(sums[5], 2)
    total: Row = ["2026-01-05", "2026-03-30", None, None, *sums]
    return utf8(written([CAMPAIGN_HEADS[lang], total, *rows]), mark=True)


def overlap() -> bytes:
    """The last weeks of the Facebook campaign exported again, later: some posts stand in both files."""
    from make_campaign import FACEBOOK, campaign, cell, in_language

    headings = {field: fr for field, (_, fr) in FACEBOOK.items() if fr}
    late = [in_language(post, "facebook", "fr") for post in campaign("facebook")[-10:]]
    rows = [headings, *(post | {"reach": post["reach"] + 12, "views": post["views"] + 31} for post in late)]
    return utf8(
        "".join(",".join(cell(row.get(field)) for field in headings) + "\n" for row in rows), mark=True
    )


START_2026 = datetime(2026, 1, 5)
EXPORTS = {
    "facebook_insights_posts_en.xlsx": insights_posts,
    "facebook_insights_page_en.csv": insights_page,
    "meta_reach_en.csv": lambda: page_level(
        START_2026, ("Facebook reach", 420, 2_600), ("Instagram reach", 380, 2_100)
    ),
    "meta_vues_fr.csv": lambda: page_level(START_2026 + timedelta(days=28), ("Vues", 900, 4_800)),
    "meta_audience_en.csv": audience,
    "meta_ads_en.csv": ads,
    "meta_ads_campaigns_en.csv": lambda: campaigns(
        "en", "Fine days box", "Winter teas", "Recipe reel", "Free delivery", "Open day"
    ),
    "meta_ads_campagnes_fr.csv": lambda: campaigns(
        "fr", "Coffret beaux jours", "Thés d’hiver", "Réel recette", "Livraison offerte", "Portes ouvertes"
    ),
    "meta_facebook_again_fr.csv": overlap,
}
