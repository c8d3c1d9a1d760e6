"""DataFrames of columns that cmkit knows, shown in a notebook as its answers are: in the language in use.

`measure`, `pool`, `three_results` and the tables of answers stay pandas, with their English names; only
what a person sees of them is a table with headings, units and words. Any other DataFrame is pandas' own.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cmkit.language.said import Said
from cmkit.language.sentences import language
from cmkit.statements.known import heading, hidden, index_name, is_known, kind_of
from cmkit.statements.known_cells import WORDED, cell
from cmkit.statements.statement import Grid, Head, Row, Statement

if TYPE_CHECKING:
    import pandas as pd

MOST = 20
"""How many rows are shown; the rest is counted."""
SUMMARY = {"mean", "std"}
"""Rows of a summary that pandas made (`describe`)."""


def grid_of(table: Any) -> Grid | None:
    """Return a pandas DataFrame or Series as a table of typed facts, None where cmkit does not know it.

    >>> import pandas as pd
    >>> from cmkit.statements.plain import table as shown
    >>> rates = pd.DataFrame({"result": ["A"], "engagement_rate": [0.1066]})
    >>> print(shown(grid_of(rates), "fr").replace("\\u00a0", " "))
    Résultat Taux d’engagement
           A           10,66 %
    """
    import pandas as pd

    if type(table) is pd.Series:
        return _of_series(table)
    return _of_frame(table) if type(table) is pd.DataFrame else None


def _of_series(series: pd.Series[Any]) -> Grid | None:
    """Return a row of a table as pairs, or a column as a table of one."""
    if len(series) and is_known(series.index):
        facts = series.to_dict()
        rows = [Row((heading(n, facts), cell(value, kind_of(n, facts), facts))) for n, value in facts.items()]
        return Grid((Head(Said("tables.what"), words=True), Head(Said("tables.value"))), tuple(rows))
    named = series.index.name is not None or series.index.dtype.kind in "iu"
    return _of_frame(series.to_frame()) if named and series.name is not None else None


def _of_frame(frame: pd.DataFrame) -> Grid | None:
    if not len(frame.columns) or not frame.columns.is_unique or frame.columns.nlevels > 1:
        return None
    first = frame.head(MOST)
    shown = _with_index(first)
    names = [str(name) if isinstance(name, str) else name for name in shown.columns]
    if set(first.index) >= SUMMARY or not is_known(names):
        return None
    seen = [name for name in names if name not in hidden(names)]
    kinds = {name: _kind(shown, name) for name in seen}
    records = shown.astype(object).to_dict("records")
    rows = tuple(Row(tuple(cell(record[name], kinds[name], record) for name in seen)) for record in records)
    heads = tuple(Head(heading(name, names), words=_worded(shown, name, kinds[name])) for name in seen)
    return Grid(heads, rows, more=_more(frame))


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its index as first columns, where that says something: names, or a known word."""
    index = frame.index
    if index.nlevels > 1:
        return frame.reset_index()
    if index.name is not None and index.name not in frame.columns and kind_of(index.name):
        return frame.reset_index()
    words = index.dtype.kind in "OTU" or str(index.dtype).startswith(("str", "categor"))
    if not len(index) or not words or "result" in frame.columns:
        return frame
    named = str(index.name or index_name(frame.columns) or "result")
    return pd.DataFrame(frame.rename_axis(named).reset_index())


def _kind(frame: pd.DataFrame, name: Any) -> str | None:
    """Return what a column holds; whole numbers in a column of rates are ranks."""
    kind = kind_of(name, frame.columns)
    return "count" if kind in ("rate", "passage") and frame[name].dtype.kind in "iu" else kind


def _worded(frame: pd.DataFrame, name: Any, kind: str | None) -> bool:
    """Tell whether a column holds words, which stand at the left."""
    return kind in WORDED if kind else frame[name].dtype.kind not in "biuf"


def _more(frame: pd.DataFrame) -> Said | None:
    if not len(frame):
        return Said("tables.nothing")
    return Said("statements.not_shown", {"n": len(frame) - MOST}) if len(frame) > MOST else None


def show_tables() -> bool:
    """Have the notebook or the IPython terminal that is running show known tables; tell whether there is one.

    Done when cmkit is imported. `print` and everything that is not shown stay pandas' own.

    >>> show_tables()
    False
    """
    shell = _shell()
    if shell is None:
        return False
    formatters = shell.display_formatter.formatters
    for module in ("pandas", "pandas.core.frame"):
        formatters["text/html"].for_type_by_name(module, "DataFrame", html)
        formatters["text/plain"].for_type_by_name(module, "DataFrame", pretty)
    for module in ("pandas", "pandas.core.series"):
        formatters["text/html"].for_type_by_name(module, "Series", html)
        formatters["text/plain"].for_type_by_name(module, "Series", pretty)
    return True


def _shell() -> Any:
    """Return the IPython shell that is running; IPython is not loaded to look for one."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


def html(table: Any) -> str | None:
    """Return what a notebook shows of a DataFrame or Series; of one that cmkit does not know, pandas' own."""
    from cmkit.statements.html import fragment

    def shown(grid: Grid, lang: str) -> str:
        return fragment(Statement("table", (grid,)), lang)

    found = _shown(table, shown)
    own = getattr(table, "_repr_html_", None)
    return found if found is not None or own is None else own()


def pretty(table: Any, printer: Any, cycle: bool) -> None:
    """Print a DataFrame or Series in an IPython terminal; one that cmkit does not know, as pandas does."""
    from cmkit.statements import plain

    found = _shown(table, plain.table)
    with printer.group():
        for number, line in enumerate((repr(table) if found is None else found).splitlines()):
            if number:
                printer.break_()
            printer.text(line)


def _shown(table: Any, show: Callable[[Grid, str], str]) -> str | None:
    """Show a table; where that fails say so, and let pandas: a cell of a notebook never breaks on it."""
    try:
        grid = grid_of(table)
        return None if grid is None else show(grid, language(None))
    except Exception as error:  # whatever it is, the reader's own table comes first
        warnings.warn(f"{type(error).__name__}: {error}", RuntimeWarning, stacklevel=2)
        return None
