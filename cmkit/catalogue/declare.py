"""How a metric is declared: a plain function whose parameters are columns and whose body is its formula."""

import functools
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from cmkit.catalogue.columns import NUMBERS, Column, normalised
from cmkit.catalogue.quantity import apply, as_number, within
from cmkit.language.languages import languages
from cmkit.language.said import unknown
from cmkit.language.writing import Labelled, labels, worded

Formula = TypeVar("Formula", bound=Callable[..., Any])


@dataclass(frozen=True)
class Metric(Labelled):
    """A declared metric: its formula, its unit, what it serves (what it is called is `labels.toml`)."""

    name: str
    formula: Callable[..., Any]
    unit: str
    stage: str  # a step of the cycle
    serves: tuple[str, ...] = ()  # names of objectives
    better: str = "higher"  # or "lower"
    also: tuple[str, ...] = ()  # other names it answers to
    floor: float | None = 0.0  # the least value it can take (None: any)
    most: float | None = None  # the greatest (None: any); 1 of a part of a whole
    pools: str = "sums"  # or "chain", "bounds": see `pool`

    @functools.cached_property
    def constants(self) -> dict[str, float]:
        """The formula's keyword-only parameters and their values (NaN: to be given)."""
        return dict(self.formula.__kwdefaults__ or {})

    @functools.cached_property
    def inputs(self) -> tuple[str, ...]:
        """The columns, or other metrics, that the formula reads."""
        parameters = inspect.signature(self.formula).parameters
        return tuple(name for name in parameters if name not in self.constants)

    def value(self, **inputs: Any) -> Any:
        """Apply the formula; missing where its value lies outside the range that was declared."""
        # A value below zero cannot come from columns that are not, so that the usual floor needs no test.
        value = self.formula(**inputs)
        if self.most is None and self.floor in (0, None):
            return value
        return within(value, *self.range)

    @property
    def range(self) -> tuple[float, float]:
        """The least and the greatest value it can take."""
        return -FAR if self.floor is None else self.floor, FAR if self.most is None else self.most

    @property
    def words(self) -> tuple[str, ...]:
        """Every word it answers to: its name, with spaces too, its other names, its labels."""
        return (self.name, self.name.replace("_", " "), *self.also, *labels(self.name))


FAR = sys.float_info.max
CATALOGUE: dict[str, Metric] = {}
FUNCTIONS: dict[str, Callable[..., Any]] = {}


def metric(**known: Any) -> Callable[[Formula], Formula]:
    """Declare a function as a metric of the catalogue; `known` is what else a `Metric` is made of."""
    # It goes on being called as a plain function; `apply` checks its arguments and makes them floats.

    def declare(formula: Formula) -> Formula:
        name = formula.__name__
        made = CATALOGUE[name] = Metric(name, formula, **known)
        signature = inspect.signature(formula)

        @functools.wraps(formula)
        def call(*args: Any, **kwargs: Any) -> Any:
            given = signature.bind(*args, **kwargs).arguments
            rules = {k: Column(k, "score", minimum=None) for k in made.constants if k in given}
            constants = {k: as_number(given.pop(k), rule) for k, rule in rules.items()}
            columns = {n: column_of(n) for n in given}
            return apply(name, functools.partial(made.value, **constants), given, columns)

        FUNCTIONS[name] = call
        return call  # type: ignore[return-value]

    return declare


def column_of(name: str) -> Column:
    """Return the rule of an input: a column of the schema, or a metric read as a column."""
    if name in NUMBERS:
        return NUMBERS[name]
    found = CATALOGUE[name]
    adds = "sum" if found.unit in ("count", "money") and not is_rate(found) else "never"
    minimum = found.floor and min(found.floor, 0.0)  # read as a column, it was measured elsewhere
    return Column(name, found.unit, minimum, adds, found.better)


def is_rate(found: Metric) -> bool:
    """Tell whether the formula divides, so that it must be pooled from sums and never added up."""
    return "ratio" in found.formula.__code__.co_names


@functools.cache
def _aliases(declared: tuple[str, ...], spoken: tuple[str, ...]) -> dict[str, str]:
    return {normalised(word): name for name in declared for word in CATALOGUE[name].words}


def find(name: str) -> Metric:
    """Return the metric of that name, alias or label (in any language), or name the nearest one."""
    word = worded(name)
    known = word if word in CATALOGUE else _aliases(tuple(CATALOGUE), languages()).get(normalised(word))
    if known is None:
        raise unknown("metric", name, [*CATALOGUE, *(a for m in CATALOGUE.values() for a in m.also)])
    return CATALOGUE[known]
