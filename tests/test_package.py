"""What one would lose: a package that loads at once, installs the same everywhere and stays in one piece."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

import cmkit as cm
from cmkit.catalogue import CATALOGUE
from tests.stub import STUB, stub
from tests.test_house import ROOMS

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

RUNTIME = {
    "babel", "click", "ipywidgets", "jinja2", "matplotlib", "narwhals", "pandas",
    "charset-normalizer", "defusedxml", "python-calamine", "tqdm", "scipy", "xlsxwriter",
}  # fmt: skip
"""What cmkit needs to run; the second line only to read files."""
ENGINES = ("polars", "duckdb", "pyspark")
HEAVY = ("pandas", "numpy", "matplotlib", "ipywidgets", "babel", "narwhals", "pyarrow", *ENGINES)


def test_all_public_names_resolve_and_are_documented():
    assert sorted(set(cm.__all__)) == cm.__all__
    promised = "metrics measure pool three_results Objective judge matrix bench read use engagement_rate"
    assert {*promised.split(), *CATALOGUE} <= set(cm.__all__)
    undocumented = [name for name in cm.__all__ if not (getattr(cm, name).__doc__ or "").strip()]
    assert undocumented == []
    assert set(cm.__all__) <= set(dir(cm))


def test_an_unknown_public_name_is_an_attribute_error():
    assert not hasattr(cm, "engagment_rate")


def test_type_checkers_see_the_same_public_names():
    """With py.typed and nothing behind the names, an editor would offer no signature at all."""
    assert STUB.read_text(encoding="utf-8") == stub(), "run `python tests/stub.py`"


def loaded_after(code: str) -> set[str]:
    """Run code in a new Python and return which heavy libraries it loaded."""
    script = f"import json, sys\n{code}\nprint(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_importing_cmkit_loads_nothing_heavy():
    assert loaded_after("import cmkit") == set()


def test_a_formula_on_plain_numbers_loads_no_table_library():
    assert loaded_after("import cmkit as cm\nassert cm.engagement_rate(533, 5000) == 0.1066") <= {"narwhals"}


def test_measuring_pooling_and_judging_pandas_load_no_engine():
    code = """
        import cmkit as cm
        results = cm.three_results()
        cm.measure(results, "engagement_rate")
        cm.pool(results, "engagement_rate", by="result")
        cm.judge(results, cm.Objective("traffic", target=400)).text("fr")
    """
    assert loaded_after(textwrap.dedent(code)).isdisjoint(ENGINES)


def test_runtime_dependencies_are_those_agreed_and_engines_are_extras():
    names = {re.split(r"[^\w-]", line)[0].lower() for line in PYPROJECT["project"]["dependencies"]}
    assert names == RUNTIME
    assert set(PYPROJECT["project"]["optional-dependencies"]) == {"lab", "engines"}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is not a clone: git lists no files")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_package_index_or_a_place_on_somebodys_machine():
    """The locks must install from whichever index the reader uses, and no path but the reader's own."""
    index = "|".join(["py" + "pi.org", "python" + "hosted.org", "np" + "mjs.org"])
    place = "|".join(f"/{top}/[a-z]" for top in ("home", "root", "Users", "work", "tmp"))
    found = re.compile(f"{index}|(?<![\\w.-])(?:{place})|file:" + "//|--(?:extra-)?index-url|--find[-]links")
    named = []
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="ignore")
        named += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in found.finditer(text)]
    assert named == []


@pytest.mark.parametrize("lock", ["build", "lab", "test"])
def test_every_locked_requirement_has_its_hashes(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    requirements = re.findall(r"^([\w.-]+)==((?:.*\\\n)*.*)", text, re.MULTILINE)
    assert len(requirements) == len(re.findall(r"^\w", text, re.MULTILINE)) > 5
    assert [name for name, rest in requirements if "--hash=sha256:" not in rest] == []


def test_the_locks_agree_and_hold_what_the_package_asks_for():
    locked = {lock: versions(lock) for lock in ("build", "lab", "test")}
    assert locked["build"].items() <= locked["lab"].items() <= locked["test"].items()
    assert RUNTIME | {"jupyterlab", "voila"} <= set(locked["lab"])
    assert {"polars", "duckdb", "pyspark", "pytest", "mypy", "ruff"} <= set(locked["test"])


def versions(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^ ;\\]+)", text, re.MULTILINE))


def test_each_notebook_is_there_in_both_languages():
    pairs = [{path.name for path in (ROOT / "notebooks" / lang).glob("*.ipynb")} for lang in ("en", "fr")]
    assert pairs[0] == pairs[1]
    assert {"00_start.ipynb", "01_three_results.ipynb"} <= pairs[0]


def test_the_changelog_knows_this_version_and_contributing_stays_short():
    assert f"## {cm.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) < 80


def test_contributing_gives_the_rooms_in_the_order_in_which_they_import():
    """The map is what a newcomer reads first; a wrong one is worse than none."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)`", text, re.MULTILINE) == list(ROOMS)


BUILD = """
import json, os, sys, tarfile, zipfile
from hatchling import build
out = sys.argv[1]
sdist = tarfile.open(os.path.join(out, build.build_sdist(out)))
names = sdist.getnames()
sdist.extractall(out, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
os.chdir(os.path.join(out, names[0].split("/")[0]))
wheel = zipfile.ZipFile(os.path.join(out, build.build_wheel(out)))
print(json.dumps([[name.partition("/")[2] for name in names], wheel.namelist()]))
"""


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """Build the sdist, then the wheel from what the sdist holds, without network; return their names."""
    made = str(tmp_path_factory.mktemp("dist"))
    run = subprocess.run([sys.executable, "-c", BUILD, made], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    sdist, wheel = json.loads(run.stdout.splitlines()[-1])
    return set(sdist), set(wheel)


def committed(folder: str) -> set[str]:
    names = {path.relative_to(ROOT).as_posix() for path in tracked()}
    return {name for name in names if name.startswith(f"{folder}/")}


def test_the_wheel_holds_what_the_package_needs(archives):
    """Whatever is forgotten here works in the clone and fails for whoever installs."""
    wheel = archives[1]
    assert committed("cmkit") <= wheel
    assert {"cmkit/py.typed", "cmkit/locales/en/errors.toml", "cmkit/_lab/data/three_results.csv"} <= wheel
    assert {f"cmkit/_lab/{name}" for name in committed("notebooks") | committed("data")} <= wheel
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
    assert {name.split("/")[0] for name in wheel} == {"cmkit", f"cmkit-{cm.__version__}.dist-info"}


def test_the_sdist_holds_the_project_and_nothing_of_a_workshop(archives):
    sdist, wheel = archives
    assert {"pyproject.toml", "README.md", "LICENSE", "Makefile", "CHANGELOG.md", "CONTRIBUTING.md"} <= sdist
    assert committed("requirements") | committed("tests") | committed("data") <= sdist
    workshop = re.compile(r"checkpoint|__pycache__|\.venv|\.stamp|\.part$|shared/")
    assert [name for name in sdist | wheel if workshop.search(name)] == []
