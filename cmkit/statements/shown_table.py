"""A DataFrame with a statement: pandas for who calculates, words for who looks at it in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from cmkit.statements.shown import Shown


class ShownTable(pd.DataFrame, Shown):
    """A DataFrame that shows itself as answers do, in words; what is cut out of it does too."""

    @property
    def _constructor(self) -> Callable[..., Any]:
        return type(self)

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.plain()
