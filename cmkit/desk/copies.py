"""What leaves a widget: results as CSV, and the Python lines that make the same verdict or plan."""

import base64
import csv
import io
import json
from dataclasses import fields
from datetime import date
from typing import Any

import pandas as pd

from cmkit.answers.plan.chains import CLICKS, Odds
from cmkit.answers.plan.plan import Plan
from cmkit.given.objective import Objective
from cmkit.language.labels import label
from cmkit.language.languages import written_as
from cmkit.language.sentences import say
from cmkit.language.writing import is_missing
from cmkit.statements.saving import as_text


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
