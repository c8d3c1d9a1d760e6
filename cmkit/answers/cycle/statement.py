"""The ledger in sentences and in cells: what each step counts and costs, where it leaks, what is missing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from cmkit.answers.cycle import writing
from cmkit.answers.cycle.accounts import lacking
from cmkit.answers.cycle.cells import HEADINGS, goal_cells, goal_rows, money, records, row_cells
from cmkit.answers.cycle.entries import Entry
from cmkit.answers.cycle.steps import STEPS, STOCKS, label, unit_cost_label
from cmkit.given.objective import kpi_label
from cmkit.given.people import counts_people
from cmkit.language import writing as words
from cmkit.language.sentences import say
from cmkit.language.writing import in_sentence, join

if TYPE_CHECKING:
    from cmkit.answers.cycle.cycle import Cycle


def reading(cycle: Cycle, lang: str) -> list[str]:
    """Return the ledger in sentences, a paragraph each."""
    return [
        *_steps(cycle, lang),
        *_bounds(cycle, lang),
        *_costs(cycle, lang),
        *_unit_costs(cycle, lang),
        *_leaks(cycle, lang),
        *_goals(cycle, lang),
        *_missing(cycle, lang),
        *_remarks(cycle, lang),
    ]


def _steps(cycle: Cycle, lang: str) -> list[str]:
    said = []
    for row in records(cycle.table):
        if math.isnan(row["count_low"]):
            continue
        sentence = say(
            "ledger.step",
            lang,
            step=label(row["step"], lang).capitalize(),
            count=writing.count(row["count_low"], row["count_high"], lang),
            indicator=in_sentence(kpi_label(row["indicator"], lang)),
            onward=_onward(row, cycle.level, lang),
        )
        said.append(sentence)
    return said


def _onward(row: dict[str, Any], level: float, lang: str) -> str:
    if words.is_missing(row["to"]):
        return ""
    within = writing.rate_span(row["rate_low"], row["rate_high"], lang)
    to = label(row["to"], lang)
    if math.isnan(row["rate"]):
        open_ = math.isnan(row["rate_low"]) or math.isnan(row["rate_high"])
        key = "onward_open" if open_ else "onward_bounds"
        return say(f"ledger.{key}", lang, to=to, within=within) if within else ""
    if row["rate"] > 1:
        return say("ledger.onward_times", lang, to=to, rate=words.number(row["rate"], lang))
    return say(
        "ledger.onward",
        lang,
        to=to,
        rate=writing.rate(row["rate"], lang),
        within=within,
        level=words.percent(level, lang, 0),
    )


def _bounds(cycle: Cycle, lang: str) -> list[str]:
    found = [e for e in cycle.entries if counts_people(e.indicator) and e.counted and not e.exact]
    return [
        say(
            "ledger.not_summed_open" if math.isnan(entry.high) else "ledger.not_summed",
            lang,
            indicator=kpi_label(entry.indicator, lang),
            low=words.number(entry.low, lang),
            high=words.number(entry.high, lang),
        )
        for entry in found
    ]


def _costs(cycle: Cycle, lang: str) -> list[str]:
    said = []
    if cycle.cost:
        key = "whole_cost" if cycle.whole else "all_costs"
        said.append(say(f"ledger.{key}", lang, cost=money(cycle, cycle.cost.amount, lang)))
    for row in records(cycle.platforms):
        if not math.isnan(row["cost_per_follower"]):
            said.append(
                say(
                    f"ledger.platform_{row['indicator']}",
                    lang,
                    platform=row["platform"],
                    n=row["followers"],
                    followers=words.number(row["followers"], lang),
                    spend=money(cycle, row["spend"], lang),
                    cost=money(cycle, row["cost_per_follower"], lang),
                )
            )
    if not math.isnan(cycle.revenue_per_cost):
        facts = {"revenue": money(cycle, cycle.revenue.amount, lang)} if cycle.revenue else {}
        said.append(say("ledger.returned", lang, times=words.number(cycle.revenue_per_cost, lang), **facts))
    return said


def _unit_costs(cycle: Cycle, lang: str) -> list[str]:
    costs = [cost for row in records(cycle.table) if (cost := _unit_cost(cycle, row, lang))]
    return [say("ledger.unit_costs", lang, costs=_listed(costs, lang))] if costs else []


def _listed(said: list[str], lang: str) -> str:
    return say("ledger.then", lang).join(said)


def _unit_cost(cycle: Cycle, row: dict[str, Any], lang: str) -> str:
    if math.isnan(row["cost_per_unit_low"]) and math.isnan(row["cost_per_unit_high"]):
        return ""
    cost = writing.amount_span(row["cost_per_unit_low"], row["cost_per_unit_high"], lang, cycle.currency)
    name = in_sentence(unit_cost_label(row["indicator"], lang))
    return say("ledger.unit_cost", lang, name=name, cost=cost)


def _leaks(cycle: Cycle, lang: str) -> list[str]:
    table = cycle.leaks()
    if table.empty:
        return []
    ranked = table[table["rank"].notna()].sort_values("rank")
    said = [_leak(cycle, row, lang) for row in records(ranked)]
    kept = [label(s, lang) for s in table.step[table.gap == 0]]
    if kept:
        said.append(say("ledger.no_leak", lang, n=len(kept), steps=join(kept, lang)))
    open_ = [label(s, lang) for s in table.step[table.wanted.isna()]]
    if open_:
        said.append(say("ledger.nothing_wanted", lang, n=len(open_), steps=join(open_, lang)))
    sales = next((e.low for e in cycle.entries if e.step == "sales" and e.exact), math.nan)
    if sales > 0 and len(table) > 1:
        said.append(say("ledger.same_everywhere", lang, sales=writing.whole(sales / 10, lang)))
    return said


def _leak(cycle: Cycle, row: dict[str, Any], lang: str) -> str:
    facts = {
        "step": label(row["step"], lang),
        "to": label(row["to"], lang),
        "rate": writing.rate(row["rate"], lang),
        "wanted": writing.rate(row["wanted"], lang),
        "rank": words.number(row["rank"], lang),
    }
    said = say("ledger.leak", lang, **facts)
    if not math.isnan(row["sales_gained"]):
        worth = _worth(cycle, row, lang)
        gained = writing.whole(row["sales_gained"], lang)
        said += " " + say("ledger.gained", lang, sales=gained, worth=worth, n=row["sales_gained"])
    if not row["beyond_chance"] and not math.isnan(row["rate_high"]):
        said += " " + say("ledger.maybe_chance", lang, high=writing.rate(row["rate_high"], lang))
    return said


def _worth(cycle: Cycle, row: dict[str, Any], lang: str) -> str:
    if math.isnan(row["revenue_gained"]):
        return ""
    revenue, margin = (money(cycle, row[f"{what}_gained"], lang) for what in ("revenue", "margin"))
    key = "worth" if math.isnan(row["margin_gained"]) else "worth_margin"
    return say(f"ledger.{key}", lang, money=revenue, margin=margin)


def _goals(cycle: Cycle, lang: str) -> list[str]:
    return [
        say(
            "ledger.goals",
            lang,
            step=label(entry.step, lang).capitalize(),
            goals=_goal_list(cycle, entry, lang),
        )
        for entry in cycle.entries
        if entry.goals
    ]


def _goal_list(cycle: Cycle, entry: Entry, lang: str) -> str:
    cells = [goal_cells(cycle, row, lang) for row in goal_rows(cycle, entry)]
    said = [say("ledger.goal", lang, **cell) for cell in cells]
    return _listed(said, lang)


def missing(cycle: Cycle, lang: str) -> list[tuple[str, str, str]]:
    """Return what is not known: the step, what of it, how to get it."""
    found = [
        (
            entry.step,
            what,
            say(f"ledger.get_{what}_{entry.step}" if what == "count" else f"ledger.get_{what}", lang),
        )
        for entry in cycle.entries
        for what in lacking(entry, cycle.whole)
    ]
    followers = [e for e in cycle.entries if e.indicator in STOCKS]
    found += [(e.step, "net_followers", say("ledger.get_net_followers", lang)) for e in followers]
    if cycle.revenue is None:
        found.append(("sales", "revenue", say("ledger.get_revenue", lang)))
    if math.isnan(cycle.margin):
        found.append(("sales", "margin", say("ledger.get_margin", lang)))
    found += [
        (e.step, g.name, say("ledger.get_goal", lang, name=g.label(lang)))
        for e in cycle.entries
        for g in e.goals
        if math.isnan(g.value)
    ]
    return found


def _missing(cycle: Cycle, lang: str) -> list[str]:
    """Return what is missing, the steps that lack the same thing together."""
    found = missing(cycle, lang)
    if not found:
        return []
    by_how: dict[tuple[str, str], list[str]] = {}
    for step, what, how in found:
        by_how.setdefault((what, how), []).append(label(step, lang))
    said = [
        say("ledger.lacks", lang, what=_what(what, lang), steps=_these(steps, lang), how=how)
        for (what, how), steps in by_how.items()
    ]
    return [say("ledger.missing", lang), *said]


def _these(steps: list[str], lang: str) -> str:
    return say("ledger.every_step", lang) if len(steps) == len(STEPS) else join(steps, lang)


def _what(what: str, lang: str) -> str:
    known = ("count", "cost", "target", "owner", "revenue", "margin")
    return say(f"ledger.what_{what}", lang) if what in known else kpi_label(what, lang)


def _remarks(cycle: Cycle, lang: str) -> list[str]:
    return [_remark(key, dict(facts), lang) for key, facts in cycle.remarks]


def _remark(key: str, facts: dict[str, Any], lang: str) -> str:
    if "fault" in facts:
        facts["fault"] = facts["fault"].in_language(lang)
    if "step" in facts:
        facts["step"] = label(facts["step"], lang)
    if "indicator" in facts:
        facts["indicator"] = in_sentence(kpi_label(facts["indicator"], lang))
    if "channels" in facts:
        facts["channels"] = join(facts["channels"][:6], lang)
    facts["name"] = facts.get("name") or say("ledger.the_table", lang)
    return say(f"ledger.remark_{key}", lang, **facts)


def shown(cycle: Cycle, lang: str) -> dict[str, Any]:
    """Return the facts of the template: headings, rows with their sub-objectives, paragraphs, notes."""
    leaking = cycle.leaks()
    first = set(leaking.step[leaking["rank"] == 1])
    rows = [row_cells(cycle, row, lang) | {"leak": row["step"] in first} for row in records(cycle.table)]
    return {
        "headings": [say(f"ledger.heading_{name}", lang) for name in HEADINGS],
        "rows": rows,
        "paragraphs": [*_bounds(cycle, lang), *_costs(cycle, lang), *_leaks(cycle, lang)],
        "notes": [*_missing(cycle, lang), *_remarks(cycle, lang)],
    }


def plain(cycle: Cycle, lang: str) -> str:
    """Return the ledger for a terminal: a table, then the sentences."""
    rows = [row_cells(cycle, row, lang) for row in records(cycle.table)]
    table = pd.DataFrame([[row[name] for name in HEADINGS] for row in rows])
    table.columns = pd.Index([say(f"ledger.heading_{name}", lang) for name in HEADINGS])
    return f"{table.to_string(index=False)}\n\n{cycle.text(lang)}"
