"""Exports of TikTok, YouTube and Pinterest."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from made_files import HANDLE, Row, counts, days, spoken, subjects, utf8, written
from make_campaign import START, Draw


def tiktok_content() -> bytes:
    """Videos, without a year; the id in each link holds the time of the post."""
    draw, rows = Draw(29), list[Row]()
    rows.append(
        [
            "Time",
            "Video title",
            "Video link",
            "Post time",
            "Total likes",
            "Total comments",
            "Total shares",
            "Total views",
        ]
    )
    for post in reversed(subjects(10, "en", links=False)):
        second = round((post["at"] - datetime(1970, 1, 1)).total_seconds())
        one, views = (second << 32) + draw.whole(0, 2**31), draw.whole(700, 21_000)
        did = counts(draw, post["kind"], views)
        rows.append(
            [
                "April 1",
                post["text"],
                f"https://www.tiktok.com/@{HANDLE}/video/{one}",
                spoken(post["at"], "en"),
                did["likes"],
                did["comments"],
                did["shares"],
                views,
            ]
        )
    return utf8(written(rows, quote_all=True), mark=True)


def tiktok_overview(lang: str) -> bytes:
    """Days over New Year, without a year; headings are English whatever the account's language."""
    draw, rows = Draw(30), list[Row]()
    rows.append(["Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"])
    for day in days(datetime(2025, 12, 22), 21):
        views = draw.whole(0, 3_400)
        rows.append(
            [spoken(day, lang), views, *(draw.share_of(views, r) for r in (0.02, 0.05, 0.004, 0.006))]
        )
    return utf8(written(rows, quote_all=True), mark=True)


def tiktok_viewers() -> bytes:
    """Viewers by day: the first two days were not measured."""
    draw, rows = Draw(31), list[Row]()
    rows.append(["Date", "Total Viewers", "New Viewers", "Returning Viewers"])
    rows += [[spoken(day, "en"), "undefined", 0, 0] for day in days(START, 2)]
    for day in days(START + timedelta(days=2), 12):
        new, back = draw.whole(120, 900), draw.whole(40, 300)
        rows.append([spoken(day, "en"), new + back, new, back])
    return utf8(written(rows, quote_all=True), mark=True)


def tiktok_followers() -> bytes:
    """Followers by day; some days take a few away."""
    draw, rows, total = Draw(32), list[Row](), 1_870
    rows.append(["Date", "Followers", "Difference in followers from previous day"])
    for day in days(START, 14):
        step = draw.whole(-4, 12)
        total += step
        rows.append([spoken(day, "fr"), total, step])
    return utf8(written(rows, quote_all=True), mark=True)


YOUTUBE = {
    "en": [
        "Content",
        "Video title",
        "Video publish time",
        "Duration",
        "Views",
        "Watch time (hours)",
        "Subscribers",
        "Likes",
        "Shares",
        "Comments added",
        "Impressions",
        "Impressions click-through rate (%)",
    ],
    "fr": [
        "Contenu",
        "Titre de la vidéo",
        "Heure de publication de la vidéo",
        "Durée",
        "Vues",
        "Durée de visionnage (heures)",
        "Abonnés",
        "J'aime",
        "Partages",
        "Commentaires ajoutés",
        "Impressions",
        "Taux de clics par impression (%)",
    ],
}


def youtube(lang: str) -> bytes:
    """Videos under a row of totals; an id may begin with a dash."""
    draw, videos = Draw(33), list[list[Any]]()
    for number, post in enumerate(reversed(subjects(8, lang, links=False))):
        one = ("-" if number == 2 else "") + draw.letters(10 if number == 2 else 11)
        shown = draw.whole(2_000, 19_000)
        views, length = draw.share_of(shown, 0.05), draw.whole(40, 640)
        did = counts(draw, post["kind"], views)
        hours = round(views * length * draw.between(0.3, 0.6) / 3600, 4)
        videos.append(
            [
                one,
                post["text"],
                f"{post['at']:%b %d, %Y}",
                length,
                views,
                hours,
                draw.whole(-1, 9),
                did["likes"],
                did["shares"],
                did["comments"],
                shown,
                round(100 * views / shown, 2),
            ]
        )
    sums = [round(sum(video[at] for video in videos), 4) for at in range(4, 11)]
    total = ["Total", "", "", "", *sums, round(100 * sums[0] / sums[-1], 2)]
    return utf8(written([YOUTUBE[lang], total, *videos]))


def pins() -> bytes:
    """Pins, by best effort: no export of Pinterest was seen."""
    draw, rows = Draw(34), list[Row]()
    rows.append(
        ["Pin ID", "Pin URL", "Title", "Impressions", "Engagements", "Pin clicks", "Outbound clicks", "Saves"]
    )
    for post in subjects(8, "en", links=False):
        one, seen = draw.digits(18, "86"), draw.whole(400, 5_200)
        clicks, away, saves = (draw.share_of(seen, rate) for rate in (0.02, 0.006, 0.012))
        rows.append(
            [
                one,
                f"https://www.pinterest.com/pin/{one}/",
                post["text"],
                seen,
                clicks + away + saves,
                clicks,
                away,
                saves,
            ]
        )
    return utf8(written(rows))


def pinterest_days() -> bytes:
    """Days of Pinterest in French, by best effort."""
    draw, rows = Draw(35), list[Row]()
    rows.append(
        ["Date", "Impressions", "Engagements", "Clics sur l’Épingle", "Clics sortants", "Enregistrements"]
    )
    for day in days(START, 14):
        seen = draw.whole(200, 1_900)
        clicks, away, saves = (draw.share_of(seen, rate) for rate in (0.02, 0.006, 0.012))
        rows.append([f"{day:%Y-%m-%d}", seen, clicks + away + saves, clicks, away, saves])
    return utf8(written(rows))


EXPORTS = {
    "tiktok_content_en.csv": tiktok_content,
    "tiktok_overview_en.csv": lambda: tiktok_overview("en"),
    "tiktok_overview_fr.csv": lambda: tiktok_overview("fr"),
    "tiktok_viewers_en.csv": tiktok_viewers,
    "tiktok_followers_fr.csv": tiktok_followers,
    "youtube_table_en.csv": lambda: youtube("en"),
    "youtube_tableau_fr.csv": lambda: youtube("fr"),
    "pinterest_pins_en.csv": pins,
    "pinterest_jours_fr.csv": pinterest_days,
}
