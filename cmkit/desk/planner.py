"""`planner`: a slider a step rate, a target or a budget, and the funnel and the plan that follow."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from cmkit import errors
from cmkit.answers.cycle.cycle import Cycle
from cmkit.answers.plan.chains import Odds, step_name
from cmkit.answers.plan.plan import Plan, plan, rate_of, verdict
from cmkit.catalogue.columns import Column
from cmkit.desk.bench.controls import told
from cmkit.desk.typed import as_plan_lines, typed, written
from cmkit.given.numbers import one
from cmkit.language import sentences
from cmkit.language.facts import Inside
from cmkit.language.said import unknown
from cmkit.language.sentences import say
from cmkit.language.writing import language
from cmkit.statements.html import fragment, render
from cmkit.statements.shown import drawn

EXAMPLE: dict[str, Any] = {"clicks": (900, 60_000), "leads": (45, 900), "sales": (9, 45)}
EXAMPLE_ASKED: dict[str, Any] = {"sales": 20, "cost_per_thousand": 8, "aov": 60}
"""The chain of a planner that is given none, with the price and the target that go with it."""
INSTEAD = {"sales": "budget", "cost_per_thousand": "cost_per_click"}
"""What of the example leaves where its other is given."""
LOWEST, STEP = -5.0, 0.01
"""A slider goes from a thousandth of a percent up; a key press moves it by about 2 % of its value."""


class Planner(widgets.VBox):  # type: ignore[misc]
    """A plan that follows its sliders; made by `cmkit.planner`, a widget that shows itself. From code:

    - `plan` (`Plan`, or None where none can be made: `problem` then says why); `rates` by step;
    - `move(step, rate)`, `aim(sales=...)` or `aim(budget=...)`, `reset()`;
    - `python`: the lines that make this plan.
    """

    def __init__(self, made: Plan, lang: str, seed: int) -> None:
        self._first, self._lang, self._seed, self._quiet = made, lang, seed, False
        self.chain = made.chain
        self.plan: Plan | None = made
        self.problem = ""
        self._make()
        aims = [self._aim, *self._asked.values(), self._price, self._aov, self._margin]
        rows = [
            widgets.HTML(render("desk/pages/planner.html", lang)),
            widgets.HBox(aims, _dom_classes=("cmkit-aims",)),
            widgets.VBox(list(self._sliders.values()), _dom_classes=("cmkit-rates",)),
            widgets.HBox([self._reset, self._code], _dom_classes=("cmkit-tools",)),
            self._says, self._lines, self._picture, self._table,
        ]  # fmt: skip
        super().__init__(rows, _dom_classes=("cmkit-planner",))
        self.reset()

    def _make(self) -> None:
        lang = self._lang
        aims = [(say(f"planner.aim_{aim}", lang), aim) for aim in ("sales", "budget")]
        self._aim = widgets.ToggleButtons(options=aims)
        priced = self.chain.priced or self.chain.steps[0]
        price = "price_thousand" if priced == self.chain.steps[0] else "price_unit"
        named = say(f"planner.{price}", lang, step=Inside(self.chain.indicator(priced)).text(lang))
        said = [say(f"planner.{name}", lang) for name in ("sales", "budget", "aov", "margin")]
        unit = f" ({self._first.currency})" if self._first.currency else ""
        names = [said[0], said[1] + unit, said[2] + unit, named + unit, said[3]]
        sales, budget, self._aov, self._price, self._margin = (
            widgets.Text(description=name, style={"description_width": "auto"}) for name in names
        )
        self._asked = {"sales": sales, "budget": budget}
        self._sliders = {
            step: RateSlider(Inside(step_name(self.chain, step, short=True)).text(lang), odds, lang,
                             partial(self._change, step)) for step, odds in self.chain.rates.items()
        }  # fmt: skip
        self._reset = widgets.Button(description=say("planner.reset", lang), icon="undo")
        self._code = widgets.ToggleButton(description=say("bench.python", lang), icon="code")
        self._picture, self._table, self._says, self._lines = (widgets.HTML() for _ in range(4))
        for control in (self._aim, sales, budget, self._price, self._aov, self._margin, self._code):
            control.observe(lambda _: None if self._quiet else self._follow(), names="value")
        self._reset.on_click(lambda _: self.reset())

    def _change(self, step: str, rate: float) -> None:
        self.chain = self.chain.with_rate(step, rate)
        self._follow()

    def reset(self) -> None:
        """Put everything back as it was given."""
        made, self.chain = self._first, self._first.chain
        # what the first plan says of its last step, and of its budget, so that it can be changed
        planned = {"sales": made.middle[made.chain.steps[-1]], "budget": made.middle.get("budget", math.nan)}
        planned |= {aim: float(f"{value:.3g}") for aim, value in planned.items() if aim != made.asked}
        self._put({
            self._aim: "budget" if made.asked == "budget" else "sales",
            **{box: planned[aim] for aim, box in self._asked.items()},
            self._price: made.chain.price and made.chain.price.value,
            self._aov: made.aov and made.aov.value, self._margin: made.margin,
        })  # fmt: skip

    def _put(self, values: dict[widgets.Widget, Any]) -> None:
        self._quiet = True
        for box, value in values.items():
            box.value = written(value, self._lang)
        self._quiet = False
        self._follow()

    def _typed(self, box: widgets.Text, needed: bool) -> float | None:
        unit = {self._asked["sales"]: "count", self._margin: "share"}.get(box, "money")
        read = typed(box.value, Column(box.description, unit), self._lang)
        reason = read.reason or (say("planner.empty") if needed and read.value is None else "")
        if reason or isinstance(read.value, str):
            raise errors.BadValueError("typed", name=box.description, reason=reason)
        if read.value is not None and not read.value > 0 and box is not self._margin:
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
        first, asked = self._first, self._aim.value
        target: dict[str, Any] = {asked: self._typed(self._asked[asked], True)}
        price = self._odds(first.chain.price, self._typed(self._price, asked == "budget"))
        aov = self._odds(first.aov, self._typed(self._aov, False))
        self.chain = replace(self.chain, price=price, priced=self.chain.priced or self.chain.steps[0])
        margin = self._typed(self._margin, False)
        made = plan(self.chain, **target, aov=aov, level=first.level, seed=self._seed, margin=margin)
        return replace(made, currency=first.currency)

    def _odds(self, given: Odds | None, value: float | None) -> Odds | None:
        """Return a price as typed; one that nobody changed keeps the bounds it was given with."""
        kept = given and written(given.value, self._lang) == written(value, self._lang)
        return given if kept else None if value is None else Odds(value)

    def _show(self) -> None:
        made, lang = self.plan, self._lang
        for step, odds in self.chain.rates.items():
            self._sliders[step].show(odds)
        lead = verdict(made) if made else None
        self._says.value = told(self.problem) or told(lead.text(lang) if lead else "", "cmkit-lead", "status")
        stated = made.statement if made else None
        self._picture.value = drawn(stated, lang).svg() if stated else ""
        # the first line of a plan stands above its picture
        rest = [part for part in stated.parts if getattr(part, "style", "") != "lead"] if stated else []
        self._table.value = fragment(replace(stated, parts=tuple(rest)), lang) if stated else ""
        self._lines.value = f"<pre>{escape(self.python)}</pre>" if self._code.value and made else ""

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
            raise unknown("step", step, self.chain.rates)
        rate, most = one("rate", rate, "ratio"), 10.0 ** self._sliders[step].last
        if not 0 < rate <= most:
            raise errors.BadValueError("slider_range", step=Inside(step), value=f"{rate:g}", most=f"{most:g}")
        self._change(step, rate)

    def aim(self, sales: float | None = None, budget: float | None = None) -> None:
        """Plan for so many sales, or for a budget."""
        given = {name: value for name, value in (("sales", sales), ("budget", budget)) if value is not None}
        if len(given) != 1:
            raise errors.BadValueError("ask_one", given=", ".join(given) or "–")
        ((name, value),) = given.items()
        self._put({self._aim: name, self._asked[name]: value})


class RateSlider(widgets.HBox):  # type: ignore[misc]
    """A rate that can be moved; `moved` is told the rate at which a person puts it."""
    # Its places are whole numbers: the page would send a rate rounded to its steps back as if it were moved.

    def __init__(self, name: str, odds: Odds, lang: str, moved: Callable[[float], None]) -> None:
        self._lang, self._moved, self._quiet = lang, moved, False
        self.first, self.last = ends(odds.value)
        self.slider = widgets.IntSlider(
            max=round((self.last - self.first) / STEP), readout=False,
            description=say("planner.rate", lang, step=name), style={"description_width": "13rem"},
        )  # fmt: skip
        self.says = widgets.HTML()
        super().__init__([self.slider, self.says])
        self.show(odds)
        self.slider.observe(lambda change: self._put(change["new"]), names="value")

    def show(self, odds: Odds) -> None:
        """Stand where a rate is, and write it, without taking it for a person's move."""
        power = math.log10(odds.value) if odds.value > 0 else self.first
        self._quiet = True
        self.slider.value = round((min(max(power, self.first), self.last) - self.first) / STEP)
        self._quiet = False
        self.says.value = f"<b>{escape(rate_of(odds).text(self._lang))}</b>"

    def _put(self, place: int) -> None:
        if not self._quiet:
            self._moved(10 ** min(self.first + place * STEP, self.last))


def ends(rate: float) -> tuple[float, float]:
    """Return the powers of ten between which a rate can be moved, beyond 100 % where it is there already."""
    least = math.floor(math.log10(rate)) if rate > 0 else LOWEST
    most = math.ceil(math.log10(rate)) + 1 if rate > 1 else 0
    return float(min(LOWEST, least)), float(most)


def planner(
    rates: Any = None, sales: float | None = None, budget: Any = None, aov: Any = None,
    cost_per_thousand: Any = None, cost_per_click: Any = None, start: str | None = None, level: float = 0.95,
    seed: int = 0, lang: str | None = None, margin: float | None = None,
) -> Planner:  # fmt: skip
    """Plan with sliders: a widget in which each step rate is moved, and the funnel and the budget follow.

    The arguments are those of `cmkit.plan`: `rates` is a cycle or a mapping of steps to rates (by
    default a made example), then a `sales` target (by default what the cycle sold) or a `budget`.
    `lang` is "fr" or "en". With an order value and a margin, its first line says whether the plan pays and
    where it breaks even. A slider moves a rate as it was measured: its counts keep their number of
    trials, so that the range stays as wide as what is known.

    Works in JupyterLab and in Voilà. Raises as `cmkit.plan` does.

    >>> round(planner(lang="en").rates["clicks"], 4)
    0.015
    """
    lang = language(lang)
    prices = {"aov": aov, "cost_per_thousand": cost_per_thousand, "cost_per_click": cost_per_click}
    asked = {"sales": sales, "budget": budget, "margin": margin} | prices
    given = {name: value for name, value in asked.items() if value is not None}
    if rates is None:
        example = {name: value for name, value in EXAMPLE_ASKED.items() if INSTEAD.get(name) not in given}
        rates, given = EXAMPLE, example | given
    elif not {"sales", "budget"} & set(given):
        sold = rates.entries[-1].count if isinstance(rates, Cycle) else math.nan
        given["sales"] = sold if sold > 0 else 10.0
    return Planner(plan(rates, **given, start=start, level=level, seed=seed), lang, seed)


