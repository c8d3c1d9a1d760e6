"""What the lessons need: a guess before the answer, a formula with its numbers, a refusal in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from cmkit import errors
from cmkit.answers.verdict.judge import Verdict
from cmkit.catalogue.declare import Metric, find
from cmkit.catalogue.measure import evaluate, needed
from cmkit.given.rows import checked_numbers, columns_of, opened_results, values_of
from cmkit.language import writing as words
from cmkit.language.facts import Inside, Quoted, listed
from cmkit.language.nearest import unknown
from cmkit.language.sentences import say
from cmkit.statements.formulas import LatexTerm, Term, escaped, formula, latex
from cmkit.statements.page import render

ALIGNED = r"\begin{aligned}%s\end{aligned}"
NEW_LINE = r"\\[1.2ex]"


@dataclass(frozen=True)
class Said:
    """A sentence that shows itself: HTML in a notebook, plain in a terminal."""

    words: str
    lang: str

    def _repr_html_(self) -> str:
        return render("said.html", self.lang, words=self.words)

    def __repr__(self) -> str:
        return self.words


class Guess(widgets.VBox):  # type: ignore[misc]
    """The reader's guess, made by `guess`: a question, a choice, and the answer when it is there.

    - `names`: what to choose from; `picked`: the one chosen, or None (may be set);
    - `answer(verdict)`, or `answer(name)` where the question is another: what became of the guess.
    """

    def __init__(self, names: list[str], picked: str | None, lang: str, asked: str = "question") -> None:
        self.names = names
        self.lang = lang
        self._choice = widgets.RadioButtons(options=names, index=None, layout=widgets.Layout(width="auto"))
        self._noted = widgets.HTML()
        self._asked = self._say(asked)
        question = widgets.HTML(f"<b>{escape(self._asked)}</b>")
        super().__init__([question, self._choice, self._noted])
        self.add_class("cmkit-guess")
        self._choice.observe(lambda _: self._note(), names="value")
        self.picked = picked

    def _say(self, key: str, /, **facts: Any) -> str:
        return say(f"lessons.{key}", self.lang, **facts)

    @property
    def picked(self) -> str | None:
        """The result that was chosen, or None."""
        chosen: str | None = self._choice.value
        return chosen

    @picked.setter
    def picked(self, name: str | None) -> None:
        if name is not None and name not in self.names:
            raise unknown("result", name, self.names)
        self._choice.value = name
        self._note()

    def _note(self) -> None:
        self._noted.value = escape(self._noted_words())

    def _noted_words(self) -> str:
        if not self.picked:
            return self._say("not_yet")
        return self._say("noted", name=Quoted(self.picked).text(self.lang))

    def answer(self, verdict: Verdict | Any) -> Said:
        """Answer the guess: with a verdict on the same results (who comes first), or with the right choice.

        Raises `UnknownNameError` for an answer that was not among the choices.
        """
        if not isinstance(verdict, Verdict):
            return self._plainly(choice(verdict, self.lang))
        first = verdict.table[(verdict.table["rank"] == 1).fillna(False)]
        if first.empty:
            return Said(self._say("nobody"), self.lang)
        best = [str(name) for name in first.result]
        facts = {
            "objective": verdict.goal.label(self.lang),
            "kpi": Inside(verdict.kpi).text(self.lang),
            "best": listed(best).text(self.lang),
            "value": verdict.judged.quantity(first.value.iloc[0]).text(self.lang),
        }
        if self.picked is None:
            return Said(self._say("no_guess", n=len(best), **facts), self.lang)
        if self.picked in best:
            return Said(self._say("right", name=Quoted(self.picked).text(self.lang), **facts), self.lang)
        return self._wrong(verdict, len(best), facts)

    def _plainly(self, right: str) -> Said:
        if right not in self.names:
            raise unknown("result", right, self.names)
        became = "no_guess" if self.picked is None else "right" if right == self.picked else "wrong"
        return Said(self._say(f"plain_{became}", best=right, name=self.picked), self.lang)

    def _wrong(self, verdict: Verdict, n: int, facts: dict[str, str]) -> Said:
        mine = verdict.table[verdict.table.result == self.picked]
        if mine.empty:
            raise unknown("result", self.picked, verdict.table.result)
        facts["own"] = verdict.judged.quantity(mine.value.iloc[0]).text(self.lang)
        return Said(self._say("wrong", n=n, name=Quoted(self.picked).text(self.lang), **facts), self.lang)

    def __repr__(self) -> str:
        choices = words.join(self.names, self.lang)
        return f"{self._asked} ({choices}) {self._noted_words()}"


def guess(results: Any, picked: Any = None, lang: str | None = None) -> Guess:
    """Ask for a guess before anything is measured: which of the results is the best, or any choice.

    `results` is any table that `cmkit.judge` takes, or a list of names or numbers to choose from.
    Without widgets, give the choice as `picked`. The guess is kept, and its method `answer` answers
    it. Raises `UnknownNameError` for a name that is not there.

    >>> from cmkit.desk.sample import three_results
    >>> guess(three_results("en"), "Result 1", lang="en").picked
    'Result 1'
    >>> guess([10, 100, 1000], 100, lang="en").answer(1000)
    You chose 100. The answer is 1,000.
    """
    lang = words.language(lang)
    mine = None if picked is None else choice(picked, lang)
    if isinstance(results, (list, tuple)):
        return Guess([choice(one, lang) for one in results], mine, lang, "choice")
    return Guess([str(name) for name in opened_results(results).names], mine, lang)


def choice(value: Any, lang: str) -> str:
    """Write something to choose from: a word as it is, a number as people write it.

    >>> choice(1000, "en"), choice("search", "fr")
    ('1,000', 'search')
    """
    return str(value) if isinstance(value, str) else words.number(value, lang)


@dataclass(frozen=True)
class Worked:
    """A formula with the numbers of each result: LaTeX in a notebook, plain text in a terminal."""

    latex: str
    plain: str

    def _repr_latex_(self) -> str:
        return f"$${self.latex}$$"

    def __repr__(self) -> str:
        return self.plain


def worked(name: str, results: Any, lang: str | None = None) -> Worked:
    """Work a metric out in the open: its formula, then the numbers of each result in it, and what they give.

    `name` is a metric, `results` any table that `cmkit.judge` takes. Raises `UnknownNameError` for
    another metric, `MissingColumnError` where a column is missing.

    >>> from cmkit.desk.sample import three_results
    >>> print(worked("engagement_rate", three_results("en").head(1), "en"))
    Engagement rate = interactions / reach
    Result 1: (500 + 5 + 3 + 25) / 5,000 = 10.66%
    """
    found, lang, opened = find(name), words.language(lang), opened_results(results)
    columns = columns_of(opened.table)
    numbers, _ = checked_numbers(opened, needed([found], columns))
    values = values_of(numbers, found.name)
    colon = say("lessons.colon", lang)
    plain = [f"{found.label(lang)} = {formula(found.name, lang)}"]
    lines = [f"{_words(found.label(lang))} &= {latex(found.name, lang)}"]
    for who, counts, value in zip(opened.names, numbers.to_dict("records"), values, strict=True):
        gives = words.quantity(value, found.unit, lang)
        plain.append(f"{who}{colon} {_with_numbers(found, counts, Term, lang)} = {gives}")
        shown = _with_numbers(found, counts, LatexTerm, lang)
        lines.append(f"{_words(str(who))} &= {shown} = {_words(gives)}")
    return Worked(ALIGNED % NEW_LINE.join(lines), "\n".join(plain))


def _words(shown: str) -> str:
    return rf"\text{{{escaped(shown)}}}"


def _with_numbers(found: Metric, row: dict[Any, Any], term: type[Term], lang: str) -> str:
    """Write the formula of a metric with the numbers of a result in the place of its words."""

    def read(column: str) -> Term:
        shown = words.number(row.get(column, 1.0), lang)
        return term(_words(shown) if term is LatexTerm else shown)

    written: str = evaluate(found, list(row), read).written
    return written


@contextmanager
def in_words() -> Iterator[None]:
    """Say in one sentence, where a notebook would show a traceback, what cmkit refuses inside a `with` block.

    Only errors of cmkit; any other goes on.

    >>> with in_words():
    ...     find("engagment rate")  # doctest: +ELLIPSIS
    'engagment rate' is not a metric that cmkit knows. Did you mean engagement_rate? ...
    """
    try:
        yield
    except errors.CmkitError as refusal:
        display(Said(str(refusal), words.language(None)))  # type: ignore[no-untyped-call]

