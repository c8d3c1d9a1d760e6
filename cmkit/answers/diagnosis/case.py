"""The case as given, what would be news of it, and the comparisons that rules decide by: intervals on both
sides, never an average of the trade."""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from cmkit import errors
from cmkit.evidence import intervals
from cmkit.given.asked import Text, asked
from cmkit.given.numbers import confidence, one
from cmkit.language.facts import Fact, Quoted
from cmkit.language.said import Said, said, unknown
from cmkit.language.sentences import DEFAULT, has

USUAL_RATES = (0.001, 0.005, 0.01, 0.02)
"""Rates of sale that shops commonly expect, shown where none is given; none of them is a norm."""
KINDS = ("sales", "leads")
"""What visits may bring: a sale, or (of a service) a lead."""
MARGIN = 0.75
"""Assumption: a rate matters as lower where it is surely under three quarters of that of the rest."""
Counts = tuple[float, float]
FURTHEST = 10**6
"""How many times the visits that were counted one may be told to wait for."""


@dataclass(frozen=True, eq=False)
class Case:
    """Visits, sales (or leads: `kind`), the rate expected (None: not stated), the level of certainty."""

    visits: int
    sales: int
    expected_rate: float | None
    level: float
    kind: str

    @property
    def chance(self) -> float | None:
        """The chance of so few sales, or fewer, if the expected rate were true; None without one."""
        return None if self.expected_rate is None else self.chance_at(self.expected_rate)

    @property
    def surprising(self) -> bool | None:
        """Whether that chance is below 1 - level; None without an expected rate."""
        return None if self.chance is None else self.chance < 1 - self.level

    @property
    def upper_rate(self) -> float:
        """The highest rate that these counts do not rule out (exact, one-sided)."""
        return intervals.upper_bound(self.sales, self.visits, self.level)

    @property
    def interval(self) -> intervals.Interval:
        """The exact two-sided interval of the rate."""
        return intervals.exact(self.sales, self.visits, self.level)

    def chance_at(self, rate: float) -> float:
        """Return the chance of so few sales, or fewer, if the true rate were `rate`."""
        return intervals.chance_of_at_most(self.sales, self.visits, rate)

    @asked
    def says(self, key: Text, **facts: Any) -> Said:
        """Return a sentence of the diagnosis, as it is said of leads where these have their own."""
        own = self.kind == "leads" and has(f"leads.{key}", DEFAULT)
        return said(f"{'leads' if own else 'diagnosis'}.{key}", **facts)

    @property
    def visits_before_news(self) -> pd.DataFrame:
        """How many visits make so few sales news, by true rate: rate, visits, chance, surprising.

        One row for the expected rate; without one, a row for each of `USUAL_RATES`. `chance` is that of
        so few sales in the visits that there were.
        """
        rates = USUAL_RATES if self.expected_rate is None else (self.expected_rate,)
        needed = [intervals.trials_before_news(rate, self.sales, self.level) for rate in rates]
        table = pd.DataFrame({"rate": rates, "visits": needed, "chance": map(self.chance_at, rates)})
        return table.assign(surprising=table.chance < 1 - self.level)


def checked(visits: Any, sales: Any, expected_rate: Any, level: float, kind: str) -> Case:
    """Return the case, or raise in words for what cannot be."""
    if not isinstance(kind, str) or kind not in KINDS:
        raise unknown("outcome", kind, KINDS)
    came, sold = int(one("visits", visits, whole=True)), int(one(kind, sales, whole=True))
    if not came:
        raise errors.BadValueError("not_above_zero", name="visits", value="0", where="")
    if sold > came:
        raise errors.BadValueError(f"{kind}_above_visits", sales=sold, visits=came)
    rate = None if expected_rate is None else one("expected_rate", expected_rate, "ratio")
    if rate is not None and not 0 < rate < 1:
        facts = {"name": "expected_rate", "value": f"{rate:g}"}
        if 1 <= rate < 100:
            raise errors.BadValueError("rate_as_percent", **facts, share=f"{rate / 100:g}")
        raise errors.BadValueError("above_one" if rate else "not_above_zero", **facts, where="")
    return Case(came, sold, rate, confidence(level), kind)


class Gap(NamedTuple):
    """One row against the rest: its name, its counts, both rates, and what can be said of it."""

    row: Fact
    trials: float
    rate: float
    within: intervals.Interval
    rest: float
    answer: str
    needed: int | None = None


def against(hits: float, trials: float, bar: float | Counts, level: float, n: float = 1) -> str:
    """Return whether a rate is surely "lower" than a bar, surely "above" it, or "unsure", with `n` times the
    counts; a bar may be the counts of the rest, of whose rate `MARGIN` is the bar."""
    low, high = intervals.wilson(hits * n, trials * n, level)
    if isinstance(bar, tuple):
        least, most = (MARGIN * end for end in intervals.wilson(bar[0] * n, bar[1] * n, level))
    else:
        least, most = bar, bar
    return "lower" if high < least else "above" if low > most else "unsure"


def trials_to_tell(hits: float, trials: float, bar: float | Counts, level: float) -> int | None:
    """Return how many trials it would take to tell a rate from a bar, if it stays; None: too many."""
    def tells(n: int) -> bool:
        return against(hits, trials, bar, level, n / trials) != "unsure"

    most = int(trials * FURTHEST)
    found = intervals.smallest(tells, int(trials), most)
    return found if found < most else None


def gap(row: Fact, mine: Counts, rest: Counts, level: float) -> Gap:
    """Return one row against the rest, both as (hits, trials)."""
    answer = against(*mine, rest, level)
    needed = trials_to_tell(*mine, rest, level) if answer == "unsure" else None
    within = intervals.wilson(*mine, level)
    return Gap(row, mine[1], mine[0] / mine[1], within, rest[0] / rest[1], answer, needed)


def gaps(rows: pd.DataFrame, hits: str, level: float) -> list[Gap]:
    """Return each row's rate of `hits` a session against that of the other rows together. The level is
    shared: many rows would make one of them look weak by chance."""
    usable = rows[(rows.sessions > 0) & (rows[hits] <= rows.sessions)][[hits, "sessions"]].astype(float)
    if len(usable) < 2:
        return []
    all_hits, all_trials = usable.sum()

    @cache
    def alike(n: float, trials: float) -> Gap:
        rest = (float(all_hits - n), float(all_trials - trials))
        return gap(Quoted(""), (n, trials), rest, 1 - (1 - level) / len(usable))

    return [alike(*counts)._replace(row=Quoted(str(name))) for name, *counts in usable.itertuples()]
