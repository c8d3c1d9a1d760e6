"""The HTML of a verdict and of a matrix: escaped, readable by a screen reader, legible in both themes."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
import pytest

from cmkit.answers.matrix.matrix import matrix
from cmkit.answers.verdict.judge import judge
from cmkit.desk.lab import three_results
from cmkit.given.objective import Objective
from cmkit.statements.html import render

NAUGHTY = ['<script>alert("1")</script>', "Tom & Jerry's <b>best</b>", '"><img src=x onerror=alert(1)>']
VOID = {"img", "br", "hr", "input"}
LEAST_CONTRAST = 4.5
"""What WCAG 2.2 asks of texts (level AA)."""


class Seen(HTMLParser):
    """Reads a page as a browser does: its elements, their attributes, the texts in them."""

    def __init__(self, html):
        super().__init__()
        self.open, self.elements, self.badly_closed = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append(
            {"tag": tag, "text": "", **{name.replace("-", "_"): value for name, value in attrs}}
        )
        if tag not in VOID:
            self.open.append(self.elements[-1])

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()["tag"] != tag:
            self.badly_closed.append(tag)

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag, **wanted):
        return [
            each for each in self.elements
            if each["tag"] == tag and all(each.get(name) == value for name, value in wanted.items())
        ]  # fmt: skip


def pages(results, lang="en"):
    verdict = judge(results, Objective("traffic", target=400))
    return {"verdict": verdict.html(lang), "matrix": matrix(results).html(lang)}


@pytest.mark.parametrize("which", ["verdict", "matrix"])
def test_a_name_is_shown_as_it_is_and_never_run(which):
    seen = Seen(pages(three_results("en").assign(result=NAUGHTY))[which])
    assert [cell["text"] for cell in seen.all("th", scope="row")] == NAUGHTY
    assert not {"script", "img", "b"} & {each["tag"] for each in seen.elements}
    assert (seen.open, seen.badly_closed) == ([], [])


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("which", ["verdict", "matrix"])
def test_a_table_has_headings_for_each_row_and_column_and_says_its_language(which, lang):
    seen = Seen(pages(three_results(lang), lang)[which])
    columns, rows = len(seen.all("th", scope="col")), len(seen.all("th", scope="row"))
    assert rows == 3
    assert len(seen.all("td")) == rows * (columns - 1)
    assert [each["lang"] for each in seen.elements if "lang" in each] == [lang]


def test_statuses_are_written_in_their_chips():
    chips = Seen(pages(three_results("fr"), "fr")["verdict"]).all("span")
    assert [(chip["class"], chip["text"]) for chip in chips] == [
        ("status missed", "manqué"), ("status met", "atteint"), ("status met", "atteint")
    ]  # fmt: skip


def test_a_result_without_a_value_has_no_chip():
    results = three_results("en").assign(clicks=[None, 483, 500])
    assert len(Seen(pages(results)["verdict"]).all("span")) == 2


def test_a_reversal_is_told_to_those_who_do_not_see_the_arrow():
    arrows = Seen(pages(three_results("en"))["matrix"]).all("span", role="img")
    assert {arrow["text"] for arrow in arrows} == {"▲", "▼"}
    assert all(arrow["aria_label"] and arrow["aria_label"] == arrow["title"] for arrow in arrows)
    assert len({arrow["aria_label"] for arrow in arrows}) == 2


def test_a_result_that_falls_has_the_arrow_that_falls():
    """One that is overtaken by two and overtakes one goes down, whichever comes first in the list."""
    results = pd.DataFrame({"result": list("abcd"), "reach": [100, 200, 300, 400], "likes": [50, 60, 70, 40]})
    moves = matrix(results.assign(shares=0, comments=0, clicks=[1, 2, 4, 3])).moves("traffic")
    assert moves == {"a": "down", "b": "down", "c": "up", "d": "up"}


def test_the_winners_of_the_matrix_are_filled():
    cells = Seen(pages(three_results("en"))["matrix"]).all("td")
    traffic = [cell for n, cell in enumerate(cells) if n % (len(cells) // 3) == 1]
    assert [cell.get("class") for cell in traffic] == [None, None, "wins"]


PICKER = {"most": 1, "mark": "", "endings": "", "button": "upload.choose", "beside": ["upload.drop"]}


def test_a_page_of_another_room_speaks_the_language_too():
    assert "or drop them here" in render("desk/pages/picker.html", "en", **PICKER)


def test_the_style_stays_small_for_it_comes_with_each_table():
    source = render("statements/pages/style.html", "en")
    assert len(source.encode()) < 2500


def test_hundreds_of_results_do_not_make_a_page_of_their_own():
    many = pd.DataFrame({"result": [f"R{n}" for n in range(300)], "clicks": range(300)})
    assert len(Seen(pages(many)["verdict"]).all("th", scope="row")) == 20


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("#1d2733", "#ffffff"), ("#5a6672", "#ffffff"), ("#ffffff", "#0b5c8f"), ("#cedeea", "#0b5c8f"),
        ("#3f2b00", "#f6dfa4"),
    ],
    ids=["text", "note", "met", "value of a winner", "near"],
)  # fmt: skip
def test_texts_are_legible_on_what_they_stand_on(ink, paper):
    """The value of a winner is white at 80 %, which on its blue is #cedeea."""
    assert contrast(ink, paper) >= LEAST_CONTRAST
    source = render("statements/pages/style.html", "en")
    assert paper in source or paper == "#ffffff"
