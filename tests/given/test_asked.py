"""A raw traceback tells a marketer nothing: whatever is asked wrongly is refused in a sentence."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Sequence
from typing import Any

import pytest

import cmkit as cm
from cmkit import errors
from cmkit.catalogue.quantity import Table
from cmkit.given.asked import Text, _kinds, asked

THREE = cm.three_results("en")


def grouped(by: str | Sequence[str] | None = None, rows: bool = False) -> Any:
    return by, rows


def columns(table: Table) -> Any:
    return list(table.columns)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"by": 5}, "by is 5: a text or a list of texts is expected there."),
        ({"by": ["a", 1]}, r"by is \(“a”, 1\): a text or"),
        ({"rows": None}, "rows is None: True or False is expected there."),
    ],
)
def test_another_kind_is_refused_with_its_name_its_value_and_what_is_expected(how, said):
    with pytest.raises(errors.WrongKindError, match=said) as caught:
        asked(grouped)(**how)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: cm.returns(THREE, "traffic", costs=5), r"'costs'. Did you mean cost\?"),
        (lambda: cm.answer_the_boss(THREE, "traffic", revenu=5), r"'revenu'. Did you mean revenue\?"),
        (lambda: cm.judge(THREE), "cm.judge also needs: goal"),
        (lambda: cm.ctr(1), "cm.ctr also needs: impressions"),
        (lambda: cm.ctr(1, 2, 3), "more than it takes. It takes: link_clicks, impressions"),
    ],
)
def test_a_call_that_cannot_be_made_names_the_argument_that_was_meant(call, said):
    with pytest.raises(errors.WrongCallError, match=said) as caught:
        call()
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    ("call", "fitting"),
    [
        (lambda: cm.judge(THREE, None), ValueError),
        (lambda: cm.Objective("traffic", target=10**400), ValueError),
        (lambda: cm.Money(5, 5), TypeError),
        (lambda: cm.pool(THREE, "engagement_rate", by=5), TypeError),
        (lambda: cm.lift(100, 10, 100, 5, level=None), ValueError),
    ],
)
def test_an_error_is_also_the_built_in_that_fits(call, fitting):
    with pytest.raises(errors.CmkitError) as caught:
        call()
    assert isinstance(caught.value, fitting)


def test_what_holds_itself_has_no_end():
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(errors.WrongKindError, match="holds itself"):
        cm.read(endless)


@pytest.mark.parametrize(
    "table",
    [
        {"Reach": [10, 20], "clicks": [1, 2]},
        [{"reach": 10, "clicks": 1}, {"reach": 20, "clicks": 2}],
        cm.read(b"Reach,Clicks\n10,1\n20,2\n", progress=False),
    ],
)
def test_a_table_is_opened_from_whatever_holds_one(table):
    """An export, or a dictionary of columns, is what people have in their hands."""
    assert asked(columns)(table)[:2] == ["reach", "clicks"]


def test_kinds_are_told_whether_annotations_are_read_late_or_at_once():
    """A module that reads its annotations otherwise must lose no check, nor the door for its tables."""
    written = {"Table": Table, "str | Sequence[str] | None": str | Sequence[str] | None, "bool": bool,
               "Text | None": Text | None, "dict[str, bytes]": dict[str, bytes]}  # fmt: skip
    for late, at_once in written.items():
        assert _kinds(at_once) == _kinds(late) == late.split(" | ")
    for function in (cm.pool, cm.measure):
        assert _kinds(inspect.signature(function).parameters["table"].annotation) == ["Table"]


def test_a_table_of_an_engine_is_left_to_it():
    assert asked(lambda table: table)(THREE) is THREE


def test_a_public_function_crosses_to_another_process():
    """It is pickled by its name, which must find it."""
    assert pickle.loads(pickle.dumps(cm.judge)) is cm.judge
    assert cm.judge.__doc__
    assert cm.judge.__name__ == "judge"
