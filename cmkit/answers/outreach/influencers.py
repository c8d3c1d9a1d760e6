"""`influencers`: what each influencer's posts reached, engaged and cost, people never added up."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pandas as pd

from cmkit.answers.outreach.campaign import Campaign, Influence, entries, total
from cmkit.answers.outreach.statement import influence
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Statement


class Influencers(Shown, Influence):
    """What each influencer's posts reached, engaged and cost, made by `influencers`.

    - `table`: DataFrame, a row an influencer; people as bounds (`reach_low`, `reach_high`, ...), money
      by person as bounds, `missing` as a list of (column, posts without it; 0 for all);
    - `total`: Series, the same for all together: people are never summed;
    - `set_aside`: DataFrame of the cells and rows left out (row, column, value, reason, why, ...).
    """

    @cached_property
    def statement(self) -> Statement:
        """What the campaign with influencers says."""
        return influence(self)

    @property
    def set_aside(self) -> pd.DataFrame:
        """Cells that break their rule, and rows that name no influencer, in the one shape of `Aside`."""
        return self.given.rows.aside.table()


def influencers(table: Any, cost: Any = None, audience: Any = None) -> Influencers:
    """Return what each influencer's posts reached, engaged and cost, and all together, within bounds.

    - `table`: a row a post, any table or an export: `influencer` (or `account`), and as far as known
      `platform`, `reach`, `interactions` or its parts (likes, shares, comments, saves, clicks),
      `cost` or `fee` and `spend`, `link_clicks`, `conversions`, `orders`, `promo_sales`, `revenue`,
      `currency`, `target` (of interactions a post) or `target_<column>`; French headings will do;
    - `cost`: where the table states none: an amount or `cm.Money` for the whole, or a dictionary by
      influencer; `audience`: the most people that could be reached, for all or by influencer.

    People are bounds: reach from the largest post's to the sum (or the audience); engaged people from
    the most likes or saves of one post (given once a person) to the interactions (or the reach). Where
    only interactions are counted, the least supposes one act a person on the largest post, as the text
    says. Money by person follows: from the cost over the most to the cost over the least.

    Raises `MissingColumnError` without a column that names influencers, `EmptyTableError`,
    `UnknownNameError` for a cost or an audience of somebody else, `BadValueError` (a cost stated
    twice, an audience below a reach, a negative amount), `MoneyMismatchError` (two currencies).

    >>> posts = pd.DataFrame({"influencer": ["Ana", "Ana", "Bo"], "reach": [12000, 8000, 30000],
    ...                       "likes": [900, 400, 600], "cost": [300, 300, 500]})
    >>> influencers(posts).table[["influencer", "reach_low", "reach_high"]].values.tolist()
    [['Ana', 12000.0, 20000.0], ['Bo', 30000.0, 30000.0]]
    """
    given = Campaign(table, cost, audience)
    return Influencers(given, entries(given), total(given))
