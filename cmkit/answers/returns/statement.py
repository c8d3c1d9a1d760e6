"""What three returns say: the lines in tables, sentences and a picture, the ladder, what is to be known."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from cmkit.answers.returns.lines import attention, bounded, names, per_money, reason, times
from cmkit.answers.returns.profit import BREAK_EVEN, ILLUSTRATION, Roi
from cmkit.answers.returns.returned import Lines, Returned
from cmkit.answers.verdict.judging import place, plain
from cmkit.answers.verdict.statement import notes
from cmkit.figures.bars import Bar, Bars
from cmkit.given.rows import column_rule
from cmkit.language.facts import All, Fact, Inside, Number, Quantity, Sentences, Share, Span, listed
from cmkit.language.said import Said, said
from cmkit.language.writing import MISSING
from cmkit.statements import statement as parts
from cmkit.statements.statement import Grid, Row, Word, heads

SHOWN = 20
"""How many results the shown table holds, beyond which the rest is counted."""

COLUMNS = ("result", "roa", "attained", "roe", "rate", "roi")
NUMBERS = ("result", "won", "per_money", "attained", "done", "roe", "rate", "roi", "roas")
WORDED = ("result", "roa", "roe", "roi", "step", "reason")
"""Those columns whose cells are words as much as numbers."""

THE_WHOLE = reason("the_whole")
SEEN_ONLY, TOLD_ONLY = frozenset({"html", "sheets"}), frozenset({"text", "plain"})
"""The ladder is a table on a page, a sentence in a text."""


def statement(found: Returned) -> parts.Statement:
    """Return what three returns say."""
    steps: list[Any] = list(found.steps.itertuples())
    ladder = tuple(Row((_step(step), _value(step), step.reason)) for step in steps)
    named, caption = heads("returning", ("step", "value", "reason"), WORDED), reason("ladder_caption")
    three = [objective(found), _roa(found), _roe(found), _roi(found), reason("never_added")]
    three_parts = (
        parts.Sheet(lambda: numbers(found)),
        table(found),
        parts.Block(tuple(parts.paragraphs(three))),
        Grid(named, ladder, caption, name="ladder", where=SEEN_ONLY),
        parts.Paragraph(_told(steps), where=TOLD_ONLY),
        *parts.paragraphs(list(caveats(found)), "note"),
        parts.Picture(lambda: picture(found, objective(found))),
        parts.Left(found.rows.aside.table),
    )
    return parts.Statement("returns", three_parts, title=reason("title"))


def table(found: Returned, *without: str) -> Grid:
    """Return the table as people read it, `without` some columns: a row a result shown, then the whole."""
    missing = {
        "rate": found.acts.each.rate.isna().all(),
        "attained": np.isnan([*found.held.shares, *found.roa.attained_span]).all(),
    }
    columns = [column for column in COLUMNS if not missing.get(column) and column not in without]
    rows, many = [], len(found.rows)
    for name, (won, acts, money) in _lines(found, SHOWN):
        cells: dict[str, Word] = {
            "result": name, "roa": won.shown, "attained": won.share, "roe": acts.shown,
            "rate": acts.plain_rate, "roi": money.shown,
        }  # fmt: skip
        rows.append(Row(tuple(cells[column] for column in columns), "total" if name == THE_WHOLE else ""))
    more = reason("not_shown", n=Number(many - SHOWN), shown=Number(SHOWN)) if many > SHOWN else None
    named = heads("returning", columns, WORDED)
    return Grid(named, tuple(rows), more=more, where=frozenset({"html", "plain"}))


def _lines(found: Returned, most: int | None = None) -> list[tuple[Word, Lines]]:
    """Return the name and the lines of each result, or of the first, and of the whole where it is another."""
    first = enumerate(found.rows.names[:most])
    each: list[tuple[Word, Lines]] = [(name, found.lines(row)) for row, name in first]
    return each if most and len(found.rows) == 1 else [*each, (THE_WHOLE, found.whole)]


def numbers(found: Returned, name: str = "table") -> Grid:
    """Return the table for sheets: every result, then the whole, each number in a column of its own."""
    unit = attention(found.roa.unit) if found.roa.unit else MISSING
    facts = {"unit": unit, "acts": names(found.roe.acts), "money": per_money(found.currency)}
    rows = [
        Row((label, won.span, won.span_per_money, won.share, acts.count, acts.rates["rate"], acts.plain_rate,
             money.rate_shown, money.roas_shown))
        for label, (won, acts, money) in _lines(found)
    ]  # fmt: skip
    return Grid(heads("returning", NUMBERS, NUMBERS[:1], **facts), tuple(rows), name=name)


def picture(found: Returned, under: Fact) -> Bars:
    """Return bars of the acts that serve, over attention; of attention itself where there are none."""
    each = _lines(found, SHOWN)
    if math.isnan(found.roe.value):
        kind, rows = "roa", [Bar(name, won.low, won.high, won.shown) for name, (won, _, _) in each]
    else:
        kind, rows = "roe", [Bar(name, acts.value, acts.value, acts.shown) for name, (_, acts, _) in each]
    return Bars(reason(f"heading_{kind}"), tuple(row for row in rows if not math.isnan(row.low)), under)


def objective(found: Returned) -> Fact:
    """Say what was wanted, what decides it, and the target."""
    held = found.held
    if held.kpi is None:
        return reason("objective_undecided", objective=wanted(found), reason=held.why)
    decided = reason("objective", objective=wanted(found), kpi=Inside(held.kpi))
    targets = (("target_whole", held.total), ("target_each", held.target))
    set_ = [reason(key, target=achieved(found, each)) for key, each in targets if not math.isnan(each)]
    return Sentences((decided, *(set_ or [reason("no_target")])))


def wanted(found: Returned) -> Said:
    """Name the objective."""
    return said(f"catalogue.objective_{found.goal.name}")


def achieved(found: Returned, value: float) -> Quantity:
    """Return a value of the KPI that decides, in its unit."""
    kpi = str(found.held.kpi)
    return Quantity(value, column_rule(kpi).unit, found.currency).of(kpi)


def reached(found: Returned) -> Fact:
    """Return what the whole achieved of the KPI that decides: a number, or its bounds."""
    return bounded(lambda end: achieved(found, end), found.roa.achieved_span)


def place_of(found: Returned) -> Said | None:
    """Say where the whole stands where a share of the target would be misread: from a baseline, less being
    better; None where it would not, or where only bounds are known."""
    goal, line = found.held.goal, found.roa
    better = column_rule(line.kpi or "").better
    if goal is None or plain(goal, better) or not line.attained_span.exact:
        return None
    return place(goal, better, line.achieved, line.attained, lambda value: achieved(found, value))


def met(found: Returned) -> dict[str, Number] | None:
    """Return how many results reach the target, and of how many; None where each has none, or is alone."""
    held, kpi = found.held, found.held.kpi or ""
    if held.met is None or len(held.rows) < 2:
        return None
    return {"n": Number(held.met).of(kpi, "target"), "total": Number(len(held.rows)).of(kpi)}


def _roa(found: Returned) -> Sentences:
    line = found.roa
    if math.isnan(line.low):
        won = reason("roa_missing", reason=line.why)
    elif not line.per_money.known or line.paid is None:
        won = reason("roa_no_cost", won=line.attention, reason=line.why)
    else:
        won = reason("roa_cost", won=line.attention, cost=line.paid.fact("cost"),
                     value=line.span_per_money, money=per_money(line.currency))  # fmt: skip
    return Sentences((won, *_attained(found), reason("not_an_outcome")))


def _attained(found: Returned) -> Iterator[Said]:
    line, each = found.roa, found.held.target
    if line.kpi is not None and line.attained_span.known:
        expected: Fact = achieved(found, line.expected)
        if math.isnan(found.held.total) and line.expected != each:
            of = {"times": Number(line.expected / each), "each": achieved(found, each)}
            expected = reason("expected_sum", whole=expected, **of)
        facts = {"achieved": reached(found), "kpi": Inside(line.kpi)}
        if stands := place_of(found):
            yield reason("roa_attained_place", place=stands, **facts)
        else:
            yield reason("roa_attained", share=line.share, expected=expected, **facts)
    if counts := met(found):
        yield reason("roa_met", **counts)


def _roe(found: Returned) -> Fact:
    line, acts = found.roe, names(found.roe.acts)
    if math.isnan(line.done):
        return reason("roe_missing", reason=line.why)
    acted = [reason("roe_no_base", reason=line.why, n=line.counted_all, acts=acts)]
    if not math.isnan(line.value):
        acted = [reason("roe", base=attention(str(line.base)), n=line.count, acts=acts, **line.rates)]
    if line.low != line.high and not math.isnan(line.low):
        acted.append(reason("roe_bounds", **line.rates))
    if line.partial and not math.isnan(line.value):
        acted.append(reason("roe_total", n=line.counted_all, acts=acts))
    if (value := line.span_per_money).text("en") != MISSING:
        acted.append(reason("roe_money", value=value, money=per_money(line.currency), acts=acts))
    return Sentences((*acted, *_beside(found)))


def _beside(found: Returned) -> Iterator[Said]:
    """Say what the plain rate would have said, and where it misleads most."""
    line = found.roe
    if line.rate_name is None or math.isnan(line.rate):
        return
    rate = Inside(line.rate_name)
    yield reason("roe_rate", rate=rate, value=line.plain_rate)
    both = found.acts.each[["roe", "rate"]].dropna()
    if len(both) < 2:
        return
    gap = both["rate"] - both["roe"]
    if gap.max() > 0:
        row = both.index[int(gap.argmax())]
        name, astray = found.rows.names[row], found.lines(row)[1]
        yield reason("contrast", name=listed([name]), rate=rate, rate_value=astray.plain_rate,
                     done=astray.acts_done, roe=astray.rates["rate"],
                     all=Number(astray.counted).of(rows=[name]))  # fmt: skip
    best = {kind: both.index[values == values.max()] for kind, values in both.items()}
    if not best["roe"].equals(best["rate"]):
        first = {kind: found.lines(places[0])[1] for kind, places in best.items()}
        named = {kind: listed(found.rows.names[places].tolist()) for kind, places in best.items()}
        yield reason("contrast_best", n=Number(len(best["rate"])), rate=rate, names=named["roe"],
                     by_rate=named["rate"], roe=first["roe"].rates["rate"],
                     rate_value=first["rate"].plain_rate)  # fmt: skip


def _roi(found: Returned) -> Sentences:
    line, (paid, time) = found.roi, (found.roi.sides.paid, found.roi.sides.time)
    if line.span.known:
        key = "roi_time_only" if paid is None else "roi" if line.full else "roi_partial"
        first = reason(key, value=line.shown, gain=found.gain, cost=found.cost)
    else:
        first = reason("roi_missing", reason=line.why, instead=line.what)
    if not line.roas_span.known:
        return Sentences((first,))
    of_paid = {"paid": paid.fact("cost")} if paid and time and time.low > 0 else {}  # time is in no ROAS
    roas = reason("roas_of_paid" if of_paid else "roas", value=line.roas_shown, **of_paid)
    return Sentences((first, roas, break_even(line)))


def break_even(line: Roi) -> Said:
    """Say at which ROAS the cost is paid back: at the margin stated, else at a few margins."""
    if not math.isnan(line.break_even):
        return reason("break_even", value=times(line.break_even, "be_roas"))
    each = ((Share(margin, 0), times(float(BREAK_EVEN(margin)), "be_roas")) for margin in ILLUSTRATION)
    listing = (reason("break_even_one", margin=margin, roas=roas) for margin, roas in each)
    return reason("break_even_list", list=All(tuple(listing)))


def _told(steps: list[Any]) -> Said:
    by: dict[Any, list[Said]] = {}
    for step in steps:
        if step.reason:
            by.setdefault(step.reason, []).append(_step(step))
        else:
            by[reason("step_value", step=_step(step), value=_value(step))] = []
    each = (reason("step_missing", steps=All(tuple(of)), reason=why) if of else why for why, of in by.items())
    return reason("ladder", steps=All(tuple(each), "words.semicolon"))


def _step(step: Any) -> Said:
    return reason(f"step_{step.step}")


def _value(step: Any) -> Fact:
    value, low, high = (
        Share(each, 1).of("margin", "cost", formula="roi") if step.unit == "ratio" else times(each)
        for each in (step.value, step.low, step.high)
    )
    if step.reason:
        return value
    inside = math.isnan(step.value) or math.isnan(step.high) or step.low == step.high
    return Span(low, high) if inside else reason("bounds", value=value, low=low, high=high)


def caveats(found: Returned) -> Iterator[Said]:
    """Say what is to be known, and each cell that was set aside."""
    yield from found.known
    yield from notes(found.rows, found.rows.notes)
