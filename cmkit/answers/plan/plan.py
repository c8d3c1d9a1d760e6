"""`plan`: how much reach and money a sales target takes, or what a budget may bring, as a range."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle
from cmkit.answers.plan.chains import Chain, Planned, backward, chain_of, forward, with_price
from cmkit.answers.plan.odds import Draws, Odds, amount_odds
from cmkit.answers.plan.statement import statement
from cmkit.catalogue.quantity import ratio
from cmkit.given.money import Money, as_money
from cmkit.given.numbers import as_share, confidence, one
from cmkit.given.rows import in_all
from cmkit.language.facts import Typed
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Statement


class Plan(Shown, Planned):
    """A plan, made by `cmkit.plan`; it shows itself in a notebook.

    - `table`: DataFrame, a row a step in order, then `budget` and `revenue` where they can be told:
      `step`, `low`, `mid` (the median), `high`, `unit` ("count" or "money");
    - `asked`: "sales", "revenue" or "budget", and `value`: what was asked;
    - `chain`: the steps and how well their rates are known; `level`: the confidence of the ranges;
    - `won`: what the margin leaves after the budget (low, median, high), None where that is not known.
    """

    @property
    def statement(self) -> Statement:
        """What the plan says."""
        return statement(self)


def plan(
    rates: Any,
    sales: float | None = None,
    revenue: Any = None,
    budget: Any = None,
    aov: Any = None,
    cost_per_thousand: Any = None,
    cost_per_click: Any = None,
    start: str | None = None,
    level: float = 0.95,
    seed: int = 0,
    margin: float | None = None,
) -> Plan:
    """Plan a campaign: from `sales` or `revenue` back to reach and budget, or from a `budget` forward.

    `rates` is a cycle (`cmkit.cycle`), or a mapping, in order, of each step to the rate at which it is
    reached from the step before; the first step is `start` ("reach"). Any names will do; the last is
    what sells. A rate is a number (0.02 for 2 %, taken as certain), two counts (hits, trials) that it
    was measured on, two bounds (low, high), or a mapping that names them. Exactly one of `sales`,
    `revenue` (which needs `aov`, the average order value) and `budget` is asked. A budget needs a
    price: `cost_per_thousand` of the first step, or `cost_per_click`; prices may be bounds too.
    `margin` is the share of the revenue that is kept (by default that of the cycle): the plan then says
    whether it pays, and where it breaks even.

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
    amounts = {name: _amounts(name, given) for name, given in money.items()}
    currency = _currency(rates, amounts.values())
    bare = {name: _bare(given) for name, given in amounts.items()}
    chain = with_price(chain_of(rates, start), bare["cost_per_thousand"], bare["cost_per_click"])
    asked, value = _asked({"sales": sales, "revenue": bare["revenue"], "budget": bare["budget"]})
    order = amount_odds("aov", bare["aov"]) if aov is not None else _order_value(rates)
    if not one("seed", seed).is_integer():
        raise errors.BadValueError("seed_not_whole", value=Typed(seed))
    worth = order.draws(int(seed), len(chain.steps) + 1) if order else None
    kept = rates.margin if isinstance(rates, Cycle) and margin is None else margin
    share, ends = as_share("margin", kept), _ends(confidence(level))
    with np.errstate(over="ignore", invalid="ignore"):
        found = _walked(chain, asked, value, worth, int(seed))
        left = share * found["revenue"] - found["budget"] if {"revenue", "budget"} <= set(found) else None
    won = None if left is None or math.isnan(share) else tuple(np.quantile(left, ends).tolist())
    return Plan(_table(found, ends, chain), asked, value, chain, order, level, currency, share, won)


def _walked(chain: Chain, asked: str, value: float, worth: Draws | None, seed: int) -> dict[str, Draws]:
    """Return the draws of every step, of the budget and of the revenue."""
    if asked == "budget":
        found = forward(chain, value, seed)
    elif asked == "sales":
        found = backward(chain, np.array([value]), seed)
    elif worth is None:
        raise errors.MissingColumnError("no_order_value")
    else:
        found = backward(chain, value / worth, seed)
    if asked == "revenue":
        return found | {"revenue": np.array([value])}
    return found if worth is None else found | {"revenue": found[chain.steps[-1]] * worth}


def _asked(given: dict[str, Any]) -> tuple[str, float]:
    """Return the one thing that was asked, and its value."""
    asked = [name for name, value in given.items() if value is not None]
    if len(asked) != 1:
        raise errors.BadValueError("ask_one", given=", ".join(asked) or "–")
    name = asked[0]
    return name, one(name, given[name], above_zero=True)


def _amounts(name: str, given: Any) -> Any:
    """Return an amount, or each of two bounds of one, as `Money`; anything else as it is given."""
    if isinstance(given, (tuple, list)):
        return [_amounts(name, end) for end in given]
    money = None if isinstance(given, Odds) else in_all(as_money(name, given), None)
    return given if money is None else money


def _bare(given: Any) -> Any:
    """Return money as a number, for each bound where there are two."""
    if isinstance(given, list):
        return [_bare(end) for end in given]
    return given.amount if isinstance(given, Money) else given


def _currency(rates: Any, amounts: Iterable[Any]) -> str | None:
    """Return the currency that amounts are stated in; raise where two are stated otherwise."""
    money = [end for given in amounts for end in (given if isinstance(given, list) else [given])]
    if isinstance(rates, Cycle):
        money += [rates.cost, rates.revenue]
    stated = [each for each in money if isinstance(each, Money)]
    if stated:
        functools.reduce(operator.add, stated)
    return next((each.currency for each in stated if each.currency), None)


def _order_value(rates: Any) -> Odds | None:
    """Return what a sale of a cycle brought in on average."""
    if not isinstance(rates, Cycle) or rates.revenue is None or "revenue" in rates.partly:
        return None
    value = ratio(rates.revenue.amount, rates.entries[-1].count)
    return Odds(value) if value > 0 else None


def _ends(level: float) -> tuple[float, float, float]:
    return (1 - level) / 2, 0.5, (1 + level) / 2


def _table(found: dict[str, Draws], ends: tuple[float, float, float], chain: Chain) -> pd.DataFrame:
    if beyond := [step for step, drawn in found.items() if not np.isfinite(drawn).all()]:
        raise errors.BadValueError("not_finite", name=beyond[0], value="inf", where="")
    rows = [
        (step, *np.quantile(drawn, ends).tolist(), "count" if step in chain.steps else "money")
        for step, drawn in found.items()
    ]
    return pd.DataFrame(rows, columns=["step", "low", "mid", "high", "unit"])
