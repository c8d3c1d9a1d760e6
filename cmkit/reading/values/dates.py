"""Text to dates, whatever the form: decided for the whole column, never cell by cell.

Where month first and day first both fit every cell, the format's habit decides, and the reading says so.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import visible
from cmkit.reading.values.number_texts import WITHHELD, WORDS

_MONTH = {word: n for n, words in enumerate(WORDS["months"], start=1) for word in words.split()}
_MONTH_WORD = re.compile(r"\b(" + "|".join(sorted(_MONTH, key=len, reverse=True)) + r")\b\.?")
_NOISE = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?|\b(?:de|del|le|du|at|a|um)\b"
    r"|^(?:lun|mar|mer|jeu|ven|sam|dim)(?:di|credi|dredi|edi|anche)?\b\.?,?(?=\s+\d+(?:er)?\s+[a-z]{3})"
    r"|(?<=\d)(?:st|nd|rd|th|er)\b|(?<=\d)\.(?=\s)|,"
)
_SHAPE = re.compile(
    r"(?P<day>[^:tz]*?\d[^:tz]*?)(?:[t\s]\s*(?P<clock>\d{1,2}(?::|h)\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?P<half>[ap]\.?m\.?)?)?"
    r"\s*(?P<zone>z|utc|gmt|[-+]\d{2}:?\d{2})?\s*$"
)
FORMS = (
    "%Y/%m/%d", "%m/%d/%Y", "%d/%m/%Y", "%Y%m%d", "%m/%d/%y", "%d/%m/%y", "m%m %d %Y", "%d m%m %Y",
    "m%m %d %y", "%Y m%m %d", "%d m%m %y",
)
QUICK_DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y")
QUICK_CLOCKS = ("", " %H:%M", " %H:%M:%S", "T%H:%M:%S")
YEARLESS = ("m%m %d", "%d m%m")
LONGEST = 60
DAILY = 8
"""Rows in order stand at most so many days apart, on average."""
_TWINS = {"%m/%d/%Y": "%d/%m/%Y", "%m/%d/%y": "%d/%m/%y"}


@dataclass
class Dates:
    """A column as dates: the values (NaT where there is none), which cells are unreadable, the form."""

    values: pd.Series[Any]
    bad: np.ndarray[Any, np.dtype[np.bool_]]
    form: str = ""
    ambiguous: bool = False
    guessed_year: bool = False
    zoned: bool = False


def to_dates(cells: pd.Series[Any], day_first: bool | None = None, last: datetime | None = None) -> Dates:
    """Turn a column of text (or of dates already) into dates; `last` is the day of the export."""
    if cells.dtype.kind == "M":
        return Dates(_held(cells), np.zeros(len(cells), bool), "dates")
    if (quick := _quick(cells, day_first)) is not None:
        return quick
    codes, uniques = pd.factorize(cells, use_na_sentinel=False)
    parts = pd.Series([_plain(word) for word in uniques], dtype=object)
    empty = parts.isin(["", *WITHHELD]).to_numpy()
    cut = parts.str.extract(_SHAPE).fillna("").astype(object)
    days = cut["day"].str.strip()
    made = _days(days, day_first)
    whole = made.values.iloc[codes].reset_index(drop=True)
    if yearless := _yearless_form(days, int(made.values.notna().sum())):
        made = Dates(whole, made.bad, "without a year", guessed_year=True)
        whole = with_years(_day_of(days, yearless).iloc[codes].reset_index(drop=True), last)
    moments = whole + _clocks(cut["clock"], cut["half"]).iloc[codes].reset_index(drop=True)
    made.zoned = bool((cut["zone"] != "").any())
    if made.zoned:
        moments = (moments - _zones(cut["zone"]).iloc[codes].reset_index(drop=True)).dt.tz_localize("UTC")
    moments = _held(moments)
    made.bad = moments.isna().to_numpy() & ~empty[codes]
    made.values = moments.set_axis(cells.index)
    return made


def _held(moments: pd.Series[Any]) -> pd.Series[Any]:
    """Leave out moments that no calendar of Python holds: pandas counts before the year 1 and after 9999."""
    zone = moments.dt.tz
    return moments.where(moments.between(pd.Timestamp(1, 1, 2, tz=zone), pd.Timestamp(9999, 12, 30, tz=zone)))


def _quick(cells: pd.Series[Any], day_first: bool | None) -> Dates | None:
    words = cells.mask(cells == "") if cells.dtype.kind != "f" else cells[:0]
    told = words.dropna()
    if not len(told) or not isinstance(told.iloc[0], str):
        return None
    for day in QUICK_DAYS if not day_first else QUICK_DAYS[::-1]:
        for clock in QUICK_CLOCKS:
            values = _tried(words, told.iloc[0], day + clock)
            if values is None:
                continue
            one_way = day == "%Y-%m-%d" or day_first is not None or bool((values.dt.day > 12).any())
            return Dates(values, np.zeros(len(cells), bool), day.replace("-", "/")) if one_way else None
    return None


def _tried(words: pd.Series[Any], first: str, form: str) -> pd.Series[Any] | None:
    if pd.isna(pd.to_datetime(first, format=form, errors="coerce")):
        return None
    even = len(first) in (10, 16, 19) and bool(words.str.len().isin([len(first), np.nan]).all())
    if even and form[6:8] == "%Y":
        # Written as 2025/02/16 05:14, pandas reads 02/16/2025 05:14 ten times faster.
        words = words.str.slice(6, 10) + "/" + words.str.slice(0, 5) + words.str.slice(10)
        form = "%Y/" + form[:5] + form[8:]
    values = pd.to_datetime(words, format=form, errors="coerce")
    return values if int(values.notna().sum()) == int(words.notna().sum()) else None


def _plain(word: object) -> str:
    if isinstance(word, datetime):
        return word.strftime("%Y/%m/%d %H:%M:%S")
    if word is None or word is pd.NA or (isinstance(word, float) and word != word):
        return ""
    if isinstance(word, float) and word.is_integer():
        word = int(word)
    if isinstance(word, str) and len(word) > LONGEST:
        return "too long for a date"
    text = unicodedata.normalize("NFKD", visible(str(word), wholly=True)).lower()
    text = "".join(c for c in text if not unicodedata.combining(c)).strip(" \"'")
    if re.match(r"\d{1,4}[-.]\d{1,2}[-.]\d{1,4}", text):
        text = re.sub(r"(?<=\d)[-.](?=\d)(?=[\d/.-]*)(?![^t\s]*:)", "/", text, count=2)
    if re.search("[a-z]{2}", text):
        text = _MONTH_WORD.sub(lambda m: f"m{_MONTH[m[1]]:02}", _NOISE.sub(" ", text))
    return re.sub(r"\s+", " ", text).strip()


def _days(days: pd.Series[Any], day_first: bool | None) -> Dates:
    tried = {form: _day_of(days, form) for form in FORMS}
    most = max(int(values.notna().sum()) for values in tried.values())
    best = next(form for form in FORMS if int(tried[form].notna().sum()) == most)
    twin = _TWINS.get(best, "")
    unsure = bool(twin) and int(tried[twin].notna().sum()) == most and not tried[best].equals(tried[twin])
    if unsure and day_first:
        best = twin
    return Dates(tried[best], np.zeros(0, bool), best, ambiguous=unsure and day_first is None)


def _day_of(days: pd.Series[Any], form: str) -> pd.Series[Any]:
    if form in YEARLESS:
        return pd.to_datetime("2000 " + days, format="%Y " + form, errors="coerce")
    return pd.to_datetime(days, format=form, errors="coerce")


def _yearless_form(days: pd.Series[Any], most: int) -> str:
    counts = {form: int(_day_of(days, form).notna().sum()) for form in YEARLESS}
    form = max(YEARLESS, key=lambda one: counts[one])
    return form if counts[form] > most else ""


def with_years(days: pd.Series[Any], last: datetime | None = None) -> pd.Series[Any]:
    """Give years to days of no year (held in 2000): rows in order cross New Year where they turn back."""
    end = pd.Timestamp(last or datetime.now())
    known = days.dropna()
    steps = known.diff().dt.days.to_numpy()[1:]
    for order in (1, -1):
        if len(steps) and (steps * order % 366).sum() <= DAILY * len(steps):
            crossed = np.concatenate([[0], np.cumsum(steps * order < 0)]) * order
            newest = -1 if order == 1 else 0
            years = pd.Series(crossed - crossed[newest], index=known.index) + end.year
            return _in_year(days, years - int(_after(known.iloc[newest], end)))
    return _in_year(days, end.year - known.map(lambda day: int(_after(day, end))))


def _after(day: Any, end: Any) -> bool:
    return bool((day.month, day.day) > (end.month, end.day))


def _in_year(days: pd.Series[Any], years: pd.Series[Any]) -> pd.Series[Any]:
    text = years.astype(int).astype(str) + days[years.index].dt.strftime("-%m-%d")
    made: pd.Series[Any] = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    return made.reindex(days.index)


def _clocks(clock: pd.Series[Any], half: pd.Series[Any]) -> pd.Series[Any]:
    text = clock.str.replace("h", ":").where(clock != "", "0:00")
    text = text.where(text.str.count(":") == 2, text + ":00")
    spans = pd.to_timedelta(text, errors="coerce")
    noon = pd.Timedelta(hours=12)
    afternoon = half.str.startswith("p") & (spans < noon)
    midnight = half.str.startswith("a") & (spans >= noon)
    return spans + pd.to_timedelta(12.0 * (afternoon.astype(int) - midnight.astype(int)), unit="h")


def _zones(zone: pd.Series[Any]) -> pd.Series[Any]:
    digits = zone.str.replace(":", "").where(zone.str.match(r"[-+]"), "+0000")
    minutes = digits.str[1:3].astype(int) * 60 + digits.str[3:5].astype(int)
    return pd.to_timedelta(minutes.where(digits.str[0] == "+", -minutes), unit="min")
