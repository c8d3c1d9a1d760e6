"""What influencers, and organic beside paid, say: people as bounds, what each rests on, what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from cmkit.answers.outreach.campaign import Influence
from cmkit.answers.outreach.kinds import Beside
from cmkit.answers.outreach.measures import (
    PEOPLE,
    SPANS,
    Ground,
    acts_named,
    bar,
    known,
    label,
    measured,
    missing,
)  # fmt: skip
from cmkit.catalogue.columns import NUMBERS
from cmkit.figures.bars import Bars
from cmkit.language.facts import All, Fact, Inside, Number, Quantity, Quoted, Sentences, Share, Span, listed
from cmkit.language.said import Said, said
from cmkit.statements.aside import told
from cmkit.statements.frames import code_word
from cmkit.statements.statement import Cell, Grid, Head, Left, Picture, Row, Sheet, Statement, paragraphs

SHOWN = 50
"""How many influencers a page shows; `table` and the sheets hold them all."""
BARS = 20
"""How many influencers a picture holds."""
FEW = 6
"""With more influencers than these, the bar of all together would flatten theirs."""

INFLUENCE = (
    "posts", "reach", "interactions", "engagement_rate", "engaged", "cost", "cost_per_engaged",
    "cost_per_thousand", "link_clicks", "conversions", "orders", "promo_sales", "revenue",
)  # fmt: skip
BESIDE = (
    "posts", "impressions", "views", "reach", "interactions", "engagement_rate", "link_clicks", "ctr",
    "link_click_rate", "conversions", "revenue", "spend", "cpm", "cpc", "cost_per_interaction",
    "cost_per_thousand",
)  # fmt: skip
SEEN = ("reach", "impressions", "views", "interactions", "link_clicks", "posts")
"""What a picture of organic beside paid may show, the first that most kinds have."""


def influence(found: Influence) -> Statement:
    """Return what a campaign with influencers says."""
    notes = [*paragraphs(list(_read(found))), *paragraphs(list(_limits(found)), "note")]
    whole, picture = Sheet(lambda: _table(found)), Picture(lambda: _people(found))
    parts = (_table(found, SHOWN), whole, *notes, picture, Left(found.given.rows.aside.table))
    return Statement("influencers", parts, title=said("outreach.caption_influencers"))


def beside(found: Beside) -> Statement:
    """Return what organic beside paid says."""
    notes = [*paragraphs(list(_compared(found))), *paragraphs(list(_lacks(found)), "note")]
    parts = (_kinds(found), *notes, Picture(_sides(found)), Left(found.parts.aside.table))
    return Statement("organic_and_paid", parts, title=said("outreach.caption_beside"))


def _ground(found: Influence) -> Ground:
    given = found.given
    return Ground(tuple(given.acts), "reach", tuple(given.priced) or ("cost",), given.currency)


def _table(found: Influence, most: int | None = None) -> Grid:
    """Return the influencers and all of them together; a page and a terminal show the first `most`."""
    ground, whole, table = _ground(found), found.total.to_dict(), found.table
    rows = table.head(len(table) if most is None else most).to_dict("records")
    names = [name for name in INFLUENCE if name in PEOPLE or _known(found, name)]
    shown = [
        Row((_named(row), *(measured(row, name, ground, [row["influencer"]]) for name in names)))
        for row in rows
    ]
    together = Row((said("outreach.all"), *(measured(whole, name, ground) for name in names)), "total")
    return Grid(
        (Head(label("influencer"), words=True), *(Head(label(name)) for name in names)),
        (*shown, together),
        caption=said("outreach.caption_influencers"),
        more=said("outreach.not_shown", n=len(table) - len(rows)) if len(table) > len(rows) else None,
        where=frozenset({"sheets"} if most is None else {"plain", "html"}),
    )


def _known(found: Influence, name: str) -> bool:
    """Tell whether a measure, or a bound of it, is known of an influencer or of the whole."""
    ends = [f"{name}_low", f"{name}_high"] if name in SPANS else [name]
    return bool(found.table[ends].notna().any(axis=None) or found.total[ends].notna().any())


def _named(row: dict[Any, Any]) -> Cell:
    where = tuple(code_word("platform", each) for each in (row["platform"] or "").split(", ") if each)
    small = said("outreach.platforms", names=All(where, "words.comma"))
    return Cell(Quoted(row["influencer"]), (small,) if where else ())


def _read(found: Influence) -> Iterator[Fact]:
    """Say who reached and engaged how many, at what cost, and what of the targets was met."""
    given, whole, ground = found.given, found.total.to_dict(), _ground(found)
    influencers, posts = len(found.table), said("outreach.n_posts", n=whole["posts"])
    yield said("outreach.head", influencers=said("outreach.n_influencers", n=influencers), posts=posts)
    if not math.isnan(whole["reach_low"]):
        summed = Number(float(given.groups.numbers.reach.sum())).of("reach")
        yield said("outreach.people", reach=measured(whole, "reach", ground), summed=summed)
    if not math.isnan(whole["engaged_low"]):
        key = "acted_exactly" if whole["engaged_low"] == whole["engaged_high"] else "acted"
        acted, engaged = (measured(whole, name, ground) for name in ("interactions", "engaged"))
        yield said(f"outreach.{key}", acts=acts_named(given.acts), n=acted, engaged=engaged)
        if not {"likes", "saves"} & set(given.numbers):
            yield said("outreach.once_assumed")
    if not math.isnan(whole["cost"]):
        names = [n for n in ("cost", "cost_per_engaged", "cost_per_thousand") if known([whole], n)]
        yield Sentences(tuple(said(f"outreach.told_{n}", amount=measured(whole, n, ground)) for n in names))
    yield from _cheapest(found)
    yield from _targets(found)


def _cheapest(found: Influence) -> Iterator[Said]:
    priced = found.table[found.table.cost_per_engaged_high.notna()]
    if len(priced) > 1:
        best = priced.sort_values("cost_per_engaged_high").iloc[0]
        dearer = priced[priced.cost_per_engaged_low > best.cost_per_engaged_high].influencer.tolist()
        key = "cheaper" if dearer else "not_told_apart"
        yield said(f"outreach.{key}", best=Quoted(best.influencer), others=listed(dearer))


def _targets(found: Influence) -> Iterator[Said]:
    for row in found.table[found.table.status.notna()].to_dict("records"):
        kpi, name = str(row["target_of"]), row["influencer"]
        target = Quantity(row["target"], NUMBERS[kpi].unit, found.given.currency)
        ends = (Share(row[f"attained_{end}"], whole=True) for end in ("low", "high"))
        attained = Span(*(end.of(kpi, rows=[name]) for end in ends))
        facts = {"name": Quoted(name), "attained": attained, "target": target, "kpi": Inside(label(kpi))}
        yield said(f"outreach.target_{row['status']}", **facts)


def _limits(found: Influence) -> Iterator[Said]:
    """Say what is missing by influencer, and the cells and rows set aside."""
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


def _people(found: Influence) -> Bars:
    """Return the bars of the people reached by each influencer; of those engaged where no reach is known."""
    ground, rows = _ground(found), found.table.to_dict("records")
    measure = next((name for name in PEOPLE if known(rows, name)), "posts")
    bars = [bar(Quoted(row["influencer"]), row, measure, ground) for row in rows if known([row], measure)]
    heading = label(measure)
    if len(bars) > BARS:
        bars = sorted(bars, key=lambda each: -each.low)[:BARS]
        heading = said("outreach.the_first", measure=heading, shown=BARS, all=len(rows))
    if 1 < len(rows) <= FEW:
        bars.append(bar(said("outreach.all"), found.total.to_dict(), measure, ground))
    return Bars(said("outreach.caption_influencers"), tuple(bars), heading)


def _shared(found: Beside) -> Ground:
    parts = found.parts
    return Ground(tuple(parts.acts), parts.base or "", ("spend",), parts.currency)


def _kinds(found: Beside) -> Grid:
    ground, kinds = _shared(found), found.table.to_dict("index")
    labels = {name: label(name) for name in BESIDE if known(kinds.values(), name)}
    if "link_click_rate" in labels:
        labels["link_click_rate"] = said("outreach.link_click_rate", base=Inside(label(ground.base)))
    rows = ((at, *(measured(row, n, ground, [k]) for k, row in kinds.items())) for n, at in labels.items())
    heads = (Head("", words=True), *(Head(said(f"outreach.{kind}")) for kind in kinds))
    return Grid(heads, tuple(map(Row, rows)), caption=said("outreach.caption_beside"))


def _compared(found: Beside) -> Iterator[Said]:
    """Say how many people all of it reached, what stands apart, what may be put side by side."""
    parts, table = found.parts, found.table
    if not math.isnan(found.reach.low):
        reach = Span(*(Number(end).of("reach") for end in found.reach))
        key = "together" if len(table) > 1 else "alone"
        yield said(f"outreach.{key}", reach=reach, n=max(found.reach))
    if "boosted" in table.index:
        yield said("outreach.boosted_apart", n=int(table.posts["boosted"]))
    if parts.matched:
        yield said("outreach.matched", n=parts.matched)
    if len(table) == 1:
        yield said("outreach.one_kind", kind=Inside(said(f"outreach.{table.index[0]}")))
        return
    acts = acts_named(parts.acts)
    if not parts.acts:
        yield said("outreach.no_shared_acts")
    elif parts.base is None:
        yield said("outreach.no_shared_base", acts=acts)
    else:
        yield said("outreach.same_acts", acts=acts, base=Inside(label(parts.base)))
    yield said("outreach.not_an_effect")


def _lacks(found: Beside) -> Iterator[Said]:
    for kind, lacks in found.table.missing.items():
        if lacks:
            yield missing(said(f"outreach.{kind}"), [(column, 0) for column in lacks])
    yield from told(found.parts.aside)


def _sides(found: Beside) -> Bars:
    """Return the bars of organic beside paid: of the people reached, or of what most kinds count."""
    ground, kinds = _shared(found), found.table.to_dict("index")
    measure = max(SEEN, key=lambda name: known(kinds.values(), name) * (name != "posts"))
    measure = measure if known(kinds.values(), measure) else "posts"
    rows = {said(f"outreach.{kind}"): row for kind, row in kinds.items() if known([row], measure)}
    if measure == "reach" and len(rows) > 1:
        rows[said("outreach.all")] = {"reach_low": found.reach.low, "reach_high": found.reach.high}
    bars = tuple(bar(name, row, measure, ground) for name, row in rows.items())
    return Bars(said("outreach.caption_beside"), bars, label(measure))
