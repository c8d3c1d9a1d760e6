"""What one would lose: a page that a boss understands, that opens anywhere and does not promise money."""

from __future__ import annotations

import math
import re

import pytest

import cmkit as cm
from cmkit import errors
from cmkit.desk.lab import three_results

THREE = three_results("en").assign(spend=[100.0, 200.0, 300.0])
GOAL = cm.Objective("traffic", target=400)


def test_the_page_is_whole_escaped_and_calls_nobody(tmp_path):
    named = THREE.assign(result=["<script>x</script>", "b", "c"])
    saved = cm.answer_the_boss(named, GOAL).save(tmp_path / "page.html", "fr")
    page = saved.read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "<script" not in page
    assert not re.search(r"https?://|src=|@import|url\(", page)
    assert "&lt;script&gt;" in page


def test_a_page_is_not_written_over(tmp_path):
    page = cm.answer_the_boss(THREE, GOAL)
    path = page.save(tmp_path / "page.html")
    with pytest.raises(errors.UnwrittenFileError, match="there already"):
        page.save(path)
    assert page.save(path, "fr", force=True) == path
    with pytest.raises(errors.UnwrittenFileError, match="html"):
        page.save(tmp_path / "page.pdf")
    with pytest.raises(errors.UnwrittenFileError):
        page.save(tmp_path / "no" / "page.html")


def test_the_returns_behind_the_page_are_at_hand():
    page = cm.answer_the_boss(THREE, GOAL)
    assert page.returns.roe.done == 1008
    assert math.isnan(page.returns.roi.value)
    assert page._repr_html_() == page.html()
    assert repr(page) == page.text()
