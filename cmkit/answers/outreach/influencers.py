"""`influencers`: what each influencer's posts reached, engaged and cost, people never added up."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from cmkit.answers.outreach.campaign import MEASURES, Campaign, entries, total
from cmkit.answers.outreach.measures import PEOPLE, acts_named, bar, known, label, measured, missing
from cmkit.catalogue.columns import NUMBERS
from cmkit.figures.bars import Bars
from cmkit.language.facts import All, Fact, Inside, Number, Quantity, Quoted, Sentences, Share, Span, listed
from cmkit.language.said import Said, said
from cmkit.statements.aside import told
from cmkit.statements.frames import code_word
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Cell, Grid, Head, Left, Picture, Row, Sheet, Statement, paragraphs

SHOWN, BARS, FEW = 50, 20, 6
"""How many influencers a page shows (`table` and the sheets hold them all) and a picture holds; with more
than so few, the bar of all together would flatten theirs."""


@dataclass(frozen=True, eq=False, repr=False)
class Influencers(Shown):
    """What each influencer's posts reached, engaged and cost, made by `influencers`.

    - `table`: DataFrame, a row an influencer; people as bounds (`reach_low`, `reach_high`, ...), money
      by person as bounds, `missing` as a list of (column, posts without it; 0 for all);
    - `total`: Series, the same for all together: people are never summed;
    - `set_aside`: DataFrame of the cells and rows left out (row, column, value, reason, why, ...).
    """

    given: Campaign
    table: pd.DataFrame
    total: pd.Series

    @cached_property
    def statement(self) -> Statement:
        """What the campaign with influencers says."""
        notes = [*paragraphs(list(_read(self))), *paragraphs(list(_limits(self)), "note")]
        whole, picture = Sheet(lambda: _table(self)), Picture(lambda: _people(self))
        parts = (_table(self, SHOWN), whole, *notes, picture, Left(self.given.rows.aside.table))
        return Statement("influencers", parts, title=said("outreach.caption_influencers"))

    @property
    def set_aside(self) -> pd.DataFrame:
        """Cells that break their rule, and rows that name no influencer, in the one shape of `Aside`."""
        return self.given.rows.aside.table()


def influencers(table: Any, cost: Any = None, audience: Any = None) -> Influencers:
    """Return what each influencer's posts reached, engaged and cost, and all together, within bounds.

    - `table`: a row a post, any table or an export: `influencer` (or `account`), and as far as known
      `platform`, `reach`, `interactions` or its parts (likes, shares, comments, saves, clicks),
      `cost` or `fee` and `spend`, `link_clicks`, `conversions`, `orders`, `promo_sales`, `revenue`,
      `currency`, `target` (of interactions a post) or `target_<column>`; French headings will do;
    - `cost`: where the table states none: an amount or `cm.Money` for the whole, or a dictionary by
      influencer; `audience`: the most people that could be reached, for all or by influencer.

    People are bounds: reach from the largest post's to the sum (or the audience); engaged people from
    the most likes or saves of one post (given once a person) to the interactions (or the reach). Where
    only interactions are counted, the least supposes one act a person on the largest post, as the text
    says. Money by person follows: from the cost over the most to the cost over the least.

    Raises `MissingColumnError` without a column that names influencers, `EmptyTableError`,
    `UnknownNameError` for a cost or an audience of somebody else, `BadValueError` (a cost stated
    twice, an audience below a reach, a negative amount), `MoneyMismatchError` (two currencies).

    >>> posts = pd.DataFrame({"influencer": ["Ana", "Ana", "Bo"], "reach": [12000, 8000, 30000],
    ...                       "likes": [900, 400, 600], "cost": [300, 300, 500]})
    >>> influencers(posts).table[["influencer", "reach_low", "reach_high"]].values.tolist()
    [['Ana', 12000.0, 20000.0], ['Bo', 30000.0, 30000.0]]
    """
    given = Campaign(table, cost, audience)
    return Influencers(given, entries(given), total(given))


def _table(found: Influencers, most: int | None = None) -> Grid:
    ground, whole, table = found.given.ground, found.total.to_dict(), found.table.to_dict("records")
    names = [name for name in MEASURES if name in PEOPLE or known([*table, whole], name)]
    rows = [
        Row((_named(row), *(measured(row, name, ground, [row["influencer"]]) for name in names)))
        for row in table[:most]
    ]
    more = len(table) - len(rows)
    together = Row((said("outreach.all"), *(measured(whole, name, ground) for name in names)), "total")
    return Grid(
        (Head(label("influencer"), words=True), *(Head(label(name)) for name in names)), (*rows, together),
        caption=said("outreach.caption_influencers"),
        more=said("outreach.not_shown", n=more) if more else None,
        where=frozenset({"sheets"} if most is None else {"plain", "html"}),
    )  # fmt: skip


def _named(row: dict[Any, Any]) -> Cell:
    where = tuple(code_word("platform", each) for each in (row["platform"] or "").split(", ") if each)
    small = said("outreach.platforms", names=All(where, "words.comma"))
    return Cell(Quoted(row["influencer"]), (small,) if where else ())


def _read(found: Influencers) -> Iterator[Fact]:
    given, whole, ground = found.given, found.total.to_dict(), found.given.ground
    influencers, posts = len(found.table), said("outreach.n_posts", n=whole["posts"])
    yield said("outreach.head", influencers=said("outreach.n_influencers", n=influencers), posts=posts)
    if not math.isnan(whole["reach_low"]):
        summed = Number(float(given.groups.numbers.reach.sum())).of("reach")
        yield said("outreach.people", reach=measured(whole, "reach", ground), summed=summed)
    if not math.isnan(whole["engaged_low"]):
        key = "acted_exactly" if whole["engaged_low"] == whole["engaged_high"] else "acted"
        acted, engaged = (measured(whole, name, ground) for name in ("interactions", "engaged"))
        yield said(f"outreach.{key}", acts=acts_named(ground.acts), n=acted, engaged=engaged)
        if not {"likes", "saves"} & set(given.numbers):
            yield said("outreach.once_assumed")
    if not math.isnan(whole["cost"]):
        names = [n for n in ("cost", "cost_per_engaged", "cost_per_thousand") if known([whole], n)]
        yield Sentences(tuple(said(f"outreach.told_{n}", amount=measured(whole, n, ground)) for n in names))
    yield from _cheapest(found)
    yield from _targets(found)


def _cheapest(found: Influencers) -> Iterator[Said]:
    priced = found.table[found.table.cost_per_engaged_high.notna()]
    if len(priced) > 1:
        best = priced.sort_values("cost_per_engaged_high").iloc[0]
        dearer = priced[priced.cost_per_engaged_low > best.cost_per_engaged_high].influencer.tolist()
        key = "cheaper" if dearer else "not_told_apart"
        yield said(f"outreach.{key}", best=Quoted(best.influencer), others=listed(dearer))


def _targets(found: Influencers) -> Iterator[Said]:
    for row in found.table[found.table.status.notna()].to_dict("records"):
        kpi, name = str(row["target_of"]), row["influencer"]
        target = Quantity(row["target"], NUMBERS[kpi].unit, found.given.ground.currency)
        ends = (Share(row[f"attained_{end}"], whole=True) for end in ("low", "high"))
        attained = Span(*(end.of(kpi, rows=[name]) for end in ends))
        facts = {"name": Quoted(name), "attained": attained, "target": target, "kpi": Inside(label(kpi))}
        yield said(f"outreach.target_{row['status']}", **facts)


def _limits(found: Influencers) -> Iterator[Said]:
    table, given = found.table, found.given
    lacking: dict[tuple[tuple[str, int], ...], list[str]] = {}
    for name, lacks in zip(table.influencer, table.missing, strict=True):
        lacking.setdefault(tuple(lacks), []).append(name)
    yield from (missing(listed(names), lacks) for lacks, names in lacking.items() if lacks)
    if beyond := table[table.engaged_low > table.reach_high].influencer.tolist():
        yield said("outreach.above_reach", name=listed(beyond))
    if given.unnamed:
        yield said("outreach.unnamed", n=given.unnamed)
    yield from told(given.rows.aside, rows=False)


def _people(found: Influencers) -> Bars:
    ground, rows = found.given.ground, found.table.to_dict("records")
    measure = next((name for name in PEOPLE if known(rows, name)), "posts")
    bars = [bar(Quoted(row["influencer"]), row, measure, ground) for row in rows if known([row], measure)]
    heading = label(measure)
    if len(bars) > BARS:
        bars = sorted(bars, key=lambda each: -each.low)[:BARS]
        heading = said("outreach.the_first", measure=heading, shown=BARS, all=len(rows))
    if 1 < len(rows) <= FEW:
        bars.append(bar(said("outreach.all"), found.total.to_dict(), measure, ground))
    return Bars(said("outreach.caption_influencers"), tuple(bars), heading)
