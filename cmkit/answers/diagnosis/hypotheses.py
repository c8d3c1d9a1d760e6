"""The hypotheses: whose job each is, the rule that reads evidence for it, and the order to check them in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from cmkit.answers.diagnosis import findings
from cmkit.answers.diagnosis.case import Case
from cmkit.answers.diagnosis.findings import CLEARS, SUPPORTS, UNKNOWN, Finding
from cmkit.answers.diagnosis.gathering import Piece


class Hypothesis(NamedTuple):
    """A reason why visits may not buy: its name, its owner, the rule that reads the evidence, if any can."""

    name: str
    owner: str
    rule: Callable[[Piece, Case], Finding | None] | None = None


HYPOTHESES = (
    Hypothesis("tracking", "ads_tracking", findings.tracking),
    Hypothesis("stock", "sales", findings.stock),
    Hypothesis("landing_page", "web", findings.landing_page),
    Hypothesis("targeting", "community_manager", findings.targeting),
    Hypothesis("slow_site", "web", findings.slow_site),
    Hypothesis("device", "ux", findings.device),
    Hypothesis("checkout", "web", findings.checkout),
    Hypothesis("missing_information", "content", findings.missing_information),
    Hypothesis("price", "product_price", findings.price),
    Hypothesis("content_too_long", "content", findings.long_content),
    Hypothesis("ergonomics", "ux", findings.ergonomics),
    Hypothesis("trust", "sales"),
)
"""From the cheapest check to the dearest; tracking first, for where it is broken nothing else can be read."""

TURN = {SUPPORTS: 0, UNKNOWN: 1, CLEARS: 2}


@dataclass(frozen=True)
class Weighed:
    """A hypothesis, what all the evidence says of it together, and what each piece says."""

    hypothesis: Hypothesis
    finding: str
    said: tuple[Finding, ...]
    contradictory: bool = False

    @property
    def strength(self) -> float:
        """The largest share of visits concerned that a piece supports."""
        return max((f.strength for f in self.said if f.finding == SUPPORTS), default=0.0)


def weighed(pieces: list[Piece], case: Case) -> list[Weighed]:
    """Return the hypotheses in order: supported (most visits first), unknown, cleared.

    Among those supported, a broken tracking comes first, whatever its share: it voids the others.
    """
    found = [_weigh(hypothesis, pieces, case) for hypothesis in HYPOTHESES]
    return sorted(found, key=lambda w: (TURN[w.finding], w.hypothesis.name != "tracking", -w.strength))


def _weigh(hypothesis: Hypothesis, pieces: list[Piece], case: Case) -> Weighed:
    rule = hypothesis.rule
    read = [(piece.name, rule(piece, case)) for piece in pieces] if rule else []
    said = tuple(replace(found, source=name) for name, found in read if found is not None)
    kinds = {finding.finding for finding in said} - {UNKNOWN}
    return Weighed(hypothesis, kinds.pop() if len(kinds) == 1 else UNKNOWN, said, len(kinds) == 2)
