"""Results that arrive on the bench, as tables, exports or files: what stands there, and what is left out."""

from dataclasses import dataclass, field
from typing import Any

from cmkit import errors
from cmkit.catalogue.columns import NUMBERS
from cmkit.desk.typed import written
from cmkit.desk.upload import Named
from cmkit.given.engines import is_export, is_path
from cmkit.given.names import NAMES, names_of
from cmkit.given.numbers import is_numeric
from cmkit.given.rows import opened
from cmkit.language import sentences
from cmkit.language.facts import Number
from cmkit.language.sentences import say
from cmkit.language.writing import label
from cmkit.reading.read import read

MOST, JUDGED = 40, 2_000
"""How many results stand in the table, and how many are judged; `cm.judge` takes any number of them."""


@dataclass(eq=False)
class Row:
    """A result as typed: its name, and by column a text, or a value as given where it stands in no table."""

    name: str = ""
    cells: dict[str, Any] = field(default_factory=dict)
    touched: int = 0
    """When it was last given a name: of two that are alike, the name given last is the one to change."""

    def write(self, lang: str) -> None:
        """Write its values as they can be typed; a text stays as it is."""
        self.cells = {column: written(value, lang) for column, value in self.cells.items()}


def arrived(given: Any, name: str, lang: str) -> tuple[list[str], list[Row], list[str]]:
    """Return the columns, the results, and what is to be said of them, in `lang`.

    `given` is whatever `cmkit.judge` takes, or the bytes of a file called `name`. Raises as
    `cmkit.judge` and `cmkit.read` do, `MissingColumnError` where no column holds numbers.
    """
    with sentences.speaking(lang):
        if isinstance(given, bytes) or is_path(given):
            given = read(Named(name, given) if name and isinstance(given, bytes) else given)
        rows = opened(given)
        names = names_of(rows.table.set_axis(rows.labels), differing=False).given
        notes = _of_file(given, name, lang) if is_export(given) else []
    table = rows.table
    own = [str(column) for column in table if column not in NAMES]
    columns = [c for c in own if c in table and (c in NUMBERS or is_numeric(table[c]))]
    if not columns:
        raise errors.MissingColumnError("bench_no_numbers", present=", ".join(rows.columns))
    values = [table[c].head(JUDGED).tolist() for c in columns]
    cells = (dict(zip(columns, each, strict=True)) for each in zip(*values, strict=True))
    results = [Row(names[place] or nth(place, lang), each) for place, each in enumerate(cells)]
    for row in results[:MOST]:
        row.write(lang)
    return columns, results, notes + _left_out(len(rows), [c for c in own if c not in columns], lang)


def nth(place: int, lang: str) -> str:
    """Return what a result without a name is called; `place` counts from 0."""
    return say("judging.result_n", lang, number=place + 1)


def _of_file(export: Any, name: str, lang: str) -> list[str]:
    notes = [say("bench.imported", lang, file=name or export.name, n=Number(len(export)))]
    if reasons := [str(reason).rstrip(".") for reason in export.set_aside["explanation"]]:
        why = "; ".join(dict.fromkeys(reasons))
        notes.append(say("bench.set_aside", lang, n=Number(len(reasons)), reasons=why))
    return notes


def _left_out(n: int, columns: list[str], lang: str) -> list[str]:
    rest, out = min(n, JUDGED) - MOST, n - JUDGED
    notes = [say("bench.rows_not_shown", lang, n=Number(rest), most=MOST)] if rest > 0 else []
    notes += [say("bench.rows_left_out", lang, n=Number(out), most=Number(JUDGED))] if out > 0 else []
    names = ", ".join(label(column, lang) for column in columns)
    return notes + ([say("bench.columns_left_out", lang, n=len(columns), names=names)] if columns else [])
