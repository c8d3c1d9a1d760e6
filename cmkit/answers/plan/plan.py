"""`plan`: how much reach and money a sales target takes, or what a budget may bring, as a range."""

from __future__ import annotations

import functools
import math
import operator
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle
from cmkit.answers.plan.chains import Chain, Planned, backward, chain_of, forward, with_price
from cmkit.answers.plan.odds import Draws, Odds, amount_odds
from cmkit.answers.plan.statement import statement
from cmkit.given.money import Money
from cmkit.given.numbers import confidence, one
from cmkit.language.writing import shown
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Statement

ASKED = ("sales", "revenue", "budget")


class Plan(Shown, Planned):
    """A plan, made by `cmkit.plan`; it shows itself in a notebook.

    - `table`: DataFrame, a row a step in order, then `budget` and `revenue` where they can be told:
      `step`, `low`, `mid` (the median), `high`, `unit` ("count" or "money");
    - `asked`: "sales", "revenue" or "budget", and `value`: what was asked;
    - `chain`: the steps and how well their rates are known; `level`: the confidence of the ranges.
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
) -> Plan:
    """Plan a campaign: from `sales` or `revenue` back to reach and budget, or from a `budget` forward.

    `rates` is a cycle (`cmkit.cycle`), or a mapping, in order, of each step to the rate at which it is
    reached from the step before; the first step is `start` ("reach"). Any names will do; the last is
    what sells. A rate is a number (0.02 for 2 %, taken as certain), two counts (hits, trials) that it
    was measured on, two bounds (low, high), or a mapping that names them. Exactly one of `sales`,
    `revenue` (which needs `aov`, the average order value) and `budget` is asked. A budget needs a
    price: `cost_per_thousand` of the first step, or `cost_per_click`; prices may be bounds too.

    The range at `level` comes from 20,000 draws (`seed`): a Beta distribution of the counts that a rate
    was measured on (Jeffreys' prior), or any value between its bounds. It carries how well the rates
    are known; not the luck of one campaign, nor what changes between the last one and the next.

    Raises `BadValueError`, `NotANumberError`, `UnknownNameError`, `DuplicateNameError` for what cannot
    be, `MissingColumnError` for a price or an order value that is needed, `MoneyMismatchError`.

    >>> made = plan({"clicks": 0.01, "leads": 0.05, "sales": 0.2}, sales=10, cost_per_thousand=5)
    >>> made.table.set_index("step").mid.to_dict()
    {'reach': 100000.0, 'clicks': 1000.0, 'leads': 50.0, 'sales': 10.0, 'budget': 500.0}
    """
    currency = _currency(rates, [revenue, budget, aov, cost_per_thousand, cost_per_click])
    chain = with_price(chain_of(rates, start), _bare(cost_per_thousand), _bare(cost_per_click))
    asked, value = _asked({"sales": sales, "revenue": _bare(revenue), "budget": _bare(budget)})
    order = amount_odds("aov", _bare(aov)) if aov is not None else _order_value(rates)
    if not one("seed", seed).is_integer():
        raise errors.BadValueError("seed_not_whole", value=shown(seed))
    worth = order.draws(int(seed), len(chain.steps) + 1) if order else None
    with np.errstate(over="ignore"):
        found = _walked(chain, asked, value, worth, int(seed))
    return Plan(_table(found, confidence(level), chain), asked, value, chain, order, level, currency)


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


def _bare(given: Any) -> Any:
    """Return money as a number, for each bound where there are two."""
    if isinstance(given, (tuple, list)) and len(given) == 2:
        return [end.amount if isinstance(end, Money) else end for end in given]
    return given.amount if isinstance(given, Money) else given


def _currency(rates: Any, amounts: list[Any]) -> str | None:
    """Return the currency that amounts are stated in; raise where two are stated otherwise."""
    ends = [end for given in amounts for end in (given if isinstance(given, (tuple, list)) else [given])]
    if isinstance(rates, Cycle):
        ends += [rates.cost, rates.revenue]
    money = [end for end in ends if isinstance(end, Money)]
    if money:
        functools.reduce(operator.add, money)
    return next((m.currency for m in money if m.currency), None)


def _order_value(rates: Any) -> Odds | None:
    """Return what a sale of a cycle brought in on average."""
    if not isinstance(rates, Cycle) or rates.revenue is None:
        return None
    sold = rates.table["count"].tolist()[-1]
    value = rates.revenue.amount / sold if sold > 0 else math.nan
    return Odds(value) if value > 0 else None


def _table(found: dict[str, Draws], level: float, chain: Chain) -> pd.DataFrame:
    if beyond := [step for step, drawn in found.items() if not np.isfinite(drawn).all()]:
        raise errors.BadValueError("not_finite", name=beyond[0], value="inf", where="")
    ends = ((1 - level) / 2, 0.5, (1 + level) / 2)
    rows = [
        (step, *np.quantile(drawn, ends).tolist(), "count" if step in chain.steps else "money")
        for step, drawn in found.items()
    ]
    return pd.DataFrame(rows, columns=["step", "low", "mid", "high", "unit"])
