"""What an answer says: parts made of typed facts, without language or markup, read by the renderers alone.

Each part says on which surfaces it stands (`where`): a page's grid may say what a text has to spell out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cmkit.language.facts import Fact
from cmkit.language.said import Said

if TYPE_CHECKING:
    import pandas as pd

EVERYWHERE = frozenset({"text", "plain", "html", "sheets"})
"""The surfaces: sentences alone, a terminal, a page, sheets."""
SPOKEN = frozenset({"text", "plain", "sheets"})
"""For what a grid or a card of the same answer shows already on a page."""
ON_PAGE = frozenset({"html"})
TABLES = frozenset({"plain", "html", "sheets"})

Word = Fact | str | None
"""What may stand in a part: a fact, a word as it is (a name that a person gave), or nothing."""


@dataclass(frozen=True)
class Part:
    """A part of a statement, and the surfaces on which it stands."""

    where: frozenset[str] = field(default=EVERYWHERE, kw_only=True)


@dataclass(frozen=True)
class Paragraph(Part):
    """A sentence or more. `style` is "" or "note" (smaller), "lead" (larger), "title"."""

    said: Word
    style: str = ""


@dataclass(frozen=True)
class Items(Part):
    """A list under an optional heading."""

    items: tuple[Word, ...]
    heading: Word = None


@dataclass(frozen=True)
class Head:
    """The heading of a column; `small` stands under it; `words` where its cells are words, not numbers."""

    said: Word
    small: Word = None
    words: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell with more than a fact: `small` lines under it, a `style`, an arrow."""

    said: Word
    small: tuple[Word, ...] = ()
    style: str = ""  # "met", "near" or "missed" (a status), "wins" (filled)
    arrow: str = ""  # "up" or "down"; `spoken` says what it means to who does not see it
    spoken: Word = None


@dataclass(frozen=True)
class Row:
    """A row of cells; `style` is "" or "total", "goal" (of the row above), "leak"."""

    cells: tuple[Word | Cell, ...]
    style: str = ""


@dataclass(frozen=True)
class Grid(Part):
    """A table as people read it: typed headings, rows of facts (the first cell names its row)."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    caption: Word = None
    more: Word = None  # what is not shown
    name: str = "table"  # what a sheet of it is called in code
    most: int = 0  # a page and a terminal show so many rows (0: all) and every total, sheets hold all
    where: frozenset[str] = field(default=TABLES, kw_only=True)

    @property
    def seen(self) -> tuple[Row, ...]:
        """The rows that a page and a terminal show."""
        most = self.most or len(self.rows)
        return tuple(row for n, row in enumerate(self.rows) if n < most or row.style == "total")


@dataclass(frozen=True)
class Sheet(Part):
    """A table for sheets alone, made when it is asked for: with a row for each result, however many."""

    made: Callable[[], Grid]
    where: frozenset[str] = field(default=frozenset({"sheets"}), kw_only=True)


@dataclass(frozen=True)
class Card:
    """One figure to be seen first: its name, the figure, a few lines under it."""

    name: Word
    big: Word
    small: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Cards(Part):
    """Cards side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Pairs(Part):
    """What is known, name by name: (name, value), each a fact or a word."""

    pairs: tuple[tuple[Word, Word], ...]


@dataclass(frozen=True)
class Entry:
    """One of a ranked list: a title, chips beside it (fact, style), a text, details under terms."""

    title: Word
    text: Word
    chips: tuple[tuple[Word, str], ...] = ()
    details: tuple[tuple[Word, Word], ...] = ()
    folded: Word = None  # what opens the details, where a page keeps them closed


@dataclass(frozen=True)
class Entries(Part):
    """A ranked list on a page; elsewhere the answer says it in sentences."""

    entries: tuple[Entry, ...]
    where: frozenset[str] = field(default=ON_PAGE, kw_only=True)


@dataclass(frozen=True)
class Fold(Part):
    """Parts that a page keeps folded under a summary; elsewhere they stand as they are."""

    summary: Word
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Block(Part):
    """Parts that belong together on a page: `style` is "frame" (set off by a rule) or "columns"."""

    parts: tuple[Part, ...]
    style: str = "frame"


@dataclass(frozen=True)
class Picture(Part):
    """A picture (`Funnel`, `Bars`, ...) whose words are facts; or, where nobody may look, what makes it."""

    shown: Any
    where: frozenset[str] = field(default=frozenset(), kw_only=True)


@dataclass(frozen=True)
class Left(Part):
    """What was set aside: a function that gives its table in a language (one shape: `Aside.table`)."""

    table: Callable[[str], pd.DataFrame]
    where: frozenset[str] = field(default=frozenset({"sheets"}), kw_only=True)


@dataclass(frozen=True)
class Statement:
    """What an answer says, part after part; `kind` names the answer in code ("plan"), `title` in words."""

    kind: str
    parts: tuple[Part, ...]
    title: Word = None
    in_order: bool = False  # a terminal shows tables first, then the sentences; or the parts as they come
    paper: bool = False  # a page to hand over: white, framed, on one sheet of A4

    def on(self, surface: str) -> Iterator[Part]:
        """Return the parts of a surface, blocks and folds opened where the surface does not fold."""
        return flat(self.parts, surface)


def flat(parts: Sequence[Part], surface: str) -> Iterator[Part]:
    """Return the parts of a surface in order; only a page keeps blocks and folds as they are."""
    for part in parts:
        if isinstance(part, Block | Fold) and surface != "html":
            yield from flat(part.parts, surface) if surface in part.where else ()
        elif surface in part.where:
            yield part


def paragraphs(said: Sequence[Word], style: str = "", where: frozenset[str] = EVERYWHERE) -> list[Part]:
    """Return a paragraph for each sentence that there is."""
    return [Paragraph(each, style, where=where) for each in said if each is not None]


def cell_of(cell: Word | Cell) -> Cell:
    """Return a cell, from it or from the fact that is all of it."""
    return cell if isinstance(cell, Cell) else Cell(cell)


def heads(room: str, names: Sequence[str], words: Sequence[str] = (), **facts: Any) -> tuple[Head, ...]:
    """Return headings kept as `room.heading_<name>`; those of `words` hold words."""
    return tuple(Head(Said(f"{room}.heading_{name}", facts), words=name in words) for name in names)
