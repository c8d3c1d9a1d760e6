"""Results of many shapes, for the tests of the picture: long names, ties, gaps, values below zero."""

from __future__ import annotations

import random

import pandas as pd

from cmkit.answers.verdict.judge import Verdict
from cmkit.answers.verdict.judging import hold
from cmkit.figures.picture import Picture
from cmkit.given.objective import Objective
from cmkit.statements.shown import in_words
from cmkit.statements.statement import Picture as Part

COUNTS = ("reach", "likes", "shares", "comments", "clicks")
LONG = "Publication n° {n} : coulisses & « recettes » d’été à Besançon"
"""60 characters, as a post's text is cut."""


def results(n: int, name: str = "Post {n}", seed: int = 1) -> pd.DataFrame:
    """Return n results with names of one pattern and counts drawn by a seed."""
    dice = random.Random(seed)
    table = pd.DataFrame(
        {
            "result": [
                name.format(n=row + 1).ljust(60, "w") if name == LONG else name.format(n=row + 1)
                for row in range(n)
            ]
        }
    )
    for column, most in zip(COUNTS, (90_000, 900, 90, 50, 900), strict=True):
        table[column] = [dice.randint(1, most) for _ in range(n)]
    return table


def picture(table: pd.DataFrame, lang: str = "en", objective: str = "traffic", **goal: object) -> Picture:
    """Return the picture of a table held against an objective."""
    verdict = Verdict(hold(table, Objective(objective, **goal)))
    (own,) = (part for part in verdict.statement.parts if isinstance(part, Part))
    return in_words(own.shown(), lang)


def opinions() -> pd.DataFrame:
    """Return results whose net sentiment is -0.8, 0 and 0.8."""
    return results(3).assign(positive=[1, 5, 9], negative=[9, 5, 1])


def hard_pictures(lang: str) -> dict[str, Picture]:
    """Return the pictures in which texts are most likely to meet or to leave the canvas."""
    gaps = results(5).astype({"clicks": float, "reach": float})
    gaps.loc[1, "clicks"] = gaps.loc[3, "reach"] = None
    huge = results(4)
    huge[["reach", "clicks"]] *= 10**9
    paid = results(6, LONG).rename(columns={"clicks": "link_clicks"}).assign(spend=[1.5, 20, 3e6, 4, 5, 6])
    return {
        **{f"long {n}": picture(results(n, LONG, n), lang, target=400) for n in (2, 3, 7, 13, 20)},
        "short 2": picture(results(2), lang, target=400),
        "short 20": picture(results(20), lang, target=400),
        "more": picture(results(41, LONG), lang, target=400),
        "whole": picture(results(41, LONG), lang, target=400, total=9000),
        "more costs": picture(results(41).assign(spend=9, link_clicks=range(41)), lang, kpi="cpc", target=3),
        "ties": picture(results(6).assign(**dict.fromkeys(COUNTS, 10)), lang, target=10),
        "no target": picture(results(5), lang),
        "target far above": picture(results(5), lang, target=9_000_000),
        "target of zero": picture(results(5, LONG), lang, target=0),
        "below zero": picture(opinions(), lang, "image", kpi="net_sentiment", target=-0.9),
        "gaps": picture(gaps, lang, target=400),
        "no rate": picture(results(4)[["result", "clicks"]], lang, target=400),
        "huge": picture(huge, lang, target=400e9),
        "beyond reading": picture(huge.assign(clicks=[1e25, 2e25, 3e30, 4]), lang, target=1e31),
        "money": picture(paid, lang, kpi="cpc", target=0.5, currency="EUR"),
        "ideograms": picture(results(3, "春の新作コレクション発表会のお知らせ 🎉🎉 {n}"), lang, target=400),
    }
