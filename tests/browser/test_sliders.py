"""The planner as a reader meets it: sliders moved by keyboard in JupyterLab and Voilà, the plan following."""

from __future__ import annotations

import re

import pytest

from tests.browser.places import Place

expect = pytest.importorskip("playwright.sync_api").expect
expect.set_options(timeout=20_000)


def opened(page, place: Place, lang: str) -> None:
    page.goto(
        place.url(place.write(f"planner_{lang}.ipynb", f"import cmkit as cm\ncm.planner(lang={lang!r})"))
    )
    if place.kind == "lab":
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.get_by_text("| Idle").wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_selector(".cmkit-planner .cmkit-plan", state="attached")


def test_a_key_press_on_a_slider_moves_the_numbers_and_the_picture(page, place):
    opened(page, place, "en")
    table, picture = page.locator(".cmkit-planner .cmkit-plan"), page.locator(".cmkit-planner svg[role=img]")
    expect(table).to_contain_text("1.50% (900 of 60,000)")
    before = picture.text_content()
    page.locator(".cmkit-planner .cmkit-rates [role=slider]").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(table).not_to_contain_text("1.50% (900 of 60,000)")
    expect(table).to_contain_text("of 60,000)")
    expect(picture).not_to_have_text(before or "")


def test_a_budget_is_typed_in_french_and_a_wrong_one_is_a_sentence(page, place):
    opened(page, place, "fr")
    page.get_by_role("button", name="À partir d’un budget").click()
    box = page.get_by_label("Budget", exact=True)
    box.fill("2 500")
    table = page.locator(".cmkit-planner .cmkit-plan")
    expect(table).to_contain_text(re.compile(r"Ce que peut apporter un budget de 2\s500,00"))
    box.fill("beaucoup")
    expect(page.locator(".cmkit-planner .cmkit-problem")).to_contain_text("n’est pas un nombre")
    box.fill("500")
    expect(page.locator(".cmkit-planner .cmkit-problem")).to_have_count(0)
    expect(table).to_contain_text("500,00")
