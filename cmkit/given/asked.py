"""What a public function is asked with, checked in one place before it runs, by the kinds its head names.

`cmkit/__init__.py` puts this around every function that it makes public; methods that need it wear it.
Numbers and words that have a rule or a list of their own are checked where they are used, which says more.
"""

import functools
import inspect
import os
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from numbers import Integral
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from cmkit import errors
from cmkit.language.facts import All, Typed
from cmkit.language.said import did_you_mean, said
from cmkit.language.writing import is_missing, is_text

Called = TypeVar("Called", bound=Callable[..., Any])
Text = Annotated[str, "Text"]
"""A text that is checked here: one that is `str` alone is looked up where it is used."""


def _texts(value: Any) -> bool:
    return (isinstance(value, (list, tuple)) or type(value).__name__ == "Index") and all(map(is_text, value))


def _word(kinds: list[str]) -> bool:
    """Tell whether only one word is meant: it is looked up where it is used, which names the nearest."""
    return "str" in kinds and "Sequence[str]" not in kinds


def _files(value: Any) -> bool:
    return isinstance(value, dict) and all(is_text(n) and isinstance(d, bytes) for n, d in value.items())


KINDS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "None": ("", lambda value: value is None),
    "str": ("text", is_text),
    "Text": ("text", is_text),
    "bool": ("truth", lambda value: type(value).__name__ in ("bool", "bool_")),
    "int": ("whole", lambda value: isinstance(value, Integral) and not isinstance(value, bool)),
    "Sequence[str]": ("texts", _texts),
    "dict[str, bytes]": ("files", _files),
    "Entry": ("entry", lambda value: type(value).__name__ == "Entry"),
    "Form": ("form", lambda value: type(value).__name__ == "Form"),
    "Upload": ("upload", lambda value: type(value).__name__ == "Upload"),
}
"""The kinds that are told by their type, as an annotation writes them: what each is called, and its test."""

TABLES = (str, os.PathLike, Mapping, list, tuple)
"""What is opened where an annotation says `Table`, as is anything of cmkit's own; engines open their own."""


def asked(function: Called) -> Called:
    """Return a function that checks what it is asked with, and opens its tables.

    Raises `WrongCallError` for an argument that it does not take, or one that it lacks, and `WrongKindError`
    for a value of another kind, or one that holds itself.

    >>> def pooled(rows: bool = False) -> bool: return rows
    >>> asked(pooled)(rows=[1])
    Traceback (most recent call last):
    ...
    cmkit.errors.WrongKindError: rows is (1): True or False is expected there.
    """
    signature = inspect.signature(function)
    kinds = {name: _kinds(each.annotation) for name, each in signature.parameters.items()}
    checks = {name: each for name, each in kinds.items() if set(each) <= {*KINDS} and not _word(each)}
    tables = [name for name, each in kinds.items() if each == ["Table"]]
    many = {name for name, each in signature.parameters.items() if each.kind is each.VAR_POSITIONAL}

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            given = signature.bind(*args, **kwargs)
        except TypeError:
            raise _miscalled(function.__name__, signature, args, kwargs) from None
        for name in given.arguments.keys() & checks.keys():
            for value in given.arguments[name] if name in many else (given.arguments[name],):
                if not any(KINDS[kind][1](value) for kind in checks[name]):
                    raise _wrong_kind(name, value, checks[name])
        for name in tables:
            given.arguments[name] = _opened(given.arguments[name])
        try:
            return function(*given.args, **given.kwargs)
        except RecursionError:
            raise errors.WrongKindError("holds_itself", function=function.__name__) from None

    return cast(Called, call)


def _kinds(annotation: Any) -> list[str]:
    """Return the kinds that an annotation names, which may be a text or what it stands for."""
    if isinstance(annotation, str):
        return annotation.split(" | ")
    if get_origin(annotation) in (Union, UnionType):
        return [kind for each in get_args(annotation) for kind in _kinds(each)]
    if isinstance(named := next(iter(getattr(annotation, "__metadata__", ())), None), str):
        return [named]
    return [re.sub(r"[\w.]+\.", "", inspect.formatannotation(annotation)).replace("NoneType", "None")]


def as_text(name: str, given: Any) -> str:
    """Return a text as given, "" where there is none; raise for anything else."""
    if is_missing(given):
        return ""
    if not is_text(given):
        raise errors.NotANumberError("not_text", name=name, value=Typed(given))
    return str(given)


def _miscalled(
    function: str, signature: inspect.Signature, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> errors.WrongCallError:
    takes = {name: each for name, each in signature.parameters.items() if each.kind.name != "VAR_KEYWORD"}
    known = ", ".join(takes)
    for word in (word for word in kwargs if word not in takes):
        hint = did_you_mean(word, takes)
        return errors.WrongCallError("unknown_argument", function=function, word=word, hint=hint, known=known)
    lacking = [name for name, each in takes.items() if each.default is each.empty][len(args) :]
    if lacking := [name for name in lacking if name not in kwargs]:
        return errors.WrongCallError("missing_argument", function=function, lacking=", ".join(lacking))
    return errors.WrongCallError("too_many_arguments", function=function, known=known)


def _wrong_kind(name: str, value: Any, allowed: list[str]) -> errors.WrongKindError:
    words = dict.fromkeys(word for word, _ in (KINDS[kind] for kind in allowed) if word)
    wanted = All(tuple(said(f"errors.wanted_{word}") for word in words), "errors.or_join")
    return errors.WrongKindError("wrong_kind", name=name, value=Typed(value), wanted=wanted)


def _opened(value: Any) -> Any:
    if isinstance(value, TABLES) or type(value).__module__.startswith("cmkit."):
        return import_module("cmkit.given.rows").whole(value).table
    return value
