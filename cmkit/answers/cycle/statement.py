"""What a cycle says: what each step counts and costs, where it leaks, what is missing."""

import math
from collections.abc import Iterator

from cmkit.answers.cycle.entries import apart, days
from cmkit.answers.cycle.ledger import LACKING, Ledger, Passage, returned
from cmkit.answers.cycle.ledger_grid import Leak, caption, funnel, goal_cells, grids, leaks
from cmkit.answers.cycle.steps import STEPS, STOCKS, indicators, stage, unit_cost_named
from cmkit.catalogue.paid import roas, roi
from cmkit.given.people import counts_people
from cmkit.language.said import Said, said
from cmkit.statements.aside import told
from cmkit.statements.statement import SPOKEN, Left, Picture, Statement, Word, paragraphs

from cmkit.language.facts import (  # isort: skip
    All, Amount, Capital, Fact, Inside, Name, Number, Sentences, Share, Span, passing,
)  # fmt: skip

NAMED = (*LACKING, "revenue", "margin")
"""What may be missing, beside the indicators of sub-objectives."""


def statement(ledger: Ledger) -> Statement:
    """Return what a cycle says."""
    found = leaks(ledger)
    return Statement(
        "cycle",
        (
            *grids(ledger, found),
            *paragraphs(list(_steps(ledger)), where=SPOKEN),
            *paragraphs([*_bounds(ledger), *_costs(ledger)]),
            *paragraphs(list(_unit_costs(ledger)), where=SPOKEN),
            *paragraphs(list(_leaks(ledger, found))),
            *paragraphs(list(_goals(ledger)), where=SPOKEN),
            *paragraphs([*_missing(ledger), *ledger.remarks, *told(ledger.aside)], "note"),
            Picture(funnel(ledger, found)),
            Left(ledger.aside.table),
        ),
        title=caption(ledger),
    )


def _steps(ledger: Ledger) -> Iterator[Said]:
    for entry in ledger.entries:
        if entry.counted:
            key = "step_alone" if entry.indicator == entry.step else "step"
            step, onward = Capital(stage(entry.step)), _onward(ledger, ledger.passages.get(entry.step))
            facts = {"count": entry.span, "indicator": Inside(entry.indicator), "onward": onward}
            yield said(f"ledger.{key}", step=step, **facts)


def _onward(ledger: Ledger, onward: Passage | None) -> Said | None:
    if not onward or not onward.known:
        return None
    rate: Fact = onward.said(onward.rate)
    if math.isnan(onward.rate):
        key = "onward_open" if math.isnan(onward.low) or math.isnan(onward.high) else "onward_bounds"
    elif onward.rate > 1:
        key, rate = "onward_times", Number(onward.rate)
    else:
        key = "onward" if onward.within else "onward_bare"
    level, to = Share(ledger.level, whole=True), stage(onward.there.step)
    return said(f"ledger.{key}", to=to, rate=rate, within=onward.within, level=level)


def _bounds(ledger: Ledger) -> Iterator[Said]:
    for entry in ledger.entries:
        if counts_people(entry.indicator) and entry.counted and not entry.exact:
            key = "not_summed_open" if math.isnan(entry.high) else "not_summed"
            facts = {"indicator": Name(entry.indicator), "low": Number(entry.low), "high": Number(entry.high)}
            yield said(f"ledger.{key}", **facts)


def _costs(ledger: Ledger) -> Iterator[Said]:
    currency = ledger.currency
    if not math.isnan((spent := ledger.spent()).low):
        cost = Span(*(Amount(end, currency).of("cost") for end in spent))
        divided = any(ledger.unit_cost(entry, full=True) for entry in ledger.entries)
        key = "all_costs" if not ledger.whole else "whole_cost" if divided else "whole_cost_alone"
        yield said(f"ledger.{key}", cost=cost)
    paid = ledger.days_of("cost")
    if elsewhere := [stage(entry.step) for entry in ledger.entries if apart(paid, entry.period)]:
        yield said("ledger.cost_apart", n=len(elsewhere), days=days(paid), steps=All(tuple(elsewhere)))
    priced = ledger.platforms.dropna(subset="cost_per_follower")
    for name, indicator, followers, spend, each in priced.itertuples(index=False):
        n = Number(followers).of(indicator, rows=[name])
        money = {
            "spend": Amount(spend, currency).of("spend", rows=[name]),
            "cost": Amount(each, currency).of("spend", indicator, rows=[name]),
        }
        yield said(f"ledger.platform_{indicator}", platform=name, n=n, **money)
    yield from _returned(ledger)


def _returned(ledger: Ledger) -> Iterator[Said]:
    spent, won = ledger.days_of("cost"), ledger.days_of("revenue")
    if ledger.revenue and ledger.spent().low > 0 and (spent or won) and spent != won:
        key = "money_apart" if apart(spent, won) else "money_days" if spent and won else "money_unsaid"
        unsaid = said("ledger.days_unsaid")
        yield said(f"ledger.{key}", cost=days(spent) or unsaid, revenue=days(won) or unsaid)
    ends, revenue = returned(ledger, roas, 1.0), ledger.revenue
    if revenue is None or all(map(math.isnan, ends)):
        return
    times = Span(*(Number(end).of("revenue", "cost", formula="roas") for end in ends))
    known = not math.isnan(ledger.margin)
    earned = _earned(ledger, revenue.amount)
    yield said("ledger.returned" if known else "ledger.returned_bare", revenue=earned, times=times)
    if known:
        ends = returned(ledger, roi, ledger.margin)
        share = Span(*(Share(end).of("revenue", "margin", "cost", formula="roi") for end in ends))
        gain = _earned(ledger, ledger.margin * revenue.amount, "margin")
        yield said("ledger.roi", roi=share, gain=gain, kept=Share(ledger.margin, whole=True))


def _earned(ledger: Ledger, amount: float, *columns: str) -> Span:
    most = math.nan if "revenue" in ledger.partly else amount
    return Span(*(Amount(end, ledger.currency).of("revenue", *columns) for end in (amount, most)))


def _unit_costs(ledger: Ledger) -> Iterator[Said]:
    for key, full in (("unit_costs", False), ("full_costs", True)):
        costs = tuple(
            said("ledger.unit_cost", name=Inside(unit_cost_named(entry.indicator)), cost=cost)
            for entry in ledger.entries
            if (cost := ledger.unit_cost(entry, full))
        )
        if costs:
            yield said(f"ledger.{key}", costs=All(costs, "words.semicolon"))


def _leaks(ledger: Ledger, found: list[Leak]) -> Iterator[Word]:
    ranked = [leak for leak in found if leak.rank]
    yield from (_leak(ledger, leak) for leak in sorted(ranked, key=lambda leak: leak.rank or 0))
    held = [leak.step for leak in found if leak.gap == 0]
    without = [leak.step for leak in found if math.isnan(leak.wanted) and ledger.passages[leak.step].known]
    for key, steps in (("no_leak", held), ("nothing_wanted", without)):
        if steps:
            yield said(f"ledger.{key}", n=len(steps), steps=All(tuple(stage(step) for step in steps)))
    if len(found) > 1 and (last := ledger.last.count) > 0 and ledger.wins:
        n = _won(last / 10)
        yield said("ledger.same_everywhere", n=n, won=said(f"ledger.won_{ledger.wins}", n=n))


def _leak(ledger: Ledger, leak: Leak) -> Fact:
    passage, gained, chance = ledger.passages[leak.step], None, None
    facts = {"step": stage(leak.step), "to": stage(leak.to), "rank": Number(leak.rank or 0)}
    leaking = said("ledger.leak", rate=passage.said(leak.rate), wanted=passing(leak.wanted), **facts)
    if ledger.wins and not math.isnan(leak.gained):
        money, margin = (Amount(each, ledger.currency) for each in (leak.revenue_gained, leak.margin_gained))
        key = "ledger.worth" if math.isnan(leak.margin_gained) else "ledger.worth_margin"
        worth = None if math.isnan(leak.revenue_gained) else said(key, money=money, margin=margin)
        n = _won(leak.gained)
        gained = said("ledger.gained", n=n, won=said(f"ledger.won_{ledger.wins}", n=n), worth=worth)
    if leak.beyond_chance is False:
        chance = said("ledger.maybe_chance", high=passage.said(leak.rate_high))
    return Sentences((leaking, gained, chance))


def _won(sales: float) -> Number:
    """Return sales that would be won: without decimals where there are at least 10."""
    decimals = 0 if abs(sales) >= 10 else 1
    return Number(round(sales, decimals) if math.isfinite(sales) else sales, decimals=decimals)


def _goals(ledger: Ledger) -> Iterator[Said]:
    for entry in ledger.entries:
        each = [goal_cells(ledger, entry, goal) for goal in entry.goals]
        goals = tuple(
            said("ledger.goal", name=c["step"], value=c["count"], target=c["target"], status=c["status"].said)
            for c in each
        )
        if goals:
            step = Capital(stage(entry.step))
            yield said("ledger.goals", step=step, goals=All(goals, "words.semicolon"))


def missing(ledger: Ledger) -> list[tuple[str, str, Said]]:
    """Return what is not known: the step, what of it, how to get it."""
    sells = ledger.entries[-1].step in ("sales", *indicators("sales"))
    unknown = {"revenue": ledger.revenue is None, "margin": math.isnan(ledger.margin)} if sells else {}
    lacking = [(entry.step, what) for entry in ledger.entries for what in ledger.lacking(entry)]
    lacking += [(entry.step, "net_followers") for entry in ledger.entries if entry.indicator in STOCKS]
    lacking += [(ledger.entries[-1].step, what) for what, lacks in unknown.items() if lacks]
    goals = [(entry.step, goal) for entry in ledger.entries for goal in entry.goals if math.isnan(goal.value)]
    return [
        *((step, what, _how(step, what)) for step, what in lacking),
        *((step, goal.name, said("ledger.get_goal", name=Name(goal.name))) for step, goal in goals),
    ]


def _how(step: str, what: str) -> Said:
    if what != "count":
        return said(f"ledger.get_{what}")
    return said(f"ledger.get_count_{step}") if step in STEPS else said("ledger.get_goal", name=stage(step))


def _missing(ledger: Ledger) -> Iterator[Said]:
    by_how: dict[tuple[str, Said], list[Fact]] = {}
    for step, what, how in missing(ledger):
        by_how.setdefault((what, how), []).append(stage(step))
    if by_how:
        yield said("ledger.missing")
    for (what, how), steps in by_how.items():
        where = All(tuple(steps)) if len(steps) < len(ledger.entries) else said("ledger.every_step")
        named = said(f"ledger.what_{what}") if what in NAMED else Name(what)
        yield said("ledger.lacks", what=named, steps=where, how=how)
