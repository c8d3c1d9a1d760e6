"""A judgement in sentences: what the rate alone concludes, what the objective concludes, why they differ."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cmkit.answers.verdict.judging import Judgement
from cmkit.answers.verdict.phrases import FEW, amount, kpi_words, named, names_words
from cmkit.answers.verdict.remarks import note_sentences, remarks
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.measure import computable
from cmkit.given.objective import kpi_label
from cmkit.given.rows import columns_of, values_of
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence, join

PARTS = ("likes", "shares", "comments", "clicks", "link_clicks", "saves")


def reading(judged: Judgement, lang: str | None = None) -> list[str]:
    """Return the verdict as paragraphs: the objective, the rate, the objective's answer, why, notes."""
    lang = writing.language(lang)
    paragraphs = [
        _objective(judged, lang),
        _by_rate(judged, lang),
        _by_objective(judged, lang),
        _why(judged, lang),
        *remarks(judged, lang),
        *note_sentences(judged, lang),
    ]
    return [paragraph for paragraph in paragraphs if paragraph]


def _objective(judged: Judgement, lang: str) -> str:
    goal = judged.goal
    said = [say("verdict.objective", lang, objective=goal.label(lang), kpi=kpi_words(judged, lang))]
    if judged.passed_over and goal.kpi is None:
        absent = join([in_sentence(kpi_label(k, lang)) for k in judged.passed_over[:3]], lang)
        said = [
            say(
                "verdict.objective_instead",
                lang,
                objective=goal.label(lang),
                kpi=kpi_words(judged, lang),
                absent=absent,
            )
        ]
    if goal.target is not None:
        said.append(say("verdict.target", lang, target=amount(judged, goal.target, lang)))
    if goal.baseline is not None:
        said.append(say("verdict.baseline", lang, baseline=amount(judged, goal.baseline, lang)))
    if goal.by is not None:
        said.append(say("verdict.by", lang, day=writing.day(goal.by, lang)))  # type: ignore[arg-type]
    if goal.budget is not None:
        said.append(say("verdict.budget", lang, budget=writing.money(goal.budget, lang, goal.currency)))
    if goal.owner:
        said.append(say("verdict.owner", lang, owner=goal.owner))
    return " ".join(said)


def _by_rate(judged: Judgement, lang: str) -> str:
    if judged.rate is None:
        return say("verdict.no_rate", lang)
    label = in_sentence(kpi_label(judged.rate, lang))
    made_of = _made_of(judged, lang)
    known = judged.rates.notna()
    groups = _ranked(judged.table[known].rank_by_rate, judged.table.result, judged.rates, lang)
    return say(
        "verdict.by_rate", lang, rate=label, made_of=made_of, order=_order(groups, lang, writing.percent)
    )


def _made_of(judged: Judgement, lang: str) -> str:
    inputs = CATALOGUE[str(judged.rate)].inputs
    return " / ".join(in_sentence(kpi_label(name, lang)) for name in inputs)


def _ranked(rank: pd.Series, names: pd.Series, values: pd.Series, lang: str) -> list[tuple[list[str], float]]:
    """Return (names that tie, their value) from the best to the worst."""
    known = rank.dropna()
    placed = zip(known, names[known.index], values[known.index], strict=True)
    groups: dict[int, tuple[list[str], float]] = {}
    for place, name, value in sorted(placed, key=lambda each: int(each[0])):
        groups.setdefault(int(place), ([], float(value)))[0].append(str(name))
    return list(groups.values())


def _order(groups: list[tuple[list[str], float]], lang: str, write: Any) -> str:
    """Write who comes first, then, last; with many results only the two ends."""
    if len(groups) == 1:
        return (
            say("verdict.all_tie", lang, value=write(groups[0][1], lang))
            if len(groups[0][0]) > 1
            else (
                say("verdict.only", lang, name=named(groups[0][0][0], lang), value=write(groups[0][1], lang))
            )
        )
    first, *between, last = groups
    said = [_place("first", first, lang, write)]
    if len(groups) <= FEW:
        said += [
            say("verdict.then", lang, names=names_words(names, lang), value=write(value, lang))
            for names, value in between
        ]
    else:
        n = sum(len(names) for names, _ in between)
        said.append(say("verdict.between", lang, n=n))
    return ", ".join([*said, _place("last", last, lang, write)])


def _place(place: str, group: tuple[list[str], float], lang: str, write: Any) -> str:
    names, value = group
    return say(
        f"verdict.{place}", lang, n=len(names), names=names_words(names, lang), value=write(value, lang)
    )


def _by_objective(judged: Judgement, lang: str) -> str:
    table = judged.table
    if table["rank"].isna().all():
        return say("verdict.nothing_to_judge", lang, kpi=kpi_words(judged, lang))
    groups = _ranked(table["rank"], table.result, table.value, lang)

    def write(value: float, lang: str) -> str:
        row = table.index[table.value == value][0]
        said = amount(judged, value, lang)
        state = table.status[row]
        if pd.isna(state):
            return said
        share = table.attained[row]
        met = say(f"verdict.status_{state}", lang)
        if pd.isna(share):
            return say("verdict.value_status", lang, value=said, status=met)
        return say("verdict.value_share_status", lang, value=said, share=_share(share, lang), status=met)

    order = _order(groups, lang, write)
    said = [
        say(
            "verdict.by_objective",
            lang,
            objective=judged.goal.label(lang),
            kpi=kpi_words(judged, lang),
            order=order,
        )
    ]
    if judged.goal.target is not None and len(table) > FEW:
        said.append(_counts(table, lang))
    return " ".join(said)


def _share(share: float, lang: str) -> str:
    return writing.percent(share, lang, 0 if abs(share - round(share, 2)) < 1e-9 else 2)


def _counts(table: pd.DataFrame, lang: str) -> str:
    counts = [(state, int((table.status == state).sum())) for state in ("met", "near", "missed")]
    return say(
        "verdict.counts", lang, counts=join([say(f"verdict.count_{s}", lang, n=n) for s, n in counts], lang)
    )


def _why(judged: Judgement, lang: str) -> str:
    """Say why the rate and the objective do, or do not, put the same results first."""
    table = judged.table
    if judged.rate is None or table["rank"].isna().all() or len(table) < 2:
        return ""
    known = list(table[table["rank"].notna()].sort_values("rank_by_rate", kind="stable").index)
    by_rate = table.index[table.rank_by_rate == 1]
    best = table.index[table["rank"] == 1]
    if list(by_rate) == list(best):
        return say("verdict.agree", lang, names=names_words([str(table.result[r]) for r in best], lang))
    loser = next((row for row in [*by_rate, *known] if row not in best and row in known), None)
    if loser is None:
        return ""
    facts = {"kpi": kpi_words(judged, lang), "rate": in_sentence(kpi_label(judged.rate, lang))}
    if judged.kpi.name in PARTS and computable("interactions", columns_of(judged.counts)):
        shares = [_part_of_interactions(judged, row, lang) for row in (loser, best[0])]
        return " ".join([say("verdict.why_part", lang, **facts), *shares])
    if judged.kpi.name in CATALOGUE[judged.rate].inputs[1:]:
        return say("verdict.why_base", lang, **facts)
    return say("verdict.why_outside", lang, **facts)


def _part_of_interactions(judged: Judgement, row: int, lang: str) -> str:
    total = values_of(judged.counts, "interactions")[row]
    part = judged.counts[judged.kpi.name][row]
    share = part / total if total else float("nan")
    facts = {
        "name": named(str(judged.table.result[row]), lang),
        "part": writing.number(part, lang),
        "total": writing.number(total, lang),
        "share": writing.percent(share, lang),
        "kpi": kpi_words(judged, lang),
    }
    if "reach" not in judged.counts:
        return say("verdict.part", lang, **facts)
    return say("verdict.part_reach", lang, reach=writing.number(judged.counts["reach"][row], lang), **facts)


def headings(judged: Judgement, lang: str | None = None) -> list[str]:
    """Return the headings of the table as people read it."""
    lang = writing.language(lang)
    return [say(f"verdict.heading_{column}", lang) for column in judged.table.columns]


def rows(judged: Judgement, lang: str | None = None, kept: list[int] | None = None) -> list[list[str]]:
    """Return the table's cells as people read them (of the rows `kept`): labels, units, statuses."""
    lang = writing.language(lang)
    label = kpi_label(judged.kpi.name, lang)
    table = judged.table if kept is None else judged.table.loc[kept]
    return [
        [
            str(row.result),
            label,
            amount(judged, row.value, lang),
            amount(judged, row.target, lang),
            writing.percent(row.attained, lang),
            _status(row.status, lang),
            writing.number(row.rank, lang),
            writing.number(row.rank_by_rate, lang),
        ]
        for row in table.itertuples()
    ]


def _status(state: Any, lang: str) -> str:
    return writing.MISSING if writing.is_missing(state) else say(f"verdict.status_{state}", lang)
