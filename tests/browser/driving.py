"""What a reader does in a notebook: open it, run it, find a cell of the bench."""

from __future__ import annotations

from typing import Any

from tests.browser.places import Place

VERDICT = ".cmkit-bench .cmkit-verdict"


def open_notebook(page: Any, place: Place, notebook: str, sign: str = VERDICT) -> None:
    """Open a notebook and wait for the first bench, or a sign; JupyterLab runs its cells from the menu."""
    page.goto(place.url(notebook))
    if place.kind == "lab":
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.get_by_text("| Idle").wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_selector(sign, state="attached")


def cell(page: Any, row: int, column: str, word: str = "row") -> Any:
    """Return the box of a column in a row, counted from 1, by what a screen reader calls it."""
    start = f"{column}, {word} {row}"
    return page.locator(f".cmkit-bench label:text-matches('^{start}($|[.])') + input")


def name_cell(page: Any, row: int) -> Any:
    """Return the box of a result's name."""
    return cell(page, row, "Result")
