"""The catalogue as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmkit.catalogue.declare import CATALOGUE
from cmkit.language.sentences import language, say
from cmkit.language.writing import unit_name
from cmkit.statements.formulas import formula

if TYPE_CHECKING:
    import pandas as pd


def metrics(lang: str | None = None) -> pd.DataFrame:
    """Return every metric, one a row: name, label, formula, unit, objective, stage.

    `objective` names the objectives that the metric can help to judge (empty: none alone, as for
    every engagement rate), `stage` its step of the social sales cycle. Words are in `lang`, "en" or
    "fr" (by default the language in use); `name` is what functions take, in either language.

    Raises `UnknownNameError` for another language.

    >>> metrics("en").set_index("name").loc["ctr", ["formula", "objective"]].tolist()
    ['link clicks / impressions', 'traffic']
    """
    import pandas as pd

    lang = language(lang)
    return pd.DataFrame(
        {
            "name": name,
            "label": found.label(lang),
            "formula": formula(name, lang),
            "unit": unit_name(found.unit, lang),
            "objective": ", ".join(say(f"catalogue.objective_{word}", lang) for word in found.serves),
            "stage": say(f"catalogue.stage_{found.stage}", lang),
        }
        for name, found in CATALOGUE.items()
    )
