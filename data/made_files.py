"""What the makers of exports share: the posts they all speak of, and how cells become a file.

Everything is drawn from seeds, and a workbook carries a fixed date, so that the same script writes the
same files again.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from make_campaign import KINDS, START, Draw

HERE = Path(__file__).parent
NAME, HANDLE, SITE = "Atelier Brindille", "atelierbrindille", "https://atelier-brindille.example"
MONTHS = {
    "en": ["December", "January", "February", "March", "April"],
    "fr": ["décembre", "janvier", "février", "mars", "avril"],
}
Row = Sequence[Any]


def subjects(count: int, lang: str, links: bool = True) -> list[dict[str, Any]]:
    """Return the first posts of the campaign: kind, text, day and hour, oldest first, a few days apart."""
    known = tomllib.loads((HERE / "campaign.toml").read_text(encoding="utf-8"))["post"][:count]
    draw = Draw(count)
    made = []
    for number, subject in enumerate(known):
        clock = timedelta(hours=draw.whole(8, 19), minutes=draw.whole(0, 59))
        text = subject[lang] if links else subject[lang].split(" https://")[0].split("\n")[0]
        made.append(
            {
                "kind": subject["kind"],
                "text": text,
                "at": START + timedelta(days=number * 84 // count) + clock,
            }
        )
    return made


def counts(draw: Draw, kind: str, people: int) -> dict[str, int]:
    """Return what people do with a post of this kind: a count each, the link's only where there is one."""
    likes, comments, shares, saves = (draw.share_of(people, rate) for rate in KINDS[kind][:4])
    rate = KINDS[kind][4]
    return {
        "likes": likes,
        "comments": comments,
        "shares": shares,
        "saves": saves,
        "link": draw.share_of(people, rate) if rate else 0,
        "other": draw.share_of(people, 0.012),
        "follows": draw.share_of(people, 0.002),
    }


def days(first: datetime, count: int) -> list[datetime]:
    """Return days in a row."""
    return [first + timedelta(days=n) for n in range(count)]


def spoken(day: datetime, lang: str) -> str:
    """Write a day without its year, as TikTok does: January 26, 26 janvier."""
    month = MONTHS[lang][day.month % 12]
    return f"{month} {day.day}" if lang == "en" else f"{day.day} {month}"


def written(rows: Iterable[Row], delimiter: str = ",", quote_all: bool = False, end: str = "\n") -> str:
    """Write rows as delimited text."""
    out = io.StringIO()
    how = csv.writer(out, delimiter=delimiter, lineterminator=end)
    if quote_all:
        how = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    how.writerows(rows)
    return out.getvalue()


def utf8(text: str, mark: bool = False) -> bytes:
    """Encode as UTF-8, with a byte-order mark where the platform writes one."""
    return text.encode("utf-8-sig" if mark else "utf-8")


def utf16(text: str) -> bytes:
    """Encode as Meta does: UTF-16, little end first, with its mark."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def workbook(**sheets: list[Row]) -> bytes:
    """Write sheets of rows as a workbook; in a sheet's name, __ stands for a space."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime(2026, 4, 1), "author": NAME})
    day = book.add_format({"num_format": "mm/dd/yyyy hh:mm"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name.replace("__", " "))
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(at, column, value, day)
                elif value is not None and value != "":
                    sheet.write(at, column, value)
    book.close()
    return out.getvalue()


def ratio(part: float, whole: float, digits: int = 4) -> float:
    """Return part / whole, rounded; 0 where there is no whole."""
    return round(part / whole, digits) if whole else 0.0
