"""The editable table of the bench: a line a result, a box a cell, the reasons under their cells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets
from ipywidgets.widgets.widget_string import HTMLStyle, TextStyle

from cmkit.desk.bench.draft import Draft, Row
from cmkit.language.labels import label
from cmkit.language.sentences import say
from cmkit.language.writing import number

NAME, CELL, BUTTON, GAP = 200, 118, 24, 4
"""Widths in pixels: a name, a cell, a button, and what stands between them."""


class Grid(widgets.VBox):  # type: ignore[misc]
    """The table of a draft as boxes to type in; calls `changed` after every change.

    A line is made once and lives as long as its result, so that what is being typed is never
    replaced. All boxes share their layouts and styles: a widget less to send for each.
    """

    def __init__(self, draft: Draft, changed: Callable[[], None]) -> None:
        self.draft = draft
        self.changed = changed
        self.parts = Parts()
        self.lines: dict[Row, Line] = {}
        self.head = widgets.HBox(layout=self.parts.plain)
        super().__init__(layout=self.parts.plain)
        self.add_class("cmkit-grid")
        self.arrange()

    def arrange(self) -> None:
        """Show the draft's rows and columns: new ones are made, those that are gone are closed."""
        for row in [row for row in self.lines if row not in self.draft.rows]:
            self.lines.pop(row).close()
        for row in self.draft.rows:
            self.lines[row] = self.lines.get(row) or Line(row, self)
        self._arrange_head()
        for place, row in enumerate(self.draft.rows):
            self.lines[row].arrange(place)
        self.children = (self.head, *(self.lines[row].box for row in self.draft.rows))

    def _arrange_head(self) -> None:
        lang, parts = self.draft.lang, self.parts
        before = self.head.children
        self.head.children = (
            parts.text(say("bench.result", lang), parts.name, "cmkit-head-name"),
            *(self._heading(column) for column in self.draft.columns),
        )
        for child in before:
            for part in getattr(child, "children", ()):
                part.close()
            child.close()

    def _heading(self, column: str) -> widgets.HBox:
        words = label(column, self.draft.lang)
        button = self.parts.button(say("bench.remove", self.draft.lang, name=words), "cmkit-small")
        button.on_click(lambda _: self._remove_column(column))
        return widgets.HBox([self.parts.text(words, self.parts.plain), button], layout=self.parts.heading)

    def _remove_column(self, column: str) -> None:
        self.draft.remove_column(column)
        self.arrange()
        self.changed()

    def remove(self, row: Row) -> None:
        """Take a result away."""
        self.draft.remove(row)
        self.arrange()
        self.changed()

    def show(self, marks: dict[tuple[int, str], str]) -> None:
        """Show what the draft holds and mark the cells that cannot be used."""
        for place, row in enumerate(self.draft.rows):
            self.lines[row].show({column: why for (at, column), why in marks.items() if at == place})


class Line:
    """A result in the grid: its name, its cells, the reasons under them, the button that removes it."""

    def __init__(self, row: Row, grid: Grid) -> None:
        self.row, self.grid, self.place = row, grid, 0
        parts = grid.parts
        self.cells: dict[str, widgets.Text] = {"result": parts.box(row.name, parts.name)}
        self.cells["result"].observe(self._renamed, names="value")
        self.button = parts.button("", "cmkit-small")
        self.button.on_click(lambda _: grid.remove(self.row))
        self.boxes = widgets.HBox(layout=parts.plain)
        self.reasons = widgets.HTML(layout=parts.plain, style=parts.html_style)
        self.box = widgets.VBox([self.boxes, self.reasons], layout=parts.plain)
        self.marked: dict[str, str] = {}

    def arrange(self, place: int) -> None:
        """Show the columns that the draft has now; `place` counts from 0."""
        self.place = place
        columns, parts = self.grid.draft.columns, self.grid.parts
        for gone in [c for c in self.cells if c != "result" and c not in columns]:
            self.cells.pop(gone).close()
        for column in columns:
            if column not in self.cells:
                cell = parts.box(self.row.cells[column], parts.cell, "cmkit-number")
                cell.observe(partial(self._typed, column), names="value")
                self.cells[column] = cell
        for column, cell in self.cells.items():
            cell.description = self._said(column)
        self.button.tooltip = say("bench.remove", self.grid.draft.lang, name=self.row.name)
        self.boxes.children = (self.cells["result"], *(self.cells[c] for c in columns), self.button)

    def _said(self, column: str) -> str:
        """Return what a screen reader says of a cell: where it is, and what is wrong with it."""
        lang = self.grid.draft.lang
        words = say("bench.result", lang) if column == "result" else label(column, lang)
        facts = {"column": words, "row": number(self.place + 1, lang)}
        if why := self.marked.get(column):
            return say("bench.cell_wrong", lang, reason=why, **facts)
        return say("bench.cell", lang, **facts)

    def _renamed(self, change: Any) -> None:
        if change["new"] != self.row.name:
            self.row.name = change["new"]
            self.grid.changed()

    def _typed(self, column: str, change: Any) -> None:
        if change["new"] != self.row.cells[column]:
            self.row.cells[column] = change["new"]
            self.grid.changed()

    def show(self, marks: dict[str, str]) -> None:
        """Show the row's texts, and `marks` (column -> reason) at their cells."""
        for column, cell in self.cells.items():
            cell.value = self.row.name if column == "result" else self.row.cells[column]
        if marks == self.marked:
            return
        before, self.marked = self.marked, marks
        for column in {*before, *marks} & {*self.cells}:
            cell = self.cells[column]
            (cell.add_class if column in marks else cell.remove_class)("cmkit-wrong")
            cell.description = self._said(column)
        self.reasons.value = "".join(self._reason(column, why) for column, why in marks.items())

    def _reason(self, column: str, why: str) -> str:
        """Write a reason from under its cell to the right, or up to its cell where that is too far right."""
        columns = ["result", *self.grid.draft.columns]
        at, lang = columns.index(column), self.grid.draft.lang
        before = (NAME + GAP) * (at > 0) + (CELL + GAP) * max(at - 1, 0)
        name = say("bench.result", lang) if column == "result" else label(column, lang)
        words = f"<b>{escape(name)}</b> · {escape(why)}"
        if at <= len(columns) / 2:
            return f'<p class="cmkit-why" role="alert" style="margin-left:{before}px">{words}</p>'
        width = before + (NAME if column == "result" else CELL)
        return f'<p class="cmkit-why" role="alert" style="width:{width}px;text-align:right">{words}</p>'

    def close(self) -> None:
        """Close the widgets of this line."""
        for widget in (*self.cells.values(), self.button, self.boxes, self.reasons, self.box):
            widget.close()


class Parts:
    """The layouts and styles that all parts of a bench share, and the parts made with them."""

    def __init__(self) -> None:
        self.plain = widgets.Layout()
        self.name = widgets.Layout(width=f"{NAME}px", min_width=f"{NAME}px", margin=f"0 {GAP}px 0 0")
        self.cell = widgets.Layout(width=f"{CELL}px", min_width=f"{CELL}px", margin=f"0 {GAP}px 0 0")
        self.heading = widgets.Layout(
            width=f"{CELL}px", min_width=f"{CELL}px", margin=f"0 {GAP}px 0 0", justify_content="flex-end"
        )
        self.small = widgets.Layout(width=f"{BUTTON}px", min_width=f"{BUTTON}px", margin="0")
        self.text_style = TextStyle()
        self.html_style = HTMLStyle()
        self.button_style = widgets.ButtonStyle()

    def box(self, value: str, layout: widgets.Layout, *classes: str) -> widgets.Text:
        """Return a box to type in."""
        made = widgets.Text(value, layout=layout, style=self.text_style)
        made._dom_classes = ("cmkit-box", *classes)
        return made

    def text(self, words: str, layout: widgets.Layout, *classes: str) -> widgets.HTML:
        """Return words, escaped."""
        made = widgets.HTML(escape(words), layout=layout, style=self.html_style)
        made._dom_classes = classes
        return made

    def button(self, tooltip: str, *classes: str) -> widgets.Button:
        """Return a button that removes something."""
        made = widgets.Button(icon="times", tooltip=tooltip, layout=self.small, style=self.button_style)
        made._dom_classes = classes
        return made
