"""What a diagnosis says: whether so few sales are news, what to check in which order, whose job it is."""

from __future__ import annotations

from collections.abc import Iterator

from cmkit.answers.diagnosis.case import Case
from cmkit.answers.diagnosis.findings import ARRIVING, CLEARS, FINISHING, UNPLACED
from cmkit.answers.diagnosis.gaps import MARGIN
from cmkit.answers.diagnosis.gathering import Evidence
from cmkit.answers.diagnosis.hypotheses import Weighed
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import All, Chance, Fact, Inside, Number, Rate, Sentences, Share
from cmkit.language.said import Said, said
from cmkit.statements import statement as parts
from cmkit.statements.aside import told
from cmkit.statements.statement import Row, Statement, Word

COLUMNS = ("rank", "hypothesis", "owner", "evidence", "finding", "look_at", "would_confirm", "would_clear")
DETAILS = COLUMNS[-3:]
SHEETS = frozenset({"sheets"})
GAP = parts.Paragraph("", where=parts.SPOKEN)


def statement(case: Case, found: list[Weighed], evidence: Evidence) -> Statement:
    """Return what a diagnosis says."""
    main = headline(case)
    checks = [cells(case, rank, weighed) for rank, weighed in enumerate(found, start=1)]
    rows = tuple(Row(tuple(each.values())) for each in checks)
    named = parts.heads("diagnosis", COLUMNS, COLUMNS[1:])
    in_order = [parts.Paragraph(said("diagnosis.item", **each), where=parts.SPOKEN) for each in checks]
    stated: tuple[parts.Part, ...] = (
        parts.Grid(named, rows, name="hypotheses", where=SHEETS),
        parts.Block((parts.Paragraph(main, "lead"),)),
        parts.Paragraph(_bounds(case)),
        _news_grid(case),
        *parts.paragraphs(_news(case), where=parts.SPOKEN),
        GAP,
        parts.Paragraph(said("diagnosis.in_order"), "heading"),
        *(part for each in in_order for part in (GAP, each)),
        parts.Entries(tuple(map(_entry, found, checks))),
        GAP,
        *_closing(case, found),
        *parts.paragraphs(list(told(evidence.left)), "note"),
        parts.Left(evidence.left.table),
        parts.Picture(_bars(case)),
    )
    return Statement("diagnosis", stated, title=main, in_order=True)


def headline(case: Case) -> Said:
    """Say whether so few sales are surprising."""
    key = {None: "unjudged", True: "surprising", False: "not_surprising"}[case.surprising]
    facts: dict[str, Fact] = {"sales": _sales(case), "visits": said("diagnosis.n_visits", n=_visits(case))}
    if case.expected_rate is not None and case.chance is not None:
        facts |= {"rate": Rate(case.expected_rate), "chance": Chance(case.chance).of("sales", "visits")}
        if case.sales >= case.visits * case.expected_rate:
            key = "as_expected"
    return case.says(key, **facts)


def cells(case: Case, rank: int, weighed: Weighed) -> dict[str, Word]:
    """Return what stands in each of `COLUMNS` of a hypothesis."""
    name = weighed.hypothesis.name
    return {
        "rank": Number(rank),
        "hypothesis": case.says(name),
        "owner": said(f"diagnosis.owner_{weighed.hypothesis.owner}"),
        "evidence": _evidence(case, weighed),
        "finding": said(f"diagnosis.{weighed.finding}"),
        "look_at": case.says(f"{name}_look"),
        "would_confirm": case.says(f"{name}_confirm"),
        "would_clear": case.says(f"{name}_clear"),
    }


def _bounds(case: Case) -> Said:
    """Say what true rate these counts leave possible."""
    upper, low, high = (Rate(x).of("sales", "visits") for x in (case.upper_rate, *case.interval))
    key = "bounds_zero" if case.sales == 0 else "bounds"
    return case.says(key, upper=upper, low=low, high=high, level=Share(case.level, whole=True))


def _visits(case: Case) -> Number:
    return Number(case.visits).of("visits")


def _sales(case: Case) -> Said:
    return case.says("n_sales", n=Number(case.sales).of("sales"))


def _evidence(case: Case, weighed: Weighed) -> Word:
    """Return what the evidence says of a hypothesis, or what is missing to say anything."""
    needs = case.says(f"{weighed.hypothesis.name}_needs")
    if not weighed.said and weighed.of is None:
        return said("diagnosis.no_evidence", needs=needs)
    sources = [
        said("diagnosis.from_source", said=told, source=each.source) if each.source else told
        for each in weighed.said
        for told in [case.says(each.said.key.partition(".")[2], **each.said.facts)]
    ]
    if weighed.contradictory:
        sources.insert(0, said("diagnosis.contradictory"))
    if weighed.rivals:
        others = tuple(Inside(case.says(rival.name)) for rival in weighed.rivals)
        sources.append(said("diagnosis.rivals", others=All(others, "words.semicolon")))
    if weighed.of is not None:
        sources.append(said("diagnosis.read_for", other=Inside(case.says(weighed.of.name)), needs=needs))
    return Sentences(tuple(sources))


def _by_rate(case: Case) -> Iterator[tuple[Rate, Chance, Number, bool]]:
    """Return by true rate: the chance of so few sales here, from how many visits they are news, if here."""
    for rate, visits, chance, news in case.visits_before_news.itertuples(index=False):
        needed = Number(visits).of("sales", formula="trials_before_news")
        yield Rate(rate), Chance(chance).of("sales", "visits"), needed, bool(news)


def _news_grid(case: Case) -> parts.Grid:
    keys = ("if_rate", "chance_here", "news_from", "here")
    names = tuple(parts.Head(said(f"diagnosis.{key}"), words=key == "here") for key in keys)
    news = parts.Cell(said("diagnosis.is_news"), style="supports")
    usual = parts.Cell(said("diagnosis.is_usual"), style="unknown")
    rows = tuple(Row((*facts, news if here else usual)) for *facts, here in _by_rate(case))
    caption, where = case.says("news_caption"), frozenset({"html", "sheets"})
    return parts.Grid(names, rows, caption, name="visits_before_news", where=where)


def _news(case: Case) -> list[Said]:
    key, sales = "news" if case.sales else "news_zero", _sales(case)
    return [case.says(key, sales=sales, rate=rate, chance=c, needed=n) for rate, c, n, _ in _by_rate(case)]


def _entry(weighed: Weighed, each: dict[str, Word]) -> parts.Entry:
    own = "own" if weighed.hypothesis.owner == "community_manager" else ""
    details = tuple((said(f"diagnosis.heading_{name}"), each[name]) for name in DETAILS)
    more = said("diagnosis.more") if weighed.finding == CLEARS else None
    chips = ((each["owner"], own), (each["finding"], weighed.finding))
    return parts.Entry(each["hypothesis"], each["evidence"], chips, details, more)


def _closing(case: Case, found: list[Weighed]) -> Iterator[parts.Part]:
    """Say whose part it is, and the thresholds that were assumed."""
    yield parts.Paragraph(case.says("parts"))
    if any(weighed.said for weighed in found):
        bars = {"margin": MARGIN, "finishing": FINISHING, "arriving": ARRIVING, "unplaced": UNPLACED}
        shares = {name: Share(bar, 0) for name, bar in bars.items()}
        yield parts.Paragraph(case.says("assumptions", **shares), "note")


def _bars(case: Case) -> Bars:
    """Return the picture: the visits there were, beside those that would make so few sales news."""
    named: list[tuple[Word, Number]] = [(said("diagnosis.here"), _visits(case))]
    named += [(Sentences((said("diagnosis.if_rate"), rate)), n) for rate, _, n, _ in _by_rate(case)]
    bars = tuple(Bar(name, n.value, n.value, n) for name, n in named)
    return Bars(case.says("news_caption"), bars, said("diagnosis.visits"))
