"""Mutated files: only an Export that reconciles, or an error that names the file and the reason.

Small files that unfold to far more than they weigh are answered at once, in a sentence.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="needs a system that tells what a process takes")
from tests.reading import fuzz, hurtful

COUNT = 1_200
PARTS = 8
SECONDS, MEGABYTES = 5, 500
ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(PARTS))
def test_no_mutation_loses_a_row_or_raises_anything_else(part: int) -> None:
    each = COUNT // PARTS
    seen = fuzz.run(each, seed=1, first=part * each)
    kept = sum(times for came, times in seen.items() if came.startswith(("same", "told")))
    assert seen["read"] > 0.2 * each
    assert kept > 0.4 * each


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
