"""The three cards of the page: what was won in attention, which engagement served, what money says."""

from __future__ import annotations

import math
from typing import Any

from cmkit.answers.returns.lines import Roe, between
from cmkit.answers.returns.reasons import attention_words, money_words
from cmkit.answers.returns.returns import Returns
from cmkit.answers.verdict.judging import status
from cmkit.given.money import Money
from cmkit.given.objective import kpi_label
from cmkit.given.rows import column_rule
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence


def cards(found: Returns, lang: str) -> list[dict[str, Any]]:
    """Return the cards, each a name, one big figure and a few lines under it."""
    return [_card_roa(found, lang), _card_roe(found, lang), _card_roi(found, lang)]


def money_words_of(found: Returns, money: Money | None, lang: str) -> str:
    """Write an amount, in the currency of the whole where it states none."""
    return writing.money(money.amount, lang, money.currency or found.currency) if money else writing.MISSING


def _card_roa(found: Returns, lang: str) -> dict[str, Any]:
    line, small = found.roa, []
    big = between(line.low, line.high, lang) if not math.isnan(line.low) else writing.MISSING
    small.append(
        attention_words(line.unit, lang)
        if not math.isnan(line.low)
        else line.why.text(lang)
        if line.why
        else ""
    )
    low, high = line.per_money
    if not math.isnan(low):
        currency = line.cost.currency if line.cost else None
        small.append(
            say("boss.per_money", lang, value=between(low, high, lang), money=money_words(currency, lang))
        )
    return {"name": say("boss.card_roa", lang), "big": big, "small": [*small, *_expected(found, lang)]}


def _expected(found: Returns, lang: str) -> list[str]:
    """Say what was attained of what was expected."""
    line, goal = found.roa, found.goal
    if goal.target is None:
        return [say("boss.no_expectation", lang)]
    said = []
    if line.kpi and not math.isnan(line.attained):
        unit = column_rule(line.kpi).unit
        achieved, expected = (
            writing.quantity(each, unit, lang, found.currency) for each in (line.achieved, line.expected)
        )
        share = writing.percent(line.attained, lang, 0)
        kpi = in_sentence(kpi_label(line.kpi, lang))
        said.append(say("boss.attained", lang, share=share, achieved=achieved, expected=expected, kpi=kpi))
    if line.kpi and len(found.table) > 1 and not found.of_whole:
        better = column_rule(line.kpi).better
        met = sum(status(value, goal, better) == "met" for value in found.held.rows)
        said.append(say("boss.met", lang, n=met, total=len(found.held.rows)))
    return said


def _card_roe(found: Returns, lang: str) -> dict[str, Any]:
    line, name = found.roe, say("boss.card_roe", lang)
    if math.isnan(line.done):
        return {"name": name, "big": writing.MISSING, "small": [line.why.text(lang) if line.why else ""]}
    acts = writing.join([in_sentence(kpi_label(each, lang)) for each in line.acts], lang)
    if math.isnan(line.value):
        return {"name": name, "big": writing.number(line.done, lang), "small": [acts]}
    small = [say("boss.acts_done", lang, n=writing.number(line.done, lang), acts=acts), _base(line, lang)]
    if line.rate_name and not math.isnan(line.rate):
        rate = in_sentence(kpi_label(line.rate_name, lang))
        small.append(say("boss.rate_says", lang, rate=rate, value=writing.percent(line.rate, lang)))
    return {"name": name, "big": writing.percent(line.value, lang), "small": small}


def _base(line: Roe, lang: str) -> str:
    """Say what the acts are held against; reaches that were added up are not called people."""
    if line.low != line.high:
        low, high = writing.percent(line.low, lang), writing.percent(line.high, lang)
        return say("boss.of_sum", lang, low=low, high=high)
    over, base = writing.number(line.over, lang), attention_words(str(line.base), lang)
    return say("boss.of_base", lang, over=over, base=base)


def _card_roi(found: Returns, lang: str) -> dict[str, Any]:
    line, name = found.roi, say("boss.card_roi", lang)
    if math.isnan(line.value):
        small, big = [say("boss.two_sides", lang)], say("boss.not_computed", lang)
    else:
        gain, cost = (money_words_of(found, each, lang) for each in (line.gain, line.cost))
        time = say("boss.time_in" if line.full else "boss.time_out", lang)
        small, big = [say("boss.roi_of", lang, gain=gain, cost=cost), time], line.short(lang)
    if not math.isnan(line.roas):
        small.append(say("boss.roas_of", lang, value=line.times(lang)))
    return {"name": name, "big": big, "small": small}
