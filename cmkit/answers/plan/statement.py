"""A plan in sentences and in cells: what is needed or got at each step, from where to where."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from cmkit.answers.cycle import writing
from cmkit.answers.cycle.steps import STEPS, label
from cmkit.answers.plan.odds import Odds
from cmkit.given.objective import kpi_label
from cmkit.language import writing as words
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence, join

if TYPE_CHECKING:
    from cmkit.answers.plan.chains import Chain
    from cmkit.answers.plan.plan import Plan

HEADINGS = ("step", "rate", "low", "mid", "high")
ROUND = 3
"""How many digits of a planned number mean anything."""


def step_label(chain: Chain, step: str, lang: str, short: bool = False) -> str:
    """Name a step of a plan: a step of the cycle with what counts it, a column by its label, else as it is.

    `short` leaves out what counts a step of the cycle.

    >>> from cmkit.answers.plan.chains import chain_of
    >>> step_label(chain_of({"clicks": 0.1}), "reach", "fr")
    'Portée'
    """
    if step in ("budget", "revenue"):
        return say(f"planning.{step}", lang)
    if step in STEPS and step in chain.indicators:
        name = in_sentence(kpi_label(chain.indicator(step), lang))
        stage = label(step, lang).capitalize()
        return stage if short or name == label(step, lang) else f"{stage} ({name})"
    return say(f"planning.step_{step}", lang) if step in ("sales", "visits") else kpi_label(step, lang)


def written(value: float, unit: str, lang: str, currency: str | None, exact: bool = False) -> str:
    """Write a planned number with three digits that count: more would be false precision.

    >>> written(123_456, "count", "en", None), written(0.123, "count", "en", None)
    ('123,000', '0.12')
    """
    shown = value if exact or value == 0 else _rounded(value)
    if unit == "money":
        return words.money(shown, lang, currency)
    return words.number(shown, lang, 0 if abs(shown) >= 10 else 2)


def _rounded(value: float) -> float:
    if not math.isfinite(value):
        return value
    return round(value, ROUND - 1 - math.floor(math.log10(abs(value))))


def reading(plan: Plan, lang: str) -> list[str]:
    """Return the plan in sentences."""
    return [question(plan, lang), *_answers(plan, lang), *_limits(plan, lang)]


def question(plan: Plan, lang: str) -> str:
    """Say what was asked."""
    unit = "count" if plan.asked == "sales" else "money"
    value = written(plan.value, unit, lang, plan.currency, exact=True)
    name = in_sentence(step_label(plan.chain, plan.chain.steps[-1], lang))
    return say(f"planning.asked_{plan.asked}", lang, value=value, name=name)


def _answers(plan: Plan, lang: str) -> list[str]:
    asked = plan.chain.steps[-1] if plan.asked == "sales" else plan.asked
    said = []
    for row in plan.table.itertuples():
        if row.step == asked:
            continue
        found = cells(plan, row, lang)
        key = "needs_exact" if found["low"] == found["high"] else "needs"
        facts = {name: found[name] for name in ("step", "low", "mid", "high")}
        said.append(say(f"planning.{key}", lang, level=words.percent(plan.level, lang, 0), **facts))
    return said


def _limits(plan: Plan, lang: str) -> list[str]:
    said = []
    doubtful = {step: odds for step, odds in plan.chain.rates.items() if odds.kind != "known"}
    sure = [step for step, odds in plan.chain.rates.items() if odds.kind == "known" and odds.value <= 1]
    certain = [in_sentence(step_label(plan.chain, step, lang, short=True)) for step in sure]
    if certain:
        said.append(say("planning.certain", lang, n=len(certain), steps=join(certain, lang)))
    if doubtful:
        widest = max(doubtful, key=lambda step: _width(doubtful[step]))
        name = in_sentence(step_label(plan.chain, widest, lang, short=True))
        said.append(say("planning.widest", lang, step=name))
    if plan.chain.price is None:
        said.append(say("planning.without_price", lang))
    return [*said, say("planning.limits", lang)]


def _width(odds: Odds) -> float:
    """Return how uncertain a rate is for its size."""
    if odds.kind == "range":
        return (odds.high - odds.low) / odds.value
    hits = odds.value * odds.trials + 0.5
    return 4 / math.sqrt(hits)


def cells(plan: Plan, row: Any, lang: str) -> dict[str, str]:
    """Return a row of the plan as it is shown."""
    odds = plan.chain.rates.get(row.step)
    low, mid, high = (written(v, row.unit, lang, plan.currency) for v in (row.low, row.mid, row.high))
    return {
        "step": step_label(plan.chain, row.step, lang),
        "rate": rate_words(odds, lang) if odds else "",
        "low": low,
        "mid": mid,
        "high": high,
    }


def rate_words(odds: Odds, lang: str) -> str:
    """Write a rate and what it rests on.

    >>> rate_words(Odds(0.03, "counts", 400), "en")
    '3.00% (12 of 400)'
    """
    rate = writing.rate(odds.value, lang)
    if odds.kind == "range":
        return writing.rate_span(odds.low, odds.high, lang)
    if odds.kind == "counts":
        hits, trials = words.number(odds.value * odds.trials, lang, 1), words.number(odds.trials, lang)
        return say("planning.measured", lang, rate=rate, hits=hits, trials=trials)
    return rate


def shown(plan: Plan, lang: str) -> dict[str, Any]:
    """Return the facts of the template."""
    return {
        "caption": question(plan, lang),
        "headings": headings(plan, lang),
        "rows": [cells(plan, row, lang) for row in plan.table.itertuples()],
        "paragraphs": _limits(plan, lang),
    }


def headings(plan: Plan, lang: str) -> list[str]:
    """Return the headings of the table, the ends of the range with their confidence."""
    return [say(f"planning.heading_{n}", lang, level=words.percent(plan.level, lang, 0)) for n in HEADINGS]


def range_words(plan: Plan, lang: str) -> str:
    """Name the range: "95% range"."""
    return say("planning.range", lang, level=words.percent(plan.level, lang, 0))


def plain(plan: Plan, lang: str) -> str:
    """Return the plan for a terminal."""
    rows = [[cells(plan, row, lang)[name] for name in HEADINGS] for row in plan.table.itertuples()]
    table = pd.DataFrame(rows, columns=headings(plan, lang))
    return f"{table.to_string(index=False)}\n\n{plan.text(lang)}"
