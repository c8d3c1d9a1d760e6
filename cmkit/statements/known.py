"""Which columns of a DataFrame cmkit knows, what they hold, and how they are headed.

The columns of results and the metrics have their unit; those of the tables that functions give back stand
in `known_columns.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from functools import cache
from importlib import resources
from typing import Any

from cmkit.catalogue.columns import NUMBERS
from cmkit.language.facts import Capital, Fact, Inside, Name, Number
from cmkit.language.said import Said
from cmkit.language.sentences import DEFAULT, has

ENDS = {"_low": "at_least", "_high": "at_most", "_rows": "rows_of"}
"""How the name of a column ends that is about another column, and the heading made of the other's."""
GIVEN = ("name", "owner", "platform", "scope", "status", "unit_cost")
"""The kinds of code word in whose place a word may stand that a person gave."""
TRIED = re.compile(r"(half_life|order) ([\d.]+)")
"""A column for a setting of a model that was tried."""


@cache
def data() -> dict[str, Any]:
    """Return what `known_columns.toml` holds."""
    text = resources.files("cmkit.statements").joinpath("known_columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _kinds() -> dict[str, str]:
    return {name: kind for kind, names in data()["kinds"].items() for name in names}


@cache
def _metrics() -> dict[str, Any]:
    """Return the metrics by every name under which `measure` and `pool` make a column."""
    from cmkit.catalogue import CATALOGUE  # with a library of tables, which `import cmkit` does without

    return {name: metric for metric in CATALOGUE.values() for name in (*metric.also, metric.name)}


def unit_of(name: str) -> str | None:
    """Return the unit of a column of results or of a metric, None where it is neither.

    >>> unit_of("reach"), unit_of("ctr"), unit_of("my_column")
    ('count', 'ratio', None)
    """
    if name in NUMBERS:
        return NUMBERS[name].unit
    return str(_metrics()[name].unit) if name in _metrics() else None


def kind_of(name: Any, beside: Collection[Any] = ()) -> str | None:
    """Return what a column holds, `beside` the other columns; None for one that cmkit does not know.

    A unit stands after "in": the column holds numbers in it.

    >>> kind_of("reach"), kind_of("status"), kind_of("value", ["value", "price_list"]), kind_of("city")
    ('in count', 'status', 'money', None)
    """
    if not isinstance(name, str):
        return None
    special = (named[name] for mark, named in data()["beside"].items() if mark in beside and name in named)
    found = next(special, None) or _kinds().get(name)
    if found is None and (unit := unit_of(name)):
        return f"in {unit}"
    return found or _derived(name)


def _derived(name: str) -> str | None:
    if TRIED.fullmatch(name):
        return "rate"
    base, end = _parted(name)
    if end is None:
        return None
    found = kind_of(base)
    return found if found is None or end != "rows_of" else "count"


def _parted(name: str) -> tuple[str, str | None]:
    """Return the column that a column is about, and the heading made of its heading."""
    ending = next((ending for ending in ENDS if name.endswith(ending)), None)
    return (name.removesuffix(ending), ENDS[ending]) if ending else (name, None)


def heading(name: Any, beside: Collection[Any] = ()) -> Fact | str:
    """Return what stands above a column; a user's own as it is.

    >>> heading("reach_low").text("fr"), heading("city")
    ('Portée, au moins', 'city')
    """
    special = (named[name] for mark, named in data()["headings"].items() if mark in beside and name in named)
    if key := next(special, None):
        return Said(key)
    if isinstance(name, str) and (key := f"tables.{name}") and has(key, DEFAULT):
        return Said(key)
    if unit_of(str(name)):
        return Name(_metrics()[name].name if name in _metrics() else name)
    return _made(str(name)) or str(name)


def _made(name: str) -> Said | None:
    if tried := TRIED.fullmatch(name):
        return Said(f"tables.{tried[1]}", {"n": Number(float(tried[2]))})
    base, end = _parted(name)
    return Said(f"tables.{end}", {"name": heading(base)}) if end and kind_of(base) else None


def code_word(kind: str, word: str) -> Fact | str:
    """Return a code word ("met", "notoriety") as people say it; one that is none as it is.

    >>> code_word("status", "met").text("fr"), code_word("owner", "Ana")
    ('Atteint', 'Ana')
    """
    keys = (pattern.format(word) for pattern in data()["codes"].get(kind, ()))
    key = next((key for key in keys if has(key, DEFAULT)), None)
    if key is None:
        return word if kind in GIVEN else Capital(word)
    return Name(word) if key.startswith("labels.") else Capital(Said(key))


def index_name(names: Collection[Any]) -> str | None:
    """Return what an index without a name holds, by the columns beside it; None where it names results."""
    return next((name for mark, name in data()["index"].items() if mark in names), None)


def inside(fact: Fact | str) -> Fact | str:
    """Return a word as it stands after another."""
    return Inside(fact) if isinstance(fact, Fact) else fact


def hidden(names: Collection[Any]) -> set[str]:
    """Return the columns of code words that another column says in words.

    >>> hidden(["reason", "why"])
    {'reason'}
    """
    said = data()["said_by"].items()
    return {name for name, others in said if any(other in names for other in others)}


def is_known(names: Iterable[Any]) -> bool:
    """Tell whether columns are those of a table of cmkit, or of results.

    Either cmkit knows them all, and one at least is a word of its own, or there is a numeric column of
    results (or a metric) and no more strange columns than known ones.

    >>> is_known(["result", "reach"]), is_known(["city", "n"]), is_known(["name", "value"])
    (True, False, False)
    """
    columns = list(names)
    known = [name for name in columns if kind_of(name, columns)]
    strange = len(columns) - len(known)
    common = data()["common"]
    if any(set(together) <= set(columns) for together in common["together"]):
        return True
    if not strange and any(name not in common["words"] for name in known):
        return True
    return strange <= len(known) and any(unit_of(str(name)) and name not in common["words"] for name in known)
