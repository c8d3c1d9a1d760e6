"""What the work was for: an objective, the KPI that decide it, and the target set beforehand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cmkit import errors
from cmkit.catalogue import CATALOGUE, find
from cmkit.catalogue.columns import NUMBERS, Column, by_heading, normalised
from cmkit.catalogue.measure import computable
from cmkit.given.asked import Text, as_text, asked
from cmkit.given.money import as_money
from cmkit.given.names import called, meaning
from cmkit.given.numbers import as_day, cell, column_rule
from cmkit.language import sentences
from cmkit.language.facts import All, Fact, Inside, Quoted, Typed
from cmkit.language.languages import declared, languages
from cmkit.language.said import said, unknown
from cmkit.language.writing import Labelled, worded


@dataclass(frozen=True)
class Aim:
    """An objective: what decides it, supports it, must never decide it. Source: metrics.md, table 2.1."""

    deciding: tuple[str, ...]
    supporting: tuple[str, ...]
    never: tuple[str, ...]


_AIMS = declared("given/aims.toml")
_ALWAYS = _AIMS.pop("always")
RATES: tuple[str, ...] = tuple(_ALWAYS["rates"])
"""The engagement rates, in the order in which a table is tried for one; none decides an objective."""
NOTICED, REMEMBERED = tuple(_ALWAYS["noticed"]), tuple(_ALWAYS["remembered"])
"""The columns that count attention paid, and those that show that it lasted."""
AIMS = {
    name: Aim(tuple(of["deciding"]), tuple(of["supporting"]), (*RATES, *_ALWAYS["never"], *of["never"]))
    for name, of in _AIMS.items()
}
"""The four objectives of community management, then the two that end the cycle."""


@dataclass(frozen=True)
class Objective(Labelled):
    """What was wanted, set before looking: an objective, and where known a target, a KPI, a date.

    - `name`: traffic, visibility, image, notoriety, leads or sales (the French words work too).
    - `target`: the value that each result is to reach, in the KPI's unit (a rate as a ratio: 0.05 for 5 %).
    - `kpi`: the column or metric that decides; by default the first deciding KPI that the results
      have (for traffic: link clicks, else clicks, else sessions).
    - `by`: the date ("2026-12-31", "31/12/2026") by which; `budget`: money (1200, "1 200 €", `Money`);
      `owner`: who answers for it.
    - `baseline`: where things stood; attainment is then the way made from there to the target.
    - `near`: the share of the target from which a result is "near" (0.9).
    - `currency`: a code such as "EUR", only for showing amounts; never assumed.
    - `total`: the value that all results are to reach together: those dated from `start` to `by`.

    Raises `UnknownNameError` for another objective, `RefusedKpiError` for a KPI that must never
    decide it, `BadValueError` for a number or a date that cannot be.

    >>> Objective("traffic", target=400).name
    'traffic'
    """

    name: str
    target: float | None = None
    kpi: str | None = None
    by: date | str | None = None
    budget: Any = None  # a number, or Money; kept as a number
    owner: str | None = None
    baseline: float | None = None
    near: float = 0.9
    currency: str | None = None
    total: float | None = None
    start: date | str | None = None

    def __post_init__(self) -> None:
        words = {name: name for name in AIMS}
        for lang in languages():
            words |= {normalised(sentences.say(f"catalogue.objective_{name}", lang)): name for name in AIMS}
        meant = words.get(normalised(self.name)) if isinstance(self.name, str) else None
        if meant is None:
            raise unknown("objective", self.name, AIMS)
        object.__setattr__(self, "name", meant)
        for field in ("kpi", "owner", "currency"):
            object.__setattr__(self, field, as_text(field, getattr(self, field)) or None)
        for field in ("start", "by"):
            day = getattr(self, field)
            object.__setattr__(self, field, None if day is None else as_day(field, day))
        if self.start and self.by and str(self.start) > str(self.by):
            raise errors.BadValueError("start_after_by", start=self.start, by=self.by)
        if (budget := as_money("budget", self.budget)) is not None:
            object.__setattr__(self, "currency", self.currency or budget.currency)
        object.__setattr__(self, "budget", budget and budget.amount)
        if self.kpi is not None:
            object.__setattr__(self, "kpi", kpi_name(self.kpi))
        unit = column_rule(str(self.kpi)).unit
        for field, of in {"target": unit, "total": unit, "baseline": unit, "near": "ratio"}.items():
            object.__setattr__(self, field, self._finite(field, getattr(self, field), of))
        if self.near is None or not 0 < self.near <= 1:
            raise errors.BadValueError("near_range", value=Typed(self.near))
        if self.baseline is not None and self.baseline == self.target:
            raise errors.BadValueError("baseline_is_target", value=f"{self.baseline:g}")
        self._refuse_what_never_decides(str(self.kpi))

    @property
    def aim(self) -> Aim:
        """What decides this objective, supports it, must never decide it."""
        return AIMS[self.name]

    @property
    def label_key(self) -> str:
        """The key of its label ("traffic", "trafic")."""
        return f"catalogue.objective_{self.name}"

    def _refuse_what_never_decides(self, kpi: str) -> None:
        if kpi not in self.aim.never:
            return
        instead = All(tuple(Inside(name) for name in self.aim.deciding[:3]))
        reason = said(f"objectives.why_not_{self.name}")
        named = {"kpi": Inside(kpi), "objective": said(self.label_key), "instead": instead}
        key = "refused_supporting_kpi" if self.supported_by(kpi) else "refused_kpi"
        raise errors.RefusedKpiError(key, reason=reason, **named)

    @asked
    def supported_by(self, kpi: Text) -> bool:
        """Tell whether a KPI supports this objective without deciding it; all engagement rates do as one."""
        return kpi in self.aim.supporting or (kpi in RATES and RATES[0] in self.aim.supporting)

    def _finite(self, field: str, value: Any, unit: str) -> float | None:
        if value is None:
            return None
        if self.kpi is None and unit == "count" and "%" in worded(value):
            rates = [name for name in self.aim.deciding if column_rule(name).unit in ("ratio", "share")]
            known = All(tuple(map(Quoted, rates)), "errors.or_join")
            raise errors.BadValueError("percent_of_what", name=field, value=Typed(value), known=known)
        number = cell(value, Column(field, unit, minimum=None))
        if math.isnan(number):
            raise errors.BadValueError("not_finite", name=field, value="nan", where="")
        return number

    def _kpi_among(self, columns: Sequence[str]) -> str:
        kpi = str(self.kpi)
        meant = meaning(kpi) if kpi not in columns and kpi not in CATALOGUE else ""
        return meant if meant in columns else kpi

    @asked
    def candidates(self, columns: Sequence[str]) -> list[str]:
        """Return the KPI that could decide with these columns, best first; raise where there is none.

        A `kpi` that was asked for is the only one; it may be a column that cmkit does not know.
        """
        wanted = [self._kpi_among(columns)] if self.kpi else list(self.aim.deciding)
        found = [kpi for kpi in wanted if kpi in columns or (kpi in CATALOGUE and computable(kpi, columns))]
        if found:
            return found
        present = All(tuple(called(str(name)) for name in columns), "words.comma")
        if self.kpi and self.kpi not in CATALOGUE and self.kpi not in NUMBERS:
            raise unknown("kpi", self.kpi, [*columns, *self.aim.deciding])
        wants = All(tuple(_needs(kpi) for kpi in wanted[:6]), "errors.or_join")
        facts = {"objective": said(self.label_key), "wants": wants, "present": present, "column": wanted[0]}
        raise errors.MissingColumnError("missing_kpi", **facts)


def kpi_name(word: str) -> str:
    """Return the name of a KPI given by name, alias or label; a word that is none of these as it is."""
    if word in NUMBERS:
        return word
    if heading := by_heading([word]):
        return heading[word]
    try:
        return find(word).name
    except errors.UnknownNameError:
        return word


def _needs(kpi: str) -> Fact:
    if kpi not in CATALOGUE:
        return Inside(kpi)
    made_of = All(tuple(Inside(name) for name in CATALOGUE[kpi].inputs), "words.comma")
    return said("errors.kpi_named", kpi=Inside(kpi), made_of=made_of)


