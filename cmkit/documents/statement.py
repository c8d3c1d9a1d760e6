"""What the page for the person who asked for the ROI says: attention, engagement, each step's cost, money."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cmkit.answers.lift.lift import told
from cmkit.answers.returns import statement as three
from cmkit.answers.returns.lines import ON_SITE, SEEN, attention, between, names, per_money
from cmkit.answers.returns.returned import Returned
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable
from cmkit.catalogue.quantity import ratio
from cmkit.given.people import UNKNOWN, counts_people, within
from cmkit.given.rows import Rows, column_rule
from cmkit.language.facts import Amount, Capital, Fact, Inside, Name, Number, Readable, Sentences, Span
from cmkit.language.said import Said, said
from cmkit.language.writing import MISSING
from cmkit.statements import statement as parts
from cmkit.statements.statement import ON_PAGE, SPOKEN, Card, Grid, Items, Paragraph, Part, Word

MONEY = ("revenue", "roi", "roas", "iroas")
"""The KPI that belong on the card of money."""

FEW = 5
"""Up to so many results the page shows each."""

STEPS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("notoriety", ("reach", "viewers"), 1000),
    ("notoriety", ("views", "impressions"), 1000),
    ("notoriety", ("net_followers", "follows"), 1),
    ("influence", ("shares",), 1),
    ("engagement", ("interactions", "public_interactions"), 1),
    ("engagement", ("link_clicks", "clicks"), 1),
    ("engagement", ("engaged_sessions", "sessions"), 1),
    ("leads", ("leads", "form_submissions", "sign_ups"), 1),
    ("sales", ("orders", "conversions"), 1),
    ("sales", ("new_customers",), 1),
)
"""The steps of the cycle, what may be counted at each (best first), and for how many a cost is given."""

STAGES = {"traffic": "engagement", "visibility": "notoriety", "image": "engagement",
          "notoriety": "notoriety", "leads": "leads", "sales": "sales"}  # fmt: skip
"""The stage at which a KPI that is counted at none of these steps has one of its own."""

TOLD, ON_PAPER = frozenset({"text", "plain"}), frozenset({"html", "sheets"})
"""What is a table on the page and in sheets is a list in a text."""


class Step(NamedTuple):
    """A step: what is counted, how many (bounds for people, NaN if unknown), and what `per` of them cost."""

    stage: str
    what: str
    low: float
    high: float
    per: int
    cheapest: float
    dearest: float


def statement(found: Returned, counted: Sequence[Step]) -> parts.Statement:
    """Return the page: what was wanted, won, done, spent; what can be said of money, what not, and why."""
    title, notes, footer = said("boss.title"), list(three.caveats(found)), said("boss.footer")
    fine = (Paragraph(footer), Paragraph(Sentences(tuple(notes))))
    page: tuple[Part, ...] = (
        Paragraph(said("boss.question"), "ask", where=ON_PAGE),
        Paragraph(title, "title"),
        Paragraph(three.objective(found), "goal"),
        Paragraph(_lead(found)),
        parts.Cards((_card_of_attention(found), _card_of_acts(found), _card_of_money(found))),
        *_results(found),
        *_steps(found, counted),
        parts.Sheet(lambda: three.numbers(found, "results")),
        parts.Block((
            Items(tuple(_said(found)) or (said("boss.nothing_said"),), said("boss.said_heading")),
            Items(tuple(_unsaid(found)), said("boss.unsaid_heading")),
        ), "columns"),
        *_needed(found),
        parts.Block(fine if notes else fine[:1], "fine", where=ON_PAGE),
        *parts.paragraphs([*notes, footer], where=SPOKEN),
        parts.Picture(lambda: three.picture(found, three.objective(found))),
        parts.Left(found.rows.aside.table),
    )  # fmt: skip
    return parts.Statement("boss", page, title, in_order=True, paper=True)


def _lead(found: Returned) -> Said:
    line, goal = found.roi, three.wanted(found)
    if not line.span.known:
        return said("boss.lead_none", reason=line.why, objective=goal)
    return said("boss.lead_roi", roi=line.shown, gain=found.gain, cost=found.cost, objective=goal,
                time=_time_left_out(found))  # fmt: skip


def _time_left_out(found: Returned) -> Word:
    """Say what the cost leaves out: time, or what was paid for media; nothing where both are in it."""
    line = found.roi
    return said("boss.lead_media") if line.sides.paid is None else "" if line.full else said("boss.lead_time")


def _card_of_attention(found: Returned) -> Card:
    line, name = found.roa, said("boss.card_roa")
    if math.isnan(line.low):
        return Card(name, MISSING, (line.why, *_expected(found, "roa")))
    small: list[Word] = [attention(line.unit, line.low, line.high)]
    if line.per_money.known:
        small.append(said("boss.per_money", value=line.span_per_money, money=per_money(line.currency)))
    return Card(name, line.span, (*small, *_expected(found, "roa")))


def _expected(found: Returned, card: str) -> Iterator[Said]:
    """Say what was attained of what was expected, on the card of what the KPI counts."""
    line, kpi = found.roa, found.held.kpi or ""
    if not found.held.targeted:
        yield from [said("boss.no_expectation")] if card == "roa" else []
    elif card == ("roa" if kpi in (*SEEN, *ON_SITE, line.unit) else "roi" if kpi in MONEY else "roe"):
        if line.kpi and line.attained_span.known:
            facts = {"achieved": three.reached(found), "expected": three.achieved(found, line.expected)}
            if stands := three.place_of(found):
                yield said("boss.attained_place", kpi=Inside(kpi), place=stands, **facts)
            else:
                yield said("boss.attained", share=line.share, kpi=Inside(kpi), **facts)
        if counts := three.met(found):
            yield said("boss.met", **counts)


def _card_of_acts(found: Returned) -> Card:
    line, name = found.roe, said("boss.card_roe")
    if math.isnan(line.total.low):
        return Card(name, MISSING, (line.why, *_expected(found, "roe")))
    if math.isnan(line.value):
        return Card(name, line.counted_all, (names(line.acts), *_expected(found, "roe")))
    base = str(line.base)
    small: list[Word] = [line.acts_done]
    if line.low != line.high:  # reaches that were added up are not called people
        small.append(said("boss.of_sum", **line.rates))
    elif line.done > 0 or len(found.rows) == 1 or not counts_people(base):
        over, unit = Number(line.over).of(base), attention(base, line.over)
        small.append(said("boss.of_base", over=over, base=unit))
    if line.rate_name and not math.isnan(line.rate):
        small.append(said("boss.rate_says", rate=Inside(line.rate_name), value=line.plain_rate))
    return Card(name, line.rates["rate"], (*small, *_expected(found, "roe")))


def _card_of_money(found: Returned) -> Card:
    line = found.roi
    small: list[Word] = [line.why if line.roas_span.known and line.why else said("boss.two_sides")]
    if line.span.known:
        time = "media_out" if line.sides.paid is None else "time_in" if line.full else "time_out"
        small = [said("boss.roi_of", gain=found.gain, cost=found.cost), said(f"boss.{time}")]
    elif line.roas_span.known and line.sides.paid and line.sides.revenue:
        sides = {"revenue": line.sides.revenue.fact("revenue"), "paid": line.sides.paid.fact("cost")}
        small.append(said("boss.roas_of", value=line.roas_shown, **sides))
    big = line.shown if line.span.known else said("boss.not_computed")
    return Card(said("boss.card_roi"), big, (*small, *_expected(found, "roi")))


def _results(found: Returned) -> Iterator[Grid]:
    """Return the results one by one, where they are few enough for the page; money where one has some."""
    if 1 < (many := len(found.rows)) <= FEW:
        paid = any(line.span.known or line.roas_span.known for line in found.table.roi)
        whole = three.table(found, *([] if paid else ["roi"]))
        yield Grid(whole.heads, whole.rows[:many], said("boss.by_result"), where=ON_PAGE)


def costed(found: Returned, audience: float | None = None) -> list[Step]:
    """Return the steps that the columns allow; costs are NaN without a cost, or where nothing came.

    The KPI that the objective chose and the acts that serve come first where they may be counted at a step;
    such a KPI has a step of its own where it may not.
    """
    rows, paid, counted = found.rows, found.roi.paid, []
    kpi = rows.column(found.goal.kpi or "")
    own = all(kpi not in counts for _, counts, _ in STEPS) and column_rule(kpi).unit == "count"
    for stage, counts, per in [*STEPS, *([(STAGES[found.goal.name], (kpi,), 1)] if own else [])]:
        first = (name for name in (kpi, *found.roe.acts) if name in counts)
        if what := next((name for name in (*first, *counts) if _has(rows, name)), None):
            count = within(rows.values(what), what, audience)
            each = between(ratio, paid.ends, count) if paid else UNKNOWN
            counted.append(Step(stage, what, *count, per, *(per * end for end in each)))
    return counted


def _has(rows: Rows, name: str) -> bool:
    there = name in rows.table or (name in CATALOGUE and computable(name, rows.columns))
    return there and bool(rows.values(name).notna().any())


def _steps(found: Returned, counted: Sequence[Step]) -> Iterator[Part]:
    caption = said("boss.steps_caption" if found.cost else "boss.steps_no_cost", cost=found.cost)
    rows = [_step(found, step) for step in counted]
    lines = tuple(said("boss.step", what=what, count=count, cost=price) for _, what, count, price in rows)
    yield Items(lines, caption, where=TOLD)
    if rows:
        named = parts.heads("boss", ("step", "what", "count", "cost"), ("step", "what", "count"))
        yield Grid(named, tuple(map(parts.Row, rows)), caption, name="steps", where=ON_PAPER)


def _step(found: Returned, step: Step) -> tuple[Fact, Fact, Fact, Word]:
    what: Fact = Name(step.what)
    if step.what in found.roe.acts:
        what = said("boss.serves_of", what=what, serves=said("boss.serves"))
    count = Span(*(Readable(end).of(step.what) for end in (step.low, step.high)))
    return Capital(said(f"catalogue.stage_{step.stage}")), what, count, _cost(found, step)


def _cost(found: Returned, step: Step) -> Word:
    """Return what one cost; of what costs less than a cent, a thousand."""
    if math.isnan(step.cheapest) and math.isnan(step.dearest):
        return said("boss.for_none", cost=found.cost) if found.cost and step.high == 0 else MISSING
    per = 1000 if step.per == 1 and max(step.cheapest, step.dearest) < 0.01 else step.per
    ends = (each * per / step.per for each in (step.cheapest, step.dearest))
    cost = Span(*(Amount(end, found.currency).of("cost", step.what) for end in ends))
    return said("boss.of_thousand", cost=cost) if per > 1 else cost


def _said(found: Returned) -> Iterator[Fact]:
    line = found.roi
    if line.paid is not None:
        time = _time_left_out(found)
        if line.sides.paid and line.sides.time and line.time and line.time.amount > 0:
            time = said("boss.said_cost_time", time=line.sides.time.fact("hours", "hourly_cost"))
        yield said("boss.said_cost", cost=found.cost, time=time)
    if line.revenue is not None and line.sides.revenue:
        yield said("boss.said_revenue", revenue=Capital(line.sides.revenue.fact("revenue")))
    if line.span.known:
        yield said("boss.said_roi", roi=line.shown)
    if line.roas_span.known:
        key = "said_roas_of_paid" if line.time and line.time.amount > 0 else "said_roas"
        paid = line.sides.paid and line.sides.paid.fact("cost")
        yield said(f"boss.{key}", roas=line.roas_shown, paid=paid, break_even=three.break_even(line))
    if found.lift is not None:
        yield told(found.lift)


def _unsaid(found: Returned) -> Iterator[Said]:
    cannot = {
        "roi": not found.roi.span.known,
        "full": found.roi.span.known and not found.roi.full,
        "media": found.roi.span.known and found.roi.sides.paid is None,
        "attained": not found.held.targeted,
        "incremental": found.lift is None,
        "likes": True,
        "sales": True,
    }
    return (said(f"boss.unsaid_{what}") for what, so in cannot.items() if so)


def _needed(found: Returned) -> Iterator[Items]:
    """Say what it would take to say more, and whom to ask, in the order in which to ask for it."""
    line, apart = found.roi, found.roi.why.key if found.roi.why else ""
    sides = (line.sides.paid, line.sides.gain, line.sides.revenue)
    paid, gain, revenue = (side is not None and side.exact for side in sides)
    lacking = {
        "target": not found.held.targeted,
        "cost": not paid or (line.cost is not None and line.cost.amount == 0),
        "time": not line.full,
        "revenue": not gain and not revenue,
        "margin": line.gain is None or (not gain and revenue),
        "vat": apart == "returning.vat_apart",
        "period": apart == "returning.period_apart",
        "holdout": found.lift is None,
    }
    needs = tuple(
        said("boss.need_of", what=said(f"boss.need_{need}"), who=said(f"boss.need_{need}_who"))
        for need, missing in lacking.items()
        if missing
    )
    if needs:
        yield Items(needs, said("boss.needed_heading"))
