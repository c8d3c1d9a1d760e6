"""How much a file unfolds to: counted as its parts are met, before memory is taken for them.

A few hundred bytes may stand for thousands of millions: cells repeated, one long text used in every row,
empty cells between two far ones, an archive. A small file may unfold to `LEAST`, or to `OFTEN` times its
size up to `MOST`; a larger one to `RATIO` times its size. What is weighed is the memory of a reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from cmkit.errors import UnreadableFileError

LEAST, MOST = 100_000_000, 300_000_000
OFTEN, RATIO = 100, 30
CELL = 100
"""What a cell takes, whatever it holds: its place in a row, in a column, and its text or number."""
MOST_TABLES = 60


@dataclass
class Unfolded:
    """What a file, all its sheets and members together, unfolds to: bytes of memory; and its tables."""

    file: str
    weight: int
    size: int = 0
    tables: int = 0

    def add(self, cells: int = 0, text: int = 0) -> None:
        """Count cells and the bytes of their text; refuse the file once there is more than it may hold."""
        self.size += cells * CELL + text
        if self.size > max(LEAST, min(OFTEN * self.weight, MOST), RATIO * self.weight):
            size, weight = self.size // 1_000_000, max(self.weight // 1_000, 1)
            raise UnreadableFileError("unfolds", file=self.file, size=size, weight=weight)

    def add_table(self) -> None:
        """Count a table; refuse the file once there are more than any export has."""
        self.tables += 1
        if self.tables > MOST_TABLES:
            raise UnreadableFileError("too_many_tables", file=self.file, most=MOST_TABLES)
