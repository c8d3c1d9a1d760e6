"""`planner`: a slider a step rate, a target or a budget, and the funnel and the plan that follow."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as widgets

from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle
from cmkit.answers.plan.odds import Odds
from cmkit.answers.plan.plan import Plan, plan
from cmkit.answers.plan.statement import step_name
from cmkit.catalogue.columns import Column
from cmkit.catalogue.quantity import as_number
from cmkit.desk.copies import as_plan_lines
from cmkit.desk.planner.rate import RateSlider
from cmkit.desk.typed import typed, written
from cmkit.language import sentences, writing
from cmkit.language.facts import Inside
from cmkit.language.labels import label
from cmkit.language.nearest import unknown
from cmkit.language.sentences import say
from cmkit.statements.page import render
from cmkit.statements.picture import drawn

EXAMPLE: dict[str, Any] = {"clicks": (900, 60_000), "leads": (45, 900), "sales": (9, 45)}
"""The chain of a planner that is given none, with the price and the target that go with it."""

EXAMPLE_ASKED: dict[str, Any] = {"sales": 20, "cost_per_thousand": 8, "aov": 60}

AIMS = ("sales", "budget")


class Planner(widgets.VBox):  # type: ignore[misc]
    """A plan that follows its sliders; made by `cmkit.planner`, a widget that shows itself. From code:

    - `plan` (`Plan`, or None where none can be made: `problem` then says why); `rates` by step;
    - `move(step, rate)`, `aim(sales=...)` or `aim(budget=...)`, `reset()`;
    - `python`: the lines that make this plan.
    """

    def __init__(self, made: Plan, lang: str, seed: int) -> None:
        self._first, self._lang, self._seed = made, lang, seed
        self._quiet = False
        self.chain = made.chain
        self.plan: Plan | None = made
        self.problem = ""
        self._make(made)
        super().__init__(self._rows())
        self.add_class("cmkit-planner")
        self._start(made)

    def _make(self, made: Plan) -> None:
        lang = self._lang
        choices = [(say(f"planner.aim_{aim}", lang), aim) for aim in AIMS]
        self._aim = widgets.ToggleButtons(options=choices)
        self._asked = {aim: self._box(say(f"planner.{aim}", lang)) for aim in AIMS}
        self._price = self._box(self._price_label())
        self._aov = self._box(say("planner.aov", lang))
        self._sliders = {step: self._slider(step, odds) for step, odds in self.chain.rates.items()}
        self._reset = widgets.Button(description=say("planner.reset", lang), icon="undo")
        self._code = widgets.ToggleButton(description=say("bench.python", lang), icon="code")
        self._picture, self._table, self._says, self._lines = (widgets.HTML() for _ in range(4))
        for control in (self._aim, *self._asked.values(), self._price, self._aov, self._code):
            control.observe(lambda _: self._do(self._follow), names="value")
        self._reset.on_click(lambda _: self.reset())

    def _box(self, label: str) -> widgets.Text:
        return widgets.Text(description=label, style={"description_width": "auto"})

    def _price_label(self) -> str:
        priced = self.chain.priced or self.chain.steps[0]
        name = writing.in_sentence(label(self.chain.indicator(priced), self._lang))
        key = "price_thousand" if priced == self.chain.steps[0] else "price_unit"
        return say(f"planner.{key}", self._lang, step=name)

    def _slider(self, step: str, odds: Odds) -> RateSlider:
        name = Inside(step_name(self.chain, step, short=True)).text(self._lang)
        return RateSlider(name, odds, self._lang, lambda rate: self._change(step, rate))

    def _change(self, step: str, rate: float) -> None:
        self.chain = self.chain.with_rate(step, rate)
        self._follow()

    def _do(self, action: Callable[..., None], *given: Any) -> None:
        if not self._quiet:
            action(*given)

    def _rows(self) -> list[widgets.Widget]:
        aims = widgets.HBox([self._aim, *self._asked.values(), self._price, self._aov])
        aims.add_class("cmkit-aims")
        sliders = widgets.VBox(list(self._sliders.values()))
        sliders.add_class("cmkit-rates")
        tools = widgets.HBox([self._reset, self._code])
        tools.add_class("cmkit-tools")
        style = widgets.HTML(render("planner.html", self._lang))
        return [style, aims, sliders, tools, self._says, self._lines, self._picture, self._table]

    def _start(self, made: Plan) -> None:
        """Put the controls where a plan stands, then show it."""
        self._quiet = True
        self.chain = made.chain
        self._aim.value = "budget" if made.asked == "budget" else "sales"
        sales, budget = (self._planned(made, name) for name in (made.chain.steps[-1], "budget"))
        self._asked["sales"].value, self._asked["budget"].value = sales, budget
        self._price.value = written(made.chain.price.value, self._lang) if made.chain.price else ""
        self._aov.value = written(made.aov.value, self._lang) if made.aov else ""
        self._quiet = False
        self._follow()

    def _planned(self, made: Plan, name: str) -> str:
        """Write what a plan says of its last step, or of its budget, so that it can be changed."""
        found = made.table.mid[made.table.step == name]
        value = found.tolist()[0] if len(found) else math.nan
        exact = made.asked == ("budget" if name == "budget" else "sales")
        return written(value if exact else float(f"{value:.3g}"), self._lang)

    def _read(self) -> dict[str, float]:
        """Return what is typed, by name; raise with the reason where something cannot be used."""
        asked = self._aim.value
        boxes = {asked: self._asked[asked], "price": self._price, "aov": self._aov}
        needed = (asked, "price") if asked == "budget" else (asked,)
        read = {name: self._number(box, name in needed) for name, box in boxes.items()}
        return {name: value for name, value in read.items() if value is not None}

    def _number(self, box: widgets.Text, needed: bool) -> float | None:
        unit = "count" if box is self._asked["sales"] else "money"
        read = typed(box.value, Column(box.description, unit), self._lang)
        reason = read.reason or (say("planner.empty") if needed and read.value is None else "")
        if reason or isinstance(read.value, str):
            raise errors.BadValueError("typed", name=box.description, reason=reason)
        if read.value is not None and not read.value > 0:
            raise errors.BadValueError("not_above_zero", name=box.description, value=box.value, where="")
        return read.value

    def _follow(self) -> None:
        """Make the plan anew and show it, the picture first; what cannot be planned is a sentence."""
        for aim, box in self._asked.items():
            box.layout.display = None if aim == self._aim.value else "none"
        with sentences.speaking(self._lang):
            try:
                self.plan, self.problem = self._made(), ""
            except errors.CmkitError as error:
                self.plan, self.problem = None, error.in_language(self._lang)
        self._show()

    def _made(self) -> Plan:
        read: dict[str, Any] = self._read()
        price, aov = (self._as_given(name, read.pop(name, None)) for name in ("price", "aov"))
        self.chain = replace(self.chain, price=price, priced=self.chain.priced or self.chain.steps[0])
        made = plan(self.chain, **read, aov=aov, level=self._first.level, seed=self._seed)
        return replace(made, currency=self._first.currency)

    def _as_given(self, name: str, value: float | None) -> Odds | None:
        """Return a price as typed; one that nobody changed keeps the bounds it was given with."""
        first = self._first.chain.price if name == "price" else self._first.aov
        if value is None or (first and written(first.value, self._lang) == written(value, self._lang)):
            return first if value is not None else None
        return Odds(value)

    def _show(self) -> None:
        lang = self._lang
        for step, odds in self.chain.rates.items():
            self._sliders[step].show(odds)
        self._says.value = (
            f'<p class="cmkit-problem" role="alert">{escape(self.problem)}</p>' if self.problem else ""
        )
        self._picture.value = drawn(self.plan.statement, lang).svg() if self.plan else ""
        self._table.value = self.plan.html(lang) if self.plan else ""
        self._lines.value = f"<pre>{escape(self.python)}</pre>" if self._code.value and self.plan else ""

    @property
    def rates(self) -> dict[str, float]:
        """The rates as the sliders stand, by step."""
        return {step: odds.value for step, odds in self.chain.rates.items()}

    @property
    def python(self) -> str:
        """The lines that make the same plan; "" where there is none."""
        return as_plan_lines(self.plan) if self.plan else ""

    def move(self, step: str, rate: float) -> None:
        """Move a slider: the rate at which `step` is reached, known as well as it was before."""
        if not isinstance(step, str) or step not in self.chain.rates:
            raise unknown("step", str(step), self.chain.rates)
        rate = as_number(rate, Column(f"{step} rate", "ratio"))
        most = 10.0 ** self._sliders[step].last
        if not 0 < rate <= most:
            raise errors.BadValueError("slider_range", step=step, value=f"{rate:g}", most=f"{most:g}")
        self._change(step, rate)

    def aim(self, sales: float | None = None, budget: float | None = None) -> None:
        """Plan for so many sales, or for a budget."""
        given = {
            name: value for name, value in {"sales": sales, "budget": budget}.items() if value is not None
        }
        if len(given) != 1:
            raise errors.BadValueError("ask_one", given=", ".join(given) or "–")
        ((name, value),) = given.items()
        self._quiet = True
        self._aim.value, self._asked[name].value = name, written(value, self._lang)
        self._quiet = False
        self._follow()

    def reset(self) -> None:
        """Put everything back as it was given."""
        self._start(self._first)


def planner(
    rates: Any = None,
    sales: float | None = None,
    budget: Any = None,
    aov: Any = None,
    cost_per_thousand: Any = None,
    cost_per_click: Any = None,
    start: str | None = None,
    level: float = 0.95,
    seed: int = 0,
    lang: str | None = None,
) -> Planner:
    """Plan with sliders: a widget in which each step rate is moved, and the funnel and the budget follow.

    The arguments are those of `cmkit.plan`: `rates` is a cycle or a mapping of steps to rates (by
    default a made example), then a `sales` target (by default what the cycle sold) or a `budget`.
    `lang` is "fr" or "en". A slider moves a rate as it was measured: its counts keep their number of
    trials, so that the range stays as wide as what is known.

    Works in JupyterLab and in Voilà. Raises as `cmkit.plan` does.

    >>> round(planner(lang="en").rates["clicks"], 4)
    0.015
    """
    lang = writing.language(lang)
    asked: dict[str, Any] = {"sales": sales, "budget": budget, "aov": aov}
    prices = {"cost_per_thousand": cost_per_thousand, "cost_per_click": cost_per_click}
    if rates is None:
        rates, given = EXAMPLE, {name: value for name, value in (asked | prices).items() if value is not None}
        example = {n: v for n, v in EXAMPLE_ASKED.items() if not (n == "sales" and "budget" in given)}
        if "cost_per_click" in given:
            example.pop("cost_per_thousand")
        asked, prices = example | given, {}
    elif sales is None and budget is None:
        asked["sales"] = _sold(rates)
    return Planner(plan(rates, **asked, **prices, start=start, level=level, seed=seed), lang, seed)


def _sold(rates: Any) -> float:
    """Return what a cycle sold, as a first target; 10 where it sold nothing or is no cycle."""
    sold = rates.table["count"].tolist()[-1] if isinstance(rates, Cycle) else math.nan
    return float(sold) if sold > 0 else 10.0
