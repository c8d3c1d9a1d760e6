"""`organic_and_paid`: what came by itself beside what was paid for, side by side and never added up."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pandas as pd

from cmkit.answers.outreach.kinds import Beside, compared, parted
from cmkit.answers.outreach.statement import beside
from cmkit.given.people import people
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Statement


class OrganicAndPaid(Shown, Beside):
    """What came by itself beside what was paid for, made by `organic_and_paid`.

    - `table`: DataFrame, a row a kind ("organic", "boosted", "paid", those that there are), by `kind`;
    - `reach`: how many different people all of it reached, from the least to the most;
    - `set_aside`: DataFrame of the cells left out (file, row, column, value, reason, why, ...).
    """

    @cached_property
    def statement(self) -> Statement:
        """What organic beside paid says."""
        return beside(self)

    @property
    def set_aside(self) -> pd.DataFrame:
        """Cells that break their rule, in the one shape of `Aside`."""
        return self.parts.aside.table()


def organic_and_paid(posts_or_exports: Any, audience: Any = None) -> OrganicAndPaid:
    """Put organic posts beside paid ones, measure by measure, without adding up people.

    `posts_or_exports` is a table or an export of posts or ads, or a list of these. Ads are paid; posts
    marked `boosted`, posts with a `spend` and posts whose very text is also an ad's are "boosted": both
    at once, so they stand apart. The rest is organic. `audience` is the most people there are to reach.

    Rates are pooled (sum over sum), over acts and a base that every kind counts; a measure that a kind
    does not have is missing, not zero. Reach is a bound, for each kind and for all together.

    Raises `NotATableError`, `EmptyTableError`, `MoneyMismatchError` (two currencies), `BadValueError`
    (an audience below a reach).

    >>> posts = pd.DataFrame({"reach": [1000, 3000], "likes": [50, 60], "boosted": [False, True]})
    >>> organic_and_paid(posts).reach
    Span(low=3000.0, high=4000.0)
    """
    parts = parted(posts_or_exports, audience)
    return OrganicAndPaid(parts, compared(parts), people(parts.groups.column("reach"), parts.audience))
