"""Exports of X: a post or a day a row, until 2024 and since."""

from __future__ import annotations

from datetime import datetime

from made_files import HANDLE, Row, counts, days, subjects, utf8, written
from make_campaign import START, Draw

CLASSIC = [
    "impressions",
    "engagements",
    "engagement rate",
    "retweets",
    "replies",
    "likes",
    "user profile clicks",
    "url clicks",
    "hashtag clicks",
    "detail expands",
    "permalink clicks",
    "app opens",
    "app installs",
    "follows",
    "email tweet",
    "dial phone",
    "media views",
    "media engagements",
]
PROMOTED = ["promoted " + name for name in CLASSIC]


def _x(draw: Draw, kind: str, people: int) -> dict[str, int]:
    """Counts of X; its engagements add up to the sum of the others."""
    did = counts(draw, kind, people)
    made = {
        "likes": did["likes"],
        "replies": did["comments"],
        "reposts": did["shares"],
        "saves": did["saves"],
        "profile": did["follows"] * 2,
        "url": did["link"],
        "hashtag": draw.whole(0, 2),
        "expands": did["other"],
        "permalink": draw.whole(0, 3),
        "follows": did["follows"],
    }
    return made | {"engagements": sum(made.values()) - made["saves"]}


def x_classic() -> bytes:
    """Posts until 2024: counts written 1938.0, a rate as a fraction, `-` under every promoted heading."""
    draw, rows = Draw(21), list[Row]()
    rows.append(["Tweet id", "Tweet permalink", "Tweet text", "time", *CLASSIC, *PROMOTED])
    for post in reversed(subjects(12, "en")):
        one, at = draw.digits(19, "174"), post["at"].replace(year=2023)
        seen = draw.whole(240, 2_300)
        did = _x(draw, post["kind"], seen)
        numbers = [seen, did["engagements"]]
        after = [
            did["reposts"],
            did["replies"],
            did["likes"],
            did["profile"],
            did["url"],
            did["hashtag"],
            did["expands"],
            did["permalink"],
        ]
        told = [f"{n}.0" for n in numbers] + [repr(did["engagements"] / seen)] + [f"{n}.0" for n in after]
        told += ["0", "0", str(did["follows"]), "0", "0", "0", "0"]
        address = f"https://twitter.com/{HANDLE}/status/{one}"
        rows.append(
            [
                one,
                address,
                post["text"].replace("&", "&amp;"),
                f"{at:%Y-%m-%d %H:%M} +0000",
                *told,
                *["-"] * len(PROMOTED),
            ]
        )
    return utf8(written(rows, quote_all=True))


def x_classic_days() -> bytes:
    """Days until 2024."""
    draw, rows = Draw(22), list[Row]()
    rows.append(["Date", "Tweets published", *CLASSIC])
    for day in days(datetime(2023, 1, 2), 14):
        seen = draw.whole(310, 1_900)
        did = _x(draw, "news", seen)
        rows.append(
            [
                f"{day:%Y-%m-%d}",
                draw.whole(0, 2),
                f"{seen}.0",
                f"{did['engagements']}.0",
                repr(did["engagements"] / seen),
                *[f"{did[n]}.0" for n in ("reposts", "replies", "likes")],
                *[f"{did[n]}.0" for n in ("profile", "url", "hashtag", "expands", "permalink")],
                "0",
                "0",
                did["follows"],
                "0",
                "0",
                "0",
                "0",
            ]
        )
    return utf8(written(rows, quote_all=True))


def x_content() -> bytes:
    """Posts since 2024: the column Share counts a button, not reposts."""
    draw, rows = Draw(23), list[Row]()
    rows.append(
        [
            "Post id",
            "Date",
            "Post text",
            "Link",
            "Impressions",
            "Likes",
            "Engagements",
            "Bookmarks",
            "Share",
            "New follows",
            "Replies",
            "Reposts",
            "Profile visits",
            "Detail expands",
            "Url clicks",
            "Hashtag clicks",
            "Permalink clicks",
        ]
    )
    for post in reversed(subjects(14, "en")):
        one, seen = draw.digits(19, "201"), draw.whole(240, 2_300)
        did = _x(draw, post["kind"], seen)
        rows.append(
            [
                one,
                f"{post['at']:%a %b %d %Y}",
                post["text"],
                f"https://x.com/{HANDLE}/status/{one}",
                seen,
                did["likes"],
                did["engagements"],
                did["saves"],
                draw.whole(0, 3),
                did["follows"],
                did["replies"],
                did["reposts"],
                did["profile"],
                did["expands"],
                did["url"],
                did["hashtag"],
                did["permalink"],
            ]
        )
    return utf8(written(rows))


def x_content_fr() -> bytes:
    """Posts in French, under the headings that are documented; the last row is an error of the platform."""
    draw, rows = Draw(24), list[Row]()
    rows.append(
        ["Date", "Texte du post", "Lien", "Impressions", "Engagements", "J'aime", "Réponses", "Reposts"]
    )
    for post in reversed(subjects(10, "fr")):
        one, seen = draw.digits(19, "201"), draw.whole(240, 2_300)
        did = _x(draw, post["kind"], seen)
        rows.append(
            [
                f"{post['at']:%Y-%m-%d}",
                post["text"],
                f"https://x.com/{HANDLE}/status/{one}",
                seen,
                did["engagements"],
                did["likes"],
                did["replies"],
                did["reposts"],
            ]
        )
    rows.append(["2026-01-05", "", f"https://x.com/{HANDLE}/status/undefined", 0, 0, 0, 0, 0])
    return utf8(written(rows))


def x_overview() -> bytes:
    """Days since 2024, the newest first."""
    draw, rows = Draw(25), list[Row]()
    rows.append(
        [
            "Date",
            "Impressions",
            "Likes",
            "Engagements",
            "Bookmarks",
            "Shares",
            "New follows",
            "Unfollows",
            "Replies",
            "Reposts",
            "Profile visits",
            "Create Post",
            "Video views",
            "Media views",
        ]
    )
    for day in reversed(days(START, 14)):
        seen = draw.whole(180, 2_400)
        did = _x(draw, "news", seen)
        rows.append(
            [
                f"{day:%a, %b %d, %Y}",
                seen,
                did["likes"],
                did["engagements"],
                did["saves"],
                draw.whole(0, 3),
                did["follows"],
                draw.whole(0, 2),
                did["replies"],
                did["reposts"],
                did["profile"],
                draw.whole(0, 2),
                draw.whole(0, 90),
                draw.whole(0, 60),
            ]
        )
    return utf8(written(rows))


EXPORTS = {
    "x_posts_classic_en.csv": x_classic,
    "x_days_classic_en.csv": x_classic_days,
    "x_content_en.csv": x_content,
    "x_content_fr.csv": x_content_fr,
    "x_overview_en.csv": x_overview,
}
