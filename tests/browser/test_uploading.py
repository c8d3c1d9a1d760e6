"""Files put on the page as a reader does it, by click and by drop, in JupyterLab and in Voilà."""

from __future__ import annotations

import re
from pathlib import Path

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
        page.click(".cmkit-drop")
    chooser.value.set_files([str(cm.sample(f"exports/{name}")) for name in names])


def drop(page, path: Path, across: float = 0.5, down: float = 0.5) -> None:
    """Let a file fall on the zone, as a mouse that carries one from the desktop does."""
    box = page.locator(".cmkit-drop").bounding_box()
    at = {"x": box["x"] + across * box["width"], "y": box["y"] + down * box["height"]}
    carried = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    mouse = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        mouse.send("Input.dispatchDragEvent", {"type": kind, "data": carried, **at})
    mouse.detach()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_chosen_files_are_read_together_and_accounted_for(page, place):
    opened(page, place, "fr")
    choose(page, "youtube_tableau_fr.csv", "x_content_fr.csv")
    shown = page.locator(".cmkit-upload")
    expect(shown.locator(".pairs td").first).to_have_text("youtube_tableau_fr.csv, x_content_fr.csv")
    expect(shown).to_contain_text("youtube_tableau_fr.csv, ligne 2")
    expect(shown).to_contain_text("Ligne de total")
    expect(shown.locator(".cmkit-export .wide tbody tr")).to_have_count(5)


def test_a_dropped_file_that_nobody_knows_is_read_once_its_columns_are_confirmed(page, place, tmp_path):
    opened(page, place, "en")
    strange = cm.sample("exports/bilan_agence_fr.csv").read_bytes()
    drop(page, written(tmp_path, "agency <b>.csv", strange))
    form = page.locator(".cmkit-mapping")
    expect(form.locator("h4")).to_have_text("agency <b>.csv: which column is which?")
    page.get_by_label("What “Réf. contenu” means").select_option("Post id")
    page.get_by_role("button", name="Confirm and read").click()
    expect(form).to_have_count(0)
    expect(page.locator(".cmkit-export .wide tbody tr").first).to_contain_text("AB-001")
    expect(page.locator(".cmkit-export .wide thead")).to_contain_text("Post id")


@pytest.mark.parametrize(("across", "down"), [(0.003, 0.06), (0.997, 0.94), (0.05, 0.5)])
def test_the_whole_dashed_zone_takes_the_drop(page, place, across, down):
    """At its border, or on the button, the browser would leave the page for the file."""
    opened(page, place, "en")
    drop(page, cm.sample("exports/youtube_table_en.csv"), across, down)
    expect(page.locator(".cmkit-upload .pairs td").first).to_have_text("youtube_table_en.csv")


def test_a_file_too_large_is_said_at_once_and_the_account_before_it_leaves(page, place, tmp_path):
    """Sent, it would close the line to the kernel without a word."""
    opened(page, place, "fr")
    choose(page, "youtube_tableau_fr.csv")
    expect(page.locator(".cmkit-upload .pairs")).to_have_count(1)
    drop(page, written(tmp_path, "annee.csv", b"a,b\n" * 3_000_000))
    said = re.compile(r"annee\.csv pèse 12\sMo")
    expect(page.locator(".cmkit-problem")).to_contain_text(said, timeout=5_000)
    expect(page.locator(".cmkit-upload .pairs")).to_have_count(0)
    choose(page, "x_content_fr.csv")
    expect(page.locator(".cmkit-upload .pairs td").first).to_have_text("x_content_fr.csv")


def test_after_a_bad_file_the_next_one_is_read(page, place, tmp_path):
    opened(page, place, "en")
    drop(page, written(tmp_path, "empty.csv", b""))
    expect(page.locator(".cmkit-problem")).to_contain_text("empty.csv is empty.")
    choose(page, "tiktok_content_en.csv")
    expect(page.locator(".cmkit-upload .pairs td").first).to_have_text("tiktok_content_en.csv")
    expect(page.locator(".cmkit-problem")).to_have_count(0)
    choose(page, "tiktok_content_en.csv")
    expect(page.locator(".cmkit-upload .pairs")).to_have_count(1)
