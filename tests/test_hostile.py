"""Whatever is given, an answer comes, or a sentence of cmkit's own: never a raw exception, never a warning.

Every parameter of every public function, and of every public method of what they return, is given each of
the values below while the others are as usual. A traceback of pandas tells a marketer nothing.
"""

from __future__ import annotations

import inspect
import math
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.catalogue import CATALOGUE, column_of
from cmkit.language import sentences

NAN = float("nan")


class Unsayable:
    """What cannot be written: an error that quotes it fails itself."""

    def __str__(self) -> str:
        raise RuntimeError("no words")

    __repr__ = __str__


class Untrue:
    """What cannot be compared or be true."""

    def __bool__(self) -> bool:
        raise RuntimeError("neither")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("not alike")

    __hash__ = None  # type: ignore[assignment]


def looped() -> list[Any]:
    inner: list[Any] = []
    inner.append(inner)
    return inner


def frame(*columns: Any, rows: int = 2, **how: Any) -> pd.DataFrame:
    return pd.DataFrame([[1] * len(columns)] * rows, columns=list(columns), **how)


HOSTILE: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "True": lambda: True,
    "False": lambda: False,
    "0": lambda: 0,
    "5": lambda: 5,
    "-1": lambda: -1,
    "2.5": lambda: 2.5,
    "NaN": lambda: NAN,
    "inf": lambda: math.inf,
    "-inf": lambda: -math.inf,
    "10**400": lambda: 10**400,
    "-10**400": lambda: -(10**400),
    "1e308": lambda: 1e308,
    "5e-324": lambda: 5e-324,
    "2**63": lambda: 2**63,
    "complex": lambda: 1 + 2j,
    "numpy complex": lambda: np.complex64(1 + 2j),
    "Decimal": lambda: Decimal("1.5"),
    "Decimal sNaN": lambda: Decimal("sNaN"),
    "Decimal inf": lambda: Decimal("-Infinity"),
    "Decimal huge": lambda: Decimal("1e99999"),
    "Fraction": lambda: Fraction(1, 3),
    "pd.NA": lambda: pd.NA,
    "pd.NaT": lambda: pd.NaT,
    "numpy float": lambda: np.float32(2.5),
    "numpy NaN": lambda: np.float64("nan"),
    "numpy bool": lambda: np.True_,
    "numpy date": lambda: np.datetime64("2026-01-01"),
    "empty text": lambda: "",
    "blank": lambda: " \t",
    "text": lambda: "clicks",
    "accents": lambda: "É’\u202f€",
    "surrogate": lambda: "\ud800",
    "null byte": lambda: "a\0b",
    "control": lambda: "\x1b[31m\u202e",
    "percent": lambda: "%s {0} {name} {",
    "huge text": lambda: "a" * 50_000,
    "lines": lambda: "a\n" * 1000,
    "a path": lambda: "no/such/file.csv",
    "bytes": lambda: b"abc\xff",
    "bytearray": lambda: bytearray(b"ab"),
    "Path": lambda: Path("no/such/file.csv"),
    "folder": lambda: Path("."),
    "date": lambda: date(2026, 1, 1),
    "datetime": lambda: datetime(2026, 1, 1, 12),
    "timedelta": lambda: timedelta(days=1),
    "Timestamp": lambda: pd.Timestamp("2026-01-01", tz="UTC"),
    "empty list": lambda: [],
    "list": lambda: [1, 2, 3],
    "list of None": lambda: [None, None],
    "list of texts": lambda: ["a", "", "\ud800"],
    "list of lists": lambda: [[1, [2]], [[3]]],
    "list in itself": looped,
    "mixed list": lambda: [1, "a", None, {}, []],
    "tuple": lambda: (1, 2),
    "set": lambda: {1, "a"},
    "frozenset": lambda: frozenset([1]),
    "range": lambda: range(3),
    "empty dict": lambda: {},
    "dict": lambda: {"a": 1},
    "dict of no names": lambda: {1: None, None: [], (1, 2): {}},
    "dict of dicts": lambda: {"a": {"b": {"c": 1}}},
    "list of dicts": lambda: [{}, {"a": []}],
    "generator": lambda: (n for n in range(3)),
    "callable": lambda: len,
    "lambda": lambda: lambda: None,
    "class": lambda: dict,
    "module": lambda: math,
    "object": object,
    "unsayable": Unsayable,
    "untrue": Untrue,
    "Ellipsis": lambda: ...,
    "exception": lambda: ValueError("x"),
    "array": lambda: np.array([[1, 2], [3, 4]]),
    "empty array": lambda: np.array([]),
    "object array": lambda: np.array([None, "a", []], dtype=object),
    "empty frame": pd.DataFrame,
    "frame without rows": lambda: frame("reach", "clicks", rows=0),
    "integer columns": lambda: pd.DataFrame([[1, 2], [3, 4]]),
    "duplicate columns": lambda: frame("reach", "reach"),
    "MultiIndex columns": lambda: frame(("a", "reach"), ("a", "clicks")).pipe(multi),
    "MultiIndex rows": lambda: frame("reach", "clicks").set_index(pd.MultiIndex.from_tuples([(1, 2)] * 2)),
    "odd columns": lambda: frame(None, NAN, date(2026, 1, 1), True),
    "odd cells": lambda: pd.DataFrame({"reach": [{}, []], "clicks": [Decimal("sNaN"), 1j], "x": [b"", len]}),
    "unsayable cells": lambda: pd.DataFrame({"result": [Unsayable(), 1], "clicks": [Unsayable(), 10**400]}),
    "categories": lambda: pd.DataFrame({"clicks": pd.Categorical(["a"]), "reach": pd.Categorical([1])}),
    "Series": lambda: pd.Series([1, 2], name=("a", 1)),
    "named Series": lambda: pd.Series([1, "a"], name="clicks"),
    "Index": lambda: pd.Index([1, 2]),
    "Polars": lambda: pl.DataFrame({"a": [[1], [2]], "reach": [1, 2]}),
    "Polars lazy": lambda: pl.LazyFrame({"clicks": ["a"], "reach": [None]}),
    "Polars expression": lambda: pl.col("a"),
    "PyArrow": lambda: pa.table({"": [1], "reach": [{"a": 1}]}),
    "Money": lambda: cm.Money(5, "EUR"),
    "Objective": lambda: cm.Objective("traffic"),
    "a lift": lambda: cm.lift(100, 10, 100, 5),
    "a verdict": lambda: cm.judge(cm.three_results("en"), "traffic"),
}


def multi(table: pd.DataFrame) -> pd.DataFrame:
    return table.set_axis(pd.MultiIndex.from_tuples(table.columns), axis=1)


THREE = cm.three_results("en")
ADS = THREE.assign(spend=[100.0, 50.0, 80.0], impressions=[9000, 8000, 20000])
POSTS = pd.DataFrame({"influencer": ["Ana", "Bo"], "reach": [900, 800], "likes": [90, 40], "clicks": [9, 4]})
PATHS = pd.DataFrame({"path": ["ads > mail", "mail"], "conversions": [3, 1], "nulls": [1, 5]})
STEPS = {"notoriety": 900, "influence": 500, "engagement": 100, "leads": 10, "sales": 2}
NETWORKS = pd.DataFrame({"network": ["facebook", "x"], "sessions": [100, 50]})
PRICES = {"Agency": {"cpm_price": 5, "cpc_price": 0.5}}

USUAL: dict[str, dict[str, Any]] = {
    "use": {"lang": "en"},
    "latex": {"name": "cpc", "lang": "en"},
    "measure": {"table": ADS, "metrics": "click_rate"},
    "pool": {"table": ADS, "metrics": "click_rate", "by": "result", "rows": True},
    "read": {
        "source": b"reach,clicks\n1,2\n", "mapping": {}, "formats": None, "exported": "2026-01-01",
        "blanks": {}, "progress": False,
    },
    "Money": {"amount": 5, "currency": "EUR", "vat": "HT", "period": ("2026-01-01", "2026-01-31")},
    "Objective": {
        "name": "traffic", "target": 400, "kpi": "clicks", "by": "2026-12-31", "budget": 100, "owner": "Ana",
        "baseline": 10, "near": 0.9, "currency": "EUR",
    },
    "judge": {"results": THREE, "goal": "traffic", "name": "result"},
    "matrix": {"results": THREE, "name": "result"},
    "returns": {
        "results": THREE, "objective": "traffic", "cost": 600, "revenue": 1500, "margin": 0.4, "hours": 10,
        "hourly_cost": 20, "name": "result", "attention": "reach", "engagement": "clicks", "audience": 20000,
        "target_for": "whole", "lift": None,
    },
    "lift": {
        "exposed_users": 900, "exposed_conversions": 120, "holdout_users": 100, "holdout_conversions": 10,
        "revenue_per_conversion": 50, "spend": 300, "margin": 0.4, "level": 0.95,
    },
    "emv_range": {"results": ADS, "price_lists": PRICES, "currency": "EUR"},
    "cycle": {
        "steps": STEPS, "costs": 500, "revenue": 900, "margin": 0.4, "platforms": None, "level": 0.95,
        "references": {"leads": 0.1},
    },
    "plan": {
        "rates": {"clicks": 0.01, "leads": (40, 500), "sales": 0.1}, "sales": 12, "revenue": None,
        "budget": None, "aov": 60, "cost_per_thousand": 5, "cost_per_click": None, "start": "impressions",
        "level": 0.95, "seed": 1,
    },
    "visits_without_sales": {
        "visits": 1000, "sales": 0, "expected_rate": 0.01, "evidence": [{"checkouts": 5}], "level": 0.95,
    },
    "attribute": {
        "paths": PATHS, "model": "markov", "value": None, "half_life": 7.0, "order": 1, "samples": 20,
        "seed": 0, "separator": ">",
    },
    "compare_models": {
        "paths": PATHS, "models": ["first", "last"], "value": None, "half_life": 7.0, "order": 1,
        "samples": 20, "seed": 0, "separator": ">",
    },
    "dark_social": {"sessions": NETWORKS, "direct": 40, "total": 300},
    "influencers": {"table": POSTS, "cost": 600, "audience": 5000},
    "organic_and_paid": {"posts_or_exports": POSTS, "audience": 5000},
    "answer_the_boss": {"results": THREE, "objective": "traffic", "args": 600, "stated": 900},
    "metrics": {"lang": "en"},
    "three_results": {"lang": "en"},
    "sample": {"name": "three_results.csv"},
    "guess": {"results": THREE, "picked": None, "lang": "en"},
    "worked": {"name": "engagement_rate", "results": THREE, "lang": "en"},
    "in_words": {},
    "bench": {"results": THREE, "objective": "traffic", "target": 400, "kpi": "clicks", "lang": "en"},
    "planner": {
        "rates": {"clicks": 0.01, "sales": 0.1}, "sales": 12, "budget": None, "aov": 60,
        "cost_per_thousand": 5, "cost_per_click": None, "start": "impressions", "level": 0.95, "seed": 0,
        "lang": "en",
    },
    "upload": {"lang": "en", "formats": None},
}


def raw(call: Callable[[], Any]) -> str:
    """Make a call; return what it raised that is no sentence of cmkit, "" where nothing."""
    try:
        call()
    except errors.CmkitError as refused:
        try:
            said = refused.in_language("fr")
        except Exception as failed:
            return f"{refused.key} cannot be said: {type(failed).__name__}"
        return "" if said else "says nothing"
    except Exception as error:
        return type(error).__name__
    return ""


def arguments(called: Callable[..., Any], usual: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Return what a call is made with: by position up to `*args`, by name after it."""
    by_place, by_name, many = [], {}, "VAR_POSITIONAL"
    parameters = inspect.signature(called).parameters
    places = [name for name, each in parameters.items() if each.kind.name == many]
    for name in (name for name in parameters if name in usual):
        if parameters[name].kind.name == "VAR_KEYWORD":
            by_name["revenue"] = usual[name]
        elif places and list(parameters).index(name) <= list(parameters).index(places[0]):
            by_place.append(usual[name])
        else:
            by_name[name] = usual[name]
    return by_place, by_name


def failures(called: Callable[..., Any], usual: dict[str, Any], values: dict[str, Any]) -> list[str]:
    """Give each parameter each value; return what came out raw, by parameter."""
    found = []
    for name in inspect.signature(called).parameters:
        for what, value in values.items():
            by_place, by_name = arguments(called, {**usual, name: value() if what in ONCE else value})
            if came := raw(lambda by_place=by_place, by_name=by_name: called(*by_place, **by_name)):
                found.append(f"{name}={what}: {came}")
    return found


ONCE = {"generator"}
"""What is used up by its use, and made anew each time."""


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    return {what: make if what in ONCE else make() for what, make in HOSTILE.items()}


@pytest.fixture(autouse=True)
def quietly() -> Iterator[None]:
    """Rows set aside are said by a warning of cmkit's own; any other is an error."""
    with warnings.catch_warnings(), sentences.speaking("en"):
        warnings.simplefilter("ignore", errors.SetAsideWarning)
        yield


def test_every_public_name_is_walked():
    """A new function that is not here is one that nobody has attacked."""
    called = {name for name in cm.__all__ if inspect.isfunction(getattr(cm, name))} - set(CATALOGUE)
    assert called | {"Money", "Objective"} == set(USUAL)
    assert len(HOSTILE) >= 70


@pytest.mark.parametrize("name", USUAL)
def test_no_value_of_any_parameter_comes_out_raw(name, values):
    called = getattr(cm, name)
    by_place, by_name = arguments(called, USUAL[name])
    called(*by_place, **by_name)
    assert failures(called, USUAL[name], values) == []


@pytest.mark.parametrize("name", CATALOGUE)
def test_no_value_of_any_input_of_a_metric_comes_out_raw(name, values):
    found = CATALOGUE[name]
    usual = {each: 0.5 if column_of(each).unit == "share" else 40 for each in found.inputs}
    assert failures(getattr(cm, name), usual | dict.fromkeys(found.constants, 1), values) == []


ANSWERING = [name for name in USUAL if name not in ("use", "in_words", "latex", "metrics", "measure", "pool")]
BY_LANGUAGE = {"figure", "html", "plain", "sheets", "text", "label", "save"}
"""What every answer has from `Shown` and `Labelled`: it is walked on one of them."""


@pytest.mark.parametrize("name", ANSWERING)
def test_no_value_given_to_a_method_comes_out_raw(name, values, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    by_place, by_name = arguments(getattr(cm, name), USUAL[name])
    answer = getattr(cm, name)(*by_place, **by_name)
    walked = [each for each in methods(answer) if name == "judge" or each not in BY_LANGUAGE]
    assert {each: wrong for each in walked if (wrong := failures_of(getattr(answer, each), values))} == {}


def failures_of(method: Callable[..., Any], values: dict[str, Any]) -> list[str]:
    parameters = inspect.signature(method).parameters
    needed = [name for name, each in parameters.items() if each.default is each.empty]
    return failures(method, dict.fromkeys(needed, "en"), values)


def methods(answer: Any) -> list[str]:
    """Return the public methods that cmkit gave an object."""
    kind = type(answer)
    held = {name: inspect.getattr_static(kind, name) for name in dir(kind) if not name.startswith("_")}
    own = {name: each for name, each in held.items() if inspect.isfunction(each)}
    return [name for name, each in own.items() if each.__module__.startswith("cmkit")]
