"""DataFrames of columns that cmkit knows, as tables of typed facts, to be shown as its answers are.

`measure`, `pool`, `three_results` and the tables of answers stay pandas, with their English names; only
what a person sees of them is a table with headings, units and words. Any other DataFrame is pandas' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cmkit.language.said import Said
from cmkit.statements.known import heading, hidden, index_name, is_known, kind_of
from cmkit.statements.known_cells import SHORT, WORDED, cell, cut
from cmkit.statements.statement import Grid, Head, Row

if TYPE_CHECKING:
    import pandas as pd

MOST = 20
"""How many rows are shown; the rest is counted."""
MANY = 8
"""From here on columns are many."""
RECORDS = "line"
"""The name of the index of `Export.original`, whose headings are those of its file."""
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
    known = is_known(names) or frame.index.name == RECORDS
    if SUMMARY.issubset(first.index) or not known:
        return None
    seen = [name for name in names if name not in hidden(names)]
    kinds = {name: _kind(shown, name) for name in seen}
    records = shown.astype(object).to_dict("records")
    rows = tuple(_row(record, kinds) for record in records)
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
    name = str(index.name or index_name(frame.columns) or "result")
    return frame.set_axis(index.rename(name)).reset_index()


def _row(record: dict[Any, Any], kinds: dict[Any, str | None]) -> Row:
    """Return a row; in a table of many columns its texts are short, or it could not be read."""
    cells = (cell(record[name], kind, record) for name, kind in kinds.items())
    if len(kinds) <= MANY:
        return Row(tuple(cells))
    return Row(tuple(cut(each, SHORT) if isinstance(each, str) else each for each in cells))


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
