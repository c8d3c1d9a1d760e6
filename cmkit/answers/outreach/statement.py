"""Influencers, and organic beside paid, in sentences and in cells, in either language."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from cmkit.answers.outreach.campaign import Campaign
from cmkit.answers.outreach.kinds import Parts
from cmkit.answers.outreach.posts import EXTRA
from cmkit.catalogue import CATALOGUE, columns
from cmkit.given.people import Span
from cmkit.language.sentences import say
from cmkit.language.writing import MISSING, in_sentence, join, money, number, percent

MONEY = ("cost", "spend", "revenue", "cpm", "cpc", "cost_per_interaction")
RATES = ("engagement_rate", "ctr", "link_click_rate")
SPOKEN = ("cost", "cost_per_interaction", "influencer")
"""Measures beside `SPANS` that this room has its own labels for."""

SPANS = ("reach", "engaged", "cost_per_engaged", "cost_per_thousand")


def label(name: str, lang: str) -> str:
    """Return the label of a column, a metric, or a measure of this room."""
    if name in SPANS or name in SPOKEN:
        return say(f"outreach.{name}", lang)
    if name in CATALOGUE:
        return CATALOGUE[name].label(lang)
    return EXTRA[name].label(lang) if name in EXTRA else columns.label(name, lang)


def measure(parts: Parts, name: str, lang: str) -> str:
    """Return the label of a measure, with the base that a rate is over."""
    if name == "link_click_rate" and parts.base:
        base = in_sentence(label(parts.base, lang))
        return say("outreach.link_click_rate", lang, base=base)
    return label(name, lang)


def cell(row: Any, name: str, lang: str, currency: str | None) -> str:
    """Return one measure of a row as it is written: a number, a rate, an amount, or two bounds."""
    if name in SPANS:
        span = Span(row[f"{name}_low"], row[f"{name}_high"])
        return bounds(span, lang, currency if name.startswith("cost") else None, name.startswith("cost"))
    if name in RATES:
        return percent(row[name], lang)
    if name in MONEY:
        return money(row[name], lang, currency)
    return number(row[name], lang)


def bounds(span: Span, lang: str, currency: str | None = None, amount: bool = False) -> str:
    """Return two bounds as they are written; one number where they are the same, "at least" without the most.

    >>> bounds(Span(12000, 20000), "en"), bounds(Span(500, math.nan), "en")
    ('12,000 to 20,000', 'at least 500')
    """
    return spoken(span, lambda x: money(x, lang, currency) if amount else number(x, lang), lang)


def spoken(span: Span, write: Callable[[float], str], lang: str) -> str:
    """Return two bounds, each as `write` writes it."""
    low, high = (write(bound) for bound in span)
    if math.isnan(span.low) and math.isnan(span.high):
        return MISSING
    if math.isnan(span.high):
        return say("outreach.at_least", lang, low=low)
    if math.isnan(span.low):
        return say("outreach.at_most", lang, high=high)
    return low if low == high else say("outreach.from_to", lang, low=low, high=high)


def counted(key: str, n: int, lang: str) -> str:
    """Return a count with its noun."""
    return say(f"outreach.{key}", lang, n=n, n_text=number(n, lang))


def missing(lacks: list[tuple[str, int]], lang: str) -> str:
    """Return what is missing, in words."""
    posts = {name: f" ({counted('n_posts', n, lang)})" if n else "" for name, n in lacks}
    return ", ".join(in_sentence(label(name, lang)) + where for name, where in posts.items())


def influence(given: Campaign, table: pd.DataFrame, whole: Any, lang: str) -> list[str]:
    """Return the reading of a campaign with influencers: people, money, what cannot be told."""
    names = counted("n_influencers", len(table), lang)
    facts = {"influencers": names, "posts": counted("n_posts", int(whole.posts), lang)}
    lines = [say("outreach.head", lang, **facts)]
    if not math.isnan(whole.reach_low):
        summed = number(float(given.rows.numbers.reach.loc[given.groups.index].sum()), lang)
        lines.append(say("outreach.people", lang, reach=cell(whole, "reach", lang, None), summed=summed))
    if not math.isnan(whole.engaged_low):
        acts = join([in_sentence(label(act, lang)) for act in given.acts], lang)
        facts = {"n": number(whole.interactions, lang), "engaged": cell(whole, "engaged", lang, None)}
        key = "acted_exactly" if whole.engaged_low == whole.engaged_high else "acted"
        lines.append(say(f"outreach.{key}", lang, acts=acts, **facts))
        if not {"likes", "saves"} & set(given.rows.numbers):
            lines.append(say("outreach.once_assumed", lang))
    lines += _costs(given, table, whole, lang)
    return lines + _targets(table, lang)


def _costs(given: Campaign, table: pd.DataFrame, whole: Any, lang: str) -> list[str]:
    lines = []
    if not math.isnan(whole.cost):
        names = ("cost", "cost_per_engaged", "cost_per_thousand")
        amounts = {name: cell(whole, name, lang, given.currency) for name in names}
        known = [say(f"outreach.told_{n}", lang, amount=a) for n, a in amounts.items() if a != MISSING]
        lines.append(" ".join(known))
    priced = table[table.cost_per_engaged_high.notna()]
    if len(priced) > 1:
        best = priced.sort_values("cost_per_engaged_high").iloc[0]
        dearer = priced[priced.cost_per_engaged_low > best.cost_per_engaged_high].influencer.tolist()
        key = "cheaper" if dearer else "not_told_apart"
        lines.append(say(f"outreach.{key}", lang, best=best.influencer, others=join(dearer[:5], lang)))
    return lines


def _targets(table: pd.DataFrame, lang: str) -> list[str]:
    lines = []
    for row in table[table.status.notna()].to_dict("records"):
        shares = Span(row["attained_low"], row["attained_high"])
        reached = spoken(shares, lambda share: percent(share, lang, 0), lang)
        facts = {"target": number(row["target"], lang), "kpi": in_sentence(label(row["target_of"], lang))}
        lines.append(
            say(f"outreach.target_{row['status']}", lang, name=row["influencer"], attained=reached, **facts)
        )
    return lines


def influence_notes(given: Campaign, table: pd.DataFrame, lang: str) -> list[str]:
    """Return what is missing by influencer, and the cells and rows set aside."""
    lines = [
        say("outreach.missing", lang, name=row["influencer"], what=missing(row["missing"], lang))
        for row in table.to_dict("records")
        if row["missing"]
    ]
    beyond = table[table.engaged_low > table.reach_high].influencer.tolist()
    lines += [say("outreach.above_reach", lang, name=name) for name in beyond]
    if given.unnamed:
        lines.append(counted("unnamed", given.unnamed, lang))
    return lines + [aside("", row + 1, column, error, lang) for row, column, error in given.rows.aside]


def aside(name: str, row: int, column: str, error: Any, lang: str) -> str:
    """Return the sentence of a cell that was set aside."""
    where = f"{name}, {column}" if name else column
    return say("outreach.aside", lang, where=where, row=row, reason=error.in_language(lang))


def beside(parts: Parts, table: pd.DataFrame, whole: Span, lang: str) -> list[str]:
    """Return the reading of organic beside paid."""
    lines = []
    if not math.isnan(whole.low):
        key = "together" if len(table) > 1 else "alone"
        lines.append(say(f"outreach.{key}", lang, reach=bounds(whole, lang)))
    if "boosted" in parts.rows:
        n = len(parts.rows["boosted"])
        lines.append(counted("boosted_apart", n, lang))
        if parts.matched:
            lines.append(counted("matched", parts.matched, lang))
    if len(table) == 1:
        kind = in_sentence(say(f"outreach.{table.index[0]}", lang))
        return [*lines, say("outreach.one_kind", lang, kind=kind)]
    acts = join([in_sentence(label(act, lang)) for act in parts.acts], lang)
    if not parts.acts:
        lines.append(say("outreach.no_shared_acts", lang))
    elif parts.base is None:
        lines.append(say("outreach.no_shared_base", lang, acts=acts))
    else:
        lines.append(say("outreach.same_acts", lang, acts=acts, base=in_sentence(label(parts.base, lang))))
    return [*lines, say("outreach.not_an_effect", lang)]


def beside_notes(parts: Parts, table: pd.DataFrame, lang: str) -> list[str]:
    """Return what each kind lacks, and the cells set aside."""
    lines = []
    for kind, lacks in table.missing.items():
        if lacks:
            what = missing([(column, 0) for column in lacks], lang)
            lines.append(say("outreach.missing", lang, name=say(f"outreach.{kind}", lang), what=what))
    return lines + [aside(name, row, column, error, lang) for name, row, column, error in parts.aside]
