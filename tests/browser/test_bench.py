"""The bench as a reader meets it: in JupyterLab and in Voilà, in Chromium, with mouse and keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.driving import cell, name_cell, open_notebook
from tests.browser.places import Place

expect = pytest.importorskip("playwright.sync_api").expect
expect.set_options(timeout=20_000)
START = "import cmkit as cm\ncm.bench(target=400, lang={lang!r})"
MINE = b"Result,Reach,Clicks\nA,5000,25\nB,5000,483\n"
WIDEST = """box => {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = getComputedStyle(box).font;
  return Math.max(...[...box.options].map(option => pen.measureText(option.text).width));
}"""
ROOT = Path(__file__).resolve().parents[2]


def opened(page, place: Place, lang: str = "en") -> None:
    open_notebook(page, place, place.write(f"bench_{lang}.ipynb", START.format(lang=lang)))


def choose(page, name: str, content: bytes) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator(".cmkit-bench .cmkit-drop").click()
    chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": content})


def test_a_typed_number_changes_the_verdict_and_the_picture(page, place):
    opened(page, place)
    verdict, picture = page.locator(".cmkit-verdict"), page.locator(".cmkit-bench svg[role=img]")
    expect(verdict).to_contain_text("Result 3 comes first with 500")
    cell(page, 1, "Clicks").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("1,250")
    expect(verdict).to_contain_text("Result 1 comes first with 1,250")
    expect(picture).to_contain_text("1,250")
    expect(page.locator(".cmkit-matrix tbody tr").first).to_contain_text("1,250")
    expect(cell(page, 1, "Clicks")).to_be_focused()


def test_the_keyboard_goes_from_cell_to_cell_and_enter_keeps_the_place(page, place):
    opened(page, place)
    cell(page, 2, "Comments").click()
    page.keyboard.press("Enter")
    expect(cell(page, 2, "Comments")).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell(page, 2, "Clicks")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("7")
    expect(page.locator(".cmkit-verdict")).to_contain_text("7 (1.75% of the target, missed)")


def test_a_bad_number_is_marked_where_it_stands_and_the_rest_works(page, place):
    opened(page, place)
    cell(page, 1, "Clicks").fill("<b>48O")
    reason = page.locator(".cmkit-why")
    expect(reason).to_contain_text("“<b>48O” is not a number.")
    expect(page.locator(".cmkit-wrong input")).to_have_value("<b>48O")
    expect(cell(page, 1, "Clicks")).to_be_focused()
    cell(page, 2, "Clicks").fill("900")
    expect(page.locator(".cmkit-verdict")).to_contain_text("Result 2 comes first with 900")
    cell(page, 1, "Clicks").fill("480")
    expect(reason).to_have_count(0)
    expect(page.locator(".cmkit-verdict")).to_contain_text("480 (120% of the target, met)")


def test_results_are_added_renamed_removed_and_reset(page, place):
    opened(page, place)
    verdict = page.locator(".cmkit-verdict")
    page.get_by_role("button", name="Add a result").click()
    expect(page.locator(".cmkit-box.cmkit-number")).to_have_count(20)
    name_cell(page, 4).fill("<script>Été</script>")
    cell(page, 4, "Clicks").fill("2000")
    expect(verdict).to_contain_text("<script>Été</script> comes first with 2,000")
    page.locator(".cmkit-grid button[title='Remove Result 1']").click()
    expect(page.locator(".cmkit-box.cmkit-number")).to_have_count(15)
    expect(verdict).not_to_contain_text("Result 1")
    page.get_by_role("button", name="Three results").click()
    expect(verdict).to_contain_text("Result 1")
    expect(verdict).not_to_contain_text("Été")


def test_objective_and_target_are_chosen(page, place):
    opened(page, place)
    page.get_by_label("Objective", exact=True).select_option("visibility")
    expect(page.locator(".cmkit-verdict")).to_contain_text("decided by reach")
    page.get_by_label("Target", exact=True).fill("6000")
    expect(page.locator(".cmkit-verdict")).to_contain_text("9,800 (163.33% of the target, met)")
    page.get_by_label("Objective", exact=True).select_option("sales")
    expect(page.locator(".cmkit-problem")).to_contain_text("cannot be judged")


def test_a_csv_comes_in_and_goes_out(page, place):
    opened(page, place)
    choose(page, "mine.csv", MINE)
    expect(page.locator(".cmkit-says")).to_contain_text("mine.csv: 2 results read.")
    expect(page.locator(".cmkit-verdict")).to_contain_text("B comes first with 483")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    assert download.value.path().read_bytes() == b"\xef\xbb\xbf" + MINE.replace(b"\n", b"\r\n")
    choose(page, "none.csv", b" ")
    expect(page.locator(".cmkit-says")).to_contain_text("none.csv is empty")
    expect(page.locator(".cmkit-verdict")).to_contain_text("B comes first with 483")


def test_it_speaks_french_with_french_numbers(page, place):
    opened(page, place, "fr")
    cell(page, 1, "Clics", "ligne").fill("1 250,5")
    first = re.compile(r"Résultat 1 arrive en tête avec 1\s250,5")
    expect(page.locator(".cmkit-verdict")).to_contain_text(first)
    page.get_by_role("button", name="Lignes Python").click()
    expect(page.locator(".cmkit-bench pre")).to_contain_text('cm.Objective("traffic", target=400)')


def test_the_language_is_changed_without_losing_what_was_typed(page, place):
    opened(page, place)
    cell(page, 1, "Clicks").fill("18.7K")
    page.locator(".cmkit-tools select").last.select_option("français")
    first = re.compile(r"Résultat 1 arrive en tête avec 18\s700")
    expect(page.locator(".cmkit-verdict")).to_contain_text(first)
    expect(page.get_by_label("Cible", exact=True)).to_have_value("400")
    expect(cell(page, 1, "Clics", "ligne")).to_have_value(re.compile(r"18\s700"))


def test_the_kpi_is_read_whole_and_the_columns_stand_in_groups(page, place):
    """What a list cuts off cannot be chosen knowingly."""
    opened(page, place)
    page.get_by_label("Objective", exact=True).select_option("image")
    kpi = page.get_by_label("KPI", exact=True)
    expect(kpi.locator("option").first).to_have_text("default: comments per post")
    assert kpi.evaluate(WIDEST) <= kpi.evaluate("box => box.clientWidth")
    offered = page.locator(".cmkit-tools select").first.locator("option").all_text_contents()
    offered = [each.replace("\xa0", " ") for each in offered]
    assert offered[1] == "— For image —"
    assert offered.index("— Other columns —") > offered.index("Positive mentions")


def test_the_verdict_follows_an_upload_without_running_a_cell(page, place):
    """In Voilà there is no cell to run again."""
    start = ["import cmkit as cm\nplace = cm.upload('en')\nplace", "cm.bench(place, target=400)"]
    open_notebook(page, place, place.write("followed.ipynb", *start), ".cmkit-bench .cmkit-says")
    expect(page.locator(".cmkit-bench")).to_contain_text("No result yet")
    with page.expect_file_chooser() as chooser:
        page.locator(".cmkit-upload .cmkit-drop").click()
    chooser.value.set_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": MINE})
    expect(page.locator(".cmkit-upload .cmkit-export")).to_contain_text("mine.csv")
    expect(page.locator(".cmkit-bench .cmkit-verdict")).to_contain_text("B comes first with 483")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_start_notebook_opens_with_a_working_bench(page, places, lang):
    source = ROOT / "notebooks" / lang / "00_start.ipynb"
    if not source.is_file():
        pytest.skip("the start notebook is not written yet")
    place = places("lab")
    (place.folder / f"start_{lang}.ipynb").write_bytes(source.read_bytes())
    open_notebook(page, place, f"start_{lang}.ipynb")
    expect(page.locator(".cmkit-bench svg[role=img]").first).to_be_visible()
