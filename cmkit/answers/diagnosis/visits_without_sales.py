"""`Diagnosis`: whether so few sales are surprising, and what to check, in order, with whose job it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit.answers.diagnosis import statement
from cmkit.answers.diagnosis.case import Case, checked, news
from cmkit.answers.diagnosis.gathering import Evidence, gathered
from cmkit.answers.diagnosis.hypotheses import Weighed, weighed
from cmkit.evidence.intervals import Interval
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.statements.page import render

COLUMNS = ["rank", "hypothesis", "owner", "evidence", "finding", "look_at", "would_confirm", "would_clear"]


@dataclass(frozen=True, eq=False, repr=False)
class Diagnosis:
    """Visits that did not sell: whether that is surprising, then the hypotheses, by `visits_without_sales`.

    - `surprising`: True, False, or None without an expected rate; `chance`: that of so few sales if the
      expected rate were true (0 to 1, None without one);
    - `upper_rate`: the highest rate not ruled out (exact, one-sided); `interval`: the exact two-sided one;
    - `visits_before_news`: DataFrame (rate, visits, chance, surprising);
    - `hypotheses`: DataFrame by hypothesis name, in the order to check them;
    - `set_aside`: DataFrame (evidence, reason) of what could not be used.

    It shows itself in a notebook (HTML) and in a terminal (plain text), in the language in use.
    """

    case: Case
    found: list[Weighed]
    evidence: Evidence

    @property
    def surprising(self) -> bool | None:
        """Whether so few sales speak against the expected rate; None without one."""
        return self.case.surprising

    @property
    def chance(self) -> float | None:
        """The chance of so few sales, or fewer, if the expected rate were true; None without one."""
        return self.case.chance

    @property
    def upper_rate(self) -> float:
        """The highest rate of sale that these counts do not rule out (exact, one-sided)."""
        return self.case.upper_rate

    @property
    def interval(self) -> Interval:
        """The exact two-sided interval of the rate of sale."""
        return self.case.interval

    @property
    def visits_before_news(self) -> pd.DataFrame:
        """How many visits make so few sales news: for the expected rate, or for usual ones."""
        return news(self.case)

    @property
    def hypotheses(self) -> pd.DataFrame:
        """The hypotheses in the order to check them, in the language in use, by name.

        Columns rank, hypothesis, owner, evidence, finding ("supports", "clears", "unknown"), look_at,
        would_confirm, would_clear; the index holds names that no language changes ("targeting", ...).
        """
        return self.table()

    def table(self, lang: str | None = None) -> pd.DataFrame:
        """Return the hypotheses in "en" or "fr"."""
        names = pd.Index([weighed.hypothesis.name for weighed in self.found], name="name")
        return pd.DataFrame(self._rows(writing.language(lang)), columns=COLUMNS, index=names)

    @property
    def set_aside(self) -> pd.DataFrame:
        """The evidence that could not be used, and why: evidence, reason."""
        rows = [(name, error.in_language(None)) for name, error in self.evidence.aside]
        return pd.DataFrame(rows, columns=["evidence", "reason"])

    def text(self, lang: str | None = None) -> str:
        """Return the whole in sentences, in "en" or "fr"."""
        lang = writing.language(lang)
        lines = [statement.headline(self.case, lang), statement.bounds(self.case, lang)]
        lines += [*statement.news_sentences(self.case, lang), "", say("diagnosis.in_order", lang)]
        for row in self._rows(lang):
            cells = dict(zip(COLUMNS, row, strict=True))
            cells["finding"] = say(f"diagnosis.{cells['finding']}", lang)
            lines += ["", say("diagnosis.item", lang, **cells)]
        return "\n".join([*lines, "", *statement.closing(self.found, lang), *self._aside(lang)])

    def html(self, lang: str | None = None) -> str:
        """Return the whole as HTML, everything escaped."""
        lang = writing.language(lang)
        items = [
            dict(zip(COLUMNS, row, strict=True)) | {"part": weighed.hypothesis.owner}
            for row, weighed in zip(self._rows(lang), self.found, strict=True)
        ]
        return render(
            "diagnosis.html",
            lang,
            verdict={None: "open", True: "news", False: "usual"}[self.surprising],
            headline=statement.headline(self.case, lang),
            bounds=statement.bounds(self.case, lang),
            news=statement.news_rows(self.case, lang),
            items=items,
            closing=statement.closing(self.found, lang),
            aside=self._aside(lang),
        )

    def _rows(self, lang: str) -> list[tuple[Any, ...]]:
        return [
            (
                rank, statement.name(each, lang), statement.owner(each, lang), statement.evidence(each, lang),
                each.finding, statement.part(each, "look", lang), statement.part(each, "confirm", lang),
                statement.part(each, "clear", lang),
            )
            for rank, each in enumerate(self.found, start=1)
        ]  # fmt: skip

    def _aside(self, lang: str) -> list[str]:
        return [
            say("diagnosis.aside", lang, name=name or "evidence", reason=error.in_language(lang))
            for name, error in self.evidence.aside
        ]

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.text()


def visits_without_sales(
    visits: Any, sales: Any = 0, expected_rate: Any = None, evidence: Any = None, level: float = 0.95
) -> Diagnosis:
    """Tell whether so few sales are surprising, then what to check, in which order, and whose job it is.

    - `visits`, `sales`: whole counts, sales at most visits; few sales are treated as none are;
    - `expected_rate`: the rate of sale that was expected, above 0 and below 1 (2 % is 0.02), or None;
    - `evidence`: what web analytics say: an export read by `cmkit.read`, a table, a dictionary of
      numbers (`{"form_starts": 60, "form_submissions": 5, "load_seconds": 6.2}`), or a list of these.
      Columns read: sessions, engaged_sessions, page, channel, device, orders, conversions,
      add_to_carts, checkouts, form_starts, form_submissions, views, landing_page_views, link_clicks,
      and by hand shop_orders, load_seconds, in_stock, scrolls, engagement_seconds;
    - `level`: how certain a bound has to be, between 0 and 1.

    Bounds are exact (Clopper-Pearson) and suppose independent visits. Hypotheses that the evidence
    supports come first, those that it cannot decide next (cheapest check first), cleared ones last.
    Comparisons hold intervals against each other; the thresholds are assumptions, named in the text.

    Raises `BadValueError` or `NotANumberError` for counts or a rate that cannot be, `NotATableError`
    for evidence of another kind; what else cannot be used is in `set_aside`.

    Source: the French article behind cmkit (1,000 visits and no sale); Clopper and Pearson, 1934.

    >>> diagnosis = visits_without_sales(1000, 0, expected_rate=0.001)
    >>> round(diagnosis.upper_rate, 5), round(diagnosis.chance, 3), diagnosis.surprising
    (0.00299, 0.368, False)
    """
    case = checked(visits, sales, expected_rate, level)
    gathering = gathered(evidence, case)
    found = weighed(gathering.pieces, case)
    heard = {finding.source for each in found for finding in each.said}
    for name in dict.fromkeys(piece.name for piece in gathering.pieces if piece.name not in heard):
        gathering.leave(name, "evidence_silent")
    return Diagnosis(case, found, gathering)
