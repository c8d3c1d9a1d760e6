"""What the funnel of a plan shows, before anything is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cmkit.answers.cycle import writing
from cmkit.answers.plan import statement
from cmkit.figures import Funnel, Stage
from cmkit.language import writing as words
from cmkit.language.sentences import say

if TYPE_CHECKING:
    from cmkit.answers.plan.plan import Plan


def funnel(plan: Plan, lang: str) -> Funnel:
    """Return the funnel of a plan: at each step the middle of the range, and the range beside it."""
    rows = [row for row in plan.table.itertuples() if row.unit == "count"]
    steps = [str(row.step) for row in rows]
    stages = tuple(_stage(plan, row, after, lang) for row, after in zip(rows, [*steps[1:], ""], strict=True))
    ranged = any(stage.aside for stage in stages)
    return Funnel(
        lang,
        stages,
        title=statement.question(plan, lang),
        aside_title=statement.range_words(plan, lang) if ranged else "",
        described=say("funnel.described", lang, steps=", ".join(f"{s.name} {s.count}" for s in stages)),
    )


def _stage(plan: Plan, row: Any, after: str, lang: str) -> Stage:
    cells = statement.cells(plan, row, lang)
    odds = plan.chain.rates.get(after)
    to = statement.step_label(plan.chain, after, lang, short=True) if odds else ""
    within = row.high > row.low
    return Stage(
        name=cells["step"],
        under="",
        low=row.low,
        high=row.high,
        mid=row.mid if within else float("nan"),
        count=cells["mid"],
        rate=say("funnel.onward", lang, rate=statement.rate_words(odds, lang), to=words.in_sentence(to))
        if odds
        else "",
        aside=writing.span(cells["low"], cells["high"], lang) if within else "",
    )
