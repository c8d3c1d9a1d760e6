"""Exports of a person's LinkedIn, of a business on TikTok, of Meta in 2026, of Threads and Bluesky."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from made_files import HANDLE, NAME, Row, counts, days, spoken, subjects, utf8, workbook, written
from make_campaign import START, Draw

ACTIVITY = "https://www.linkedin.com/feed/update/urn:li:activity:"


def linkedin_creator() -> bytes:
    """A person's content: totals, days, the posts most engaging beside those most seen, followers, people."""
    draw = Draw(61)
    known = list[tuple[str, str, int, int]]()
    for post in subjects(9, "en"):
        at, seen = post["at"], draw.whole(80, 4_000)
        day = f"{at.month}/{at.day}/{at.year}"
        known.append((ACTIVITY + draw.digits(19, "74"), day, draw.whole(2, 60), seen))
    engaging = sorted(known, key=lambda post: -post[2])[:7]
    shown = sorted(known, key=lambda post: -post[3])[:7]
    top: list[Row] = [["Maximum of 50 posts available to include in this list"], []]
    both = ["Post URL", "Post publish date"]
    top.append([*both, "Engagements", "", *both, "Impressions"])
    top += [[*a[:3], "", *b[:2], b[3]] for a, b in zip(engaging, shown, strict=True)]
    first = days(START, 14)
    dates = [f"{day.month}/{day.day}/{day.year}" for day in first]
    impressions = [draw.whole(0, 300) for _ in dates]
    daily = [[day, n, draw.share_of(n, 0.03)] for day, n in zip(dates, impressions, strict=True)]
    total = sum(impressions)
    people: list[Row] = [["Top Demographics", "Value", "Percentage"]]
    people += [["Job titles", "Florist", 0.0617], ["Locations", "Lyon", 0.2021]]
    people += [["Seniority", "Senior", "< 1%"]]
    return workbook(
        DISCOVERY=[["Overall Performance", f"{dates[0]} - {dates[-1]}"], ["Impressions", total],
                   ["Members reached", round(total * 0.6)]],
        ENGAGEMENT=[["Date", "Impressions", "Engagements"], *daily],
        TOP__POSTS=top,
        FOLLOWERS=[[f"Total followers on {dates[-1]}:", 812], [], ["Date", "New followers"],
                   *([day, draw.whole(0, 6)] for day in dates)],
        DEMOGRAPHICS=people,
    )  # fmt: skip


def linkedin_one_post() -> bytes:
    """The export of one post: its measures one under the other, then who saw it."""
    rows: list[Row] = [
        ["Post URL", f"https://www.linkedin.com/posts/{HANDLE}_florist-share-7400000000000000123-AbCd"],
        ["Post Date", "2/10/2026"], ["Post Publish Time", "8:05 AM"], [],
        ["Discovery"], ["Impressions", 1_284], ["Members reached", 911], [],
        ["Profile activity"], ["Profile viewers from this post", 14], ["Followers gained from this post", 3],
        [],
        ["Engagement"], ["Social engagements", 41], ["Reactions", 30], ["Comments", 6], ["Reposts", 2],
        ["Saves", 5], ["Sends on LinkedIn", 3], ["Link engagements", 9], [],
        ["Post viewer demographics"], ["Category", "Value", "%"],
        ["Job title", "Florist", "6%"], ["Location", "Lyon", "20%"], ["Seniority", "Senior", "< 1%"],
    ]  # fmt: skip
    return workbook(Post__analytics=rows)


def tiktok_zip() -> bytes:
    """A section of TikTok Studio: one zip, whose name has the handle; days without a year."""
    draw, total = Draw(62), 4_300
    rows: list[Row] = [["Date", "Followers", "Difference in followers from previous day"]]
    for day in days(datetime(2025, 12, 28), 10):
        step = draw.whole(-6, 25)
        total += step
        rows.append([spoken(day, "fr"), total, step])
    shares: list[Row] = [["Top territories", "Distribution"], ["FR", 0.71], ["BE", 0.16], ["Others", 0.13]]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, table in (("FollowerHistory.csv", rows), ("FollowerTopTerritories.csv", shares)):
            archive.writestr(zipfile.ZipInfo(name), utf8(written(table, quote_all=True), mark=True))
    return out.getvalue()


def tiktok_business() -> bytes:
    """Days of a business account: other names than the Studio's, "-" where nothing was measured."""
    draw, rows = Draw(63), list[Row]()
    rows.append(["Date", "Video Views", "Reached audience", "Profile Views", "Likes", "Comments", "Shares"])
    for number, day in enumerate(days(START, 14)):
        views = draw.whole(200, 3_400)
        did = [draw.share_of(views, rate) for rate in (0.02, 0.05, 0.004, 0.006)]
        rows.append([f"{day:%Y-%m-%d}", views, "-" if number < 2 else round(views * 0.8), *did])
    return utf8(written(rows))


def meta_facebook_2026() -> bytes:
    """Facebook posts with views and reach of their organic part and of their boosted one."""
    draw, rows = Draw(64), list[Row]()
    rows.append([
        "Post ID", "Page ID", "Page name", "Title", "Publish time", "Permalink", "Post type", "Date", "Views",
        "Reach", "Reactions, comments and shares", "Reactions", "Comments", "Shares", "Total clicks",
        "Link clicks", "Views from Organic posts", "Views from Boosted posts", "Reach from Organic posts",
        "Reach from Boosted posts",
    ])  # fmt: skip
    for number, post in enumerate(subjects(8, "en")):
        reach, paid = draw.whole(600, 2_400), draw.whole(2_000, 9_000) if number in (2, 5) else 0
        did = counts(draw, post["kind"], reach + paid)
        stirred = did["likes"] + did["comments"] + did["shares"]
        one = draw.digits(15, "12")
        rows.append([
            one, "100000000000000", NAME, post["text"], f"{post['at']:%m/%d/%Y %H:%M}",
            f"https://www.facebook.com/{HANDLE}/posts/{one}", "Photos", "Lifetime",
            round(reach * 1.4) + round(paid * 1.5), reach + round(paid * 0.9), stirred, did["likes"],
            did["comments"], did["shares"], did["link"] + did["other"], did["link"], round(reach * 1.4),
            round(paid * 1.5), reach, paid,
        ])  # fmt: skip
    return utf8(written(rows), mark=True)


def meta_page_days() -> bytes:
    """A Page by day: people who did something with it."""
    draw, rows = Draw(65), list[Row]()
    rows.append(["Page ID", "Page name", "Data comment", "Date", "Unique user engagements",
                 "Overall negative feedback", "Unique negative feedback from users"])  # fmt: skip
    for day in days(START, 14):
        rows.append(["100000000000000", NAME, "", f"{day:%m/%d/%Y}", draw.whole(20, 400), 0, 0])
    return utf8(written(rows, quote_all=True), mark=True)


def meta_ages() -> bytes:
    """Ages and genders of followers, in Portuguese: shares with a comma and a percent sign."""
    rows: list[Row] = [["Idade", "Mulheres", "Homens"]]
    rows += [["18-24", "9,1%", "3%"], ["25-34", "31,4%", "6,2%"], ["35-44", "29,8%", "5,5%"]]
    rows += [["45+", "12%", "3%"]]
    return utf8('sep=,\n"Seguidores por idade e gênero"\n' + written(rows, quote_all=True))


def _counted(seed: int) -> list[dict[str, Any]]:
    draw = Draw(seed)
    return [post | {"id": draw.digits(17, "18"), "seen": (seen := draw.whole(200, 2_000))}
            | counts(draw, post["kind"], seen) for post in subjects(8, "en", links=False)]  # fmt: skip


def threads() -> bytes:
    """Posts of Threads under the names of its API."""
    rows: list[Row] = [["id", "text", "permalink", "timestamp", "media_type", "views", "likes", "replies",
                        "reposts", "quotes", "shares"]]  # fmt: skip
    rows += [[p["id"], p["text"], f"https://www.threads.com/@{HANDLE}/post/{p['id']}",
              f"{p['at']:%Y-%m-%dT%H:%M:%S}+0000", "TEXT_POST", p["seen"], p["likes"], p["comments"],
              p["shares"], 0, p["saves"]] for p in _counted(66)]  # fmt: skip
    return utf8(written(rows))


def bluesky() -> bytes:
    """Posts of Bluesky under the names of its protocol: no views exist."""
    rows: list[Row] = [["uri", "cid", "handle", "text", "createdAt", "likeCount", "repostCount", "replyCount",
                        "quoteCount"]]  # fmt: skip
    rows += [[f"at://did:plc:made/app.bsky.feed.post/{p['id']}", f"bafy{p['id']}", HANDLE, p["text"],
              f"{p['at']:%Y-%m-%dT%H:%M:%S}.000Z", p["likes"], p["shares"], p["comments"], 0]
             for p in _counted(67)]  # fmt: skip
    return utf8(written(rows))


EXPORTS = {
    "linkedin_creator_en.xlsx": linkedin_creator,
    "linkedin_post_analytics_en.xlsx": linkedin_one_post,
    f"Followers_{HANDLE}.zip": tiktok_zip,
    "tiktok_business_en.csv": tiktok_business,
    "meta_facebook_boosted_en.csv": meta_facebook_2026,
    "meta_page_days_en.csv": meta_page_days,
    "meta_idades_pt.csv": meta_ages,
    "threads_posts_en.csv": threads,
    "bluesky_posts_en.csv": bluesky,
}
