"""`Diagnosis`: whether so few sales are surprising, and what to check, in order, with whose job it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.diagnosis.case import Case, checked
from cmkit.answers.diagnosis.gathering import Evidence, gathered
from cmkit.answers.diagnosis.hypotheses import Weighed, weighed
from cmkit.answers.diagnosis.statement import COLUMNS, cells, statement
from cmkit.statements.shown import Shown, in_language
from cmkit.statements.statement import Statement


@dataclass(frozen=True, eq=False, repr=False)
class Diagnosis(Shown, Case):
    """Visits that brought no sale (or no lead), made by `visits_without_sales`: whether that is surprising,
    then the hypotheses.

    - `surprising`: True, False, or None without an expected rate; `chance`: that of so few sales if the
      expected rate were true (0 to 1, None without one);
    - `upper_rate`: the highest rate not ruled out (exact, one-sided); `interval`: the exact two-sided one;
    - `visits_before_news`: DataFrame (rate, visits, chance, surprising);
    - `hypotheses`: DataFrame by hypothesis name, in the order to check them, in the language in use;
      `table(lang)`: the same in another language;
    - `set_aside`: what could not be used: file (or which source), line, row, column, value, reason, why.
    """

    found: list[Weighed]
    evidence: Evidence

    @property
    def case(self) -> Case:
        """The visits, the sales, the rate expected and the level: the diagnosis itself holds them."""
        return self

    @property
    def statement(self) -> Statement:
        """What the diagnosis says."""
        return statement(self, self.found, self.evidence)

    @in_language
    def table(self) -> pd.DataFrame:
        """Return the hypotheses in the order to check them; by default in the language in use."""
        made = enumerate(self.found, start=1)
        rows = [cells(self, rank, each) | {"rank": rank, "finding": each.finding} for rank, each in made]
        names = pd.Index([each.hypothesis.name for each in self.found], name="name")
        return pd.DataFrame(rows, columns=list(COLUMNS), index=names)

    @property
    def hypotheses(self) -> pd.DataFrame:
        """The hypotheses in the order to check them, in the language in use, by name.

        Columns rank, hypothesis, owner, evidence, finding ("supports"; "shared" where the data support
        others as much; "clears", "unknown"), look_at, would_confirm, would_clear; the index holds names that
        no language changes ("targeting", ...).
        """
        return pd.DataFrame(self.table())

    @property
    def set_aside(self) -> pd.DataFrame:
        """The evidence that could not be used, and why, in the language in use."""
        return self.evidence.left.table()


def visits_without_sales(
    visits: Any, sales: Any = 0, expected_rate: Any = None, evidence: Any = None, level: float = 0.95,
    kind: str = "sales",
) -> Diagnosis:  # fmt: skip
    """Tell whether so few sales are surprising, then what to check, in which order, and whose job it is.

    - `visits`, `sales`: whole counts, sales at most visits; few sales are treated as none are;
    - `kind`: "leads" for a service, whose visits bring requests (no cart, no stock): then `sales` counts
      them, and hypotheses and words are those of leads; "sales" by default;
    - `expected_rate`: the rate of sale that was expected, above 0 and below 1 (2 % is 0.02), or None;
    - `evidence`: what web analytics say: an export read by `cmkit.read`, a table, a dictionary of
      numbers (`{"form_starts": 60, "form_submissions": 5, "load_seconds": 6.2}`), or a list of these.
      Columns read: sessions, engaged_sessions, page, channel, device, orders, conversions,
      add_to_carts, checkouts, form_starts, form_submissions, views, landing_page_views, link_clicks,
      and by hand shop_orders (of leads: leads, in one's own books), load_seconds, in_stock, scrolls,
      engagement_seconds;
    - `level`: how certain a bound has to be, between 0 and 1.

    Bounds are exact (Clopper-Pearson) and suppose independent visits. Hypotheses that the evidence
    supports come first, those that it cannot decide next (cheapest check first), cleared ones last.
    Data that several hypotheses explain as well support none of them alone ("shared"): it is said which.
    Comparisons hold intervals against each other; the thresholds are assumptions, named in the text.

    Raises `BadValueError` or `NotANumberError` for counts or a rate that cannot be, `NotATableError`
    for evidence of another kind; what else cannot be used is in `set_aside`.

    Source: the French article behind cmkit (1,000 visits and no sale); Clopper and Pearson, 1934.

    >>> diagnosis = visits_without_sales(1000, 0, expected_rate=0.001)
    >>> round(diagnosis.upper_rate, 5), round(diagnosis.chance, 3), diagnosis.surprising
    (0.00299, 0.368, False)
    """
    case = checked(visits, sales, expected_rate, level, kind)
    gathering = gathered(evidence, case)
    found = weighed(gathering.pieces, case)
    heard = {finding.source for each in found for finding in each.said}
    for name in dict.fromkeys(piece.name for piece in gathering.pieces if piece.name not in heard):
        gathering.leave(name, errors.BadValueError("evidence_silent"))
    return Diagnosis(**vars(case), found=found, evidence=gathering)
