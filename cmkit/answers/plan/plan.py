"""`plan`: how much reach and money a sales target takes, or what a budget may bring, as a range."""

import functools
import itertools
import math
import operator
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle
from cmkit.answers.plan.chains import Chain, Odds, amount_odds, aov_of, chain_of, step_name, walk, with_price
from cmkit.catalogue.quantity import ratio
from cmkit.figures.funnel import Funnel, Stage
from cmkit.given.money import Money, as_money
from cmkit.given.numbers import as_share, confidence, one
from cmkit.given.rows import in_all
from cmkit.language.facts import All, Amount, Fact, Inside, Number, Rate, Share, Span, Typed, passing
from cmkit.language.said import Said, said
from cmkit.statements.shown import Shown
from cmkit.statements.statement import SPOKEN, Cell, Grid, Picture, Row, Statement, heads, paragraphs


@dataclass(frozen=True, eq=False, repr=False)
class Plan(Shown):
    """A plan, made by `cmkit.plan`; it shows itself in a notebook.

    - `table`: DataFrame, a row a step in order, then `budget` and `revenue` where they can be told:
      `step`, `low`, `mid` (the median), `high`, `unit` ("count" or "money");
    - `asked`: "sales", "revenue" or "budget", and `value`: what was asked;
    - `chain`: the steps and how well their rates are known; `level`: the confidence of the ranges;
    - `won`: what the margin leaves after the budget (low, median, high), None where that is not known.
    """

    table: pd.DataFrame
    asked: str
    value: float
    chain: Chain
    aov: Odds | None
    level: float
    currency: str | None = None
    margin: float = math.nan
    won: tuple[float, float, float] | None = None

    @property
    def middle(self) -> dict[str, float]:
        """The middle of each step, of the budget and of the revenue, as far as they are known."""
        return dict(zip(self.table.step, self.table.mid, strict=True))

    @property
    def rates(self) -> pd.DataFrame:
        """The rates used: `step` reached, `before`, `rate`, `kind` ("known", "counts", "range"), `trials`."""
        rates, pairs = self.chain.rates, itertools.pairwise(self.chain.steps)
        rows = [(s, before, rates[s].value, rates[s].kind, rates[s].trials) for before, s in pairs]
        return pd.DataFrame(rows, columns=["step", "before", "rate", "kind", "trials"])

    @property
    def statement(self) -> Statement:
        """What the plan says."""
        asked, level, columns = question(self), Share(self.level, 0), ("step", "rate", "low", "mid", "high")
        rows = tuple(Row(tuple(_cells(self, row).values())) for row in self.table.itertuples())
        parts = (
            *paragraphs([verdict(self)], "lead"),
            Grid(heads("planning", columns, words=("step",), level=level), rows, caption=asked),
            *paragraphs([asked, *_answers(self)], where=SPOKEN),
            *paragraphs(list(_limits(self)), "note"),
            Picture(funnel(self)),
        )
        return Statement("plan", parts, title=asked)


def plan(
    rates: Any, sales: float | None = None, revenue: Any = None, budget: Any = None, aov: Any = None,
    cost_per_thousand: Any = None, cost_per_click: Any = None, start: str | None = None, level: float = 0.95,
    seed: int = 0, margin: float | None = None, months: float | None = None,
) -> Plan:  # fmt: skip
    """Plan a campaign: from `sales` or `revenue` back to reach and budget, or from a `budget` forward.

    `rates` is a cycle (`cmkit.cycle`), or a mapping, in order, of each step to the rate at which it is
    reached from the step before; the first step is `start` ("reach"). Any names will do; the last is
    what sells. A rate is a number (0.02 for 2 %, taken as certain), two counts (hits, trials) that it
    was measured on, two bounds (low, high), or a mapping that names them. Exactly one of `sales`,
    `revenue` (which needs `aov`, the average order value) and `budget` is asked. A budget needs a
    price: `cost_per_thousand` of the first step, or `cost_per_click`; prices may be bounds too.
    `margin` is the share of the revenue that is kept (by default that of the cycle): the plan then says
    whether it pays, and where it breaks even. A budget or a revenue by month ("1200 EUR/month") counts for
    so many `months`, or for those of its own period.

    The range at `level` comes from 20,000 draws (`seed`): a Beta distribution of the counts that a rate
    was measured on (Jeffreys' prior), or any value between its bounds. It carries how well the rates
    are known; not the luck of one campaign, nor what changes between the last one and the next.

    Raises `BadValueError`, `NotANumberError`, `UnknownNameError`, `DuplicateNameError` for what cannot
    be, `MissingColumnError` for a price or an order value that is needed, `MoneyMismatchError`.

    >>> made = plan({"clicks": 0.01, "leads": 0.05, "sales": 0.2}, sales=10, cost_per_thousand=5)
    >>> made.table.set_index("step").mid.to_dict()
    {'reach': 100000.0, 'clicks': 1000.0, 'leads': 50.0, 'sales': 10.0, 'budget': 500.0}
    """
    money = {"revenue": revenue, "budget": budget, "aov": aov,
             "cost_per_thousand": cost_per_thousand, "cost_per_click": cost_per_click}  # fmt: skip
    stated: list[Money | None] = []
    lasts = None if months is None else one("months", months, above_zero=True)
    bare = {name: _bare(name, given, stated, lasts) for name, given in money.items()}
    currency = _currency([*stated, rates.cost, rates.revenue] if isinstance(rates, Cycle) else stated)
    chain = with_price(chain_of(rates, start), bare["cost_per_thousand"], bare["cost_per_click"])
    asked, value = _asked({"sales": sales, "revenue": bare["revenue"], "budget": bare["budget"]})
    order = amount_odds("aov", bare["aov"]) if aov is not None else aov_of(rates)
    if not one("seed", seed).is_integer():
        raise errors.BadValueError("seed_not_whole", value=Typed(seed))
    worth = order.draws(int(seed), len(chain.steps) + 1) if order else None
    kept = rates.margin if isinstance(rates, Cycle) and margin is None else margin
    share, level = as_share("margin", kept), confidence(level)
    ends = ((1 - level) / 2, 0.5, (1 + level) / 2)
    with np.errstate(over="ignore", invalid="ignore"):
        found = walk(chain, asked, value, worth, int(seed))
        left = share * found["revenue"] - found["budget"] if {"revenue", "budget"} <= set(found) else None
    won = None if left is None or math.isnan(share) else tuple(np.quantile(left, ends).tolist())
    return Plan(_table(found, ends, chain), asked, value, chain, order, level, currency, share, won)


def _asked(given: dict[str, Any]) -> tuple[str, float]:
    asked = [name for name, value in given.items() if value is not None]
    if len(asked) != 1:
        raise errors.BadValueError("ask_one", given=", ".join(asked) or "–")
    name = asked[0]
    return name, one(name, given[name], above_zero=True)


def _bare(name: str, given: Any, stated: list[Money | None], months: float | None) -> Any:
    """Return an amount, or each of two bounds of one, as a number, adding to what is `stated` as money."""
    if isinstance(given, (tuple, list)):
        return [_bare(name, end, stated, months) for end in given]
    money = None if isinstance(given, Odds) else as_money(name, given)
    if money and money.per and name not in ("revenue", "budget"):
        raise errors.BadValueError("price_by_month", name=name, amount=Amount(money.amount, money.currency))
    if money and money.per and months:
        money = replace(money * months, per=None)
    elif money and money.per and not money.days:
        raise errors.BadValueError("plan_months", name=name, amount=Amount(money.amount, money.currency))
    stated.append(in_all(money, None))
    return stated[-1].amount if stated[-1] else given


def _currency(stated: list[Money | None]) -> str | None:
    if money := [each for each in stated if each]:
        functools.reduce(operator.add, money)
    return next((each.currency for each in money if each.currency), None)


def _table(found: dict[str, Any], ends: tuple[float, float, float], chain: Chain) -> pd.DataFrame:
    if beyond := [step for step, drawn in found.items() if not np.isfinite(drawn).all()]:
        raise errors.BadValueError("not_finite", name=beyond[0], value="inf", where="")
    units = ("count" if step in chain.steps else "money" for step in found)
    rows = [(s, *np.quantile(found[s], ends).tolist(), unit) for s, unit in zip(found, units, strict=True)]
    return pd.DataFrame(rows, columns=["step", "low", "mid", "high", "unit"])


def planned(value: float, unit: str, currency: str | None, exact: bool = False) -> Amount | Number:
    """Return a planned number with three digits that count: more would be false precision."""
    if not exact and value and math.isfinite(value):
        value = round(value, 2 - math.floor(math.log10(abs(value))))
    decimals = 0 if abs(value) >= 10 else 2
    return Amount(value, currency) if unit == "money" else Number(value, decimals=decimals)


def rate_of(odds: Odds) -> Fact:
    """Return a rate and what it rests on."""
    if odds.kind == "range":
        return Span(passing(odds.low), passing(odds.high))
    if odds.kind == "counts":
        hits, trials = Number(odds.value * odds.trials, decimals=1), Number(odds.trials)
        return said("planning.measured", rate=passing(odds.value), hits=hits, trials=trials)
    return passing(odds.value)


def question(plan: Plan) -> Said:
    """Say what was asked."""
    unit = "count" if plan.asked == "sales" else "money"
    value = planned(plan.value, unit, plan.currency, exact=True)
    last = Inside(step_name(plan.chain, plan.chain.steps[-1]))
    return said(f"planning.asked_{plan.asked}", value=value, name=last)


def verdict(plan: Plan) -> Said | None:
    """Say in one line whether a plan pays, and where it breaks even; None where no budget is known."""
    found, last = plan.middle, plan.chain.steps[-1]
    budget, revenue = found.get("budget", math.nan), found.get("revenue", math.nan)
    money = {"budget": _money(plan, budget), "revenue": _money(plan, revenue)}
    if math.isnan(budget):
        return None
    if math.isnan(revenue):
        each = _money(plan, budget / found[last])
        return said("planning.pays_above", each=each, step=_inside(plan, last))
    if plan.won is None:
        key = "pays_never" if budget > revenue else "pays_from"
        return said(f"planning.{key}", share=Rate(budget / revenue), **money)
    low, _, high = plan.won
    key = "pays" if low >= 0 else "loses" if high < 0 else "may_pay"
    least, middle, most = plan.won if key == "may_pay" else sorted(map(abs, plan.won))
    ends = {"low": _money(plan, least), "high": _money(plan, most), "level": Share(plan.level, 0)}
    within = said("planning.between", **ends) if high > low else ""
    gain = {"gain": _money(plan, plan.margin * revenue), "kept": Share(plan.margin, whole=True)}
    rest = {"left": _money(plan, middle), "within": within, "even": _break_even(plan, budget)}
    return said(f"planning.{key}", **money, **gain, **rest)


def _break_even(plan: Plan, budget: float) -> Said | None:
    last, times = plan.chain.steps[-1], ratio(budget, plan.margin * plan.middle["revenue"])
    rate, order = plan.chain.rates[last].value, plan.aov.value if plan.aov else math.nan
    rates = {"step": _inside(plan, last), "rate": passing(rate * times), "now": passing(rate)}
    orders = {"order": _money(plan, order * times), "now": _money(plan, order)}
    ways = [said("planning.even_rate", **rates)] if 0 < rate * times <= max(1, rate) else []
    ways += [said("planning.even_order", **orders)] if order * times > 0 else []
    return said("planning.even", ways=All(tuple(ways), "planning.or")) if ways else None


def _inside(plan: Plan, step: str) -> Fact:
    return Inside(step_name(plan.chain, step, short=True))


def _money(plan: Plan, value: float) -> Amount | Number:
    return planned(value, "money", plan.currency)


def _cells(plan: Plan, row: Any) -> dict[str, Any]:
    odds = plan.chain.rates.get(row.step)
    low, mid, high = (planned(value, row.unit, plan.currency) for value in (row.low, row.mid, row.high))
    cells = {"step": step_name(plan.chain, row.step), "rate": rate_of(odds) if odds else ""}
    return cells | {"low": low, "mid": Cell(mid, style="strong"), "high": high}


def _answers(plan: Plan) -> Iterator[Said]:
    asked = plan.chain.steps[-1] if plan.asked == "sales" else plan.asked
    for row in plan.table.itertuples():
        if row.step != asked:
            cells = _cells(plan, row)
            key = "needs_exact" if cells["low"].value == cells["high"].value else "needs"
            facts = {name: cells[name] for name in ("step", "low", "high")}
            yield said(f"planning.{key}", **facts, mid=cells["mid"].said, level=Share(plan.level, 0))


def _limits(plan: Plan) -> Iterator[Said]:
    rates = plan.chain.rates
    short = {step: _inside(plan, step) for step in rates}
    if sure := [short[step] for step, odds in rates.items() if odds.kind == "known" and odds.value <= 1]:
        yield said("planning.certain", n=len(sure), steps=All(tuple(sure)))
    if doubtful := [step for step, odds in rates.items() if odds.kind != "known"]:
        yield said("planning.widest", step=short[max(doubtful, key=lambda step: _width(rates[step]))])
    for step, odds in rates.items():
        if odds.kind == "counts" and odds.value == 0:
            yield said("planning.never_seen", step=short[step], n=Number(odds.trials))
    if plan.chain.price is None:
        yield said("planning.without_price")
    yield said("planning.limits")


def _width(odds: Odds) -> float:
    """Return how uncertain a rate is for its size."""
    if odds.kind == "range":
        return (odds.high - odds.low) / odds.value
    return 4 / math.sqrt(odds.value * odds.trials + 0.5)


def funnel(plan: Plan) -> Funnel:
    """Return the funnel of a plan: at each step the middle of the range, and the range beside it."""
    rows = [row for row in plan.table.itertuples() if row.unit == "count"]
    steps = [str(row.step) for row in rows]
    stages = tuple(_stage(plan, row, after) for row, after in zip(rows, [*steps[1:], ""], strict=True))
    ranged = any(stage.aside for stage in stages)
    each = tuple(said("funnel.step", name=stage.name, count=stage.count) for stage in stages)
    return Funnel(
        stages, title=question(plan),
        aside_title=said("planning.range", level=Share(plan.level, 0)) if ranged else "",
        described=said("funnel.described", steps=All(each, "words.comma")),
    )  # fmt: skip


def _stage(plan: Plan, row: Any, after: str) -> Stage:
    cells, odds, within = _cells(plan, row), plan.chain.rates.get(after), row.high > row.low
    to = Inside(step_name(plan.chain, after, short=True)) if odds else None
    return Stage(
        cells["step"], "", row.low, row.high, cells["mid"].said, row.mid if within else math.nan,
        rate=said("funnel.onward", rate=rate_of(odds), to=to) if odds else "",
        aside=Span(cells["low"], cells["high"]) if within else "",
    )  # fmt: skip
