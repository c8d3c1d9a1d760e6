"""The diagnosis in sentences, in either language."""

from __future__ import annotations

import math
from typing import Any

from cmkit.answers.diagnosis.case import Case, news
from cmkit.answers.diagnosis.findings import Finding
from cmkit.answers.diagnosis.gaps import ARRIVING, FINISHING, MARGIN, UNPLACED, Share
from cmkit.answers.diagnosis.hypotheses import Weighed
from cmkit.evidence.intervals import Interval
from cmkit.language.sentences import say
from cmkit.language.writing import number, percent

RAREST = 0.0001
"""A chance below this is said as "less than once in 10,000"."""


def headline(case: Case, lang: str) -> str:
    """Return in one sentence whether so few sales are surprising."""
    key = {None: "unjudged", True: "surprising", False: "not_surprising"}[case.surprising]
    facts: dict[str, Any] = _counts(case, lang)
    if case.expected_rate is not None and case.chance is not None:
        facts |= {"rate": rate(case.expected_rate, lang), "chance": odds(case.chance, lang)}
        if case.sales >= case.visits * case.expected_rate:
            key = "as_expected"
    return say(f"diagnosis.{key}", lang, **facts)


def bounds(case: Case, lang: str) -> str:
    """Return what true rate these counts leave possible."""
    level = percent(case.level, lang, decimals=_places(case.level))
    upper, low, high = (rate(x, lang) for x in (case.upper_rate, *case.interval))
    key = "bounds_zero" if case.sales == 0 else "bounds"
    return say(f"diagnosis.{key}", lang, upper=upper, low=low, high=high, level=level)


def news_rows(case: Case, lang: str) -> list[tuple[str, str, str, bool]]:
    """Return the rows of "how many visits before it is news": rate, visits, chance, surprising."""
    return [
        (rate(row["rate"], lang), number(row["visits"], lang), odds(row["chance"], lang), row["surprising"])
        for row in news(case).to_dict("records")
    ]


def news_sentences(case: Case, lang: str) -> list[str]:
    """Return the same in sentences."""
    key = "news" if case.sales else "news_zero"
    return [
        say(f"diagnosis.{key}", lang, rate=r, needed=n, chance=chance, sales=_sales(case, lang))
        for r, n, chance, _ in news_rows(case, lang)
    ]


def name(weighed: Weighed, lang: str) -> str:
    """Return a hypothesis in words."""
    return say(f"diagnosis.{weighed.hypothesis.name}", lang)


def owner(weighed: Weighed, lang: str) -> str:
    """Return whose job it is, in words."""
    return say(f"diagnosis.owner_{weighed.hypothesis.owner}", lang)


def part(weighed: Weighed, what: str, lang: str) -> str:
    """Return what to "look" at, what would "confirm", what would "clear" a hypothesis."""
    return say(f"diagnosis.{weighed.hypothesis.name}_{what}", lang)


def evidence(weighed: Weighed, lang: str) -> str:
    """Return what the evidence says of a hypothesis, or what is missing to say anything."""
    if not weighed.said:
        return say("diagnosis.no_evidence", lang, needs=part(weighed, "needs", lang))
    said = [say("diagnosis.contradictory", lang)] if weighed.contradictory else []
    return " ".join(said + [fact(finding, lang) for finding in weighed.said])


def fact(finding: Finding, lang: str) -> str:
    """Return the sentence of one finding, with the file it comes from."""
    spoken = {key: spelled(value, lang) for key, value in finding.facts.items()}
    sentence = say(f"diagnosis.fact_{finding.key}", lang, **spoken)
    return f"{sentence} ({finding.source})" if finding.source else sentence


def closing(found: list[Weighed], lang: str) -> list[str]:
    """Return whose part it is, and the thresholds that were assumed."""
    shares = {"margin": MARGIN, "finishing": FINISHING, "arriving": ARRIVING, "unplaced": UNPLACED}
    spoken = {key: percent(value, lang, decimals=0) for key, value in shares.items()}
    lines = [say("diagnosis.parts", lang)]
    return [*lines, say("diagnosis.assumptions", lang, **spoken)] if any(w.said for w in found) else lines


def spelled(value: Any, lang: str) -> str:
    """Return a fact as it is written: a share as a percent, "@name" as a label of this room.

    >>> spelled(Share(0.383), "en"), spelled(1810, "en")
    ('38.3%', '1,810')
    """
    if isinstance(value, Share):
        return rate(value, lang)
    if isinstance(value, Interval):
        return say("diagnosis.from_to", lang, low=rate(value.low, lang), high=rate(value.high, lang))
    if isinstance(value, str):
        return say(f"diagnosis.{value[1:]}", lang) if value.startswith("@") else value
    return number(value, lang)


def rate(value: float, lang: str) -> str:
    """Return a rate with as many decimals as it takes to be read: 0.299%, 38.3%.

    >>> rate(0.00299, "en"), rate(0.02, "en")
    ('0.299%', '2%')
    """
    return percent(value, lang, decimals=_places(value))


def odds(chance: float, lang: str) -> str:
    """Return a chance as a percent, or as less than once in ten thousand."""
    return say("diagnosis.rarest", lang) if chance < RAREST else rate(chance, lang)


def _places(value: float) -> int:
    """Return how many decimals show three significant figures of a percent, without zeros at the end."""
    return len(f"{100 * value:.{_digits(100 * value)}f}".rstrip("0").partition(".")[2])


def _digits(hundredths: float) -> int:
    if 0 < hundredths < 1:
        return 2 - math.floor(math.log10(hundredths))
    return 2 if hundredths < 10 else 1


def _counts(case: Case, lang: str) -> dict[str, Any]:
    visits = say("diagnosis.n_visits", lang, n=case.visits, n_text=number(case.visits, lang))
    return {"sales": _sales(case, lang), "visits": visits}


def _sales(case: Case, lang: str) -> str:
    return say("diagnosis.n_sales", lang, n=case.sales, n_text=number(case.sales, lang))
