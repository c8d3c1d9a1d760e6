"""The picture as SVG: well formed whatever the names, and legible in a real browser, light or dark."""

from __future__ import annotations

import re
import shutil
from xml.etree import ElementTree

import pytest

from cmkit.desk.lab import three_results
from cmkit.figures.marks import WIDTH, Box, Line, Panel, Text
from cmkit.figures.picture import height, panels
from cmkit.figures.svg import Drawn
from tests.figures.made_results import LONG, hard_pictures, picture, results

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run",
    "--disable-component-update", "--disable-quic",
]  # fmt: skip
NAMESPACE = "{http://www.w3.org/2000/svg}"
BOXES = """() => [...document.querySelectorAll('text')].filter(t => t.textContent).map(t => {
    const b = t.getBBox(); return [t.textContent, b.x, b.y, b.x + b.width, b.y + b.height] })"""


def svg(picture):
    return picture.drawn().svg()


@pytest.fixture(scope="module")
def page():
    if CHROMIUM is None:
        pytest.skip("needs Chromium: Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser.new_page()
        browser.close()


def elements(drawn, name):
    return list(ElementTree.fromstring(drawn).iter(NAMESPACE + name))


@pytest.mark.parametrize(
    "name", ['<script>alert("1")</script>', 'Tom & Jerry\'s "best" <b>', "a\x08b", "]]>&amp;"]
)
def test_a_name_is_shown_as_it_is_and_never_run(name):
    drawn = svg(picture(results(2).assign(result=[name, "Other"]), target=400))
    assert elements(drawn, "script") == []
    assert name.replace("\x08", "\ufffd") in [text.text for text in elements(drawn, "text")]


def test_a_name_in_the_target_or_title_cannot_leave_its_attribute():
    drawn = svg(picture(results(2), "en", target=400))
    assert ElementTree.fromstring(drawn).attrib["role"] == "img"
    assert "traffic" in ElementTree.fromstring(drawn).attrib["aria-label"]


def test_both_renderers_get_the_same_marks():
    shown = picture(three_results("en"), target=400)
    marks = [mark for panel in panels(shown) for mark in panel.marks]
    for kind, name in ((Box, "rect"), (Line, "line"), (Text, "text")):
        assert len(elements(svg(shown), name)) == sum(isinstance(mark, kind) for mark in marks)
    assert [t.text or "" for t in elements(svg(shown), "text")] == [
        m.words for m in marks if isinstance(m, Text)
    ]


def test_a_french_picture_says_its_language_and_keeps_its_spaces():
    drawn = svg(picture(three_results("fr"), "fr", target=4000))
    words = [text.text for text in elements(drawn, "text")]
    assert ElementTree.fromstring(drawn).attrib["lang"] == "fr"
    assert {"10,66\u00a0%", "cible 4\u202f000", "Ce que dit l’objectif\u00a0: trafic", "manqué"} <= set(words)


def test_ink_follows_the_theme_of_the_page():
    styles = [text.attrib["style"] for text in elements(svg(picture(results(2), target=400)), "text")]
    assert all(style.startswith("fill:var(--jp-ui-font-color") for style in styles)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_text_meets_another_or_leaves_the_canvas_in_chromium(page, lang):
    pictures = hard_pictures(lang) | {
        f"{n} results": picture(results(n, LONG), lang, target=400) for n in range(2, 21)
    }
    for name, shown in pictures.items():
        page.set_content(f"<meta charset=utf-8><body>{svg(shown)}")
        boxes = page.evaluate(BOXES)
        assert len(boxes) > 5
        for n, (words, left, top, right, bottom) in enumerate(boxes):
            assert left >= 0, (name, words)
            assert top >= 0, (name, words)
            assert right <= WIDTH, (name, words)
            assert bottom <= height(shown), (name, words)
            for other, left2, top2, right2, bottom2 in boxes[n + 1 :]:
                apart = (
                    min(right, right2) - max(left, left2) <= 0.5
                    or min(bottom, bottom2) - max(top, top2) <= 0.5
                )
                assert apart, (name, words, other)


def test_on_a_dark_page_the_words_are_light(page):
    drawn = svg(picture(results(2), target=400))
    page.set_content(
        f"<body style='background:#111;--jp-ui-font-color1:#eee;--jp-ui-font-color2:#bbb'>{drawn}"
    )
    colours = page.evaluate("() => [...document.querySelectorAll('text')].map(t => getComputedStyle(t).fill)")
    assert set(colours) == {"rgb(238, 238, 238)", "rgb(187, 187, 187)"}
    assert not re.search(r"#fff|#dfe5ea", drawn)


DRAWN = Drawn([Panel(0, 100, [Box(1, 2, 3, 4, "met"), Text(5, 6, "<b>")])], 50, 'Reach & "people"', "fr")


def test_a_picture_is_as_tall_as_it_says_in_both():
    assert round(DRAWN.figure().get_size_inches()[1] * DRAWN.figure().dpi) == 50
    assert 'viewBox="0 0 1080 50"' in DRAWN.svg()


def test_who_does_not_see_it_hears_what_it_shows_in_its_language():
    assert 'aria-label="Reach &amp; &quot;people&quot;" lang="fr"' in DRAWN.svg()
    assert "<b>" not in DRAWN.svg()
