"""`answer_the_boss`: one page for the person who asked for the ROI."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.answers.returns import statement, tabling
from cmkit.answers.returns.lines import between
from cmkit.answers.returns.returns import Returns, returns
from cmkit.documents.cards import cards, money_words_of
from cmkit.documents.costing import Step, steps
from cmkit.given.objective import Objective, kpi_label
from cmkit.given.rows import Results, opened_results
from cmkit.language import writing
from cmkit.language.sentences import say
from cmkit.statements.page import render

FEW = 5
"""Up to so many results the page shows each."""


class Answer:
    """The page made by `answer_the_boss`.

    - `returns`: the `Returns` behind it; `steps`: DataFrame of what each step cost (stage, what,
      low, high, per, cheapest, dearest);
    - `text(lang)`, `html(lang)`: the page in "en" or "fr"; `save(path, lang)`: the page as a file
      that opens anywhere and prints on a sheet of A4.
    """

    def __init__(self, found: Returns, opened: Results, audience: float | None = None) -> None:
        self.returns = found
        self._steps = steps(opened, found.roi.cost, audience)

    @property
    def steps(self) -> pd.DataFrame:
        """What each step counted and cost: stage, what, low, high, per, cheapest, dearest."""
        return pd.DataFrame(self._steps, columns=list(Step._fields))

    def text(self, lang: str | None = None) -> str:
        """Return the page as sentences, a paragraph a line."""
        lang = writing.language(lang)
        page = _page(self.returns, self._steps, lang)
        colon = say("boss.colon", lang)
        cards = [f"{card['name']}{colon}{', '.join([card['big'], *card['small']])}" for card in page["cards"]]
        rows = [f"- {what}{colon}{count} ({cost})" for _, what, count, cost in page["steps"]]
        lists = [
            line for heading, items in page["lists"] for line in (heading, *(f"- {item}" for item in items))
        ]
        needs = [f"- {what} ({who})" for what, who in page["needs"]]
        needed = [say("boss.needed_heading", lang), *needs] if needs else []
        lines = [
            page["title"],
            page["objective"],
            page["lead"],
            *cards,
            page["caption"],
            *rows,
            *lists,
            *needed,
        ]
        return "\n".join([*lines, *page["notes"], page["footer"]])

    def html(self, lang: str | None = None) -> str:
        """Return the page as HTML, everything escaped, with no address of anything outside."""
        lang = writing.language(lang)
        return render("boss.html", lang, **_page(self.returns, self._steps, lang))

    def save(self, path: str | Path, lang: str | None = None, force: bool = False) -> Path:
        """Write the page as an HTML file of its own, never over one that is there (unless `force`)."""
        lang, path = writing.language(lang), Path(path)
        if path.suffix.lower() not in (".html", ".htm"):
            raise errors.UnwrittenFileError("unknown_ending", file=path.name, known=".html")
        if path.exists() and not force:
            raise errors.UnwrittenFileError("file_exists", file=path)
        document = render("boss_document.html", lang, page=self.html(lang))
        try:
            path.write_text(document, encoding="utf-8")
        except OSError as reason:
            raise errors.UnwrittenFileError(
                "not_written", file=path, reason=reason.strerror or reason
            ) from reason
        return path

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return self.text()


def answer_the_boss(results: Any, objective: Objective | str, *args: Any, **stated: Any) -> Answer:
    """Return one page for the person who asked for the ROI: attention, engagement, then money.

    Takes what `cmkit.returns` takes. The page says what was wanted, what attention was won, what
    engagement served it, what each step cost, what can and cannot be said about money, and what
    would be needed to say it. Raises as `cmkit.returns` does.

    >>> from cmkit.desk.sample import three_results
    >>> page = answer_the_boss(three_results("en"), Objective("traffic", target=400), cost=600)
    >>> page.steps.what.tolist()
    ['reach', 'shares', 'interactions', 'clicks']
    """
    found = returns(results, objective, *args, **stated)
    return Answer(found, opened_results(results, stated.get("name")), stated.get("audience"))


def _page(found: Returns, counted: list[Step], lang: str) -> dict[str, Any]:
    """Return what the page says, part by part."""
    return {
        "title": say("boss.title", lang),
        "question": say("boss.question", lang),
        "objective": statement.objective(found, lang),
        "lead": _lead(found, lang),
        "cards": cards(found, lang),
        "caption": _caption(found, lang),
        "headings": [say(f"boss.heading_{name}", lang) for name in ("step", "what", "count", "cost")],
        "steps": [_step(found, step, lang) for step in counted],
        "results": _results(found, lang),
        "lists": [
            (say("boss.said_heading", lang), _said(found, lang)),
            (say("boss.unsaid_heading", lang), _unsaid(found, lang)),
        ],
        "needs": [(say(f"boss.need_{n}", lang), say(f"boss.need_{n}_who", lang)) for n in _needs(found)],
        "notes": statement.caveats(found, lang),
        "footer": say("boss.footer", lang),
    }


def _lead(found: Returns, lang: str) -> str:
    line, goal = found.roi, found.goal.label(lang)
    if math.isnan(line.value):
        return say("boss.lead_none", lang, reason=line.why.text(lang) if line.why else "", objective=goal)
    time = "" if line.full else say("boss.lead_time", lang)
    gain, cost = (money_words_of(found, each, lang) for each in (line.gain, line.cost))
    return say(
        "boss.lead_roi", lang, roi=f"ROI {line.short(lang)}", gain=gain, cost=cost, time=time, objective=goal
    )


def _caption(found: Returns, lang: str) -> str:
    if found.roi.cost is None:
        return say("boss.steps_no_cost", lang)
    return say("boss.steps_caption", lang, cost=money_words_of(found, found.roi.cost, lang))


def _step(found: Returns, step: Step, lang: str) -> tuple[str, str, str, str]:
    """Write a step: its stage, what is counted, how many, and what one (or a thousand) cost."""
    what = kpi_label(step.what, lang)
    if step.what in found.roe.acts:
        what = f"{what} ({say('boss.serves', lang)})"
    tiny = step.per == 1 and step.dearest < 0.01
    per = 1000 if tiny else step.per
    cost = _range(found, step.cheapest * per / step.per, step.dearest * per / step.per, lang)
    if per > 1 and cost != writing.MISSING:
        cost = say("boss.of_thousand", lang, cost=cost)
    stage = say(f"catalogue.stage_{step.stage}", lang).capitalize()
    return stage, what, between(step.low, step.high, lang), cost


def _range(found: Returns, low: float, high: float, lang: str) -> str:
    if math.isnan(low) and math.isnan(high):
        return writing.MISSING
    least, most = (writing.money(each, lang, found.currency) for each in (low, high))
    if math.isnan(low):
        return say("returning.at_most", lang, value=most)
    if math.isnan(high):
        return say("returning.at_least", lang, value=least)
    return least if least == most else say("returning.from_to", lang, low=least, high=most)


def _results(found: Returns, lang: str) -> dict[str, Any] | None:
    """Return the results one by one, where they are few enough for the page."""
    if not 1 < len(found.table) <= FEW:
        return None
    shown = [
        n for n, column in enumerate(tabling.columns(found)) if column != "roi" or _anymoney_words_of(found)
    ]
    headings, columns = tabling.headings(found, lang), tabling.columns(found)
    return {
        "headings": [headings[n] for n in shown],
        "rows": [[row[n] for n in shown] for row in tabling.cells(found, lang)[:-1]],
        "worded": [columns[n] in tabling.WORDED for n in shown],
    }


def _anymoney_words_of(found: Returns) -> bool:
    return any(not math.isnan(each) for line in found.table.roi for each in (line.value, line.roas))


def _said(found: Returns, lang: str) -> list[str]:
    """Say what can be said about money."""
    line, said = found.roi, []
    if line.cost is not None:
        time = say("boss.lead_time", lang) if not line.full else ""
        if line.time is not None and line.time.amount > 0:
            time = say("boss.said_cost_time", lang, time=money_words_of(found, line.time, lang))
        said.append(say("boss.said_cost", lang, cost=money_words_of(found, line.cost, lang), time=time))
    if line.revenue is not None:
        revenue = line.bound(money_words_of(found, line.revenue, lang), lang)
        said.append(say("boss.said_revenue", lang, revenue=revenue[:1].upper() + revenue[1:]))
    if not math.isnan(line.value):
        said.append(say("boss.said_roi", lang, roi=line.short(lang)))
    if not math.isnan(line.roas):
        said.append(
            say("boss.said_roas", lang, roas=line.times(lang), break_even=statement.break_even(line, lang))
        )
    if found.lift is not None:
        said.append(found.lift.text(lang))
    return said or [say("boss.nothing_said", lang)]


def _unsaid(found: Returns, lang: str) -> list[str]:
    """Say what cannot be said, and why."""
    line, said = found.roi, []
    if math.isnan(line.value):
        said.append(say("boss.unsaid_roi", lang))
    elif not line.full:
        said.append(say("boss.unsaid_full", lang))
    if found.goal.target is None:
        said.append(say("boss.unsaid_attained", lang))
    if found.lift is None:
        said.append(say("boss.unsaid_incremental", lang))
    return [*said, say("boss.unsaid_likes", lang), say("boss.unsaid_sales", lang)]


def _needs(found: Returns) -> list[str]:
    """Return what it would take to say more, in the order in which to ask for it."""
    line = found.roi
    apart = line.why.key.removesuffix("_apart") if line.why and line.why.key.endswith("_apart") else ""
    wanted = {
        "target": found.goal.target is None,
        "cost": line.cost is None or line.cost.amount == 0,
        "time": not line.full,
        "revenue": line.revenue is None and line.gain is None,
        "margin": line.gain is None,
        "vat": apart == "vat",
        "period": apart == "period",
        "holdout": found.lift is None,
    }
    return [need for need, missing in wanted.items() if missing]
