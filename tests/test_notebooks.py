"""The notebooks: every one runs, both languages hold the same code, and the prose keeps its typography."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

NOTEBOOKS = ROOT / "notebooks"
NAMES = sorted(path.stem for path in (NOTEBOOKS / "en").glob("*.ipynb"))
BOTH = [(lang, name) for lang in ("en", "fr") for name in NAMES]
TUTOIEMENT = re.compile(r"\b(?:[Tt]u|[Tt]oi|[Tt]on|[Tt]es|[Tt]e|Clique|Essaie|Regarde|Change|Lance|Lis)\b")
EXPECTED = {
    ("en", "01_three_results"): ["10.66%", "5.39%", "Result 3 comes first", "cannot be judged"],
    ("en", "03_roi_roa_roe"): ["0.50%", "\u221225", "is not money", "not computed"],
    ("fr", "03_roi_roa_roe"): ["0,50\u00a0%", "non calculé", "n’est pas de l’argent"],
    ("en", "04_cycle_to_sales"): ["The answer is 1.2", "4,960.00"],
    ("fr", "04_cycle_to_sales"): ["La réponse est 1,2", "4\u202f960,00"],
    ("en", "05_visits_without_sales"): ["0.299%", "1,497", "The site is too slow"],
    ("fr", "05_visits_without_sales"): ["0,299\u00a0%", "Le site est trop lent"],
    ("en", "06_journey"): ["Markov", "13.4%", "34.4%"],
    ("fr", "06_journey"): ["Markov", "13,4\u00a0%", "34,4\u00a0%"],
    ("fr", "01_three_results"): ["10,66\u00a0%", "5,39\u00a0%", "Résultat 3 arrive en tête", "être jugé"],
}


def cells(lang, name, kind):
    notebook = nbformat.read(NOTEBOOKS / lang / f"{name}.ipynb", as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def prose(lang, name):
    text = "\n".join(cell.source for cell in cells(lang, name, "markdown"))
    return re.sub(r"`[^`]*`|\]\([^)]*\)|\$[^$]*\$|\*This page[^*]*\*", "", text)


def test_there_is_a_notebook_in_both_languages():
    assert NAMES
    assert sorted(path.stem for path in (NOTEBOOKS / "fr").glob("*.ipynb")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_code_is_the_same_in_both_languages(name):
    assert [c.source for c in cells("en", name, "code")] == [c.source for c in cells("fr", name, "code")]


@pytest.mark.parametrize(("lang", "name"), BOTH)
def test_code_cells_are_two_lines_at_most_between_sentences(lang, name):
    notebook = nbformat.read(NOTEBOOKS / lang / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    kinds = [cell.cell_type for cell in notebook.cells]
    assert kinds[0] == kinds[-1] == "markdown"
    assert ("code", "code") not in set(itertools.pairwise(kinds))
    assert all(len(cell.source.splitlines()) <= 2 for cell in cells(lang, name, "code"))


@pytest.mark.parametrize(("lang", "name"), BOTH)
def test_no_output_is_committed(lang, name):
    assert all(not c.outputs and c.execution_count is None for c in cells(lang, name, "code"))
    assert "widgets" not in json.loads((NOTEBOOKS / lang / f"{name}.ipynb").read_text("utf-8"))["metadata"]


@pytest.mark.parametrize("name", NAMES)
def test_french_prose_has_its_spaces_and_says_vous(name):
    text = prose("fr", name)
    assert re.findall(r".{0,12}(?<=[^\s|\-:]) [:;?!»%](?![\-|])", text) == []
    assert re.findall(r"« .{0,12}", text) == []
    assert TUTOIEMENT.findall(text) == []


@pytest.mark.parametrize(("lang", "name"), BOTH)
def test_links_lead_somewhere(lang, name):
    text = "\n".join(cell.source for cell in cells(lang, name, "markdown"))
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (NOTEBOOKS / lang / target).exists(), target


@pytest.mark.parametrize(("lang", "name"), BOTH)
def test_it_runs_from_top_to_bottom_in_its_language(lang, name, tmp_path, monkeypatch):
    monkeypatch.delenv("CMKIT_LANG", raising=False)
    shutil.copytree(NOTEBOOKS / lang, tmp_path / lang)
    notebook = nbformat.read(tmp_path / lang / f"{name}.ipynb", as_version=4)
    resources = {"metadata": {"path": str(tmp_path / lang)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    shown = json.dumps([c.get("outputs") for c in notebook.cells], ensure_ascii=False)
    assert '"stream", "name": "stderr"' not in shown
    for words in EXPECTED.get((lang, name), []):
        assert words in shown, words


def test_the_language_file_of_each_folder():
    for lang in ("en", "fr"):
        assert f'lang = "{lang}"' in Path(NOTEBOOKS / lang / "cmkit.toml").read_text("utf-8")
