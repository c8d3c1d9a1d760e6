"""What three returns say: the lines in a table and in sentences, the ladder, what is to be known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from cmkit.answers.returns.grids import WORDED, attained, numbers, table
from cmkit.answers.returns.lines import Roa, Roe, Roi
from cmkit.answers.returns.picture import picture
from cmkit.answers.returns.profit import ILLUSTRATION
from cmkit.answers.returns.returned import Returned
from cmkit.answers.returns.words import amount, attention, names, per_money, reason, times
from cmkit.answers.verdict.statement import notes
from cmkit.catalogue import FUNCTIONS
from cmkit.given.rows import column_rule
from cmkit.language.facts import (
    All,
    Fact,
    Inside,
    Number,
    Quantity,
    Quoted,
    Rate,
    Readable,
    Sentences,
    Share,
    listed,
)
from cmkit.language.said import Said, said
from cmkit.statements.statement import (
    Block,
    Grid,
    Paragraph,
    Picture,
    Row,
    Sheet,
    Statement,
    heads,
    paragraphs,
)

SEEN_ONLY, TOLD_ONLY = frozenset({"html", "sheets"}), frozenset({"text", "plain"})
"""The ladder is a table on a page, a sentence in a text."""


def statement(found: Returned) -> Statement:
    """Return what three returns say."""
    rungs = tuple(Row((_step(rung), rung_value(rung), rung.reason)) for rung in _rungs(found))
    three = [objective(found), roa(found), roe(found), roi(found), reason("never_added")]
    return Statement(
        "returns",
        (
            Sheet(lambda: numbers(found)),
            table(found),
            Block(tuple(paragraphs(three))),
            Grid(heads("returning", ("step", "value", "reason"), WORDED), rungs, reason("ladder_caption"),
                 name="ladder", where=SEEN_ONLY),
            Paragraph(told_ladder(found), where=TOLD_ONLY),
            *paragraphs(list(caveats(found)), "note"),
            Picture(lambda: picture(found, objective(found))),
        ),
        title=reason("title"),
    )  # fmt: skip


def objective(found: Returned) -> Fact:
    """Say what was wanted, what decides it, and the target."""
    goal, held = found.goal, found.held
    wanted = objective_of(found)
    if held.kpi is None:
        return reason("objective_undecided", objective=wanted, reason=held.why)
    decided = reason("objective", objective=wanted, kpi=Inside(held.kpi))
    if goal.target is None:
        return Sentences((decided, reason("no_target")))
    key = "target_whole" if found.of_whole else "target_each"
    return Sentences((decided, reason(key, target=achieved(found, goal.target))))


def objective_of(found: Returned) -> Said:
    """Name the objective."""
    return said(f"catalogue.objective_{found.goal.name}")


def roa(found: Returned) -> Sentences:
    """Say what attention was won, at what cost, and what was attained of what was expected."""
    line = found.roa
    if math.isnan(line.low):
        won = reason("roa_missing", reason=line.why)
    elif math.isnan(line.per_money[0]):
        won = reason("roa_no_cost", won=line.attention, reason=line.why)
    else:
        won = reason("roa_cost", won=line.attention, cost=amount(line.cost), value=line.span_per_money,
                     money=per_money(_currency(line)))  # fmt: skip
    return Sentences((won, *_attained(found), reason("not_an_outcome")))


def _attained(found: Returned) -> Iterator[Said]:
    """Say what was attained of the target, for the whole and by how many results."""
    line, held = found.roa, found.held
    if line.kpi is not None and not math.isnan(line.attained):
        yield reason("roa_attained", achieved=achieved(found, line.achieved), kpi=Inside(line.kpi),
                     share=attained(line), expected=_expected(found))  # fmt: skip
    if held.met is not None and len(held.rows) > 1:
        yield reason("roa_met", n=Number(held.met), total=Number(len(held.rows)))


def _expected(found: Returned) -> Fact:
    """Return what was expected of the whole, and of how many results it is the sum."""
    whole, each = found.roa.expected, found.goal.target
    if each is None or whole == each:
        return achieved(found, whole)
    parts = {"times": Number(whole / each), "each": achieved(found, each)}
    return reason("expected_sum", whole=achieved(found, whole), **parts)


def achieved(found: Returned, value: float) -> Quantity:
    """Return a value of the KPI that decides, in its unit."""
    kpi = str(found.held.kpi)
    return Quantity(value, column_rule(kpi).unit, found.currency).of(kpi)


def roe(found: Returned) -> Fact:
    """Say which acts serve, how many of those reached acted so, and what the plain rate would have said."""
    line = found.roe
    if math.isnan(line.done):
        return reason("roe_missing", reason=line.why)
    facts = {"n": Number(line.done).of(*line.acts), "acts": names(line.acts)}
    if math.isnan(line.value):
        acted = reason("roe_no_base", reason=line.why, **facts)
    else:
        acted = reason("roe", rate=line.rate_shown, base=attention(str(line.base)), **facts)
    return Sentences((acted, *_bounds(line), *_for_money(line), *_beside(found)))


def _bounds(line: Roe) -> Iterator[Said]:
    if line.low != line.high and not math.isnan(line.low):
        yield reason("roe_bounds", low=Rate(line.low), high=Rate(line.high))


def _for_money(line: Roe) -> Iterator[Said]:
    if not math.isnan(line.per_money):
        value = Readable(line.per_money).of(*line.acts, "cost")
        yield reason("roe_money", value=value, money=per_money(_currency(line)), acts=names(line.acts))


def _beside(found: Returned) -> Iterator[Said]:
    """Say what the plain rate would have said, and where it misleads most."""
    line, acts = found.roe, found.each.acts
    if line.rate_name is None or math.isnan(line.rate):
        return
    rate = Inside(line.rate_name)
    yield reason("roe_rate", rate=rate, value=line.plain_rate)
    each = {"roe": acts.values, "rate": acts.rates["rate"], "name": found.each.names}
    both = pd.DataFrame({**each, "row": range(len(found.each.names))}).dropna()
    if len(both) < 2:
        return
    gap = both["rate"] - both["roe"]
    if gap.max() > 0:
        yield _contrast(found, int(gap.argmax()), both, rate)
    by_roe, by_rate = (both["name"][both[each] == both[each].max()].tolist() for each in ("roe", "rate"))
    if by_roe != by_rate:
        yield reason("contrast_best", n=Number(len(by_rate)), rate=rate, names=listed(by_roe),
                     by_rate=listed(by_rate), roe=Rate(float(both["roe"].max())),
                     rate_value=Rate(float(both["rate"].max())))  # fmt: skip


def _contrast(found: Returned, place: int, both: pd.DataFrame, rate: Fact) -> Said:
    """Say of the result where the rate misleads most what both say."""
    name, (_, astray, _) = both["name"].iloc[place], found.each.lines(int(both["row"].iloc[place]))
    done, counted = Number(astray.done).of(*astray.acts, rows=[name]), Number(astray.counted).of(rows=[name])
    return reason("contrast", name=Quoted(name), rate=rate, rate_value=astray.plain_rate,
                  roe=astray.rate_shown, done=done, acts=names(astray.acts), all=counted)  # fmt: skip


def roi(found: Returned) -> Sentences:
    """Say the ROI, or why there is none and what to report; ROAS under its own name."""
    line = found.roi
    if math.isnan(line.value):
        first = reason("roi_missing", reason=line.why, instead=line.what)
    else:
        gain, cost = (amount(each, found.currency) for each in (line.gain, line.cost))
        first = reason("roi" if line.full else "roi_partial", value=line, gain=gain, cost=cost)
    if math.isnan(line.roas):
        return Sentences((first,))
    return Sentences((first, reason("roas", value=line.roas_shown), break_even(line)))


def break_even(line: Roi) -> Said:
    """Say at which ROAS the cost is paid back: at the margin stated, else at a few margins."""
    if not math.isnan(line.break_even):
        return reason("break_even", value=times(line.break_even, "be_roas"))
    each = [
        reason("break_even_one", margin=Share(margin, 0), roas=times(FUNCTIONS["be_roas"](margin), "be_roas"))
        for margin in ILLUSTRATION
    ]
    return reason("break_even_list", list=All(tuple(each)))


def told_ladder(found: Returned) -> Said:
    """Say the steps from ROAS to incremental ROI, each with its value or what it lacks."""
    told: dict[Any, list[Said]] = {}
    for rung in _rungs(found):
        if math.isnan(rung.value):
            told.setdefault(rung.reason, []).append(_step(rung))
        else:
            told[reason("step_value", step=_step(rung), value=rung_value(rung))] = []
    each = (
        reason("step_missing", steps=All(tuple(steps)), reason=why) if steps else why
        for why, steps in told.items()
    )
    return reason("ladder", steps=All(tuple(each), "words.semicolon"))


def _rungs(found: Returned) -> list[Any]:
    return list(found.steps.itertuples())


def _step(rung: Any) -> Said:
    return reason(f"step_{rung.step}")


def rung_value(rung: Any) -> Fact:
    """Return the value of a step, with its bounds where it has some."""
    value, low, high = (
        Share(each, 1).of(formula="roi") if rung.unit == "ratio" else times(each)
        for each in (rung.value, rung.low, rung.high)
    )
    if math.isnan(rung.value) or rung.low == rung.high:
        return value
    return reason("bounds", value=value, low=low, high=high)


def caveats(found: Returned) -> Iterator[Said]:
    """Say what is to be known, and each cell that was set aside."""
    yield from found.known
    yield from notes(found.each.opened, found.all_notes)


def _currency(line: Roa | Roe) -> str | None:
    return line.cost.currency if line.cost else None
