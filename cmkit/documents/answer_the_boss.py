"""`answer_the_boss`: one page for the person who asked for the ROI."""

from functools import cached_property
from typing import Any

import pandas as pd

from cmkit.answers.returns.returns import Returns, returns
from cmkit.documents.statement import Step, costed, statement
from cmkit.given.asked import asked
from cmkit.given.objective import Objective
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Statement


class Answer(Shown):
    """The page made by `answer_the_boss`.

    - `returns`: the `Returns` behind it; `steps`: DataFrame of what each step cost (stage, what,
      low, high, per, cheapest, dearest);
    - `text(lang)`, `html(lang)`: the page in "en" or "fr"; `save(path, lang)`: the page as a file
      that opens anywhere and prints on a sheet of A4 (.html), or its tables and sentences.
    """

    def __init__(self, found: Returns, audience: float | None = None) -> None:
        self.returns = found
        self._steps = costed(found, audience)

    @cached_property
    def statement(self) -> Statement:
        """What the page says."""
        return statement(self.returns, self._steps)

    @property
    def steps(self) -> pd.DataFrame:
        """What each step counted and cost: stage, what, low, high, per, cheapest, dearest."""
        return pd.DataFrame(self._steps, columns=list(Step._fields))


def answer_the_boss(results: Any, objective: Objective | str, *args: Any, **stated: Any) -> Answer:
    """Return one page for the person who asked for the ROI: attention, engagement, then money.

    Takes what `cmkit.returns` takes. The page says what was wanted, what attention was won, what
    engagement served it, what each step cost, what can and cannot be said about money, and what
    would be needed to say it. Raises as `cmkit.returns` does.

    >>> from cmkit.desk.lab import three_results
    >>> page = answer_the_boss(three_results("en"), Objective("traffic", target=400), cost=600)
    >>> page.steps.what.tolist()
    ['reach', 'shares', 'interactions', 'clicks']
    """
    found = asked(returns)(results, objective, *args, **stated)
    return Answer(found, stated.get("audience"))
