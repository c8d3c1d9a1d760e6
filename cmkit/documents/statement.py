"""What the page for the person who asked for the ROI says: attention, engagement, then money."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from cmkit.answers.lift.statement import told
from cmkit.answers.returns import statement as three
from cmkit.answers.returns.grids import numbers, picture, table
from cmkit.answers.returns.returned import Returned
from cmkit.answers.returns.words import amount, attention, names, per_money
from cmkit.documents.costing import Step
from cmkit.language.facts import Amount, Capital, Fact, Inside, Name, Number, Readable, Sentences, Span
from cmkit.language.said import Said, said
from cmkit.language.writing import MISSING
from cmkit.statements import statement as parts
from cmkit.statements.statement import ON_PAGE, SPOKEN, Card, Grid, Items, Paragraph, Part, Word

FEW = 5
"""Up to so many results the page shows each."""

TOLD, ON_PAPER = frozenset({"text", "plain"}), frozenset({"html", "sheets"})
"""What is a table on the page and in sheets is a list in a text."""


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
        parts.Sheet(lambda: numbers(found, "results")),
        parts.Block((
            Items(tuple(_said(found)) or (said("boss.nothing_said"),), said("boss.said_heading")),
            Items(tuple(_unsaid(found)), said("boss.unsaid_heading")),
        ), "columns"),
        *_needed(found),
        parts.Block(fine if notes else fine[:1], "fine", where=ON_PAGE),
        *parts.paragraphs([*notes, footer], where=SPOKEN),
        parts.Picture(lambda: picture(found, three.objective(found))),
        parts.Left(found.rows.aside.table),
    )  # fmt: skip
    return parts.Statement("boss", page, title, in_order=True, paper=True)


def _lead(found: Returned) -> Said:
    line, goal = found.roi, three.wanted(found)
    if math.isnan(line.value):
        return said("boss.lead_none", reason=line.why, objective=goal)
    time = "" if line.full else said("boss.lead_time")
    return said("boss.lead_roi", roi=line.shown, gain=found.gain, cost=found.cost, time=time, objective=goal)


def _card_of_attention(found: Returned) -> Card:
    """Return what was won in attention, for how much, against what was expected."""
    line, name = found.roa, said("boss.card_roa")
    if math.isnan(line.low):
        return Card(name, MISSING, (line.why, *_expected(found)))
    small: list[Word] = [attention(line.unit, line.low if math.isnan(line.high) else line.high)]
    if not math.isnan(line.per_money[0]):
        small.append(said("boss.per_money", value=line.span_per_money, money=per_money(line.currency)))
    return Card(name, line.span, (*small, *_expected(found)))


def _expected(found: Returned) -> Iterator[Said]:
    """Say what was attained of what was expected."""
    line = found.roa
    if found.goal.target is None:
        yield said("boss.no_expectation")
    elif line.kpi and not math.isnan(line.attained):
        achieved, expected = (three.achieved(found, each) for each in (line.achieved, line.expected))
        facts = {"achieved": achieved, "expected": expected, "kpi": Inside(line.kpi)}
        yield said("boss.attained", share=line.share, **facts)
    if counts := three.met(found):
        yield said("boss.met", **counts)


def _card_of_acts(found: Returned) -> Card:
    """Return which acts served, over attention, beside the plain rate."""
    line, name = found.roe, said("boss.card_roe")
    if math.isnan(line.done):
        return Card(name, MISSING, (line.why,))
    if math.isnan(line.value):
        return Card(name, line.count, (names(line.acts),))
    base = str(line.base)
    over = said("boss.of_base", over=Number(line.over).of(base), base=attention(base, line.over))
    if line.low != line.high:  # reaches that were added up are not called people
        over = said("boss.of_sum", **line.rates)
    small: list[Word] = [line.acts_done, over]
    if line.rate_name and not math.isnan(line.rate):
        small.append(said("boss.rate_says", rate=Inside(line.rate_name), value=line.plain_rate))
    return Card(name, line.rates["rate"], tuple(small))


def _card_of_money(found: Returned) -> Card:
    """Return what money says, or that it takes money on both sides."""
    line, big = found.roi, said("boss.not_computed")
    small: list[Word] = [said("boss.two_sides")]
    if not math.isnan(line.value):
        time = said("boss.time_in" if line.full else "boss.time_out")
        small = [said("boss.roi_of", gain=found.gain, cost=found.cost), time]
    if not math.isnan(line.roas):
        small.append(said("boss.roas_of", value=line.roas_shown))
    return Card(said("boss.card_roi"), big if math.isnan(line.value) else line.shown, tuple(small))


def _results(found: Returned) -> Iterator[Grid]:
    """Return the results one by one, where they are few enough for the page; money where one has some."""
    many = len(found.rows)
    if 1 < many <= FEW:
        money = [found.lines(row)[2] for row in range(many)]
        unpaid = all(math.isnan(line.value) and math.isnan(line.roas) for line in money)
        whole = table(found, *(["roi"] if unpaid else []))
        yield Grid(whole.heads, whole.rows[:many], said("boss.by_result"), where=ON_PAGE)


def _steps(found: Returned, counted: Sequence[Step]) -> Iterator[Part]:
    """Return what each step counted and cost: a table on the page, a list in a text."""
    caption = said("boss.steps_caption" if found.cost else "boss.steps_no_cost", cost=found.cost)
    rows = [_step(found, step) for step in counted]
    lines = tuple(said("boss.step", what=what, count=count, cost=price) for _, what, count, price in rows)
    yield Items(lines, caption, where=TOLD)
    if rows:
        named = parts.heads("boss", ("step", "what", "count", "cost"), ("step", "what", "count"))
        yield Grid(named, tuple(map(parts.Row, rows)), caption, name="steps", where=ON_PAPER)


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
    ends = (each * per / step.per for each in (step.cheapest, step.dearest))
    cost = Span(*(Amount(end, found.currency).of("cost", step.what) for end in ends))
    return said("boss.of_thousand", cost=cost) if per > 1 else cost


def _said(found: Returned) -> Iterator[Fact]:
    """Say what can be said about money."""
    line = found.roi
    if line.cost is not None:
        time: Word = "" if line.full else said("boss.lead_time")
        if line.time is not None and line.time.amount > 0:
            spent = amount(line.time, found.currency, "hours", "hourly_cost")
            time = said("boss.said_cost_time", time=spent)
        yield said("boss.said_cost", cost=found.cost, time=time)
    if line.revenue is not None:
        revenue = line.least(amount(line.revenue, found.currency, "revenue"))
        yield said("boss.said_revenue", revenue=Capital(revenue))
    if not math.isnan(line.value):
        yield said("boss.said_roi", roi=line.shown)
    if not math.isnan(line.roas):
        yield said("boss.said_roas", roas=line.roas_shown, break_even=three.break_even(line))
    if found.lift is not None:
        yield told(found.lift)


def _unsaid(found: Returned) -> Iterator[Said]:
    """Say what cannot be said, and why."""
    cannot = {
        "roi": math.isnan(found.roi.value),
        "full": not math.isnan(found.roi.value) and not found.roi.full,
        "attained": found.goal.target is None,
        "incremental": found.lift is None,
        "likes": True,
        "sales": True,
    }
    return (said(f"boss.unsaid_{what}") for what, so in cannot.items() if so)


def _needed(found: Returned) -> Iterator[Items]:
    """Say what it would take to say more, and whom to ask, in the order in which to ask for it."""
    line = found.roi
    apart = line.why.key if line.why else ""
    lacking = {
        "target": found.goal.target is None,
        "cost": line.cost is None or line.cost.amount == 0,
        "time": not line.full,
        "revenue": line.revenue is None and line.gain is None,
        "margin": line.gain is None,
        "vat": apart == "returning.vat_apart",
        "period": apart == "returning.period_apart",
        "holdout": found.lift is None,
    }
    wanted = [need for need, missing in lacking.items() if missing]
    needs = [
        said("boss.need_of", what=said(f"boss.need_{n}"), who=said(f"boss.need_{n}_who")) for n in wanted
    ]
    if needs:
        yield Items(tuple(needs), said("boss.needed_heading"))
