"""The matplotlib figure: no text meets another or leaves the canvas, and no window system is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from cmkit.answers.verdict.judge import Verdict
from cmkit.answers.verdict.judging import hold
from cmkit.desk.lab import three_results
from cmkit.figures.marks import Box, Line, Text
from cmkit.figures.picture import panels
from cmkit.given.objective import Objective
from tests.figures.made_results import LONG, hard_pictures, picture, results

PICTURES = {(lang, name): shown for lang in ("en", "fr") for name, shown in hard_pictures(lang).items()}
MARGIN = 0.5
"""How many pixels two boxes may share: letters do not fill their box."""


def draw(picture):
    return picture.drawn().figure()


def texts_of(figure):
    return [text for axes in figure.axes for text in axes.texts if text.get_text()]


def boxes_of(figure):
    """Return the real extent of each text, as the renderer draws it."""
    renderer = figure.canvas.get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts_of(figure)]


def meeting(boxes):
    return [
        (one, other)
        for n, (one, a) in enumerate(boxes)
        for other, b in boxes[n + 1 :]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > MARGIN and min(a.y1, b.y1) - max(a.y0, b.y0) > MARGIN
    ]


@pytest.mark.parametrize("which", PICTURES, ids="-".join)
def test_no_text_meets_another_and_none_leaves_the_canvas(which):
    figure = draw(PICTURES[which])
    wide, tall = figure.canvas.get_width_height()
    boxes = boxes_of(figure)
    assert meeting(boxes) == []
    for words, box in boxes:
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= wide, words
        assert box.y1 <= tall, words


@pytest.mark.parametrize("n", range(2, 21, 3))
def test_long_names_have_room_for_every_number_of_results(n):
    assert meeting(boxes_of(draw(picture(results(n, LONG), "fr", target=400)))) == []


def test_the_measure_sees_texts_that_do_meet():
    figure = draw(picture(results(2), target=400))
    first, second = texts_of(figure)[:2]
    second.set_position(first.get_position())
    assert meeting(boxes_of(figure)) != []


def test_a_verdict_draws_three_axes():
    table = three_results("fr")
    assert len(Verdict(hold(table, Objective("traffic", target=400))).figure("fr").axes) == 3


def test_every_mark_is_drawn():
    shown = picture(three_results("en"), target=400)
    marks = [mark for panel in panels(shown) for mark in panel.marks]
    drawn = [artist for axes in draw(shown).axes for artist in axes.get_children()]
    for kind, artist in ((Box, Rectangle), (Line, Line2D)):
        wanted = sum(isinstance(mark, kind) for mark in marks)
        assert sum(type(a) is artist for a in drawn) == wanted + (3 if kind is Box else 0)
    assert [t.get_text() for t in texts_of(draw(shown))] == [
        m.words for m in marks if isinstance(m, Text) and m.words
    ]


def test_an_emoji_that_the_font_lacks_is_a_square_and_no_warning(tmp_path):
    figure = draw(picture(results(2, "Soldes ❤️\u200d🔥 {n} $x$"), target=400))
    figure.savefig(tmp_path / "figure.png")
    assert any("$x$" in text.get_text() and "□" in text.get_text() for text in texts_of(figure))


def test_drawing_does_not_load_pyplot():
    """pyplot would choose a window system and keep every figure in memory."""
    code = (
        "import sys, cmkit as cm; goal = cm.Objective('traffic', target=400); "
        "cm.judge(cm.three_results(), goal).figure('en'); "
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
