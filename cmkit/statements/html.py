"""A statement as HTML: one Jinja2 template for every answer, always escaped, with one small style.

The one environment of templates: what the widgets of the desk show of their own is filled in here too.
"""

from functools import cache
from typing import Any

from cmkit.language.facts import written
from cmkit.language.sentences import say
from cmkit.statements.statement import Grid, Paragraph, Picture, Statement, cell_of, flat


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("cmkit", ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals.update(flat=lambda parts: flat(parts, "html"), cell_of=cell_of)
    return made


def fragment(statement: Statement, lang: str) -> str:
    """Return what a notebook shows: the style, then the parts."""
    used = {type(part) for part in flat(statement.parts, "html")}
    styles = {row.style for part in statement.parts if isinstance(part, Grid) for row in part.rows}
    styles |= {part.style for part in statement.parts if isinstance(part, Paragraph)}
    more = not used <= {Paragraph, Grid, Picture} or bool(styles & {"leak", "goal", "title", "heading"})
    return render("statements/pages/fragment.html", lang, statement=statement, needs_more=more)


def document(statement: Statement, lang: str) -> str:
    """Return a page of its own, that opens anywhere and prints on A4, with no address of anything outside."""
    return render("statements/pages/document.html", lang, statement=statement, page=fragment(statement, lang))


def render(template: str, lang: str, **facts: Any) -> str:
    """Return a template of the package filled in; `say(key)` in it speaks `lang`."""
    html: str = _environment().get_template(template).render(
        lang=lang, say=lambda key, **more: say(key, lang, **more), written=lambda fact: written(fact, lang),
        kind=lambda part: type(part).__name__.lower(), **facts,
    )  # fmt: skip
    return html
