"""The funnel: bars that say what was counted, legible in both renderers whatever the numbers and names."""

from __future__ import annotations

import itertools
import math
import shutil
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit.answers.cycle.ledger_grid import funnel as cycle_funnel
from cmkit.answers.cycle.ledger_grid import leaks
from cmkit.answers.plan.plan import funnel as plan_funnel
from cmkit.figures.funnel import Funnel, Scale, Stage, funnel_panels, powers
from cmkit.figures.marks import WIDTH, Box, Line, Text
from cmkit.statements.shown import in_words

NAMESPACE = "{http://www.w3.org/2000/svg}"
BOXES = """() => [...document.querySelectorAll('text')].filter(t => t.textContent).map(t => {
    const b = t.getBBox(); return [t.textContent, b.x, b.y, b.x + b.width, b.y + b.height] })"""
STEPS = {
    "notoriety": {"indicator": "impressions", "count": 250_000},
    "influence": 1200,
    "engagement": 9000,
    "leads": {"count": 500, "target_rate": 0.2},
    "sales": 50,
}


def of_cycle(cycle, lang):
    return in_words(cycle_funnel(cycle, leaks(cycle)), lang)


def of_plan(plan, lang):
    return in_words(plan_funnel(plan), lang)


def marks_of(funnel: Funnel, kind: type) -> list:
    return [mark for panel in funnel_panels(funnel) for mark in panel.marks if isinstance(mark, kind)]


def hard(lang: str) -> dict[str, Funnel]:
    """Return funnels that crowd their canvas: huge and tiny counts, long names, bounds, nothing at all."""
    long = "Demandes de devis envoyées depuis la page d’accueil du site de la marque, toutes langues"
    cycles = {
        "usual": cm.cycle(STEPS, costs=cm.Money(5000, "EUR")),
        "bounds": cm.cycle({"notoriety": (15_032, 166_333), "influence": 400, "sales": 12}, costs=852.7),
        "huge": cm.cycle(
            {"notoriety": 8_123_456_789, "leads": (1, 9_999_999), "sales": 1}, costs=9_876_543.21
        ),
        "names": cm.cycle(
            {step: {"indicator": long, "count": 10**n} for n, step in enumerate(STEPS)}, costs=7
        ),
        "nothing": cm.cycle({"leads": None, "sales": 0}),
    }
    chain = {"clicks": (1000, 90_000), long: (1, 900), "sales": (0, 40)}
    plans = {
        "plan": cm.plan(chain, sales=10, cost_per_thousand=cm.Money(5, "EUR")),
        "small plan": cm.plan({"clicks": 0.5, "sales": (1, 90)}, budget=1, cost_per_click=3),
    }
    return {name: of_cycle(made, lang) for name, made in cycles.items()} | {
        name: of_plan(made, lang) for name, made in plans.items()
    }


def test_the_funnel_of_a_cycle_shows_counts_rates_the_first_leak_and_costs():
    stages = of_cycle(cm.cycle(STEPS, costs=5000), "en").stages
    assert [stage.count for stage in stages] == ["250,000", "1,200", "9,000", "500", "50"]
    assert stages[0].rate == "0.48% go on to influence (0.454% to 0.508%)"
    assert stages[1].rate == "× 7.5 at the step engagement"
    assert [stage.leak for stage in stages] == ["", "", "", "leak: 20.00% wanted", ""]
    assert stages[4].aside == "100.00"


def test_a_step_that_is_not_counted_has_no_bar_and_says_so():
    funnel = of_cycle(cm.cycle({"leads": None, "sales": 4}), "en")
    assert [stage.under for stage in funnel.stages][:4] == ["not counted"] * 4
    assert len(marks_of(funnel, Box)) == 1


def test_a_bar_ten_times_longer_in_count_is_one_line_further():
    scale = Scale(100, 500, 0, 4)
    steps = [scale.across(10.0**ten) for ten in range(5)]
    assert steps[-1] == 500
    assert {round(b - a, 6) for a, b in itertools.pairwise(steps)} == {round(steps[1] - steps[0], 6)}
    assert scale.across(0) == 100


@settings(deadline=None)
@given(st.lists(st.floats(1e-3, 1e12), min_size=1))
def test_every_count_stands_between_the_ends_of_the_scale(counts):
    first, last = powers(counts)
    assert 10.0**first <= min([*counts, 1]) * 1.0000001
    assert 10.0**last >= max(counts) * 0.9999999


def test_bounds_are_an_outline_and_the_middle_of_a_range_a_line():
    funnel = Funnel((Stage("Reach", "", 100, 1000, "100 to 1,000", mid=300),), "Title", "", "Said", "en")
    solid, outline = marks_of(funnel, Box)
    assert (solid.fill, outline.fill) == ("met", "missed")
    assert solid.x + solid.width == pytest.approx(outline.x)
    assert [line for line in marks_of(funnel, Line) if line.stroke == "ink"]
    assert any("Outline" in text.words for text in marks_of(funnel, Text))


def test_a_leak_is_told_without_its_colour():
    funnel = of_cycle(cm.cycle(STEPS), "en")
    assert [line.dashed for line in marks_of(funnel, Line) if line.stroke == "leak"] == [True]
    assert [text.bold for text in marks_of(funnel, Text) if text.words.startswith("leak")] == [True]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_matplotlib_and_svg_get_the_same_marks(lang):
    for shown in hard(lang).values():
        drawn = ElementTree.fromstring(shown.drawn().svg())
        axes = shown.drawn().figure().axes[0]
        assert [t.get_text() for t in axes.texts] == [m.words for m in marks_of(shown, Text)]
        assert len(axes.patches) == len(marks_of(shown, Box)) == len(list(drawn.iter(NAMESPACE + "rect")))
        assert drawn.attrib["lang"] == lang


def test_a_name_is_shown_as_it_is_and_never_run():
    made = cm.plan({'<script>alert("1")</script>\x08': 0.5, "sales": 0.1}, sales=3)
    drawn = ElementTree.fromstring(of_plan(made, "en").drawn().svg())
    assert list(drawn.iter(NAMESPACE + "script")) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_text_meets_another_or_leaves_the_canvas_in_matplotlib(lang):
    for name, shown in hard(lang).items():
        figure = shown.drawn().figure()
        wide, tall = figure.canvas.get_width_height()
        renderer = figure.canvas.get_renderer()
        boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in figure.axes[0].texts if t.get_text()]
        check([(words, b.x0, b.y0, b.x1, b.y1) for words, b in boxes], wide, tall + 1, name)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_text_meets_another_or_leaves_the_canvas_in_chromium(lang):
    if shutil.which("chromium") is None:
        pytest.skip("needs Chromium: Chromium is not installed")
    api = pytest.importorskip("playwright.sync_api", reason="needs Playwright, which is not installed")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=quiet)
        page = browser.new_page()
        for name, shown in hard(lang).items():
            page.set_content(f"<meta charset=utf-8><body>{shown.drawn().svg()}")
            check(page.evaluate(BOXES), WIDTH, shown.drawn().tall, name)
        browser.close()


def check(boxes, wide: float, tall: float, name: str) -> None:
    assert len(boxes) > 5
    for n, (words, left, top, right, bottom) in enumerate(boxes):
        assert min(left, top) >= 0, (name, words)
        assert right <= wide, (name, words)
        assert bottom <= tall, (name, words)
        for other, left2, top2, right2, bottom2 in boxes[n + 1 :]:
            apart = (
                min(right, right2) - max(left, left2) <= 0.5 or min(bottom, bottom2) - max(top, top2) <= 0.5
            )
            assert apart, (name, words, other)


def test_a_funnel_of_nothing_is_drawn_all_the_same():
    shown = of_cycle(cm.cycle({"sales": None}), "fr")
    assert math.isnan(shown.stages[0].low)
    assert marks_of(shown, Box) == []
    assert "non compté" in shown.drawn().svg()


def test_the_scale_holds_all_counts_and_is_one_power_of_ten_at_least():
    assert powers([12, 1_200_000]) == (0, 7)
    assert powers([]) == (0, 1)
