"""Known tables in a notebook and in an IPython terminal: registered when cmkit is imported there.

Nothing is loaded before the first table is shown: `import cmkit` stays quick.
"""

import sys
import warnings
from typing import Any

TABLES = {"DataFrame": ("pandas", "pandas.core.frame"), "Series": ("pandas", "pandas.core.series")}
"""The kinds of table, and the module that they say they are from (it changed with pandas 3)."""


def show_tables() -> bool:
    """Have the notebook or IPython terminal that is running show known tables; tell whether there is one."""
    ipython = sys.modules.get("IPython")  # not loaded to look for a shell
    if ipython is None or (shell := ipython.get_ipython()) is None:
        return False
    formatters = shell.display_formatter.formatters
    for name, modules in TABLES.items():
        for module in modules:
            formatters["text/html"].for_type_by_name(module, name, html)
            formatters["text/plain"].for_type_by_name(module, name, pretty)
    return True


def html(table: Any) -> str | None:
    """Return what a notebook shows of a DataFrame or Series; of one that cmkit does not know, pandas' own."""
    found, own = _shown(table, page=True), getattr(table, "_repr_html_", None)
    return found if found is not None or own is None else own()


def pretty(table: Any, printer: Any, cycle: bool) -> None:
    """Print a DataFrame or Series in an IPython terminal; one that cmkit does not know, as pandas does."""
    found = _shown(table, page=False)
    with printer.group():
        for number, line in enumerate((repr(table) if found is None else found).splitlines()):
            if number:
                printer.break_()
            printer.text(line)


def _shown(table: Any, page: bool) -> str | None:
    """Show a table; where that fails say so, and let pandas: a cell of a notebook never breaks on it."""
    from cmkit.language.sentences import language
    from cmkit.language.terminal import harmless
    from cmkit.statements import html, plain
    from cmkit.statements.frames import grid_of
    from cmkit.statements.statement import Statement

    try:
        if (grid := grid_of(table)) is None:
            return None
        lang = language(None)
        return html.fragment(Statement("table", (grid,)), lang) if page else plain.table(grid, lang)
    except Exception as error:  # whatever it is, the reader's own table comes first
        warnings.warn(harmless(f"{type(error).__name__}: {error}"), RuntimeWarning, stacklevel=2)
        return None
