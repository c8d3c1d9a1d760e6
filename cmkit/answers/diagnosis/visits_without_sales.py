"""`Diagnosis`: whether so few sales are surprising, and what to check, in order, with whose job it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.diagnosis.case import MARGIN, Case, checked
from cmkit.answers.diagnosis.findings import ARRIVING, CLEARS, FINISHING, UNPLACED
from cmkit.answers.diagnosis.gathering import Evidence, gathered
from cmkit.answers.diagnosis.hypotheses import Weighed, weighed
from cmkit.figures.bars import Bar, Bars
from cmkit.language.facts import All, Chance, Fact, Inside, Number, Rate, Sentences, Share
from cmkit.language.said import Said, said
from cmkit.statements import statement as parts
from cmkit.statements.aside import told
from cmkit.statements.shown import Shown, in_language
from cmkit.statements.statement import Row, Statement, Word

DETAILS = {"look_at": "look", "would_confirm": "confirm", "would_clear": "clear"}
COLUMNS = ("rank", "hypothesis", "owner", "evidence", "finding", *DETAILS)
ASSUMED = {"margin": MARGIN, "finishing": FINISHING, "arriving": ARRIVING, "unplaced": UNPLACED}
GAP = parts.Paragraph("", where=parts.SPOKEN)


@dataclass(frozen=True, eq=False, repr=False)
class Diagnosis(Shown, Case):
    """Visits that brought no sale (or no lead), made by `visits_without_sales`: whether that is surprising,
    then the hypotheses.

    - `surprising`: True, False, or None without an expected rate; `chance`: that of so few sales if the
      expected rate were true (0 to 1, None without one);
    - `upper_rate`: the highest rate not ruled out (exact, one-sided); `interval`: the exact two-sided one;
    - `visits_before_news`: DataFrame (rate, visits, chance, surprising);
    - `hypotheses`: DataFrame by hypothesis name, in the order to check them, in the language in use;
      `table(lang)`: the same in another language;
    - `set_aside`: what could not be used: file (or which source), line, row, column, value, reason, why.
    """

    found: list[Weighed]
    evidence: Evidence

    @property
    def case(self) -> Case:
        """The visits, the sales, the rate expected and the level: the diagnosis itself holds them."""
        return self

    @property
    def statement(self) -> Statement:
        """What the diagnosis says: whether so few sales are news, what to check first, whose job it is."""
        main, left = _headline(self), self.evidence.left
        checks = [_cells(self, rank, each) for rank, each in enumerate(self.found, start=1)]
        rows = tuple(Row(tuple(each.values())) for each in checks)
        named = parts.heads("diagnosis", COLUMNS, COLUMNS[1:])
        in_order = [parts.Paragraph(said("diagnosis.item", **each), where=parts.SPOKEN) for each in checks]
        key, sales = "news" if self.sales else "news_zero", _sales(self)
        news = [self.says(key, sales=sales, rate=r, chance=c, needed=n) for r, c, n, _ in _by_rate(self)]
        bars = {name: Share(bar, 0) for name, bar in ASSUMED.items()}
        assumed = self.says("assumptions", **bars) if any(each.said for each in self.found) else None
        stated: tuple[parts.Part, ...] = (
            parts.Grid(named, rows, name="hypotheses", where=frozenset({"sheets"})),
            parts.Block((parts.Paragraph(main, "lead"),)),
            parts.Paragraph(_bounds(self)),
            _news_grid(self),
            *parts.paragraphs(news, where=parts.SPOKEN),
            GAP,
            parts.Paragraph(said("diagnosis.in_order"), "heading"),
            *(part for each in in_order for part in (GAP, each)),
            parts.Entries(tuple(map(_entry, self.found, checks))),
            GAP,
            parts.Paragraph(self.says("parts")),
            *parts.paragraphs([assumed, *told(left)], "note"),
            parts.Left(left.table),
            parts.Picture(_bars(self)),
        )
        return Statement("diagnosis", stated, title=main, in_order=True)

    @in_language
    def table(self) -> pd.DataFrame:
        """Return the hypotheses in the order to check them; by default in the language in use."""
        made = enumerate(self.found, start=1)
        rows = [_cells(self, rank, each) | {"rank": rank, "finding": each.finding} for rank, each in made]
        names = pd.Index([each.hypothesis.name for each in self.found], name="name")
        return pd.DataFrame(rows, columns=list(COLUMNS), index=names)

    @property
    def hypotheses(self) -> pd.DataFrame:
        """The hypotheses in the order to check them, in the language in use, by name.

        Columns rank, hypothesis, owner, evidence, finding ("supports"; "shared" where the data support
        others as much; "clears", "unknown"), look_at, would_confirm, would_clear; the index holds names that
        no language changes ("targeting", ...).
        """
        return pd.DataFrame(self.table())

    @property
    def set_aside(self) -> pd.DataFrame:
        """The evidence that could not be used, and why, in the language in use."""
        return self.evidence.left.table()


def visits_without_sales(
    visits: Any, sales: Any = 0, expected_rate: Any = None, evidence: Any = None, level: float = 0.95,
    kind: str = "sales",
) -> Diagnosis:  # fmt: skip
    """Tell whether so few sales are surprising, then what to check, in which order, and whose job it is.

    - `visits`, `sales`: whole counts, sales at most visits; few sales are treated as none are;
    - `kind`: "leads" for a service, whose visits bring requests (no cart, no stock): then `sales` counts
      them, and hypotheses and words are those of leads; "sales" by default;
    - `expected_rate`: the rate of sale that was expected, above 0 and below 1 (2 % is 0.02), or None;
    - `evidence`: what web analytics say: an export read by `cmkit.read`, a table, a dictionary of
      numbers (`{"form_starts": 60, "form_submissions": 5, "load_seconds": 6.2}`), or a list of these.
      Columns read: sessions, engaged_sessions, page, channel, device, orders, conversions,
      add_to_carts, checkouts, form_starts, form_submissions, views, landing_page_views, link_clicks,
      and by hand shop_orders (of leads: leads, in one's own books), load_seconds, in_stock, scrolls,
      engagement_seconds;
    - `level`: how certain a bound has to be, between 0 and 1.

    Bounds are exact (Clopper-Pearson) and suppose independent visits. Hypotheses that the evidence
    supports come first, those that it cannot decide next (cheapest check first), cleared ones last.
    Data that several hypotheses explain as well support none of them alone ("shared"): it is said which.
    Comparisons hold intervals against each other; the thresholds are assumptions, named in the text.

    Raises `BadValueError` or `NotANumberError` for counts or a rate that cannot be, `NotATableError`
    for evidence of another kind; what else cannot be used is in `set_aside`.

    Source: the French article behind cmkit (1,000 visits and no sale); Clopper and Pearson, 1934.

    >>> diagnosis = visits_without_sales(1000, 0, expected_rate=0.001)
    >>> round(diagnosis.upper_rate, 5), round(diagnosis.chance, 3), diagnosis.surprising
    (0.00299, 0.368, False)
    """
    case = checked(visits, sales, expected_rate, level, kind)
    gathering = gathered(evidence, case)
    found = weighed(gathering.pieces, case)
    heard = {finding.source for each in found for finding in each.said}
    for name in dict.fromkeys(piece.name for piece in gathering.pieces if piece.name not in heard):
        gathering.leave(name, errors.BadValueError("evidence_silent"))
    return Diagnosis(**vars(case), found=found, evidence=gathering)


def _headline(case: Case) -> Said:
    key = {None: "unjudged", True: "surprising", False: "not_surprising"}[case.surprising]
    facts: dict[str, Fact] = {"sales": _sales(case), "visits": said("diagnosis.n_visits", n=_visits(case))}
    if case.expected_rate is not None and case.chance is not None:
        facts |= {"rate": Rate(case.expected_rate), "chance": Chance(case.chance).of("sales", "visits")}
        if case.sales >= case.visits * case.expected_rate:
            key = "as_expected"
    return case.says(key, **facts)


def _cells(case: Case, rank: int, weighed: Weighed) -> dict[str, Word]:
    name, owner = weighed.hypothesis.name, weighed.hypothesis.owner
    return {
        "rank": Number(rank), "hypothesis": case.says(name), "owner": said(f"diagnosis.owner_{owner}"),
        "evidence": _evidence(case, weighed), "finding": said(f"diagnosis.{weighed.finding}"),
    } | {column: case.says(f"{name}_{key}") for column, key in DETAILS.items()}  # fmt: skip


def _bounds(case: Case) -> Said:
    upper, low, high = (Rate(x).of("sales", "visits") for x in (case.upper_rate, *case.interval))
    key = "bounds_zero" if case.sales == 0 else "bounds"
    return case.says(key, upper=upper, low=low, high=high, level=Share(case.level, whole=True))


def _visits(case: Case) -> Number:
    return Number(case.visits).of("visits")


def _sales(case: Case) -> Said:
    return case.says("n_sales", n=Number(case.sales).of("sales"))


def _evidence(case: Case, weighed: Weighed) -> Word:
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


def _entry(weighed: Weighed, each: dict[str, Word]) -> parts.Entry:
    own = "own" if weighed.hypothesis.owner == "community_manager" else ""
    details = tuple((said(f"diagnosis.heading_{name}"), each[name]) for name in DETAILS)
    more = said("diagnosis.more") if weighed.finding == CLEARS else None
    chips = ((each["owner"], own), (each["finding"], weighed.finding))
    return parts.Entry(each["hypothesis"], each["evidence"], chips, details, more)


def _bars(case: Case) -> Bars:
    named: list[tuple[Word, Number]] = [(said("diagnosis.here"), _visits(case))]
    named += [(Sentences((said("diagnosis.if_rate"), rate)), n) for rate, _, n, _ in _by_rate(case)]
    bars = tuple(Bar(name, n.value, n.value, n) for name, n in named)
    return Bars(case.says("news_caption"), bars, said("diagnosis.visits"))
