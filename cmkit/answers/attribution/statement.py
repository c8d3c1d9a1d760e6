"""What a comparison of models says, in sentences and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cmkit.answers.attribution.aside import counted
from cmkit.answers.attribution.markov import ORDERS
from cmkit.answers.attribution.shapley import EXACT
from cmkit.language import writing
from cmkit.language.languages import written_as
from cmkit.language.sentences import say

if TYPE_CHECKING:
    from cmkit.answers.attribution.compare_models import Comparison

WIDEST = 3
"""How many channels the sentences name, those on which models disagree most."""


def said(key: str, lang: str, **facts: Any) -> str:
    """Return a sentence of this room.

    >>> said("model_first", "en")
    'first touch'
    """
    return say(f"journeys.{key}", lang, **facts)


def columns(made: Comparison, lang: str) -> list[str]:
    """Return the headings of the models."""
    half_life = writing.number(made.options.half_life, lang)
    asked = {
        "time_decay": said("with_half_life", lang, half_life=half_life),
        "markov": said("with_order", lang, order=made.options.order),
    }
    return [_model(name, lang) + asked.get(name, "") for name in made.models]


def _model(name: str, lang: str) -> str:
    return said(f"model_{name}", lang)


def rows(made: Comparison, lang: str) -> list[dict[str, Any]]:
    """Return the cells of the table: for each channel its share and rank by model, and its range."""
    ranks = made.ranks.set_index("channel")
    listed = []
    for row in made.table.to_dict("records"):
        rank = ranks.loc[row["channel"]]
        cells = [_cell(row[name], rank[name], lang) for name in made.models]
        between = f"{writing.percent(row['low'], lang, 1)} – {writing.percent(row['high'], lang, 1)}"
        listed.append({"channel": row["channel"], "cells": cells, "range": between})
    return listed


def _cell(share: Any, rank: Any, lang: str) -> dict[str, Any]:
    if pd.isna(rank):
        return {"share": writing.MISSING, "rank": "", "wins": False}
    return {
        "share": writing.percent(share, lang, 1),
        "rank": said("rank", lang, rank=rank),
        "wins": rank == 1,
    }


def sentences(made: Comparison, lang: str) -> list[str]:
    """Return what is shared out, where models disagree, who comes first, what limits it."""
    lines = [_opening(made, lang)]
    if made.total:
        lines += [*_ranges(made, lang), _winners(made, lang), *_moved(made, lang)]
    return [*lines, said("no_truth", lang), *_limits(made, lang)]


def _opening(made: Comparison, lang: str) -> str:
    what = said("conversions", lang) if made.value is None else made.value
    total = writing.number(made.total, lang)
    return said("opening", lang, models=len(made.models), total=total, what=what, channels=len(made.table))


def _ranges(made: Comparison, lang: str) -> list[str]:
    """Say for the channels with the widest ranges who gives them least and most."""
    widest = made.table[made.table["gap"] > 1e-9].sort_values("gap", ascending=False, kind="stable")
    if widest.empty:
        return [said("all_agree", lang)]
    return [
        said(
            "channel_range",
            lang,
            channel=row["channel"],
            low=writing.percent(row["low"], lang, 1),
            high=writing.percent(row["high"], lang, 1),
            least=_model(min(made.models, key=lambda name: row[name]), lang),
            most=_model(max(made.models, key=lambda name: row[name]), lang),
        )
        for row in widest.head(WIDEST).to_dict("records")
    ]


def _winners(made: Comparison, lang: str) -> str:
    """Say which channel comes first under which models."""
    firsts: dict[str, list[str]] = {}
    for name in made.models:
        first = writing.join(made.ranks.loc[made.ranks[name] == 1, "channel"].tolist(), lang)
        firsts.setdefault(first, []).append(_model(name, lang))
    if len(firsts) == 1:
        return said("one_first", lang, channel=next(iter(firsts)))
    parts = [
        said("first_under", lang, channel=first, models=writing.join(names, lang))
        for first, names in firsts.items()
    ]
    return said("other_firsts", lang, listed=written_as(lang).semicolon.join(parts))


def _moved(made: Comparison, lang: str) -> list[str]:
    """Say how far a setting alone moves a share: the half-life, and the order of the chain."""
    lines = []
    for kind in ("half_life", "order"):
        tried = [name for name in made.sensitivity.columns if name.startswith(kind)]
        if len(tried) > 1:
            shares = made.sensitivity.set_index("channel")[tried]
            low, high = shares.min(axis=1), shares.max(axis=1)
            most = str((high - low).idxmax())
            lines.append(
                said(
                    f"moved_{kind}",
                    lang,
                    channel=most,
                    low=writing.percent(low[most], lang, 1),
                    high=writing.percent(high[most], lang, 1),
                    values=writing.join(
                        [writing.number(float(name.split()[1]), lang) for name in tried], lang
                    ),
                )
            )
    return lines


def _untried(made: Comparison, lang: str) -> list[str]:
    """Say which orders of the chain were not tried, as the channels are too many."""
    orders = [n for n in ORDERS if f"order {n}" not in made.sensitivity.columns]
    if not orders or "markov" not in made.found:
        return []
    values = writing.join([writing.number(n, lang) for n in orders], lang)
    return [said("order_untried", lang, n=len(orders), values=values)]


def _limits(made: Comparison, lang: str) -> list[str]:
    """Say what was left out and set aside, and what a model's answer rests on."""
    lines = _untried(made, lang)
    if "shapley" in made.found:
        how = made.found["shapley"].how
        lines.append(said(f"shapley_{how['way']}", lang, n=EXACT, samples=how.get("samples")))
    for model, reason in zip(made.left_out["model"], made.left_out["reason"], strict=True):
        why = say(f"errors.{reason}", lang)
        lines.append(said("left_out", lang, model=_model(model, lang), why=why))
    lines += [note.text(lang) for note in next(iter(made.found.values())).paths.notes]
    if len(made.set_aside):
        again = made.set_aside.assign(why=[
            said(f"aside_{reason}", lang, column=column)
            for reason, column in zip(made.set_aside["reason"], made.set_aside["column"], strict=True)
        ])  # fmt: skip
        reasons = "; ".join(f"{why} ({n})" for why, n in counted(again))
        lines.append(said("aside_shown", lang, n=len(again), reasons=reasons))
    return lines
