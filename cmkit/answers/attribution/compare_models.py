"""`compare_models`: the same paths under every model, and how far they disagree."""

from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.attribution.attribute import MODELS, Credit, Options, credited, model_named
from cmkit.answers.attribution.markov import ORDERS, size_of
from cmkit.answers.attribution.opening import MARK, read_paths, value_column
from cmkit.answers.attribution.statement import Compared, statement
from cmkit.statements.aside import joined
from cmkit.statements.shown import Shown, in_language
from cmkit.statements.statement import Statement

TRIED = 500_000
"""Up to such a size the chain of another order is tried: larger ones take long, of few walks a state."""


class Comparison(Shown, Compared):
    """The same paths credited by several models, made by `compare_models`.

    - `table`: a row a channel: channel, its share (0 to 1) under each model, low and high (the least
      and the most it gets), gap (high less low); largest first, by the middle of its shares;
    - `ranks`: channel, its rank under each model (ties share one), best, worst;
    - `credits`: channel, its credit under each model (conversions, or value);
    - `left_out`: the models that could not be computed: model, reason, why;
    - `sensitivity`: channel, its share for other half-lives and orders, as far as they can be computed
      (an order whose chain of states by channels is very large is not tried, which the text says);
    - `set_aside`: the rows that could not be used: file, line, row (from 1, or its label), column, value,
      reason, why;
    - `total`: what was shared out; `models`: the models that were computed.

    It shows itself in a notebook (HTML) and in a terminal (plain text), in the language in use.
    """

    @cached_property
    def statement(self) -> Statement:
        """What the comparison says."""
        return statement(self)

    @property
    @in_language
    def left_out(self) -> pd.DataFrame:
        """The models that could not be computed, and why, in the language in use: model, reason, why."""
        rows = [(name, error.key, error) for name, error in self.refused.items()]
        return pd.DataFrame(rows, columns=["model", "reason", "why"])

    @property
    def set_aside(self) -> pd.DataFrame:
        """The rows that could not be used, in the one shape of `Aside`, in the language in use."""
        return self.aside.table()


def compare_models(
    paths: Any, models: list[str] | tuple[str, ...] | None = None, value: str | bool | None = None,
    half_life: float = 7.0, order: int = 1, samples: int = 200, seed: int = 0, separator: str = MARK,
) -> Comparison:  # fmt: skip
    """Credit the same paths by every model: the range is the answer, no single model is the truth.

    `paths`, `value` and the rest are those of `attribute`; `models` is a list of its models (all, unless
    given). A model that these paths do not allow (Markov without paths that did not convert, time decay
    without days) is listed in `left_out`; where none is left its error is raised. Errors are those of
    `attribute`.

    >>> table = pd.DataFrame({"path": ["ads > mail", "mail"], "conversions": [3, 1]})
    >>> compare_models(table, ["first", "last", "linear"]).table
      channel  first  last  linear   low  high   gap
    0    mail   0.25   1.0   0.625  0.25  1.00  0.75
    1     ads   0.75   0.0   0.375  0.00  0.75  0.75
    """
    several = [models] if not isinstance(models, list | tuple) and models is not None else models
    asked = list(dict.fromkeys(model_named(name) for name in (several or MODELS)))
    options = Options(half_life, order, samples, seed)
    read = read_paths(paths, value, separator)
    found: dict[str, Credit] = {}
    refused: dict[str, errors.CmkitError] = {}
    for name in asked:
        try:
            found[name] = credited(read, name, options)
        except errors.MissingColumnError as error:
            refused[name] = error
    if not found:
        raise next(iter(refused.values()))
    shares = pd.DataFrame({name: _shares(one) for name, one in found.items()}, index=read.channels)
    shares = shares.loc[shares.median(axis=1).round(12).sort_values(ascending=False, kind="stable").index]
    low, high = shares.min(axis=1), shares.max(axis=1)
    ranks = shares.round(12).rank(ascending=False, method="min").astype("Int64")
    tables = {
        "table": shares.assign(low=low, high=high, gap=high - low),
        "ranks": ranks.assign(best=ranks.min(axis=1), worst=ranks.max(axis=1)),
        "credits": pd.DataFrame({name: one.credit for name, one in found.items()}, index=read.channels),
        "sensitivity": _sensitivity(found, options),
    }
    return Comparison(
        **{name: t.loc[shares.index].rename_axis("channel").reset_index() for name, t in tables.items()},
        total=max(one.total for one in found.values()), found=found, refused=refused,
        aside=joined(one.paths.aside for one in found.values()), options=options, value=value_column(value),
    )  # fmt: skip


def _shares(one: Credit) -> pd.Series:
    return pd.Series(one.share, index=one.paths.channels)


def _sensitivity(found: dict[str, Credit], options: Options) -> pd.DataFrame:
    tried: dict[str, pd.Series] = {}
    if "time_decay" in found:
        for half_life in (options.half_life / 2, options.half_life, options.half_life * 2):
            other = replace(options, half_life=half_life)
            tried[f"half_life {half_life:g}"] = _tried(found["time_decay"], "time_decay", options, other)
    if "markov" in found:
        one = found["markov"]
        for order in (n for n in ORDERS if n == options.order or size_of(one.paths, n) <= TRIED):
            tried[f"order {order}"] = _tried(one, "markov", options, replace(options, order=order))
    return pd.DataFrame(tried, index=next(iter(found.values())).paths.channels)


def _tried(one: Credit, name: str, asked: Options, other: Options) -> pd.Series:
    return _shares(one if other == asked else credited(one.paths, name, other))
