"""Tables of an answer whose cells are facts, put into words when somebody asks for them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from cmkit.errors import CmkitError
from cmkit.language.facts import Fact, written
from cmkit.language.writing import language
from cmkit.statements.shown import Shown

if TYPE_CHECKING:
    import pandas as pd


def spoken(table: pd.DataFrame, lang: str | None = None) -> pd.DataFrame:
    """Return a table with its facts and errors as words, in the language in use or another; the rest stays.

    >>> import pandas as pd
    >>> from cmkit.language.facts import Name
    >>> spoken(pd.DataFrame({"name": [Name("reach")], "n": [3]}), "fr").values.tolist()
    [['Portée', 3]]
    """
    lang = language(lang)

    def words(cell: Any) -> Any:
        return written(cell, lang) if isinstance(cell, Fact | CmkitError) else cell

    held = [name for name in table if table[name].dtype == object]
    return table.assign(**{str(name): table[name].map(words) for name in held})


class Tabled(Shown):
    """An answer whose `table(lang)` is words, from one of facts."""

    @property
    @abstractmethod
    def typed(self) -> pd.DataFrame:
        """The table, each cell a fact, a word that no language changes, or a number."""

    def table(self, lang: str | None = None) -> pd.DataFrame:
        """Return the table in words, in the language in use or another."""
        return spoken(self.typed, lang)
