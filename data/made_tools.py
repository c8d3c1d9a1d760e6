"""Exports of scheduling tools."""

from __future__ import annotations

from typing import Any

from made_files import HANDLE, NAME, Row, counts, subjects, utf8, written
from make_campaign import Draw

ADDRESS = {
    "Facebook": f"https://www.facebook.com/{HANDLE}/posts/",
    "Instagram": "https://www.instagram.com/p/DT",
    "X": f"https://x.com/{HANDLE}/status/",
    "LinkedIn": "https://www.linkedin.com/feed/update/urn:li:activity:",
}


def planned(seed: int, lang: str, count: int = 10) -> list[dict[str, Any]]:
    """Posts on four networks in turn, each with its counts."""
    draw, made = Draw(seed), list[dict[str, Any]]()
    for number, post in enumerate(subjects(count, lang, links=False)):
        network = list(ADDRESS)[number % 4]
        reach = draw.whole(300, 2_600)
        made.append(
            post
            | counts(draw, post["kind"], reach)
            | {
                "network": network,
                "id": draw.digits(17, "18"),
                "reach": reach,
                "seen": round(reach * draw.between(1.2, 1.7)),
            }
        )
        made[-1]["link_to"] = ADDRESS[network] + made[-1]["id"]
        made[-1]["did"] = sum(made[-1][name] for name in ("likes", "comments", "shares", "link", "other"))
    return made


def sprout() -> bytes:
    """Sprout Social, the newest first: 1,234 and 4.89%, hours as 10:05 pm."""
    rows: list[Row] = [
        [
            "Date",
            "Post ID",
            "Network",
            "Post Type",
            "Content Type",
            "Profile",
            "Sent by",
            "Link",
            "Post",
            "Linked Content",
            "Impressions",
            "Reach",
            "Engagement Rate (per Impression)",
            "Engagements",
            "Reactions",
            "Comments",
            "Shares",
            "Saves",
            "Click-Through Rate",
            "Post Link Clicks",
            "Other Post Clicks",
            "Post Clicks (All)",
            "Tags",
        ]
    ]
    for post in reversed(planned(51, "en")):
        at = post["at"]
        half = "am" if at.hour < 12 else "pm"
        clock = f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at.minute:02} {half}"
        rows.append(
            [
                clock,
                post["id"],
                post["network"],
                "Post",
                "Photo",
                NAME,
                "Team",
                post["link_to"],
                post["text"],
                "",
                f"{post['seen']:,}",
                f"{post['reach']:,}",
                f"{100 * post['did'] / post['seen']:.2f}%",
                f"{post['did']:,}",
                post["likes"],
                post["comments"],
                post["shares"],
                post["saves"],
                f"{100 * post['link'] / post['seen']:.2f}%",
                post["link"],
                post["other"],
                post["link"] + post["other"],
                "",
            ]
        )
    return utf8(written(rows, end="\r\n"))


def hootsuite() -> bytes:
    """Hootsuite, by best effort."""
    rows: list[Row] = [
        [
            "Date (GMT)",
            "Post ID",
            "Social Network",
            "Profile",
            "Post Message",
            "Post Permalink",
            "Impressions",
            "Reach",
            "Engagement",
            "Likes",
            "Comments",
            "Shares",
            "Post Clicks",
        ]
    ]
    rows += [
        [
            f"{p['at']:%Y-%m-%d %H:%M}",
            p["id"],
            p["network"],
            NAME,
            p["text"],
            p["link_to"],
            p["seen"],
            p["reach"],
            p["did"],
            p["likes"],
            p["comments"],
            p["shares"],
            p["link"] + p["other"],
        ]
        for p in planned(52, "en")
    ]
    return utf8(written(rows))


def buffer() -> bytes:
    """Buffer, by best effort: a rate without its percent sign is not to be taken for a share."""
    rows: list[Row] = [
        [
            "Date",
            "Text",
            "Service",
            "Link",
            "Clicks",
            "Retweets",
            "Likes",
            "Comments",
            "Reach",
            "Engagement Rate",
        ]
    ]
    rows += [
        [
            f"{p['at']:%Y-%m-%d %H:%M:%S}",
            p["text"],
            p["network"].lower(),
            p["link_to"],
            p["link"] + p["other"],
            p["shares"],
            p["likes"],
            p["comments"],
            p["reach"],
            f"{100 * p['did'] / p['reach']:.2f}%",
        ]
        for p in planned(53, "en")
    ]
    return utf8(written(rows))


def metricool() -> bytes:
    """Metricool, by best effort."""
    rows: list[Row] = [
        [
            "Date",
            "Network",
            "Content",
            "URL",
            "Type",
            "Impressions",
            "Reach",
            "Likes",
            "Comments",
            "Shares",
            "Saved",
            "Clicks",
        ]
    ]
    rows += [
        [
            f"{p['at']:%Y-%m-%d %H:%M}",
            p["network"],
            p["text"],
            p["link_to"],
            "POST",
            p["seen"],
            p["reach"],
            p["likes"],
            p["comments"],
            p["shares"],
            p["saves"],
            p["link"],
        ]
        for p in planned(54, "en")
    ]
    return utf8(written(rows))


def agorapulse() -> bytes:
    """Agorapulse in French, by best effort, opened in a spreadsheet and saved: `;`, dates day first."""
    rows: list[Row] = [
        [
            "Date de publication",
            "Réseau",
            "Profil",
            "Message",
            "Portée",
            "Impressions",
            "Interactions",
            "Taux d'engagement",
        ]
    ]
    rows += [
        [
            f"{p['at']:%d/%m/%Y %H:%M}",
            p["network"],
            NAME,
            p["text"],
            p["reach"],
            p["seen"],
            p["did"],
            f"{100 * p['did'] / p['reach']:.2f}".replace(".", ",") + " %",
        ]
        for p in planned(55, "fr")
    ]
    return utf8(written(rows, delimiter=";", end="\r\n"), mark=True)


def sprout_days() -> bytes:
    """Sprout Social, profile performance: a day and a profile a row, 10,012 in quotes."""
    draw, followers = Draw(41), {"Facebook": 2_980, "LinkedIn": 10_000}
    rows: list[Row] = [
        ["Date", "Profile", "Network", "Audience", "Net Audience Growth", "Audience Gained", "Audience Lost",
         "Impressions", "Engagements", "Post Link Clicks", "Published Posts"],
    ]  # fmt: skip
    for day in range(1, 8):
        for network in followers:
            gained, lost, seen = draw.whole(3, 16), draw.whole(0, 4), draw.whole(900, 4_600)
            followers[network] += gained - lost
            now = f"{followers[network]:,}"
            rows.append([f"03/{day:02}/2026", NAME, network, now, gained - lost, gained, lost,
                         f"{seen:,}", seen // 21, seen // 110, day % 2])  # fmt: skip
    return utf8(written(rows))


EXPORTS = {
    "sprout_posts_en.csv": sprout,
    "sprout_profiles_en.csv": sprout_days,
    "hootsuite_posts_en.csv": hootsuite,
    "buffer_posts_en.csv": buffer,
    "metricool_posts_en.csv": metricool,
    "agorapulse_publications_fr.csv": agorapulse,
}
