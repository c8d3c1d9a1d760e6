"""The HTML that notebooks show: Jinja2 templates, always escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from cmkit.language.sentences import say


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("cmkit", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, lang: str, **facts: Any) -> str:
    """Return a template of this folder filled in; `say(key)` in it speaks `lang`.

    >>> "caption" in render("matrix.html", "en", columns=[], rows=[], more="", notes=[], unjudged="")
    True
    """
    found = _environment().get_template(template)
    html: str = found.render(lang=lang, say=lambda key, **more: say(key, lang, **more), **facts)
    return html
