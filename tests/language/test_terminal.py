"""What one would lose: a terminal that shows what a file says, and does nothing that a file says."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmkit.language.terminal import harmless, on_one_line, quoted


@given(st.text(st.characters(categories=None)))
def test_no_control_no_half_character_and_nothing_that_turns_text_round_is_left(text):
    shown = harmless(text)
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not [c for c in shown if c != "\n" and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [c for c in shown if unicodedata.bidirectional(c) in turning]
    shown.encode()


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_words_of_every_language_stay_as_they_are(text):
    assert harmless(text) == text == on_one_line(text)


def test_a_name_of_several_lines_is_shown_on_one():
    assert on_one_line("Spring\r\n\tSale\u2028Total: 0") == "Spring Sale Total: 0"
    assert len(on_one_line("a\nb\x0bc\x85d").splitlines()) == 1


HEADINGS = ["$(touch ran)", "`touch ran`", "\"; touch ran; \"", "'; touch ran; '", "!!", "%PATH%", "a\\"]


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
@pytest.mark.parametrize("heading", HEADINGS)
def test_what_is_printed_to_be_typed_again_runs_nothing_in_a_shell(heading: str, tmp_path: Path):
    pair = quoted(f"{heading}=views", windows=False)
    said = subprocess.run(["sh", "-c", f"printf %s {pair}"], cwd=tmp_path, capture_output=True, text=True)
    assert (said.stdout, said.returncode) == (f"{heading}=views", 0)
    assert not list(tmp_path.iterdir())


def test_powershell_has_its_own_apostrophes_and_harmless_words_are_typed_as_usual():
    assert quoted("j’aime $(x)", windows=True) == "'j’’aime $(x)'"
    assert quoted("Nb de vues (total)=views", windows=True) == '"Nb de vues (total)=views"'
