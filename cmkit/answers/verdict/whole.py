"""All results together, held against the target of the whole: sums only where a column adds up."""

import math
from dataclasses import dataclass, replace

import numpy as np

from cmkit.answers.verdict.judging import Judgement, attained, status
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.columns import NUMBERS
from cmkit.catalogue.measure import needed
from cmkit.catalogue.pool import pool
from cmkit.given.people import UNKNOWN, Span, counts_people, people
from cmkit.language.said import Said, said


@dataclass(frozen=True)
class Whole:
    """All results together, by the KPI that decides.

    - `span`: what they make together, of which `value` is the number; NaN where it is not known exactly
      (people, who may be the same from one result to the next; results without a value);
    - `target`: `Objective.total`, or None; `attained`: the share of it; `status`: "met", "near", "missed",
      or None where it cannot be told;
    - `why`: why nothing can be said of the whole, or None.
    """

    span: Span = UNKNOWN
    target: float | None = None
    attained: float = math.nan
    status: str | None = None
    why: Said | None = None

    @property
    def value(self) -> float:
        """What the results make together, NaN where only bounds are known."""
        return self.span.value


def whole(judged: Judgement) -> Whole:
    """Return what the results of a judgement make together, held against the total that was wanted."""
    goal, better = replace(judged.goal, target=judged.goal.total, baseline=None), judged.kpi.better
    found = _together(judged)
    if isinstance(found, Said):
        return Whole(target=goal.target, why=found)
    # An end that is not known is as good or as bad as can be.
    ends = (float(np.nan_to_num(found.low, nan=-math.inf)), float(np.nan_to_num(found.high, nan=math.inf)))
    states = {status(end, goal, better) for end in ends}
    state = states.pop() if len(states) == 1 else None
    return Whole(found, goal.target, attained(found.value, goal, better), state)


def _together(judged: Judgement) -> Span | Said:
    name, dated, kept = judged.kpi.name, judged.counting.notna(), judged.counting != 0
    # Nobody knows whether one without a date counts: it is as one without a value.
    values, counts = judged.table.value.where(dated)[kept], judged.counts.where(dated)[kept]
    if not len(values):
        return said("verdict.why_no_result")
    if len(values) == 1:
        return Span(*[float(values.iloc[0])] * 2)
    if name in NUMBERS and NUMBERS[name].adds == "never":
        return said("verdict.why_no_sum")
    if counts_people(name):
        return people(values)
    if name in judged.inputs:
        gaps = bool(values.isna().any())
        least = math.nan if gaps and judged.kpi.minimum is None else math.fsum(values.dropna())
        return Span(least, math.nan if gaps else least)
    read = needed([CATALOGUE[name]], [str(column) for column in counts])
    if any(map(counts_people, read)):
        return said("verdict.why_people")
    if missing := int(counts[read].isna().any(axis=1).sum()):
        return said("verdict.why_missing", n=missing)
    pooled = float(pool(counts[read], name)[name].iloc[0])
    endless = math.isnan(pooled) and bool(np.isinf(values).any())  # all that was spent bought nothing
    return Span(*[math.inf if endless else pooled] * 2)
