"""The editable table of the bench: a line a result, a box a cell, the reasons under their cells."""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets
from ipywidgets.widgets.widget_string import HTMLStyle, TextStyle

from cmkit.desk.bench.arriving import Row
from cmkit.desk.bench.draft import Draft
from cmkit.language.writing import number

NAME, CELL, BUTTON, GAP = 200, 118, 24, 4
"""Widths in pixels: a name, a cell, a button, and what stands between them."""


class Grid(widgets.VBox):  # type: ignore[misc]
    """The table of a draft as boxes to type in; `do` carries out an action, `changed` follows typing."""
    # A line lives as long as its result, lest typing be cut short. Boxes share layouts and styles.

    def __init__(self, draft: Draft, do: Callable[..., None], changed: Callable[[], None]) -> None:
        self.draft, self.do, self.changed = draft, do, changed
        self.parts = Parts()
        self.lines: dict[Row, Line] = {}
        self.head = widgets.HBox(layout=self.parts.plain)
        super().__init__(layout=self.parts.plain, _dom_classes=("cmkit-grid",))
        self.arrange()

    def arrange(self) -> None:
        """Show the draft's rows and columns: new ones are made, those that are gone are closed."""
        draft, before = self.draft, self.head.children
        for row in [row for row in self.lines if row not in draft.shown]:
            closed(self.lines.pop(row))
        name = self.parts.text(draft.label("result"), self.parts.name, "cmkit-head-name")
        self.head.children = (name, *(self._heading(column) for column in draft.columns))
        for heading in before:
            closed(heading)
        for place, row in enumerate(draft.shown):
            self.lines[row] = self.lines.get(row) or Line(row, self)
            self.lines[row].arrange(place)
        self.children = (self.head, *(self.lines[row] for row in draft.shown))

    def _heading(self, column: str) -> widgets.HBox:
        words = self.draft.label(column)
        button = self.parts.button(self.draft.say("remove", name=words))
        button.on_click(lambda _: self.do(self.draft.remove_column, column))
        return widgets.HBox([self.parts.text(words, self.parts.plain), button], layout=self.parts.heading)

    def show(self, marks: dict[tuple[int, str], str]) -> None:
        """Show what the draft holds and mark the cells that cannot be used."""
        for place, row in enumerate(self.draft.shown):
            self.lines[row].show({column: why for (at, column), why in marks.items() if at == place})


class Line(widgets.VBox):  # type: ignore[misc]
    """A result in the grid: its name, its cells, the reasons under them, the button that removes it."""

    def __init__(self, row: Row, grid: Grid) -> None:
        self.row, self.draft, self.changed, self.place = row, grid.draft, grid.changed, 0
        self.parts = parts = grid.parts
        self.cells: dict[str, widgets.Text] = {"result": parts.box(row.name, parts.name)}
        self.cells["result"].observe(partial(self._typed, "result"), names="value")
        self.button = parts.button("")
        self.button.on_click(lambda _: grid.do(grid.draft.remove, row))
        self.boxes = widgets.HBox(layout=parts.plain)
        self.reasons = widgets.HTML(layout=parts.plain, style=parts.html_style)
        self.marked: dict[str, str] = {}
        super().__init__([self.boxes, self.reasons], layout=parts.plain)

    def arrange(self, place: int) -> None:
        """Show the columns that the draft has now; `place` counts from 0."""
        self.place = place
        columns = ["result", *self.draft.columns]
        for gone in [c for c in self.cells if c not in columns]:
            self.cells.pop(gone).close()
        for column in [c for c in columns if c not in self.cells]:
            cell = self.parts.box(self.row.cells[column], self.parts.cell, "cmkit-number")
            cell.observe(partial(self._typed, column), names="value")
            self.cells[column] = cell
        for column, cell in self.cells.items():
            cell.description = self._said(column)
        self.button.tooltip = self.draft.say("remove", name=self.row.name)
        self.boxes.children = (*(self.cells[c] for c in columns), self.button)

    def _said(self, column: str) -> str:
        row, why = number(self.place + 1, self.draft.lang), self.marked.get(column)
        key = "cell_wrong" if why else "cell"
        return self.draft.say(key, column=self.draft.label(column), row=row, reason=why)

    def _held(self, column: str) -> str:
        return self.row.name if column == "result" else self.row.cells[column]

    def _typed(self, column: str, change: Any) -> None:
        new = change["new"]
        if new != self._held(column):
            self.draft.rename(self.row, new) if column == "result" else self.row.cells.update({column: new})
            self.changed()

    def show(self, marks: dict[str, str]) -> None:
        """Show the row's texts, and `marks` (column -> reason) at their cells."""
        for column, cell in self.cells.items():
            cell.value = self._held(column)
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
        columns = ["result", *self.draft.columns]
        at = columns.index(column)
        before = (NAME + GAP) * (at > 0) + (CELL + GAP) * max(at - 1, 0)
        style = f"margin-left:{before}px"
        if at > len(columns) / 2:
            style = f"width:{before + (CELL if at else NAME)}px;text-align:right"
        words = f"<b>{escape(self.draft.label(column))}</b> · {escape(why)}"
        return f'<p class="cmkit-why" role="alert" style="{style}">{words}</p>'


class Parts:
    """The layouts and styles that all parts of a bench share, and the parts made with them."""

    def __init__(self) -> None:
        self.plain, self.name, self.cell = widgets.Layout(), _wide(NAME), _wide(CELL)
        self.heading = _wide(CELL, justify_content="flex-end")
        self.small = _wide(BUTTON, margin="0")
        self.text_style, self.html_style, self.button_style = TextStyle(), HTMLStyle(), widgets.ButtonStyle()

    def box(self, value: str, layout: widgets.Layout, *css: str) -> widgets.Text:
        """Return a box to type in."""
        return widgets.Text(value, layout=layout, style=self.text_style, _dom_classes=("cmkit-box", *css))

    def text(self, words: str, layout: widgets.Layout, *css: str) -> widgets.HTML:
        """Return words, escaped."""
        return widgets.HTML(escape(words), layout=layout, style=self.html_style, _dom_classes=css)

    def button(self, tooltip: str) -> widgets.Button:
        """Return a button that removes something."""
        look = {"layout": self.small, "style": self.button_style, "_dom_classes": ("cmkit-small",)}
        return widgets.Button(icon="times", tooltip=tooltip, **look)


def _wide(pixels: int, **more: str) -> widgets.Layout:
    width = f"{pixels}px"
    return widgets.Layout(width=width, min_width=width, **{"margin": f"0 {GAP}px 0 0"} | more)


def closed(widget: widgets.Widget) -> None:
    """Close a widget and all that is inside it."""
    for inside in widget.children if isinstance(widget, widgets.Box) else ():
        closed(inside)
    widget.close()
