"""What the page for the person who asked for the ROI says: attention, engagement, then money."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from cmkit.answers.lift.statement import told
from cmkit.answers.returns import statement as three
from cmkit.answers.returns.grids import attained, columns_shown, numbers, table
from cmkit.answers.returns.lines import Roe
from cmkit.answers.returns.picture import picture
from cmkit.answers.returns.returned import Returned
from cmkit.answers.returns.words import amount, attention, names, per_money
from cmkit.documents.costing import Step
from cmkit.language.facts import Amount, Capital, Fact, Inside, Name, Number, Rate, Readable, Sentences, Span
from cmkit.language.said import Said, said
from cmkit.language.writing import MISSING
from cmkit.statements.statement import (
    ON_PAGE,
    SPOKEN,
    Block,
    Card,
    Cards,
    Grid,
    Items,
    Paragraph,
    Part,
    Picture,
    Row,
    Sheet,
    Statement,
    Word,
    heads,
    paragraphs,
)

FEW = 5
"""Up to so many results the page shows each."""

TOLD = frozenset({"text", "plain"})
ON_PAPER = frozenset({"html", "sheets"})
"""What is a table on the page and in sheets is a list in a text."""


def statement(found: Returned, counted: Sequence[Step]) -> Statement:
    """Return the page: what was wanted, won, done, spent; what can be said of money, what not, and why."""
    title, notes, footer = said("boss.title"), list(three.caveats(found)), said("boss.footer")
    fine = (Paragraph(footer), Paragraph(Sentences(tuple(notes))))
    parts: tuple[Part, ...] = (
        Paragraph(said("boss.question"), "ask", where=ON_PAGE),
        Paragraph(title, "title"),
        Paragraph(three.objective(found), "goal"),
        Paragraph(_lead(found)),
        Cards((_card_of_attention(found), _card_of_acts(found), _card_of_money(found))),
        *_results(found),
        *_steps(found, counted),
        Sheet(lambda: numbers(found, "results")),
        Block((
            Items(tuple(_said(found)), said("boss.said_heading")),
            Items(tuple(_unsaid(found)), said("boss.unsaid_heading")),
        ), "columns"),
        *_needed(found),
        Block(fine if notes else fine[:1], "fine", where=ON_PAGE),
        *paragraphs([*notes, footer], where=SPOKEN),
        Picture(lambda: picture(found, three.objective(found))),
    )  # fmt: skip
    return Statement("boss", parts, title, in_order=True, paper=True)


def _lead(found: Returned) -> Said:
    line, goal = found.roi, three.objective_of(found)
    if math.isnan(line.value):
        return said("boss.lead_none", reason=line.why, objective=goal)
    time = "" if line.full else said("boss.lead_time")
    gain, cost = (amount(each, found.currency) for each in (line.gain, line.cost))
    return said("boss.lead_roi", roi=line, gain=gain, cost=cost, time=time, objective=goal)


def _card_of_attention(found: Returned) -> Card:
    """Return what was won in attention, for how much, against what was expected."""
    line, name = found.roa, said("boss.card_roa")
    if math.isnan(line.low):
        return Card(name, MISSING, (line.why, *_expected(found)))
    small: list[Word] = [attention(line.unit)]
    if not math.isnan(line.per_money[0]):
        money = per_money(line.cost.currency if line.cost else None)
        small.append(said("boss.per_money", value=line.span_per_money, money=money))
    return Card(name, line.span, (*small, *_expected(found)))


def _expected(found: Returned) -> Iterator[Said]:
    """Say what was attained of what was expected."""
    line, held = found.roa, found.held
    if found.goal.target is None:
        yield said("boss.no_expectation")
        return
    if line.kpi and not math.isnan(line.attained):
        achieved, expected = (three.achieved(found, each) for each in (line.achieved, line.expected))
        yield said("boss.attained", share=attained(line), achieved=achieved, expected=expected,
                   kpi=Inside(line.kpi))  # fmt: skip
    if held.met is not None and len(held.rows) > 1:
        yield said("boss.met", n=Number(held.met), total=Number(len(held.rows)))


def _card_of_acts(found: Returned) -> Card:
    """Return which acts served, over attention, beside the plain rate."""
    line, name = found.roe, said("boss.card_roe")
    if math.isnan(line.done):
        return Card(name, MISSING, (line.why,))
    if math.isnan(line.value):
        return Card(name, Number(line.done).of(*line.acts), (names(line.acts),))
    small: list[Word] = [line.acts_done, _base(line)]
    if line.rate_name and not math.isnan(line.rate):
        small.append(said("boss.rate_says", rate=Inside(line.rate_name), value=line.plain_rate))
    return Card(name, line.rate_shown, tuple(small))


def _base(line: Roe) -> Said:
    """Say what the acts are held against; reaches that were added up are not called people."""
    if line.low != line.high:
        return said("boss.of_sum", low=Rate(line.low), high=Rate(line.high))
    base = str(line.base)
    return said("boss.of_base", over=Number(line.over).of(base), base=attention(base))


def _card_of_money(found: Returned) -> Card:
    """Return what money says, or that it takes money on both sides."""
    line, name = found.roi, said("boss.card_roi")
    small: list[Word] = [said("boss.two_sides")]
    big: Word = said("boss.not_computed")
    if not math.isnan(line.value):
        gain, cost = (amount(each, found.currency) for each in (line.gain, line.cost))
        time = said("boss.time_in" if line.full else "boss.time_out")
        small, big = [said("boss.roi_of", gain=gain, cost=cost), time], line.shown
    if not math.isnan(line.roas):
        small.append(said("boss.roas_of", value=line.roas_shown))
    return Card(name, big, tuple(small))


def _results(found: Returned) -> Iterator[Grid]:
    """Return the results one by one, where they are few enough for the page; money where one has some."""
    if not 1 < len(found.each.names) <= FEW:
        return
    whole = table(found)
    money = [line for _, _, line in map(found.each.lines, range(len(found.each.names)))]
    paid = any(not math.isnan(each) for line in money for each in (line.value, line.roas))
    places = [n for n, column in enumerate(columns_shown(found)) if column != "roi" or paid]
    rows = [Row(tuple(row.cells[n] for n in places)) for row in whole.rows if not row.style]
    shown = tuple(whole.heads[n] for n in places)
    yield Grid(shown, tuple(rows), said("boss.by_result"), where=ON_PAGE)


def _steps(found: Returned, counted: Sequence[Step]) -> Iterator[Part]:
    """Return what each step counted and cost: a table on the page, a list in a text."""
    cost = found.roi.cost
    key = "steps_no_cost" if cost is None else "steps_caption"
    caption = said(f"boss.{key}", cost=amount(cost, found.currency))
    rows = [_step(found, step) for step in counted]
    lines = tuple(said("boss.step", what=what, count=count, cost=price) for _, what, count, price in rows)
    yield Items(lines, caption, where=TOLD)
    if rows:
        named = heads("boss", ("step", "what", "count", "cost"), ("step", "what", "count"))
        yield Grid(named, tuple(map(Row, rows)), caption, name="steps", where=ON_PAPER)


def _step(found: Returned, step: Step) -> tuple[Fact, Fact, Fact, Word]:
    """Return a step: its stage, what is counted, how many, and what one (or a thousand) cost."""
    what: Fact = Name(step.what)
    if step.what in found.roe.acts:
        what = said("boss.serves_of", what=what, serves=said("boss.serves"))
    count = Span(*(Readable(end).of(step.what) for end in (step.low, step.high)))
    return Capital(said(f"catalogue.stage_{step.stage}")), what, count, _cost(found, step)


def _cost(found: Returned, step: Step) -> Word:
    """Return what one cost; of what costs less than a cent, a thousand."""
    if math.isnan(step.cheapest) and math.isnan(step.dearest):
        return MISSING
    per = 1000 if step.per == 1 and step.dearest < 0.01 else step.per
    ends = (Amount(each * per / step.per, found.currency).of("cost", step.what)
            for each in (step.cheapest, step.dearest))  # fmt: skip
    cost = Span(*ends)
    return said("boss.of_thousand", cost=cost) if per > 1 else cost


def _said(found: Returned) -> list[Fact]:
    """Say what can be said about money."""
    line = found.roi
    can: list[Fact] = []
    if line.cost is not None:
        time: Word = said("boss.lead_time") if not line.full else ""
        if line.time is not None and line.time.amount > 0:
            time = said("boss.said_cost_time", time=amount(line.time, found.currency))
        can.append(said("boss.said_cost", cost=amount(line.cost, found.currency), time=time))
    if line.revenue is not None:
        revenue = Capital(line.least(amount(line.revenue, found.currency)))
        can.append(said("boss.said_revenue", revenue=revenue))
    if not math.isnan(line.value):
        can.append(said("boss.said_roi", roi=line))
    if not math.isnan(line.roas):
        can.append(said("boss.said_roas", roas=line.roas_shown, break_even=three.break_even(line)))
    if found.lift is not None:
        can.append(told(found.lift))
    return can or [said("boss.nothing_said")]


def _unsaid(found: Returned) -> Iterator[Said]:
    """Say what cannot be said, and why."""
    if math.isnan(found.roi.value):
        yield said("boss.unsaid_roi")
    elif not found.roi.full:
        yield said("boss.unsaid_full")
    if found.goal.target is None:
        yield said("boss.unsaid_attained")
    if found.lift is None:
        yield said("boss.unsaid_incremental")
    yield from (said("boss.unsaid_likes"), said("boss.unsaid_sales"))


def _needed(found: Returned) -> Iterator[Items]:
    """Say what it would take to say more, and whom to ask, in the order in which to ask for it."""
    line = found.roi
    apart = line.why.key if line.why else ""
    wanted = {
        "target": found.goal.target is None,
        "cost": line.cost is None or line.cost.amount == 0,
        "time": not line.full,
        "revenue": line.revenue is None and line.gain is None,
        "margin": line.gain is None,
        "vat": apart == "returning.vat_apart",
        "period": apart == "returning.period_apart",
        "holdout": found.lift is None,
    }
    needs = tuple(
        said("boss.need_of", what=said(f"boss.need_{need}"), who=said(f"boss.need_{need}_who"))
        for need, missing in wanted.items()
        if missing
    )
    if needs:
        yield Items(needs, said("boss.needed_heading"))
