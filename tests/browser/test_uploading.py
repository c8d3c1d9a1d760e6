"""Files put on the page as a reader does it, by click and by drop, in JupyterLab and in Voilà."""

from __future__ import annotations

import pytest

import cmkit as cm
from tests.browser.places import Place

expect = pytest.importorskip("playwright.sync_api").expect
START = "import cmkit as cm\nplace = cm.upload({lang!r})\nplace"


def opened(page, place: Place, lang: str) -> None:
    """Open a notebook with the widget; in JupyterLab run its cell once the kernel is there."""
    page.goto(place.url(place.write(f"upload_{lang}.ipynb", START.format(lang=lang))))
    if place.kind == "lab":
        page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
        page.locator(".jp-Notebook .jp-CodeCell").first.click()
        page.keyboard.press("Control+Enter")
    page.wait_for_selector(".cmkit-drop")


def choose(page, *names: str) -> None:
    with page.expect_file_chooser() as chooser:
        page.click(".cmkit-upload button.widget-upload")
    chooser.value.set_files([str(cm.sample(f"exports/{name}")) for name in names])


def drop(page, name: str, content: str) -> None:
    """Let a file fall on the place for it, as a mouse that carries one does."""
    script = "([name, text]) => {const d = new DataTransfer(); d.items.add(new File([text], name)); return d}"
    carried = page.evaluate_handle(script, [name, content])
    page.dispatch_event(".cmkit-drop", "drop", {"dataTransfer": carried})


def test_chosen_files_are_read_together_and_accounted_for(page, place):
    opened(page, place, "fr")
    choose(page, "youtube_tableau_fr.csv", "x_content_fr.csv")
    shown = page.locator(".cmkit-upload")
    expect(shown.locator(".pairs td").first).to_have_text("youtube_tableau_fr.csv, x_content_fr.csv")
    expect(shown).to_contain_text("youtube_tableau_fr.csv, ligne 2")
    expect(shown).to_contain_text("Ligne de total")
    expect(shown.locator(".cmkit-export .wide tbody tr")).to_have_count(5)


def test_a_dropped_file_that_nobody_knows_is_read_once_its_columns_are_confirmed(page, place):
    opened(page, place, "en")
    drop(page, "agency <b>.csv", cm.sample("exports/bilan_agence_fr.csv").read_text(encoding="utf-8"))
    form = page.locator(".cmkit-mapping")
    expect(form.locator("h4")).to_have_text("agency <b>.csv: which column is which?")
    page.get_by_label("What “Réf. contenu” means").select_option("Post id")
    page.get_by_role("button", name="Confirm and read").click()
    expect(form).to_have_count(0)
    expect(page.locator(".cmkit-export .wide tbody tr").first).to_contain_text("AB-001")
    expect(page.locator(".cmkit-export .wide thead")).to_contain_text("Post id")


def test_after_a_bad_file_the_next_one_is_read(page, place):
    opened(page, place, "en")
    drop(page, "empty.csv", "")
    expect(page.locator(".cmkit-problem")).to_contain_text("empty.csv is empty.")
    choose(page, "tiktok_content_en.csv")
    expect(page.locator(".cmkit-upload .pairs td").first).to_have_text("tiktok_content_en.csv")
    expect(page.locator(".cmkit-problem")).to_have_count(0)
    choose(page, "tiktok_content_en.csv")
    expect(page.locator(".cmkit-upload .pairs")).to_have_count(1)
