"""Small files that unfold to far more than they weigh are answered at once, in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cmkit.errors import UnreadableFileError
from cmkit.reading.files.unfolded import CELL, LEAST, MOST_TABLES, RATIO, Unfolded

pytest.importorskip("resource", reason="needs a system that tells what a process takes")
from tests.reading import hurtful

SECONDS, MEGABYTES = 5, 500
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def answers() -> dict[str, list[object]]:
    """What came of each file: the key of its sentence, the sentence, seconds, megabytes."""
    command = [sys.executable, "-m", "tests.reading.hurtful"]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {name: told for name, *told in map(json.loads, said.splitlines())}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", hurtful.REFUSED)
def test_a_file_that_hurts_is_refused_in_a_sentence(name: str, answers: dict[str, list[object]]) -> None:
    key, sentence, seconds, megabytes = answers[name]
    assert key == hurtful.REFUSED[name][1], sentence
    assert "<bytes>" in str(sentence)
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", hurtful.READ)
def test_a_strange_file_that_can_be_read_is_read(name: str, answers: dict[str, list[object]]) -> None:
    key, sentence, seconds, megabytes = answers[name]
    assert key == "read", sentence
    assert str(sentence).endswith("True"), "it adds up"
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_all_sheets_and_members_are_counted_together() -> None:
    unfolded = Unfolded("a.xlsx", 1_000)
    unfolded.add(LEAST // CELL // 2)
    unfolded.add(text=LEAST // 2)
    with pytest.raises(UnreadableFileError, match=r"a\.xlsx weighs 1 kB and unfolds to more than 100 MB"):
        unfolded.add(1)


def test_a_file_that_weighs_much_may_hold_much() -> None:
    Unfolded("a.xlsx", 1_000_000_000).add(text=1_000_000_000 * RATIO)


def test_tables_are_counted_together() -> None:
    unfolded = Unfolded("a.csv", 1_000)
    for _ in range(MOST_TABLES):
        unfolded.add_table()
    with pytest.raises(UnreadableFileError, match="more than 60 tables"):
        unfolded.add_table()
