"""A metric that is declared badly would be shown, pooled or found under a wrong name: nobody would see it."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys

import pytest

import cmkit.catalogue as catalogue
from cmkit import errors
from cmkit.catalogue import CATALOGUE, FUNCTIONS, column_of, find, is_rate
from cmkit.catalogue.columns import NUMBERS, normalised
from cmkit.catalogue.declare import metric
from cmkit.language.sentences import has
from cmkit.language.writing import UNITS

METRICS = pytest.mark.parametrize("name", CATALOGUE)


@METRICS
def test_parameters_are_columns_or_metrics(name):
    """An input that no table can have would make the metric impossible to measure."""
    assert CATALOGUE[name].inputs
    for each in CATALOGUE[name].inputs:
        assert each in NUMBERS or each in CATALOGUE, each


@METRICS
def test_no_metric_reads_itself(name):
    def leaves(metric_name, above):
        for each in CATALOGUE[metric_name].inputs:
            assert each not in above, f"{each} reads itself"
            if each in CATALOGUE:
                leaves(each, {*above, each})

    leaves(name, {name})


@METRICS
def test_default_parameters_are_constants_not_columns(name):
    """A positional parameter with a default would be looked for among the columns."""
    for parameter in inspect.signature(CATALOGUE[name].formula).parameters.values():
        has_default = parameter.default is not parameter.empty
        assert has_default == (parameter.kind is parameter.KEYWORD_ONLY), parameter
    constants = CATALOGUE[name].constants
    assert not set(constants) & {*NUMBERS, *CATALOGUE}
    assert all(isinstance(value, (int, float)) for value in constants.values())


@METRICS
def test_labels_unit_objectives_stage_and_direction_are_known_words(name):
    found = CATALOGUE[name]
    assert found.label("en")
    assert found.label("fr")
    assert found.unit in UNITS
    assert all(has(f"catalogue.objective_{word}") for word in found.serves)
    assert has(f"catalogue.stage_{found.stage}")
    assert found.better in ("higher", "lower")
    assert found.floor is None or found.floor in (0, 1, -1, -100)
    assert found.most in (None, 1, 100)
    assert found.range[0] < found.range[1]
    assert found.pools in ("sums", "chain", "bounds")


@METRICS
def test_labels_use_the_french_apostrophe(name):
    assert "'" not in CATALOGUE[name].label("fr") + CATALOGUE[name].label("en")


@METRICS
def test_docstring_defines_sources_and_shows(name):
    """An auditor must be able to say where a definition comes from, and try it."""
    doc = inspect.getdoc(CATALOGUE[name].formula)
    first = doc.splitlines()[0]
    assert first.endswith(".")
    assert len(first) < 100
    assert "issing" in doc or not CATALOGUE[name].inputs
    assert "\nSource: " in doc
    assert "\nPitfalls: " in doc
    assert len(doctest.DocTestParser().get_examples(doc)) == 1


@METRICS
def test_metrics_named_in_a_docstring_exist(name):
    """A reader who is sent to another definition must find it."""
    doc = inspect.getdoc(CATALOGUE[name].formula)
    for word in doc.split("`")[1::2]:
        known = word in CATALOGUE or word in NUMBERS or word in CATALOGUE[name].constants
        assert known or word == "total_interactions", word


def test_no_word_means_two_metrics():
    """"conversation rate" found under two metrics would depend on the order of imports."""
    owners: dict[str, set[str]] = {}
    for found in CATALOGUE.values():
        for word in found.words:
            owners.setdefault(normalised(word), set()).add(found.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


def test_words_that_are_also_columns_mean_the_same():
    """The column "interactions" and the metric of that name must not be two things."""
    for name in set(NUMBERS) & set(CATALOGUE):
        assert NUMBERS[name].unit == CATALOGUE[name].unit
        assert NUMBERS[name].label("fr") == CATALOGUE[name].label("fr")
        assert NUMBERS[name].minimum == CATALOGUE[name].floor


def test_every_function_is_declared_in_one_room():
    declared = [
        name for room in catalogue.FAMILIES for name, value in vars(room).items()
        if inspect.isfunction(value) and value.__module__ == room.__name__
    ]
    assert sorted(declared) == sorted(CATALOGUE) == sorted(FUNCTIONS)


def test_a_metric_has_its_function_and_its_own_docstring():
    assert FUNCTIONS["ctr"].__doc__ == CATALOGUE["ctr"].formula.__doc__
    assert FUNCTIONS["ctr"].__name__ == "ctr"


@pytest.mark.parametrize(("word", "name"), [
    ("engagement_rate", "engagement_rate"),
    ("er_reach", "engagement_rate"),
    ("ERR", "engagement_rate"),
    ("Taux d’engagement", "engagement_rate"),
    ("taux d'engagement par abonne", "er_followers"),
    ("cost_per_fan", "cost_per_follower"),
    ("Panier moyen", "aov"),
    ("share of voice", "sov"),
    ("bounce rate", "bounce_rate"),
    ("coût par lead", "cpl"),
])
def test_find_takes_names_aliases_and_labels(word, name):
    assert find(word).name == name


def test_an_unknown_metric_names_the_nearest():
    with pytest.raises(errors.UnknownNameError, match="engagement_rate"):
        find("engagment_rate")


def test_rates_are_told_from_sums():
    """A rate taken for a sum would be added up over posts."""
    assert not is_rate(CATALOGUE["interactions"])
    assert not is_rate(CATALOGUE["net_followers"])
    assert is_rate(CATALOGUE["bounce_rate"])
    assert is_rate(CATALOGUE["cpm"])
    assert column_of("aov").adds == "never"
    assert column_of("sov").adds == "never"
    assert column_of("public_interactions").adds == "sum"


def test_wrong_arguments_are_refused_as_python_does():
    with pytest.raises(TypeError):
        FUNCTIONS["ctr"](1)
    with pytest.raises(TypeError):
        FUNCTIONS["ctr"](1, 2, days=3)


def test_a_constant_that_is_text_is_refused_by_name():
    with pytest.raises(errors.NotANumberError, match="days"):
        FUNCTIONS["er_daily"](1, 2, days="seven")
    with pytest.raises(errors.BadValueError, match="like"):
        FUNCTIONS["er_weighted"](1, 2, 3, 4, 5, 6, like=float("inf"))


def test_a_metric_added_by_a_user_is_found_and_checked(monkeypatch, tmp_path):
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "labels.toml").write_text('likes_twice = "J’aime doublés"', encoding="utf-8")
    monkeypatch.setenv("CMKIT_LOCALES", str(tmp_path))
    monkeypatch.setattr("cmkit.catalogue.declare.CATALOGUE", {})
    monkeypatch.setattr("cmkit.catalogue.declare.FUNCTIONS", {})

    @metric(unit="count", stage="engagement")
    def likes_twice(likes):
        return 2 * likes

    assert likes_twice(4) == 8
    assert find("J’aime doublés").inputs == ("likes",)
    with pytest.raises(errors.BadValueError, match="likes"):
        likes_twice(-1)


def test_metrics_that_must_never_decide_do_not_claim_to_serve():
    """The catalogue saying "serves image" of what the verdict refuses would contradict itself."""
    objectives = pytest.importorskip("cmkit.given.objective")
    for objective, aim in objectives.AIMS.items():
        for name in aim.never:
            if name in CATALOGUE:
                assert objective not in CATALOGUE[name].serves, (name, objective)


def test_kpi_of_the_objectives_say_that_they_serve():
    objectives = pytest.importorskip("cmkit.given.objective")
    for objective, aim in objectives.AIMS.items():
        for name in {*aim.deciding, *aim.supporting} - {*aim.never}:  # the engagement rate serves none alone
            if name in CATALOGUE:
                assert objective in CATALOGUE[name].serves, (name, objective)


def test_importing_the_catalogue_loads_no_pandas():
    """`import cmkit` and the command line would start in a second instead of a tenth."""
    code = "import sys, cmkit.catalogue; print(sorted({'pandas', 'matplotlib', 'babel'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_rule_of_an_input_is_that_of_a_column_or_of_a_metric():
    assert (column_of("reach").unit, column_of("interactions").unit) == ("count", "count")
