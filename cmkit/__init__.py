"""cmkit: measure social media against objectives, in Jupyter notebooks and in Python.

    import cmkit as cm
    verdict = cm.judge(cm.three_results(), cm.Objective("traffic", target=400))

Nothing heavy is loaded before it is used: a name is looked up in its room when first asked for.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

__version__ = "0.1.0"

ROOMS: dict[str, tuple[str, ...]] = {
    "errors": ("CmkitError",),
    "language.sentences": ("use",),
    "statements.formulas": ("latex", "metrics"),
    "catalogue.measure": ("measure",),
    "catalogue.pool": ("pool",),
    "reading.read": ("read",),
    "reading.export": ("Export",),
    "given.money": ("Money",),
    "given.objective": ("Objective",),
    "answers.verdict.judge": ("judge", "Verdict"),
    "answers.matrix.matrix": ("matrix",),
    "answers.returns.returns": ("returns", "Returns"),
    "answers.lift.lift": ("lift", "Lift"),
    "answers.emv_range.emv_range": ("emv_range", "EmvRange"),
    "answers.cycle.cycle": ("cycle", "Cycle"),
    "answers.plan.plan": ("plan", "Plan"),
    "answers.diagnosis.visits_without_sales": ("visits_without_sales", "Diagnosis"),
    "answers.attribution.attribute": ("attribute",),
    "answers.attribution.compare_models": ("compare_models",),
    "answers.dark_social.dark_social": ("dark_social",),
    "answers.outreach.influencers": ("influencers", "Influencers"),
    "answers.outreach.organic_and_paid": ("organic_and_paid", "OrganicAndPaid"),
    "documents.answer_the_boss": ("answer_the_boss", "Answer"),
    "desk.lab": ("three_results", "sample"),
    "desk.lessons": ("guess", "worked", "in_words"),
    "desk.bench.bench": ("bench",),
    "desk.planner": ("planner",),
    "desk.upload": ("upload",),
}
"""The public names, by the module that holds them; every metric of the catalogue is one too."""


def __getattr__(name: str) -> Any:
    for room, names in ROOMS.items():
        if name in names:
            return _keep(name, _public(getattr(import_module(f"cmkit.{room}"), name)))
    if name == "errors":
        return import_module("cmkit.errors")
    if name == "__all__":
        return _keep(name, sorted([*_names(), *import_module("cmkit.catalogue").CATALOGUE]))
    if not name.startswith("_") and find_spec(f"cmkit.{name}") is None:
        catalogue = import_module("cmkit.catalogue")
        if name in catalogue.FUNCTIONS:
            return _keep(name, _public(catalogue.FUNCTIONS[name]))
    raise AttributeError(f"module 'cmkit' has no attribute {name!r}")


def _names() -> list[str]:
    return ["errors", *(name for names in ROOMS.values() for name in names)]


def _public(value: Any) -> Any:
    """Return a class as it is, and a function that checks what it is asked with."""
    if isinstance(value, type):
        return value
    checked = import_module("cmkit.given.asked").asked(value)
    setattr(sys.modules[value.__module__], value.__name__, checked)  # another process looks for it there
    return checked


def _keep(name: str, value: Any) -> Any:
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_names(), *import_module("cmkit.catalogue").FUNCTIONS])


if "IPython" in sys.modules:
    import_module("cmkit.statements.notebook").show_tables()
