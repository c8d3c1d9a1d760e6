"""The hypotheses: whose job each is, the rule that reads evidence for it, and the order to check them in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from cmkit.answers.diagnosis import findings
from cmkit.answers.diagnosis.case import KINDS, Case
from cmkit.answers.diagnosis.findings import CLEARS, SHARED, SUPPORTS, TURNS, UNKNOWN, Finding
from cmkit.answers.diagnosis.gathering import WORDS, Piece


class Hypothesis(NamedTuple):
    """A reason why visits bring nothing: its name, its owner, the rule that reads the evidence, if any."""

    name: str
    owner: str
    rule: Callable[[Piece, Case], Finding | None] | None = None


HYPOTHESES = {
    kind: tuple(Hypothesis(n, WORDS["owners"][n], getattr(findings, n, None)) for n in WORDS[kind]["checks"])
    for kind in KINDS
}
"""From the cheapest check to the dearest; the rule of each, if any, is the finding of its name."""


@dataclass(frozen=True)
class Weighed:
    """A hypothesis, what the evidence says of it together and piece by piece; `rivals` are those that
    the same data support as much, `of` is the one that they were read for, where that is another."""

    hypothesis: Hypothesis
    finding: str
    said: tuple[Finding, ...]
    contradictory: bool = False
    rivals: tuple[Hypothesis, ...] = ()
    of: Hypothesis | None = None

    @property
    def turn(self) -> tuple[int, bool, float]:
        """Its place: supported first, tracking (which voids the others), what concerns the most visits."""
        strength = max((f.strength for f in self.said if f.finding in (SUPPORTS, SHARED)), default=0.0)
        return TURNS.index(self.finding), self.hypothesis.name != "tracking", -strength


def weighed(pieces: list[Piece], case: Case) -> list[Weighed]:
    """Return the hypotheses: supported (tracking first, for it voids the others), unknown, cleared."""
    alone = [_weigh(hypothesis, pieces, case) for hypothesis in HYPOTHESES[case.kind]]
    return sorted(_beside_each_other(alone), key=lambda each: each.turn)


def _weigh(hypothesis: Hypothesis, pieces: list[Piece], case: Case) -> Weighed:
    read = [(piece.name, hypothesis.rule(piece, case)) for piece in pieces if hypothesis.rule]
    said = tuple(replace(found, source=name) for name, found in read if found is not None)
    kinds = {finding.finding for finding in said} - {UNKNOWN}
    # data that support another answer as much contradict nothing
    kinds = kinds - {SHARED} or kinds
    return Weighed(hypothesis, kinds.pop() if len(kinds) == 1 else UNKNOWN, said, len(kinds) == 2)


def _beside_each_other(alone: list[Weighed]) -> Iterator[Weighed]:
    """Tell each hypothesis from every other: what the same data support as much is supported no more."""
    by_name = {one.hypothesis.name: one for one in alone}
    rivals = {name: _rivals(one, by_name) for name, one in by_name.items() if one.finding == SUPPORTS}
    read_for = {rival: by_name[name] for name, others in rivals.items() for rival in others}
    for name, one in by_name.items():
        if others := rivals.get(name):
            yield replace(one, finding=SHARED, rivals=tuple(by_name[other].hypothesis for other in others))
        elif one.finding == UNKNOWN and not one.contradictory and name in read_for:
            yield replace(one, finding=SHARED, of=read_for[name].hypothesis)
        else:
            yield one


def _rivals(one: Weighed, by_name: dict[str, Weighed]) -> list[str]:
    """Return the hypotheses that all that supports this one supports too, and that nothing clears."""
    each = [set(finding.rivals) for finding in one.said if finding.finding == SUPPORTS]
    shared = set.intersection(*each) if each else set()
    return [name for name, other in by_name.items() if name in shared and other.finding != CLEARS]
