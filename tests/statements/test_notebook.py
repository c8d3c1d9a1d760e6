"""Tables in a notebook: registered where cmkit is imported, quietly, and never in the way."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from typing import Any

import pandas as pd
import pytest

import cmkit as cm
from cmkit.statements import frames
from cmkit.statements.notebook import html, show_tables
from tests.test_package import loaded_after


class Own(pd.DataFrame):
    """Somebody else's kind of DataFrame, that shows itself."""

    def _repr_html_(self) -> str:
        return "<p>mine</p>"


def test_a_frame_that_shows_itself_does():
    assert html(Own({"reach": [1]})) == "<p>mine</p>"


def test_what_fails_is_said_and_left_to_pandas(monkeypatch):
    def failing(table: Any) -> Any:
        raise ValueError("broken")

    monkeypatch.setattr(frames, "grid_of", failing)
    table = cm.three_results()
    with pytest.warns(RuntimeWarning, match="broken"):
        assert html(table) == table._repr_html_()


def test_without_a_shell_nothing_happens_and_nothing_heavy_is_loaded():
    assert show_tables() is False
    assert loaded_after("import cmkit; import cmkit.statements.notebook") == set()


IN_A_SHELL = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_cell("import cmkit as cm, pandas as pd; cm.use('fr')")
import cmkit as cm, pandas as pd
def seen(table):
    found, _ = shell.display_formatter.format(table)
    return found
own, results = pd.DataFrame({"city": ["Lyon"], "n": [3]}), cm.three_results()
print(json.dumps({
    "known": seen(results), "column": seen(results.clicks), "own": seen(own),
    "pandas": {"text/plain": repr(own), "text/html": own._repr_html_()},
    "printed": str(results), "series": seen(own.n), "pandas_series": repr(own.n), "listed": seen([own]),
    "pandas_listed": repr([own]),
}))
"""


def test_in_a_shell_known_tables_are_shown_in_words_and_others_are_pandas_own():
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(IN_A_SHELL)], capture_output=True, text=True, check=True
    )
    seen = json.loads(run.stdout.splitlines()[-1])
    assert "Portée" in seen["known"]["text/html"]
    assert "Portée" in seen["known"]["text/plain"]
    assert seen["column"]["text/plain"].split() == ["Clics", "25", "483", "500"]
    assert seen["own"] == seen["pandas"]
    assert "reach" in seen["printed"]
    assert seen["series"] == {"text/plain": seen["pandas_series"]}
    assert "Lyon" in seen["listed"]["text/plain"]
