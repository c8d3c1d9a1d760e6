"""What a diagnosis says: whether so few sales are news, what to check in which order, whose job it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cmkit.answers.diagnosis.case import Case
from cmkit.answers.diagnosis.diagnosed import Diagnosed
from cmkit.answers.diagnosis.gaps import ARRIVING, FINISHING, MARGIN, UNPLACED
from cmkit.answers.diagnosis.hypotheses import Weighed
from cmkit.answers.diagnosis.weighing import CLEARS, Finding
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import Chance, Fact, Number, Rate, Sentences, Share
from cmkit.language.said import Said, said
from cmkit.statements.statement import (
    SPOKEN,
    Block,
    Cell,
    Entries,
    Entry,
    Grid,
    Head,
    Paragraph,
    Part,
    Picture,
    Row,
    Statement,
    Word,
    heads,
    paragraphs,
)

COLUMNS = ("rank", "hypothesis", "owner", "evidence", "finding", "look_at", "would_confirm", "would_clear")
DETAILS = ("look_at", "would_confirm", "would_clear")
SHEETS = frozenset({"sheets"})
GAP = Paragraph("", where=SPOKEN)


def statement(made: Diagnosed) -> Statement:
    """Return what a diagnosis says."""
    main = headline(made.case)
    checks = [cells(rank, weighed) for rank, weighed in enumerate(made.found, start=1)]
    parts: tuple[Part, ...] = (
        _checks_sheet(checks),
        Block((Paragraph(main, "lead"),)),
        Paragraph(bounds(made.case)),
        _news_grid(made),
        *paragraphs([_news_sentence(made.case, row) for row in _news_rows(made)], where=SPOKEN),
        GAP,
        Paragraph(said("diagnosis.in_order"), "heading"),
        *(part for each in checks for part in (GAP, Paragraph(said("diagnosis.item", **each), where=SPOKEN))),
        Entries(tuple(_entry(weighed, each) for weighed, each in zip(made.found, checks, strict=True))),
        GAP,
        *_closing(made),
        *paragraphs(list(_aside(made)), "note"),
        *([_aside_sheet(made)] if made.evidence.aside else []),
        Picture(_bars(made)),
    )
    return Statement("diagnosis", parts, title=main, in_order=True)


def headline(case: Case) -> Said:
    """Say whether so few sales are surprising."""
    key = {None: "unjudged", True: "surprising", False: "not_surprising"}[case.surprising]
    visits = said("diagnosis.n_visits", n=_number(case, "visits"))
    facts: dict[str, Fact] = {"sales": _sales(case), "visits": visits}
    if case.expected_rate is not None and case.chance is not None:
        facts |= {"rate": Rate(case.expected_rate), "chance": Chance(case.chance).of("sales", "visits")}
        if case.sales >= case.visits * case.expected_rate:
            key = "as_expected"
    return said(f"diagnosis.{key}", **facts)


def bounds(case: Case) -> Said:
    """Say what true rate these counts leave possible."""
    upper, low, high = (Rate(x).of("sales", "visits") for x in (case.upper_rate, *case.interval))
    key = "bounds_zero" if case.sales == 0 else "bounds"
    return said(f"diagnosis.{key}", upper=upper, low=low, high=high, level=Share(case.level, whole=True))


def cells(rank: int, weighed: Weighed) -> dict[str, Word]:
    """Return what stands in each column of a hypothesis."""
    name = f"diagnosis.{weighed.hypothesis.name}"
    return {
        "rank": Number(rank),
        "hypothesis": said(name),
        "owner": said(f"diagnosis.owner_{weighed.hypothesis.owner}"),
        "evidence": _evidence(weighed),
        "finding": said(f"diagnosis.{weighed.finding}"),
        "look_at": said(f"{name}_look"),
        "would_confirm": said(f"{name}_confirm"),
        "would_clear": said(f"{name}_clear"),
    }


def _number(case: Case, column: str) -> Number:
    return Number(getattr(case, column)).of(column)


def _sales(case: Case) -> Said:
    return said("diagnosis.n_sales", n=_number(case, "sales"))


def _evidence(weighed: Weighed) -> Word:
    """Return what the evidence says of a hypothesis, or what is missing to say anything."""
    if not weighed.said:
        return said("diagnosis.no_evidence", needs=said(f"diagnosis.{weighed.hypothesis.name}_needs"))
    first = [said("diagnosis.contradictory")] if weighed.contradictory else []
    return Sentences((*first, *map(_found, weighed.said)))


def _found(finding: Finding) -> Said:
    if not finding.source:
        return finding.said
    return said("diagnosis.from_source", said=finding.said, source=finding.source)


def _checks_sheet(checks: list[dict[str, Word]]) -> Grid:
    rows = tuple(Row(tuple(each.values())) for each in checks)
    return Grid(heads("diagnosis", COLUMNS, words=COLUMNS[1:]), rows, name="hypotheses", where=SHEETS)


def _news_rows(made: Diagnosed) -> list[dict[str, Any]]:
    """Return by true rate: the rate, how many visits make so few sales news, the chance of so few here."""
    return [
        {
            "rate": Rate(row["rate"]),
            "needed": Number(row["visits"]).of("sales", formula="trials_before_news"),
            "chance": Chance(row["chance"]).of("sales", "visits"),
            "surprising": row["surprising"],
        }
        for row in made.visits_before_news.to_dict("records")
    ]


def _news_grid(made: Diagnosed) -> Grid:
    names = [Head(said(f"diagnosis.{key}")) for key in ("if_rate", "chance_here", "news_from", "here")]
    rows = tuple(
        Row((
            row["rate"],
            row["chance"],
            row["needed"],
            Cell(said("diagnosis.is_news"), style="supports")
            if row["surprising"]
            else Cell(said("diagnosis.is_usual"), style="unknown"),
        ))
        for row in _news_rows(made)
    )  # fmt: skip
    caption = said("diagnosis.news_caption")
    where = frozenset({"html", "sheets"})
    return Grid(tuple(names), rows, caption, name="visits_before_news", where=where)


def _news_sentence(case: Case, row: dict[str, Any]) -> Said:
    facts = {key: row[key] for key in ("rate", "needed", "chance")}
    return said("diagnosis.news" if case.sales else "diagnosis.news_zero", sales=_sales(case), **facts)


def _entry(weighed: Weighed, each: dict[str, Word]) -> Entry:
    own = "own" if weighed.hypothesis.owner == "community_manager" else ""
    return Entry(
        each["hypothesis"],
        each["evidence"],
        ((each["owner"], own), (each["finding"], weighed.finding)),
        tuple((said(f"diagnosis.heading_{name}"), each[name]) for name in DETAILS),
        said("diagnosis.more") if weighed.finding == CLEARS else None,
    )


def _closing(made: Diagnosed) -> Iterator[Part]:
    """Say whose part it is, and the thresholds that were assumed."""
    yield Paragraph(said("diagnosis.parts"))
    if any(weighed.said for weighed in made.found):
        bars = {"margin": MARGIN, "finishing": FINISHING, "arriving": ARRIVING, "unplaced": UNPLACED}
        shares = {name: Share(bar, 0) for name, bar in bars.items()}
        yield Paragraph(said("diagnosis.assumptions", **shares), "note")


def _aside(made: Diagnosed) -> Iterator[Said]:
    for name, reason in made.evidence.aside:
        yield said("diagnosis.aside", name=name or "evidence", reason=reason)


def _aside_sheet(made: Diagnosed) -> Grid:
    rows = tuple(Row((name, Sentences((reason,)))) for name, reason in made.evidence.aside)
    names = heads("diagnosis", ("set_aside", "reason"), words=("set_aside", "reason"))
    return Grid(names, rows, name="set_aside", where=SHEETS)


def _bars(made: Diagnosed) -> Bars:
    """Return the picture: the visits there were, beside those that would make so few sales news."""
    here = _number(made.case, "visits")
    rows = [Bar(said("diagnosis.here"), here.value, here.value, here)]
    for row in _news_rows(made):
        needed = row["needed"]
        name = Sentences((said("diagnosis.if_rate"), row["rate"]))
        rows.append(Bar(name, needed.value, needed.value, needed))
    return Bars(said("diagnosis.news_caption"), tuple(rows), said("diagnosis.visits"))
