"""What the lessons need: a guess before the answer, a formula with its numbers, a refusal in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from cmkit import errors
from cmkit.answers.verdict.judge import Verdict
from cmkit.catalogue.columns import Column
from cmkit.catalogue.declare import Metric, find
from cmkit.catalogue.measure import evaluate, needed
from cmkit.catalogue.quantity import as_number
from cmkit.given.rows import opened
from cmkit.language.facts import Inside, Quoted, listed
from cmkit.language.said import said, unknown
from cmkit.language.sentences import say
from cmkit.language.terminal import harmless
from cmkit.language.writing import join, language, number, quantity
from cmkit.statements.formulas import LatexTerm, Term, escaped, formula, latex
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Block, Paragraph, Statement

ALIGNED = r"\begin{aligned}%s\end{aligned}"
NEW_LINE = r"\\[1.2ex]"


class Told(Shown):
    """A sentence that shows itself, framed: in the language of the lesson, or in one that is asked for."""

    def __init__(self, words: Any, lang: str) -> None:
        self.words, self.lang, self.own_lang = words, lang, lang

    @property
    def statement(self) -> Statement:
        """The sentence."""
        return Statement("said", (Block((Paragraph(self.words),)),))


class Guess(widgets.VBox):  # type: ignore[misc]
    """The reader's guess, made by `guess`: a question, a choice, and the answer when it is there.

    - `names`: what to choose from; `picked`: the one chosen, or None (may be set);
    - `answer(verdict)`, or `answer(name)` where the question is another: what became of the guess.
    """

    def __init__(self, names: list[str], picked: str | None, lang: str, asked: str = "question") -> None:
        self.names, self.lang, self._asked = names, lang, say(f"lessons.{asked}", lang)
        self._choice = widgets.RadioButtons(options=names, index=None, layout=widgets.Layout(width="auto"))
        self._noted = widgets.HTML()
        super().__init__([widgets.HTML(f"<b>{escape(self._asked)}</b>"), self._choice, self._noted])
        self.add_class("cmkit-guess")
        self._choice.observe(lambda _: self._note(), names="value")
        self.picked = picked
        self._note()

    @property
    def picked(self) -> str | None:
        """The result that was chosen, or None."""
        chosen: str | None = self._choice.value
        return chosen

    @picked.setter
    def picked(self, name: str | None) -> None:
        self._choice.value = None if name is None else _among(name, self.names)

    def _note(self) -> None:
        self._noted.value = escape(self._words())

    def _words(self) -> str:
        name = Quoted(self.picked).text(self.lang) if self.picked else ""
        return say(f"lessons.{'noted' if name else 'not_yet'}", self.lang, name=name)

    def answer(self, verdict: Verdict | Any) -> Told:
        """Answer the guess: with a verdict on the same results (who comes first), or with the right choice.

        Raises `UnknownNameError` for an answer that was not among the choices.
        """
        if not isinstance(verdict, Verdict):
            right = _among(choice(verdict, self.lang), self.names)
            return self._told(f"plain_{self._became([right])}", best=right, name=self.picked)
        first = verdict.table[verdict.table["rank"] == 1]
        if first.empty:
            return self._told("nobody")
        best = [*map(str, first.result)]
        own = dict(zip(verdict.table.result, verdict.table.value, strict=True))
        if (became := self._became(best)) == "wrong":
            _among(self.picked, own)
        quantity = verdict.judged.quantity
        return self._told(
            became, objective=said(verdict.goal.label_key), kpi=Inside(verdict.kpi), best=listed(best),
            n=len(best), value=quantity(first.value.iloc[0]), name=Quoted(self.picked or ""),
            own=quantity(own.get(self.picked)),
        )  # fmt: skip

    def _became(self, best: list[str]) -> str:
        return "no_guess" if self.picked is None else "right" if self.picked in best else "wrong"

    def _told(self, key: str, **facts: Any) -> Told:
        return Told(said(f"lessons.{key}", **facts), self.lang)

    def __repr__(self) -> str:
        return harmless(f"{self._asked} ({join(self.names, self.lang)}) {self._words()}")


def _among(name: Any, names: Any) -> str:
    if name not in names:
        raise unknown("result", name, names)
    return str(name)


def guess(results: Any, picked: Any = None, lang: str | None = None) -> Guess:
    """Ask for a guess before anything is measured: which of the results is the best, or any choice.

    `results` is any table that `cmkit.judge` takes, or a list of names or numbers to choose from.
    Without widgets, give the choice as `picked`. The guess is kept, and its method `answer` answers
    it. Raises `UnknownNameError` for a name that is not there.

    >>> from cmkit.desk.lab import three_results
    >>> guess(three_results("en"), "Result 1", lang="en").picked
    'Result 1'
    >>> guess([10, 100, 1000], 100, lang="en").answer(1000)
    You chose 100. The answer is 1,000.
    """
    lang = language(lang)
    mine = None if picked is None else choice(picked, lang)
    if isinstance(results, (list, tuple)):
        return Guess([choice(one, lang) for one in results], mine, lang, "choice")
    return Guess(list(opened(results).names), mine, lang)


def choice(value: Any, lang: str) -> str:
    """Write something to choose from: a word as it is, a number as people write it."""
    if isinstance(value, str):
        return value
    return number(as_number(value, Column("choice", "count", minimum=None)), lang)


@dataclass(frozen=True)
class Worked:
    """A formula with the numbers of each result: LaTeX in a notebook, plain text in a terminal."""

    latex: str
    plain: str

    def _repr_latex_(self) -> str:
        return f"$${self.latex}$$"

    def __repr__(self) -> str:
        return harmless(self.plain)


def worked(name: str, results: Any, lang: str | None = None) -> Worked:
    """Work a metric out in the open: its formula, then the numbers of each result in it, and what they give.

    `name` is a metric, `results` any table that `cmkit.judge` takes. Raises `UnknownNameError` for
    another metric, `MissingColumnError` where a column is missing.

    >>> from cmkit.desk.lab import three_results
    >>> print(worked("engagement_rate", three_results("en").head(1), "en"))
    Engagement rate = interactions / reach
    Result 1: (500 + 5 + 3 + 25) / 5,000 = 10.66%
    """
    found, lang, rows = find(name), language(lang), opened(results)
    counts = rows.numbers(needed([found], rows.columns))
    values = opened(counts).values(found.name)  # of the formula, also where the table has such a column
    plain = [f"{found.label(lang)} = {formula(found.name, lang)}"]
    lines = [f"{_words(found.label(lang))} &= {latex(found.name, lang)}"]
    for who, read, value in zip(rows.names, counts.to_dict("records"), values, strict=True):
        gives = quantity(value, found.unit, lang)
        shown, drawn = (_with_numbers(found, read, term, lang) for term in (Term, LatexTerm))
        plain.append(f"{who}{say('lessons.colon', lang)} {shown} = {gives}")
        lines.append(f"{_words(who)} &= {drawn} = {_words(gives)}")
    return Worked(ALIGNED % NEW_LINE.join(lines), "\n".join(plain))


def _words(shown: str) -> str:
    return rf"\text{{{escaped(shown)}}}"


def _with_numbers(found: Metric, row: dict[Any, Any], term: type[Term], lang: str) -> str:
    def read(column: str) -> Term:
        shown = number(row.get(column, 1.0), lang)
        return term(_words(shown) if term is LatexTerm else shown)

    written: str = evaluate(found, list(row), read).written
    return written


@contextmanager
def in_words() -> Iterator[None]:
    """Say in one sentence, where a notebook would show a traceback, what cmkit refuses inside a `with` block.

    Only errors of cmkit; any other goes on.

    >>> with in_words():
    ...     find("engagment rate")  # doctest: +ELLIPSIS
    “engagment rate” is not a metric that cmkit knows. Did you mean engagement_rate? ...
    """
    try:
        yield
    except errors.CmkitError as refusal:
        display(Told(refusal, language(None)))  # type: ignore[no-untyped-call]
