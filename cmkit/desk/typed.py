"""A number as a person types it, in French or English: its value, or why it cannot be used.

Also what leaves a widget: results as CSV, and the Python lines that make the same verdict or plan.
"""

import base64
import csv
import io
import json
import re
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from numbers import Complex, Real
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.plan.chains import CLICKS, Odds
from cmkit.answers.plan.plan import Plan
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import broken_rule
from cmkit.given.amounts import SHARES, read_plain
from cmkit.given.objective import Objective
from cmkit.language.languages import Language, written_as
from cmkit.language.sentences import say
from cmkit.language.terminal import cut
from cmkit.language.writing import is_missing, label, worded
from cmkit.statements.saving import as_text

LARGEST = 1e15  # from here on it is a slip of the hand, and no longer exact

_LONE = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True)
class Typed:
    """What a cell holds: a number, a text that is none, or None (empty); `reason` says what is wrong."""

    value: float | str | None
    reason: str = ""


@lru_cache(maxsize=4096)
def typed(text: str, rule: Column, lang: str) -> Typed:
    """Read what is typed in `lang` as every text of a table is read: "18,7K", "1 234,5 € HT", "n/a".

    In a share or a rate, "35 %" is 0.35. A lone mark that could as well part thousands is never guessed.
    """
    style, clean = written_as(lang), " ".join(text.split())
    try:
        value = _read(clean.removesuffix(style.decimal), rule, style)  # "25," on the way to "25,5"
    except errors.CmkitError as error:
        read = {name: error.facts[name].value for name in ("one", "other") if name in error.facts}
        both = {name: written(value, lang) for name, value in read.items()}
        key = "bench.two_ways" if both else "bench.not_a_number"
        return Typed(text, say(key, lang, text=cut(clean, 30), **both))
    if is_missing(value):
        return Typed(None)
    if abs(value) >= LARGEST:
        return Typed(text, say("bench.too_large", lang))
    broken = broken_rule(value, rule)
    return Typed(value, say(f"bench.{broken}", lang) if broken else "")


def _read(text: str, rule: Column, style: Language) -> float:
    """Read a number; what reads two ways is one where the language parts thousands so, or in a rate."""
    try:
        return read_plain(text, rule)
    except errors.BadValueError:
        if style.group in text or (rule.unit in SHARES and style.decimal in text):
            return read_plain(text, rule, style.decimal)
        raise


def written(value: Any, lang: str) -> str:
    """Write a number so that `typed` reads the same one again; a missing one is empty, a text stays."""
    # What no count or amount can be (infinite, beyond `LARGEST`) is written as it is, and will be marked.
    from babel.numbers import format_decimal

    if is_missing(value):
        return ""
    if isinstance(value, Complex) and not isinstance(value, Real):
        return str(value)
    try:
        number = float(value)
    except (ArithmeticError, TypeError, ValueError):
        return worded(value)
    if isinstance(value, (str, bytes, bool)) or not (number == 0 or 1 / LARGEST <= abs(number) < LARGEST):
        return str(value)
    shown = str(format_decimal(number, locale=written_as(lang).locale, decimal_quantization=False))
    return f"{shown}0" if _LONE.fullmatch(shown) and number % 1 else shown  # 1.2340 reads in one way only


def as_csv(results: pd.DataFrame, lang: str) -> str:
    """Return the results as CSV under their labels, in the language's own delimiter and decimal mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=written_as(lang).delimiter)
    heads = [say("bench.result", lang), *(label(str(c), lang) for c in results.columns[1:])]
    writer.writerow(map(as_text, heads))
    mark = written_as(lang).decimal
    for row in results.itertuples(index=False):
        cells = ("" if is_missing(value) else value for value in row)
        writer.writerow([as_text(c) if isinstance(c, str) else _digits(c).replace(".", mark) for c in cells])
    return out.getvalue()


def _digits(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def as_link(csv_text: str) -> str:
    """Return a data: address that holds the CSV, with the mark by which Excel knows UTF-8."""
    data = base64.b64encode(("\ufeff" + csv_text).encode()).decode()
    return f"data:text/csv;charset=utf-8;base64,{data}"


def as_python(results: pd.DataFrame, goal: Objective) -> str:
    """Return the lines that make the same verdict: run them, and `verdict` is it."""
    columns = [f"    {_quoted(str(name))}: [{', '.join(map(_python, results[name]))}]," for name in results]
    given = {f.name: getattr(goal, f.name) for f in fields(goal)[1:] if getattr(goal, f.name) != f.default}
    named = [f"{name}={_python(value)}" for name, value in given.items()]
    objective = ", ".join([_quoted(goal.name), *named])
    return "\n".join([
        "import cmkit as cm", "import pandas as pd", "",
        "results = pd.DataFrame({", *columns, "})",
        f"verdict = cm.judge(results, cm.Objective({objective}))", "verdict",
    ])


def as_plan_lines(plan: Plan) -> str:
    """Return the lines that make the same plan; a price that `cmkit.plan` cannot be given stays out."""
    chain, currency = plan.chain, plan.currency
    rates = [f"    {_quoted(step)}: {_odds(odds)}," for step, odds in chain.rates.items()]
    value = f"{plan.value:.12g}" if plan.asked == "sales" else _amount(plan.value, currency)
    asked = [f"{plan.asked}={value}", f"start={_quoted(chain.steps[0])}"]
    if chain.price and (chain.by_thousand or chain.priced in CLICKS):
        price = "cost_per_thousand" if chain.by_thousand else "cost_per_click"
        asked.append(f"{price}={_odds(chain.price, currency)}")
    asked += [f"aov={_odds(plan.aov, currency)}"] if plan.aov else []
    asked += [f"level={plan.level:g}"] if plan.level != 0.95 else []
    asked += [] if is_missing(plan.margin) else [f"margin={plan.margin:.12g}"]
    lines = ["import cmkit as cm", "", "rates = {", *rates, "}", f"cm.plan(rates, {', '.join(asked)})"]
    return "\n".join(lines)


def _odds(odds: Odds, currency: str | None = None) -> str:
    if odds.kind == "counts":
        return f'{{"hits": {odds.value * odds.trials:.12g}, "trials": {odds.trials:.12g}}}'
    ends = [_amount(end, currency) for end in (odds.low, odds.high)]
    return f"({', '.join(ends)})" if odds.kind == "range" else _amount(odds.value, currency)


def _amount(value: float, currency: str | None) -> str:
    return f"cm.Money({value:.12g}, {_quoted(currency)})" if currency else f"{value:.12g}"


def _python(value: Any) -> str:
    if is_missing(value):
        return "None"
    if isinstance(value, date):
        return _quoted(value.isoformat())
    return _quoted(value) if isinstance(value, str) else _digits(value)


def _quoted(text: str) -> str:
    """Write a text as Python reads it: JSON's escapes are Python's too."""
    return json.dumps(text, ensure_ascii=False)
