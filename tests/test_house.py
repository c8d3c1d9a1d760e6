"""The rules of the house: what is lost when they break is that one can read it from one end to the other."""

from __future__ import annotations

import ast
import re
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import cmkit as cm
from cmkit.catalogue import CATALOGUE
from tests.conftest import ROOT

PACKAGE = ROOT / "cmkit"
ROOMS = (
    "errors", "language", "catalogue", "figures", "statements", "reading", "given", "evidence", "answers",
    "documents", "desk", "cli",
)  # fmt: skip
"""The rooms in the order of the flow: each imports only from those before it."""

SPEAKING = {"language", "statements", "desk", "cli"}
"""The rooms in which a language may be handed on; elsewhere an answer is facts."""

FAMILIES = {
    "CmkitError": "errors", "errors": "errors", "use": "language", "latex": "formulas", "Verdict": "verdict",
    "Diagnosis": "diagnosis", "Answer": "answer_the_boss", "three_results": "lab", "sample": "lab",
    "guess": "lessons", "worked": "lessons", "in_words": "lessons", "metrics": "formulas",
}  # fmt: skip
"""Public names that live in the file or folder of their family."""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
ANSWERS = [name for name in MODULES if name.startswith(("cmkit.answers.", "cmkit.documents."))]


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def imports_of(name: str) -> set[str]:
    """Return the modules of cmkit that a module imports, anywhere in it, for types too."""
    found = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {m if m in MODULES else node.module for m in inside}
    return {module for module in found if module.split(".")[0] == "cmkit"} - {name}


def test_every_room_has_its_place_in_the_flow():
    assert {room(name) for name in MODULES} - {"cmkit"} == set(ROOMS)


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"cmkit"}))
def test_imports_run_one_way(name):
    """A backward arrow makes the package impossible to read from one end to the other."""
    allowed = {*ROOMS[: ROOMS.index(room(name)) + 1], *(["cmkit"] if room(name) == "cli" else [])}
    backward = {module for module in imports_of(name) if room(module) not in allowed}
    assert not backward, f"{name} imports {sorted(backward)}, which come after it in the flow"


def test_no_circle_of_modules_not_even_for_types():
    graph = {name: imports_of(name) - {"cmkit"} for name in MODULES if name != "cmkit"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_a_language_is_handed_on_only_where_words_are_made():
    """An answer that takes a language somewhere inside says it there, and nowhere else later."""
    takes = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in TREES.items()
        if room(name) not in SPEAKING
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(each.arg == "lang" for each in [*node.args.args, *node.args.kwonlyargs])
    ]
    assert takes == []


def test_answers_hold_no_markup_no_template_and_no_table_of_strings():
    """Each answer once showed itself in its own way, and the copies came to disagree on numbers."""
    found = []
    for name in ANSWERS:
        prose = {id(node.value) for node in ast.walk(TREES[name]) if isinstance(node, ast.Expr)}  # docstrings
        for node in ast.walk(TREES[name]):
            if isinstance(node, ast.Attribute) and node.attr in ("to_string", "to_html", "to_markdown"):
                found.append(f"{name}:{node.lineno} {node.attr}")
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
                found += [f"{name}:{node.lineno} markup"] if re.search(r"</|<\w+[ >]", node.value) else []
        found += [f"{name} imports {each}" for each in imported(name) & {"jinja2", "html", "babel"}]
    assert found == []


def test_answers_write_no_number_themselves():
    """A number written in a room of its own is a rate that reads otherwise in the next one."""
    writers = {"number", "percent", "money", "quantity", "rate", "day", "join", "span", "scientific", "say"}
    found = [
        f"{name}: {sorted(used)}"
        for name in ANSWERS
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.ImportFrom)
        and node.module in ("cmkit.language.writing", "cmkit.language.sentences")
        and (used := {alias.name for alias in node.names} & writers)
    ]
    assert found == []


def imported(name: str) -> set[str]:
    nodes = [node for node in ast.walk(TREES[name]) if isinstance(node, ast.Import | ast.ImportFrom)]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    plain |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    return {each.split(".")[0] for each in plain}


def test_no_type_is_told_by_hasattr():
    found = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hasattr"
    ]
    assert found == []


def test_no_file_name_stands_twice():
    """Two files of one name are two rooms for one idea."""
    names = Counter(path.stem for path in MODULES.values())
    alike = ("statement", "picture", "__init__")
    assert [name for name, times in names.items() if times > 1 and name not in alike] == []


def test_each_public_name_lives_in_a_file_of_its_name_or_of_its_family():
    astray = []
    for where, names in cm.ROOMS.items():
        for name in names:
            words = {name, re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(), FAMILIES.get(name, name)}
            if not words & set(where.split(".")):
                astray.append(f"{name} in {where}")
    assert astray == []


def test_tests_mirror_modules_one_to_one():
    """What a change breaks is found where one looks."""
    wanted = {
        (Path("tests") / path.relative_to(PACKAGE).parent / f"test_{path.stem}.py").as_posix()
        for path in MODULES.values()
        if path.stem != "__init__"
    }
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    beside = {name for name in there if name.startswith(("tests/browser/", "tests/golden/"))} | BESIDE
    assert sorted(wanted - there) == []
    assert sorted(there - beside - wanted) == []


BESIDE = {
    "tests/test_house.py", "tests/test_package.py", "tests/test_readme.py", "tests/test_notebooks.py",
    "tests/test_one_truth.py", "tests/test_hostile.py", "tests/test_third_language.py",
    "tests/test_made_exports.py", "tests/reading/test_real.py", "tests/reading/test_cases.py",
    "tests/reading/test_fuzz.py",
    "tests/catalogue/test_arithmetic.py", "tests/catalogue/test_published.py",
}  # fmt: skip
"""Tests of the whole, or of files beside the package."""


def test_every_metric_lives_in_the_catalogue():
    assert {CATALOGUE[name].formula.__module__.split(".")[1] for name in CATALOGUE} == {"catalogue"}
