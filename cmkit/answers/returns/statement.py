"""The three lines in sentences and tables, in either language."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from cmkit.answers.returns.lines import Roa, Roe, Roi, between, readable
from cmkit.answers.returns.profit import ILLUSTRATION
from cmkit.answers.returns.reasons import attention_words, money_words
from cmkit.answers.verdict.judging import status
from cmkit.catalogue import FUNCTIONS
from cmkit.given.objective import kpi_label
from cmkit.given.rows import column_rule
from cmkit.language import writing
from cmkit.language.facts import Quoted, listed
from cmkit.language.sentences import say
from cmkit.language.writing import MISSING, in_sentence

if TYPE_CHECKING:
    from cmkit.answers.returns.returns import Returns


def named(name: str, lang: str) -> str:
    """Quote a name that is a sentence itself."""
    return Quoted(name).text(lang)


def names_words(names: list[str], lang: str) -> str:
    """Join names; of many only two."""
    return listed(names).text(lang)


def paragraphs(found: Returns, lang: str) -> list[str]:
    """Return the sentences: objective, ROA, ROE, ROI, the ladder, what is to be known."""
    said = [objective(found, lang), roa(found, lang), roe(found, lang), roi(found, lang)]
    return [*said, say("returning.never_added", lang), ladder(found, lang), *caveats(found, lang)]


def objective(found: Returns, lang: str) -> str:
    """Say what was wanted, what decides it, and the target."""
    goal, held = found.goal, found.held
    if held.kpi is None:
        why = held.why.text(lang) if held.why else ""
        return say("returning.objective_undecided", lang, objective=goal.label(lang), reason=why)
    said = say("returning.objective", lang, objective=goal.label(lang), kpi=_label(held.kpi, lang))
    if goal.target is None:
        return f"{said} {say('returning.no_target', lang)}"
    key = "target_whole" if found.of_whole else "target_each"
    return f"{said} {say(f'returning.{key}', lang, target=_amount(found, goal.target, lang))}"


def roa(found: Returns, lang: str) -> str:
    """Say what attention was won, at what cost, and what was attained of what was expected."""
    line = found.roa
    facts = {"won": line.won(lang), "reason": line.why.text(lang) if line.why else ""}
    if math.isnan(line.low):
        said = [say("returning.roa_missing", lang, **facts)]
    elif math.isnan(line.per_money[0]):
        said = [say("returning.roa_no_cost", lang, **facts)]
    else:
        said = [_roa_for_money(line, facts["won"], lang)]
    return " ".join([*said, *_attained(found, lang), say("returning.not_an_outcome", lang)])


def _roa_for_money(line: Roa, won: str, lang: str) -> str:
    currency = line.cost.currency if line.cost else None
    cost = writing.money(line.cost.amount if line.cost else None, lang, currency)
    low, high = line.per_money
    value = between(low, high, lang)
    return say("returning.roa_cost", lang, won=won, cost=cost, value=value, money=money_words(currency, lang))


def _attained(found: Returns, lang: str) -> list[str]:
    """Say what was attained of the target, for the whole and by how many results."""
    line, said = found.roa, []
    if line.kpi is not None and not math.isnan(line.attained):
        said.append(say("returning.roa_attained", lang, achieved=_amount(found, line.achieved, lang),
                        kpi=_label(line.kpi, lang), share=writing.percent(line.attained, lang, 0),
                        expected=_expected(found, lang)))  # fmt: skip
    met = _met(found)
    if met is not None and len(found.table) > 1:
        said.append(say("returning.roa_met", lang, n=met, total=len(found.held.rows)))
    return said


def _expected(found: Returns, lang: str) -> str:
    """Write what was expected of the whole, and of how many results it is the sum."""
    whole, each = found.roa.expected, found.goal.target
    if each is None or whole == each:
        return _amount(found, whole, lang)
    times = writing.number(whole / each, lang)
    return f"{_amount(found, whole, lang)} ({times} × {_amount(found, each, lang)})"


def _met(found: Returns) -> int | None:
    goal, held = found.goal, found.held
    if goal.target is None or held.kpi is None or found.of_whole:
        return None
    better = column_rule(held.kpi).better
    return sum(status(value, goal, better) == "met" for value in held.rows)


def roe(found: Returns, lang: str) -> str:
    """Say which acts serve, how many of those reached acted so, and what the plain rate would have said."""
    line = found.roe
    if math.isnan(line.done):
        return say("returning.roe_missing", lang, reason=line.why.text(lang) if line.why else "")
    facts = {"n": writing.number(line.done, lang), "acts": _acts(line, lang)}
    if math.isnan(line.value):
        said = [say("returning.roe_no_base", lang, reason=line.why.text(lang) if line.why else "", **facts)]
    else:
        base = attention_words(str(line.base), lang)
        said = [say("returning.roe", lang, rate=writing.percent(line.value, lang), base=base, **facts)]
    if line.low != line.high and not math.isnan(line.low):
        low, high = writing.percent(line.low, lang), writing.percent(line.high, lang)
        said.append(say("returning.roe_bounds", lang, low=low, high=high))
    if not math.isnan(line.per_money):
        facts["value"] = readable(line.per_money, lang)
        said.append(say("returning.roe_money", lang, money=money_words(_currency(line), lang), **facts))
    return " ".join([*said, *_beside(found, lang)])


def _beside(found: Returns, lang: str) -> list[str]:
    """Say what the plain rate would have said, and where it misleads most."""
    line = found.roe
    if line.rate_name is None or math.isnan(line.rate):
        return []
    label = _label(line.rate_name, lang)
    said = [say("returning.roe_rate", lang, rate=label, value=writing.percent(line.rate, lang))]
    rows = [(name, each) for name, each in zip(found.table.result, found.table.roe, strict=True)
            if not math.isnan(each.value) and not math.isnan(each.rate)]  # fmt: skip
    if len(rows) < 2:
        return said
    worst, astray = max(rows, key=lambda row: row[1].rate - row[1].value)
    if astray.rate > astray.value:
        said.append(say("returning.contrast", lang, name=named(worst, lang), rate=label,
                        rate_value=writing.percent(astray.rate, lang),
                        roe=writing.percent(astray.value, lang),
                        done=writing.number(astray.done, lang), acts=_acts(astray, lang),
                        all=writing.number(astray.counted, lang)))  # fmt: skip
    return [*said, *_first_places(rows, label, lang)]


def _first_places(rows: list[tuple[str, Roe]], label: str, lang: str) -> list[str]:
    """Say who comes first by ROE and who by the rate, where they are not the same."""
    best, top = max(each.value for _, each in rows), max(each.rate for _, each in rows)
    by_roe = [name for name, each in rows if each.value == best]
    by_rate = [name for name, each in rows if each.rate == top]
    if by_roe == by_rate:
        return []
    facts = {"roe": writing.percent(best, lang), "rate_value": writing.percent(top, lang), "rate": label}
    names, others = names_words(by_roe, lang), names_words(by_rate, lang)
    return [say("returning.contrast_best", lang, n=len(by_rate), names=names, by_rate=others, **facts)]


def roi(found: Returns, lang: str) -> str:
    """Say the ROI, or why there is none and what to report; ROAS under its own name."""
    line, said = found.roi, []
    if math.isnan(line.value):
        why, what = (each.text(lang) if each else "" for each in (line.why, line.what))
        said.append(say("returning.roi_missing", lang, reason=why, instead=what))
    else:
        key = "roi" if line.full else "roi_partial"
        gain, cost = (_money(found, each, lang) for each in (line.gain, line.cost))
        said.append(say(f"returning.{key}", lang, value=line.short(lang), gain=gain, cost=cost))
    if not math.isnan(line.roas):
        said.append(say("returning.roas", lang, value=line.times(lang)))
        said.append(break_even(line, lang))
    return " ".join(said)


def break_even(line: Roi, lang: str) -> str:
    """Say at which ROAS the cost is paid back: at the margin stated, else at a few margins."""
    if not math.isnan(line.break_even):
        return say("returning.break_even", lang, value=writing.quantity(line.break_even, "times", lang))
    each = [
        say("returning.break_even_one", lang, margin=writing.percent(margin, lang, 0),
            roas=writing.quantity(FUNCTIONS["be_roas"](margin), "times", lang))
        for margin in ILLUSTRATION
    ]  # fmt: skip
    return say("returning.break_even_list", lang, list=writing.join(each, lang))


def ladder(found: Returns, lang: str) -> str:
    """Say the steps from ROAS to incremental ROI, each with its value or what it lacks."""
    said: dict[str, list[str]] = {}
    for row in rungs_of(found, lang):
        step = say(f"returning.step_{row.step}", lang)
        if math.isnan(row.value):
            said.setdefault(str(row.reason), []).append(step)
        else:
            said[say("returning.step_value", lang, step=step, value=step_value(row, lang))] = []
    each = [
        say("returning.step_missing", lang, steps=writing.join(steps, lang), reason=why) if steps else why
        for why, steps in said.items()
    ]
    return say("returning.ladder", lang, steps=say("returning.semicolon", lang).join(each))


def rungs_of(found: Returns, lang: str) -> list[Any]:
    """Return the rows of the ladder, its reasons in one language."""
    return list(found.rungs(lang).itertuples())


def step_value(row: Any, lang: str) -> str:
    """Write the value of a step, with its bounds where it has some."""
    value = _rung(row.value, row.unit, lang)
    if math.isnan(row.value) or row.low == row.high:
        return value
    low, high = (_rung(each, row.unit, lang) for each in (row.low, row.high))
    return say("returning.bounds", lang, value=value, low=low, high=high)


def _rung(value: float, unit: str, lang: str) -> str:
    return writing.percent(value, lang, 1) if unit == "ratio" else writing.quantity(value, unit, lang)


def caveats(found: Returns, lang: str) -> list[str]:
    """Say what is to be known, and each cell that was set aside."""
    said = [each.text(lang) for each in found.known]
    said += [
        say("verdict.unusable", lang, name=named(note.result, lang), fault=note.error.in_language(lang))
        for note in found.all_notes
        if note.error
    ]
    above = [note.result for note in found.all_notes if note.rule == "above_reach"]
    if above:
        said.append(say("verdict.above_reach", lang, n=len(above), names=names_words(above, lang)))
    return said


def _acts(line: Roe, lang: str) -> str:
    return writing.join([_label(name, lang) for name in line.acts], lang)


def _label(name: str, lang: str) -> str:
    return in_sentence(kpi_label(name, lang))


def _currency(line: Roa | Roe) -> str | None:
    return line.cost.currency if line.cost else None


def _money(found: Returns, money: Any, lang: str) -> str:
    return writing.money(money.amount, lang, money.currency or found.currency) if money else MISSING


def _amount(found: Returns, value: float, lang: str) -> str:
    unit = column_rule(str(found.held.kpi)).unit
    return writing.quantity(value, unit, lang, found.currency)
