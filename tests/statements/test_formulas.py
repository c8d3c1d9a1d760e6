"""The formula shown must be the formula computed, or an auditor defends the wrong one."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.catalogue import CATALOGUE
from cmkit.catalogue.quantity import ratio
from cmkit.statements.formulas import LatexTerm, Term, escaped, formula, input_words, latex, metrics
from cmkit.statements.frames import grid_of
from cmkit.statements.plain import table as as_text

METRICS = pytest.mark.parametrize("name", CATALOGUE)
LANGUAGES = pytest.mark.parametrize("lang", ["en", "fr"])
POSITIVE = st.floats(0.01, 0.99)


def named(name, lang, write=str):
    """Return what stands in the formula, longest first, with the argument that it names."""
    found = CATALOGUE[name]
    words = {write(input_words(each, lang)): each for each in found.inputs}
    prices = {
        "cpm_price": ("price of a thousand impressions", "prix de mille impressions"),
        "cpc_price": ("price of a click", "prix d’un clic"),
    }
    to_give = [c for c, value in found.constants.items() if math.isnan(value)]
    words |= {write(prices[c][lang == "fr"]): c for c in to_give}
    assert len(words) == len(found.inputs) + len(to_give), "two inputs under one label"
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


def evaluated(text, names, values):
    for number, words in enumerate(names):
        text = text.replace(words, f"[{number}]")
    keys = list(names.values())
    assert re.fullmatch(r"[\d\[\]()+*/. -]+", text), text
    return eval(re.sub(r"\[(\d+)\]", lambda m: repr(values[keys[int(m[1])]]), text))


def plain(text):
    """Return LaTeX as plain arithmetic."""
    while r"\frac" in text:
        text = re.sub(r"\\frac\{((?:[^{}]|\\[{}])*)\}\{((?:[^{}]|\\[{}])*)\}", r"((\1)/(\2))", text)
    return text.replace(r"\times", "*")


def drawn(name, data):
    found = CATALOGUE[name]
    to_give = [c for c, value in found.constants.items() if math.isnan(value)]
    values = {each: data.draw(POSITIVE, label=each) for each in (*found.inputs, *to_give)}
    return values, found.formula(**values)


@METRICS
@LANGUAGES
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_the_text_gives_the_same_number_as_the_function(name, lang, data):
    values, expected = drawn(name, data)
    text = formula(name, lang).replace("×", "*").replace("−", "-")
    assert evaluated(text, named(name, lang), values) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@METRICS
@LANGUAGES
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_the_latex_gives_the_same_number_as_the_function(name, lang, data):
    values, expected = drawn(name, data)
    names = named(name, lang, lambda word: rf"\text{{{escaped(word)}}}")
    text = latex(name, lang)
    for number, words in enumerate(names):
        text = text.replace(words, f"[{number}]")
    keys = {f"[{number}]": key for number, key in enumerate(names.values())}
    assert evaluated(plain(text), keys, values) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@LANGUAGES
def test_latex_of_every_metric_parses_in_mathtext(lang):
    """A formula that matplotlib cannot set would break the report that shows it."""
    from matplotlib.mathtext import MathTextParser

    parser = MathTextParser("path")
    for name in CATALOGUE:
        parser.parse(f"${latex(name, lang)}$")


def test_latex_keeps_parentheses():
    """1000*(a+b) without them is another number."""
    for term, times in ((Term, "×"), (LatexTerm, r"\times")):
        a, b = term("a"), term("b")
        assert (1000 * (a + b)).written == f"1000 {times} (a + b)"
        assert ((a + b) * 2).written == f"(a + b) {times} 2"
    assert (LatexTerm("a") - (LatexTerm("b") - 1)).written == "a - (b - 1)"


@pytest.mark.parametrize(
    ("written", "text", "tex"),
    [
        (lambda a, b, c: 1 - ratio(a, b), "1 − a / b", r"1 - \frac{a}{b}"),
        (lambda a, b, c: ratio(ratio(a, b), c), "a / b / c", r"\frac{\frac{a}{b}}{c}"),
        (lambda a, b, c: ratio(a, ratio(b, c)), "a / (b / c)", r"\frac{a}{\frac{b}{c}}"),
        (lambda a, b, c: ratio(a - b, a + b), "(a − b) / (a + b)", r"\frac{a - b}{a + b}"),
        (lambda a, b, c: ratio(a, b * c), "a / (b × c)", r"\frac{a}{b \times c}"),
        (lambda a, b, c: a - (b + c), "a − (b + c)", "a - (b + c)"),
        (lambda a, b, c: a - b - c, "a − b − c", "a - b - c"),
        (lambda a, b, c: a + (b - c), "a + b − c", "a + b - c"),
        (lambda a, b, c: 1 / a, "1 / a", r"\frac{1}{a}"),
        (lambda a, b, c: a / 1000 + 0.5, "a / 1000 + 0.5", r"\frac{a}{1000} + 0.5"),
    ],
)
def test_terms_hold_together_as_arithmetic_does(written, text, tex):
    assert written(*map(Term, "abc")).written == text
    assert written(*map(LatexTerm, "abc")).written == tex


OPERATIONS = st.recursive(
    st.sampled_from("abc"),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner),
    max_leaves=8,
)


@given(OPERATIONS)
def test_any_formula_is_written_as_it_is_computed(tree):
    values = {"a": 1.7, "b": 0.31, "c": 5.3}

    def built(part, leaf):
        if isinstance(part, str):
            return leaf(part)
        left, sign, right = built(part[0], leaf), part[1], built(part[2], leaf)
        return {
            "+": lambda: left + right,
            "-": lambda: left - right,
            "*": lambda: left * right,
            "/": lambda: left / right,
        }[sign]()

    try:
        expected = built(tree, values.get)
    except ZeroDivisionError:
        return
    text = built(tree, Term).written.replace("×", "*").replace("−", "-")
    assert eval(text, {}, dict(values)) == pytest.approx(expected, rel=1e-6, abs=1e-6)
    tex = plain(built(tree, LatexTerm).written)
    assert eval(tex, {}, dict(values)) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_special_characters_are_escaped():
    r"""A label with % would comment out the rest of the line."""
    assert escaped("50 % & {a_b} #1 $2 ^ ~ \\") == (
        r"50 \% \& \{a\_b\} \#1 \$2 \textasciicircum{} \textasciitilde{} \textbackslash{}"
    )


def test_inputs_that_are_metrics_stand_under_their_label():
    assert formula("iroas", "fr") == "conversions incrémentales × panier moyen / dépense publicitaire"
    assert formula("engagement_rate", "fr") == "interactions / portée"
    assert formula("er_reach", "en") == "interactions / reach"


def test_constants_stand_under_their_value_and_those_to_give_under_their_name():
    assert formula("er_weighted", "en").startswith("(1 × likes + 2 × comments + 3 × shares")
    assert formula("cpm", "en") == "1000 × ad spend / impressions"
    assert formula("emv", "fr").startswith("prix de mille impressions × impressions / 1000")


def test_unknown_metric_and_language_are_refused():
    for read in (formula, latex):
        with pytest.raises(errors.UnknownNameError, match="ctr"):
            read("ctrr", "en")
        with pytest.raises(errors.UnknownNameError, match="fr"):
            read("ctr", "de")


def test_a_notebook_shows_the_name_to_type_beside_the_label():
    """Else nobody learns there what `measure` and `worked` take."""
    shown = as_text(grid_of(metrics("fr")), "fr").splitlines()
    assert shown[0].split() == ["Nom", "à", "écrire", "Nom"]
    assert any(line.split()[:2] == ["engagement_rate", "Taux"] for line in shown)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_metric_is_a_row_and_every_cell_is_filled(lang):
    table = metrics(lang)
    assert table.columns.tolist() == ["name", "label", "formula", "unit", "objective", "stage"]
    assert table["name"].tolist() == list(CATALOGUE)
    assert table.drop(columns="objective").ne("").all(axis=None)
    assert not table.isna().any(axis=None)


def test_words_come_in_the_language_asked_for():
    french, english = metrics("fr").set_index("name"), metrics("en").set_index("name")
    assert french.loc["cpc"].tolist() == [
        "Coût par clic sur un lien", "dépense publicitaire / clics sur un lien", "montant", "trafic, leads",
        "leads",
    ]
    assert english.loc["cpc"].tolist() == [
        "Cost per link click", "ad spend / link clicks", "amount", "traffic, leads", "leads",
    ]
    assert french.loc["roas", "stage"] == "ventes"


def test_engagement_rates_and_emv_serve_no_objective_alone():
    """The thesis: a rate means nothing without an objective; the catalogue must not say otherwise."""
    table = metrics("en").set_index("name")
    for name in ("engagement_rate", "er_followers", "er_impressions", "er_views", "er_weighted", "emv"):
        assert table.loc[name, "objective"] == ""


def test_another_language_is_refused():
    with pytest.raises(errors.UnknownNameError, match="en, fr"):
        metrics("de")


def test_the_table_is_the_package_s_own():
    assert cm.metrics.__wrapped__ is getattr(metrics, "__wrapped__", metrics)
