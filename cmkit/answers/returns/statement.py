"""What three returns say: the lines in a table and in sentences, the ladder, what is to be known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from cmkit.answers.returns.grids import WORDED, numbers, picture, table
from cmkit.answers.returns.lines import Roi
from cmkit.answers.returns.profit import BREAK_EVEN, ILLUSTRATION
from cmkit.answers.returns.returned import Returned
from cmkit.answers.returns.words import attention, bounded, names, per_money, reason, times
from cmkit.answers.verdict.judging import place, plain
from cmkit.answers.verdict.statement import notes
from cmkit.given.rows import column_rule
from cmkit.language.facts import All, Fact, Inside, Number, Quantity, Sentences, Share, Span, listed
from cmkit.language.said import Said, said
from cmkit.language.writing import MISSING
from cmkit.statements import statement as parts

SEEN_ONLY, TOLD_ONLY = frozenset({"html", "sheets"}), frozenset({"text", "plain"})
"""The ladder is a table on a page, a sentence in a text."""


def statement(found: Returned) -> parts.Statement:
    """Return what three returns say."""
    steps: list[Any] = list(found.steps.itertuples())
    ladder = tuple(parts.Row((_step(step), _value(step), step.reason)) for step in steps)
    named, caption = parts.heads("returning", ("step", "value", "reason"), WORDED), reason("ladder_caption")
    three = [objective(found), _roa(found), _roe(found), _roi(found), reason("never_added")]
    three_parts = (
        parts.Sheet(lambda: numbers(found)),
        table(found),
        parts.Block(tuple(parts.paragraphs(three))),
        parts.Grid(named, ladder, caption, name="ladder", where=SEEN_ONLY),
        parts.Paragraph(_told(steps), where=TOLD_ONLY),
        *parts.paragraphs(list(caveats(found)), "note"),
        parts.Picture(lambda: picture(found, objective(found))),
        parts.Left(found.rows.aside.table),
    )
    return parts.Statement("returns", three_parts, title=reason("title"))


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
    """Say what attention was won, at what cost, and what was attained of what was expected."""
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
    """Say what was attained of the target, for the whole and by how many results."""
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
    """Say which acts serve, how many of those reached acted so, and what the plain rate would have said."""
    line, acts = found.roe, names(found.roe.acts)
    if math.isnan(line.done):
        return reason("roe_missing", reason=line.why)
    if math.isnan(line.value):
        acted = [reason("roe_no_base", reason=line.why, n=line.counted_all, acts=acts)]
    else:
        base = attention(str(line.base))
        acted = [reason("roe", base=base, n=line.count, acts=acts, **line.rates)]
    if line.low != line.high and not math.isnan(line.low):
        acted.append(reason("roe_bounds", **line.rates))
    if line.partial and not math.isnan(line.value):
        acted.append(reason("roe_total", n=line.counted_all, acts=acts))
    if (value := line.span_per_money).text("en") != MISSING:
        acted.append(reason("roe_money", value=value, money=per_money(line.currency), acts=acts))
    return Sentences((*acted, *_beside(found)))


def _beside(found: Returned) -> Iterator[Said]:
    """Say what the plain rate would have said, and where it misleads most."""
    line, acts = found.roe, found.acts
    if line.rate_name is None or math.isnan(line.rate):
        return
    rate = Inside(line.rate_name)
    yield reason("roe_rate", rate=rate, value=line.plain_rate)
    both = pd.DataFrame({"roe": acts.values, "rate": acts.rates}).dropna()
    if len(both) < 2:
        return
    gap = both["rate"] - both["roe"]
    if gap.max() > 0:
        yield _contrast(found, both.index[int(gap.argmax())], rate)
    best = {kind: both.index[values == values.max()] for kind, values in both.items()}
    if not best["roe"].equals(best["rate"]):
        first = {kind: found.lines(places[0])[1] for kind, places in best.items()}
        named = {kind: listed(found.rows.names[places].tolist()) for kind, places in best.items()}
        yield reason("contrast_best", n=Number(len(best["rate"])), rate=rate, names=named["roe"],
                     by_rate=named["rate"], roe=first["roe"].rates["rate"],
                     rate_value=first["rate"].plain_rate)  # fmt: skip


def _contrast(found: Returned, row: Any, rate: Fact) -> Said:
    """Say of the result where the rate misleads most what both say."""
    name, astray = found.rows.names[row], found.lines(row)[1]
    return reason("contrast", name=listed([name]), rate=rate, rate_value=astray.plain_rate,
                  done=astray.acts_done, roe=astray.rates["rate"], all=Number(astray.counted).of(rows=[name]))


def _roi(found: Returned) -> Sentences:
    """Say the ROI, or why there is none and what to report; ROAS under its own name."""
    line = found.roi
    if line.span.known:
        key = "roi_time_only" if line.sides.paid is None else "roi" if line.full else "roi_partial"
        first = reason(key, value=line.shown, gain=found.gain, cost=found.cost)
    else:
        first = reason("roi_missing", reason=line.why, instead=line.what)
    return Sentences((first, _roas(line), break_even(line)) if line.roas_span.known else (first,))


def _roas(line: Roi) -> Said:
    """Say the ROAS; where time is in the cost of the ROI, that it is in none of the ROAS."""
    if line.sides.paid and line.sides.time and line.sides.time.low > 0:
        return reason("roas_of_paid", value=line.roas_shown, paid=line.sides.paid.fact("cost"))
    return reason("roas", value=line.roas_shown)


def break_even(line: Roi) -> Said:
    """Say at which ROAS the cost is paid back: at the margin stated, else at a few margins."""
    if not math.isnan(line.break_even):
        return reason("break_even", value=times(line.break_even, "be_roas"))
    each = ((Share(margin, 0), times(float(BREAK_EVEN(margin)), "be_roas")) for margin in ILLUSTRATION)
    listing = (reason("break_even_one", margin=margin, roas=roas) for margin, roas in each)
    return reason("break_even_list", list=All(tuple(listing)))


def _told(steps: list[Any]) -> Said:
    """Say the steps from ROAS to incremental ROI, each with its value or what it lacks."""
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
    """Return the value of a step, with its bounds where it has some."""
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
