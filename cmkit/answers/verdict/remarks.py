"""What limits a verdict: KPI that only support, results without a value, numbers set aside, the budget."""

from __future__ import annotations

from cmkit.answers.verdict.judging import Judgement
from cmkit.answers.verdict.phrases import amount, kpi_words, named, names_words
from cmkit.given.objective import kpi_label
from cmkit.given.rows import columns_of, values_of
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence


def remarks(judged: Judgement, lang: str) -> list[str]:
    """Say what limits the verdict: a KPI that only supports, results without a value, the budget."""
    said = []
    kpi, goal, table = judged.kpi.name, judged.goal, judged.table
    if kpi in goal.aim.supporting:
        said.append(
            say("verdict.only_supports", lang, kpi=kpi_words(judged, lang), objective=goal.label(lang))
        )
    elif kpi not in goal.aim.deciding:
        said.append(say("verdict.not_listed", lang, kpi=kpi_words(judged, lang), objective=goal.label(lang)))
    without = [str(name) for name in table.result[table.value.isna()]]
    if without:
        said.append(
            say(
                "verdict.without_kpi",
                lang,
                n=len(without),
                names=names_words(without, lang),
                kpi=kpi_words(judged, lang),
            )
        )
        said += _fuller_kpi(judged, lang)
    if goal.target is not None and goal.target <= 0 and goal.baseline is None:
        said.append(say("verdict.no_share", lang, target=amount(judged, goal.target, lang)))
    if goal.budget is not None and "spend" in judged.counts:
        spent = float(judged.counts["spend"].sum())
        key = "over_budget" if spent > goal.budget else "within_budget"
        said.append(say(f"verdict.{key}", lang, spent=writing.money(spent, lang, goal.currency)))
    return said


def _fuller_kpi(judged: Judgement, lang: str) -> list[str]:
    """Name the KPI that could decide as well and that more of these results have."""
    others = [] if judged.goal.kpi else judged.goal.candidates(columns_of(judged.counts))
    known = {kpi: int(values_of(judged.counts, kpi).notna().sum()) for kpi in others}
    fullest = max(known, key=lambda kpi: known[kpi], default=judged.kpi.name)
    if known.get(fullest, 0) <= known.get(judged.kpi.name, 0):
        return []
    label = in_sentence(kpi_label(fullest, lang))
    return [say("verdict.fuller_kpi", lang, kpi=label, name=fullest, n=known[fullest])]


def note_sentences(judged: Judgement, lang: str) -> list[str]:
    """Return a sentence for each note: a cell that could not be used, or is to be looked at."""
    said = [
        say("verdict.unusable", lang, name=named(note.result, lang), fault=note.error.in_language(lang))
        for note in judged.notes
        if note.error
    ]
    above = [note.result for note in judged.notes if note.rule == "above_reach"]
    if above:
        said.append(say("verdict.above_reach", lang, n=len(above), names=names_words(above, lang)))
    return said
