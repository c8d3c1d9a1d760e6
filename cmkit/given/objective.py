"""What the work was for: an objective, the KPI that decide it, and the target set beforehand."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

from cmkit import errors
from cmkit.catalogue import CATALOGUE, find
from cmkit.catalogue.columns import NUMBERS, Column, by_heading, normalised
from cmkit.catalogue.measure import computable
from cmkit.catalogue.quantity import as_number
from cmkit.given.asked import asked
from cmkit.given.headings import meaning
from cmkit.language import sentences
from cmkit.language.facts import All, Inside
from cmkit.language.labels import Labelled
from cmkit.language.languages import languages
from cmkit.language.nearest import unknown
from cmkit.language.said import Said, said
from cmkit.language.writing import shown


@dataclass(frozen=True)
class Aim:
    """An objective as the field defines it: what decides it, what supports it, what must never decide it.

    Source: metrics.md, table 2.1 (see `aims.toml`).
    """

    deciding: tuple[str, ...]
    supporting: tuple[str, ...]
    never: tuple[str, ...]


_AIMS = tomllib.loads((resources.files("cmkit.given") / "aims.toml").read_text(encoding="utf-8"))
_ALWAYS = _AIMS.pop("always")
RATES: tuple[str, ...] = tuple(_ALWAYS["rates"])
"""The engagement rates, in the order in which a table is tried for one; none decides an objective."""
AIMS = {
    name: Aim(tuple(of["deciding"]), tuple(of["supporting"]), (*RATES, *_ALWAYS["never"], *of["never"]))
    for name, of in _AIMS.items()
}
"""The four objectives of community management, then the two that end the cycle."""


@dataclass(frozen=True)
class Objective(Labelled):
    """What was wanted, set before looking: an objective, and where known a target, a KPI, a date.

    - `name`: traffic, visibility, image, notoriety, leads or sales (the French words work too).
    - `target`: the value to reach, in the KPI's unit (a rate as a ratio: 0.05 for 5 %).
    - `kpi`: the column or metric that decides; by default the first deciding KPI that the results
      have (for traffic: link clicks, else clicks, else sessions).
    - `by`: the date (or "2026-12-31") by which; `budget`: money; `owner`: who answers for it.
    - `baseline`: where things stood; attainment is then the way made from there to the target.
    - `near`: the share of the target from which a result is "near" (0.9).
    - `currency`: a code such as "EUR", only for showing amounts; never assumed.

    Raises `UnknownNameError` for another objective, `RefusedKpiError` for a KPI that must never
    decide it, `BadValueError` for a number or a date that cannot be.

    >>> Objective("traffic", target=400).name
    'traffic'
    """

    name: str
    target: float | None = None
    kpi: str | None = None
    by: date | str | None = None
    budget: float | None = None
    owner: str | None = None
    baseline: float | None = None
    near: float = 0.9
    currency: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", _objective(self.name))
        object.__setattr__(self, "by", _deadline(self.by))
        for field in ("target", "budget", "baseline", "near"):
            object.__setattr__(self, field, _finite(field, getattr(self, field)))
        if self.near is None or not 0 < self.near <= 1:
            raise errors.BadValueError("near_range", value=shown(self.near))
        if self.baseline is not None and self.baseline == self.target:
            raise errors.BadValueError("baseline_is_target", value=f"{self.baseline:g}")
        if not isinstance(self.kpi, str | None):
            raise errors.NotANumberError("not_text", name="kpi", value=shown(self.kpi))
        if self.kpi is not None:
            object.__setattr__(self, "kpi", kpi_name(self.kpi))
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
        instead = (said("errors.kpi_named", kpi=Inside(k), name=k) for k in self.aim.deciding[:3])
        reason = said(f"objectives.why_not_{self.name}")
        named = {"kpi": Inside(kpi), "objective": said(self.label_key), "instead": All(tuple(instead))}
        raise errors.RefusedKpiError("refused_kpi", reason=reason, **named)

    def _kpi_among(self, columns: Sequence[str]) -> str:
        """Return the KPI asked for, by the column that its heading means where it is none of these."""
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
        present = ", ".join(map(str, columns))
        if self.kpi and self.kpi not in CATALOGUE and self.kpi not in NUMBERS:
            raise unknown("kpi", self.kpi, [*columns, *self.aim.deciding])
        wants = All(tuple(_needs(kpi) for kpi in wanted[:6]), "errors.or_join")
        facts = {"objective": said(self.label_key), "wants": wants, "present": present, "column": wanted[0]}
        raise errors.MissingColumnError("missing_kpi", **facts)


def kpi_name(word: str) -> str:
    """Return the name of a KPI given by name, alias or label; a word that is none of these as it is.

    >>> kpi_name("Clics sur un lien"), kpi_name("er_reach"), kpi_name("my_column")
    ('link_clicks', 'engagement_rate', 'my_column')
    """
    if word in NUMBERS:
        return word
    if heading := by_heading([word]):
        return heading[word]
    try:
        return find(word).name
    except errors.UnknownNameError:
        return word


def _needs(kpi: str) -> Said | str:
    """Name a KPI in words, with the columns that it is or is made of."""
    if kpi in CATALOGUE:
        return said("errors.kpi_named", kpi=Inside(kpi), name=", ".join(CATALOGUE[kpi].inputs))
    return said("errors.kpi_named", kpi=Inside(kpi), name=kpi) if kpi in NUMBERS else kpi


def _objective(word: str) -> str:
    words = {name: name for name in AIMS}
    for lang in languages():
        words |= {normalised(sentences.say(f"catalogue.objective_{name}", lang)): name for name in AIMS}
    meant = words.get(normalised(word)) if isinstance(word, str) else None
    if meant is None:
        raise unknown("objective", word, AIMS)
    return meant


def _deadline(by: date | str | None) -> date | None:
    if by is None or isinstance(by, date):
        return by
    try:
        return date.fromisoformat(by)
    except (TypeError, ValueError):
        raise errors.BadValueError("not_a_date", value=shown(by)) from None


def _finite(field: str, value: object) -> float | None:
    if value is None:
        return None
    number = as_number(value, Column(field, "count", minimum=0 if field == "budget" else None))
    if math.isnan(number):
        raise errors.BadValueError("not_finite", name=field, value="nan", where="")
    return number
