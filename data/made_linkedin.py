"""Exports of a LinkedIn page."""

from __future__ import annotations

from typing import Any

from made_files import NAME, Row, days, ratio, subjects, workbook
from make_campaign import START, Draw


def linkedin_content() -> bytes:
    """Two sheets under a sentence each; a boosted post comes as Organic, Sponsored and Total."""
    draw = Draw(26)
    parts = ("organic", "sponsored", "total")
    names = ("Impressions", "Clicks", "Reactions", "Comments", "Reposts")
    heads = [
        "Date",
        *(f"{names[0]} ({p})" for p in parts),
        "Unique impressions (organic)",
        *(f"{name} ({p})" for name in names[1:] for p in parts),
        *(f"Engagement rate ({p})" for p in parts),
    ]
    metrics: list[Row] = [["Engagement of the posts of your page, by day."], heads]
    for day in days(START, 14):
        seen = draw.whole(90, 620)
        did = [draw.share_of(seen, rate) for rate in (0.02, 0.03, 0.004, 0.003)]
        rate = ratio(sum(did), seen, 12)
        cells = [value for n in did for value in (n, 0, n)]
        metrics.append([f"{day:%m/%d/%Y}", seen, 0, seen, round(seen * 0.7), *cells, rate, 0, rate])
    posts: list[Row] = [
        ["Engagement of each post of your page."],
        [
            "Post title",
            "Post link",
            "Post type",
            "Campaign name",
            "Posted by",
            "Created date",
            "Campaign start date",
            "Campaign end date",
            "Audience",
            "Impressions",
            "Views",
            "Offsite Views",
            "Clicks",
            "Click through rate (CTR)",
            "Likes",
            "Comments",
            "Reposts",
            "Follows",
            "Engagement rate",
            "Content Type",
        ],
    ]
    for number, post in enumerate(reversed(subjects(9, "en"))):
        posts += _linkedin_post(draw, post, boosted=number == 4)
    return workbook(Metrics=metrics, All__posts=posts)


def _linkedin_post(draw: Draw, post: dict[str, Any], boosted: bool) -> list[Row]:
    link = "https://www.linkedin.com/feed/update/urn:li:activity:" + draw.digits(19, "741")
    parts = [("Organic", draw.whole(180, 900))] + (
        [("Sponsored", draw.whole(2_000, 4_000))] if boosted else []
    )
    did = {
        kind: [n, *(draw.share_of(n, rate) for rate in (0.02, 0.03, 0.004, 0.003, 0.002))]
        for kind, n in parts
    }
    if boosted:
        did["Total"] = [sum(both) for both in zip(*did.values(), strict=True)]
    return [
        [
            post["text"],
            link,
            kind,
            "",
            "Page admin",
            f"{post['at']:%m/%d/%Y}",
            "",
            "",
            "All followers",
            seen,
            "",
            "",
            clicks,
            ratio(clicks, seen, 12),
            likes,
            comments,
            reposts,
            follows,
            ratio(clicks + likes + comments + reposts + follows, seen, 12),
            "",
        ]
        for kind, (seen, clicks, likes, comments, reposts, follows) in did.items()
    ]


def linkedin_followers() -> bytes:
    """New followers by day, then where they are."""
    draw, rows = Draw(27), list[Row]()
    rows.append(
        ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"]
    )
    for day in days(START, 14):
        new, invited = draw.whole(0, 6), draw.whole(0, 2)
        rows.append([f"{day:%m/%d/%Y}", 0, new, invited, new + invited])
    places: list[Row] = [
        ["Location", "Total followers"],
        ["Lyon, France", 412],
        ["Paris, France", 297],
        ["Grenoble, France", 88],
        ["Brussels, Belgium", 41],
    ]
    return workbook(New__followers=rows, Location=places)


def linkedin_visitors() -> bytes:
    """Visits by day: desktop, mobile and their total, side by side."""
    draw = Draw(28)
    names = [
        f"{where} {what}"
        for where in ("Overview", "Life", "Jobs", "Total")
        for what in ("page views", "unique visitors")
    ]
    rows: list[Row] = [
        ["Date", *(f"{name} ({part})" for name in names for part in ("desktop", "mobile", "total"))]
    ]
    for day in days(START, 14):
        views, people = (draw.whole(4, 20), draw.whole(6, 30)), (draw.whole(2, 4), draw.whole(3, 6))
        shown = [*views, sum(views), *people, sum(people)]
        rows.append([f"{day:%m/%d/%Y}", *shown, *[0] * 12, *shown])
    return workbook(Visitor__metrics=rows)


def linkedin_competitors() -> bytes:
    """Pages side by side, under the period; the others do not exist either."""
    rows: list[Row] = [
        ["01/05/2026", "03/30/2026"],
        ["Page", "Total Followers", "New Followers", "Total post engagements", "Total posts"],
        [NAME, 1_204, 61, 688, 18],
        ["Tisanes du Rhône", 3_950, 44, 512, 12],
        ["Les Herbes Hautes", 2_310, 120, 1_490, 31],
    ]
    return workbook(COMPETITORS=rows)


EXPORTS = {
    "linkedin_content_en.xlsx": linkedin_content,
    "linkedin_followers_en.xlsx": linkedin_followers,
    "linkedin_visitors_en.xlsx": linkedin_visitors,
    "linkedin_competitors_en.xlsx": linkedin_competitors,
}
