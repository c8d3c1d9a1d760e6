"""`attribute`: the credit of each channel for conversions, or their value, by one model."""

import math
import warnings
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from cmkit import errors
from cmkit.answers.attribution.markov import checked_order, markov
from cmkit.answers.attribution.opening import MARK, Floats, Paths, counted, read_paths, value_column
from cmkit.answers.attribution.shapley import EXACT, shapley
from cmkit.given.names import is_direct
from cmkit.given.numbers import one
from cmkit.language.facts import Number
from cmkit.language.languages import declared
from cmkit.language.said import Said, said, unknown
from cmkit.language.sentences import current
from cmkit.language.writing import worded

NAMES = declared("answers/attribution/models.toml")
"""The other names of the models."""

ENDS = 0.4
"""What the first and the last touch get each by position, the others sharing the rest (40/20/40)."""


def first(paths: Paths) -> Floats:
    """Credit the first touch."""
    return paths.by_channel(paths.weight, paths.codes[paths.starts])


def last(paths: Paths) -> Floats:
    """Credit the last touch."""
    return paths.by_channel(paths.weight, paths.codes[paths.ends])


def last_non_direct(paths: Paths) -> Floats:
    """Credit the last touch that is not a direct visit; where all are, the last."""
    direct = np.array([is_direct(name) for name in paths.channels])[paths.codes]
    latest = np.maximum.reduceat(np.where(direct, -1, np.arange(len(paths.codes))), paths.starts)
    return paths.by_channel(paths.weight, paths.codes[np.where(latest < 0, paths.ends, latest)])


def linear(paths: Paths) -> Floats:
    """Credit every touch alike."""
    return paths.by_channel(np.repeat(paths.weight / paths.lengths, paths.lengths))


def position(paths: Paths) -> Floats:
    """Credit the first touch 40 %, the last 40 %, those between 20 % together; of two, half each."""
    middle = np.maximum(paths.lengths - 2, 1)
    share = np.repeat((1 - 2 * ENDS) / middle, paths.lengths)
    ends = np.where(paths.lengths > 2, ENDS, 1 / np.minimum(paths.lengths, 2))
    share[paths.starts] = share[paths.ends] = ends
    return paths.by_channel(share * np.repeat(paths.weight, paths.lengths))


def decay(days: Any, half_life: float) -> Any:
    """Return the weight of a touch so many days before the conversion: half for each half-life."""
    return 2.0 ** (-days / half_life)


def time_decay(paths: Paths, half_life: float) -> Floats:
    """Credit each touch by `decay`, shared within its path; all paths must have their days."""
    days = known_days(paths)
    nearest = np.minimum.reduceat(days, paths.starts)
    weights = decay(days - np.repeat(nearest, paths.lengths), half_life)
    in_all = np.add.reduceat(weights, paths.starts)
    return paths.by_channel(weights * np.repeat(paths.weight / in_all, paths.lengths))


def known_days(paths: Paths) -> Floats:
    """Return the days of each touch; those of paths that did not convert do not matter and count as 0."""
    if paths.days is None:
        raise errors.MissingColumnError("no_days")
    return np.where(np.repeat(paths.weight > 0, paths.lengths), paths.days, 0.0)


def with_days(paths: Paths) -> Paths:
    """Return the paths for which time can be counted; the others that converted are set aside."""
    missing = np.isnan(np.maximum.reduceat(known_days(paths), paths.starts))
    converted = paths.weight > 0
    if missing.any() and missing[converted].all():
        raise errors.MissingColumnError("no_days")
    aside, kept = paths.aside.copied(), ~missing
    aside.put(paths.rows[missing], "days", "no_days")
    return replace(paths.only(kept), aside=aside)


RULES = {rule.__name__: rule for rule in (first, last, last_non_direct, linear, position)}
MODELS = (*RULES, "time_decay", "markov", "shapley")
ALSO = {word: name for name, words in NAMES["also"].items() for word in words}
"""Other names of the models, in English and in French."""


@dataclass(frozen=True)
class Options:
    """What some models ask for: `half_life` in days (time decay), `order` (Markov), draws (Shapley)."""

    half_life: float = 7.0
    order: int = 1
    samples: int = 200
    seed: int = 0


@dataclass(frozen=True)
class Credit:
    """What a model credits to each channel of `paths.channels`, up to `total`, and what it rests on."""

    credit: Floats
    total: float
    paths: Paths
    how: dict[str, Any] = field(default_factory=dict)
    note: Said | None = None

    @property
    def share(self) -> Floats:
        """The part of the total of each channel; NaN where there is nothing to credit."""
        return whole(self.credit / self.total, 1.0) if self.total else self.credit * math.nan


def attribute(
    paths: Any, model: str = "linear", value: str | bool | None = None, half_life: float = 7.0,
    order: int = 1, samples: int = 200, seed: int = 0, separator: str = MARK,
) -> pd.DataFrame:  # fmt: skip
    """Credit channels for conversions, by one model; `compare_models` shows how much models disagree.

    `paths` is a table (pandas, Polars, ...) in one of two shapes:

    - a row a path: `path` ("ads > mail > direct", first touch first), `conversions`, and where known
      `nulls` (how often the path led to nothing), a value, `days` before conversion ("14 > 7 > 0");
    - a row a touch: `user`, `time` (dates), `channel`, `converted` (true on the touch that led to it).

    `model` is one of

    - "first", "last", "last_non_direct", "linear" (all touches alike), "position" (40 % to the first,
      40 % to the last, 20 % to the others; of two, half each);
    - "time_decay": half the weight for every `half_life` days before the conversion;
    - "markov": by removal effect, `order` 1 to 3; needs the paths that did not convert;
    - "shapley": what a channel adds to the others; exact up to 12 channels on a path, drawn beyond
      (`samples` orders of arrival, from `seed`). On converting paths alone it is the same as sharing
      each path equally among its distinct channels.

    `value` names a column to credit (revenue) instead of conversions: in a row a path, what all its
    conversions brought together. `True` is the column called value.

    Returns a DataFrame, a row a channel, most credited first: `channel`, `credit` (conversions, or the
    unit of `value`), `share` (of the total, 0 to 1; missing where there is nothing to credit). Credits
    add up to the total exactly, in any order: each is a whole number of the smallest steps that a float
    of that size holds. `.attrs` says how: model, value, total, what the model was asked (half_life,
    order, ...), `notes`, a list of sentences (that of the model alone is `note` too), and `set_aside`,
    the rows that could not be used, by column: `pd.DataFrame(answer.attrs["set_aside"])` shows each with
    its row (from 1, or its label), column, value, reason and why.

    Warns with `SetAsideWarning`. Raises `NotATableError`, `EmptyTableError`, `UnknownNameError`,
    `BadValueError`, and `MissingColumnError` for a column, for Markov without paths that did not
    convert, and for time decay without days.

    >>> table = pd.DataFrame({"path": ["ads > mail", "mail"], "conversions": [3, 1]})
    >>> attribute(table, model="linear")
      channel  credit  share
    0    mail     2.5  0.625
    1     ads     1.5  0.375
    """
    name = model_named(model)
    read = read_paths(paths, value, separator)
    found = credited(read, name, Options(half_life, order, samples, seed))
    if aside := found.paths.aside:
        message = said("journeys.set_aside", n=len(aside), reasons=counted(aside))
        warnings.warn(message.in_language(), errors.SetAsideWarning, stacklevel=3)
    ranked = np.argsort(-np.round(found.share, 12), kind="stable")
    table = pd.DataFrame({"channel": read.channels, "credit": found.credit, "share": found.share})
    answer = table.iloc[ranked].reset_index(drop=True)
    answer.attrs.update(_facts(found, name, value_column(value)))
    return answer


def _facts(found: Credit, name: str, value: str | None) -> dict[str, Any]:
    notes = [each.text(current()) for each in (*found.paths.notes, found.note) if each]
    return {
        "model": name, "value": value, "total": found.total, **found.how,
        **({"note": notes[-1]} if found.note else {}), "notes": notes,
        "set_aside": found.paths.aside.table().map(_plain).to_dict("list"),
    }  # fmt: skip


def _plain(cell: Any) -> Any:
    bare = cell.item() if isinstance(cell, np.generic) else cell
    if not isinstance(bare, (int, float, str)):
        return None if bare is None or bare is pd.NA else str(bare)
    return None if isinstance(bare, float) and math.isnan(bare) else bare


def model_named(model: str) -> str:
    """Return the name of a model, from it or from another name it goes by."""
    word = worded(model).strip().lower().replace("-", "_").replace(" ", "_")
    name = str(ALSO.get(word, word))
    if name not in MODELS:
        raise unknown("attribution_model", model, MODELS)
    return name


def credited(paths: Paths, name: str, options: Options) -> Credit:
    """Credit the channels of paths that were read, by a model."""
    how: dict[str, Any] = {}
    note: Said | None = None
    if name == "time_decay":
        how["half_life"] = one("half_life", options.half_life, minimum=None, above_zero=True)
        paths = with_days(paths)
        credit = time_decay(paths, how["half_life"])
    elif name == "markov":
        how["order"] = checked_order(options.order)
        credit = markov(paths, how["order"])
    elif name == "shapley":
        samples = int(one("samples", options.samples, whole=True, above_zero=True))
        seed = int(one("seed", options.seed, whole=True))
        credit, how["way"], drawn = shapley(paths, samples, seed)
        if how["way"] == "sampled":
            how |= {"samples": drawn, "seed": seed}
        note = said(f"journeys.shapley_{how['way']}", n=Number(EXACT), samples=drawn)
    else:
        credit = RULES[name](paths)
    total = math.fsum(paths.weight)
    return Credit(whole(credit, total), total, paths, how, note)


def whole(parts: Floats, total: float) -> Floats:
    """Return the parts rounded to steps of floats, such that they add up to `total` in any order."""
    if total == 0:
        return np.zeros(len(parts))
    step = math.ulp(max(total, float(np.abs(parts).sum())))
    while total % step:
        step /= 2
    steps = np.floor(parts / step)
    over = int(total / step) - sum(int(n) for n in steps)
    largest = np.argsort(steps - parts / step, kind="stable")
    each, rest = divmod(over, len(parts))
    steps[largest[:rest]] += 1
    return np.asarray((steps + each) * step, dtype=float)
