"""`Export`: what was read, from where, what was set aside and why, and whether it adds up."""

from __future__ import annotations

from cmkit.reading.account.reading import Reading
from cmkit.reading.statement import statement
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Statement


class Export(Shown, Reading):
    """One reading of one file or several: posts where there are some, and an account of every row.

    `kind` is "posts", "ads", "daily", "channels", "pages", "audience", "events", "several tables",
    "empty" or "unknown". Made by `cm.read`; it shows itself in a notebook, its first rows with it.
    """

    @property
    def statement(self) -> Statement:
        """The account of the reading."""
        return statement(self)

    text = Shown.plain
    """The account without the first rows would not say what was read."""
