"""What one would lose: knowing whether "1,000 visits, no sale" is news, what to check, whose job it is."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.diagnosis.hypotheses import HYPOTHESES
from cmkit.answers.diagnosis.visits_without_sales import visits_without_sales
from cmkit.language.languages import room


@pytest.fixture(autouse=True)
def _english():
    cm.use("en")


def test_no_sale_in_a_thousand_visits():
    """W49: compatible with a rate up to 0.299 % (one-sided; 0.368 % two-sided)."""
    diagnosis = cm.visits_without_sales(1000)
    assert round(100 * diagnosis.upper_rate, 3) == 0.299
    assert round(100 * diagnosis.interval.high, 3) == 0.368
    assert (diagnosis.surprising, diagnosis.chance) == (None, None)
    assert "0.299%" in diagnosis.text("en")
    assert "0,299\u00a0%" in diagnosis.text("fr")


def test_a_diagnosis_answers_for_its_case():
    made = cm.visits_without_sales(1000, 0, 0.02)
    assert (made.case.visits, made.case.sales, made.case.expected_rate, made.case.level) == (
        1000,
        0,
        0.02,
        0.95,
    )
    assert (made.surprising, made.chance) == (made.case.surprising, made.case.chance)
    assert made.upper_rate < made.interval.high
    assert made.visits_before_news.visits.tolist() == [149]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((3, 1000), "swapped"), ((0,), "visits"), ((-5,), "below zero"), ((math.nan,), "visits"),
        ((10.5,), "whole number"), (("mille",), "visits"), ((None,), "visits"), ((math.inf,), "infinite"),
        ((1000, 0, 2), "2% is written 0.02"), ((1000, 0, 0), "above zero"), ((1000, 0, -0.1), "below zero"),
        ((1000, 0, "two"), "expected_rate"), ((1000, 0, math.nan), "expected_rate"),
        ((1000, 0, 0.02, None, 95), "level"), ((1000, 0, 0.02, "export.csv"), "cm.read"),
        ((1000, 0, 0.02, 3), "cm.read"), ((True,), "visits"), ((1000, 0, None, None, 0.95, "lead"), "leads"),
        ((3, 1000, None, None, 0.95, "leads"), "more leads than visits"),
        ((1000, 0, None, None, 0.95, None), "sales, leads"),
        ((1000, 0, None, None, 0.95, [1]), "sales, leads"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(arguments, words):
    with pytest.raises(errors.CmkitError, match=words):
        visits_without_sales(*arguments)


SHOP = {
    "en": r"\b(sales?|sells?|shops?|carts?|checkouts?|stock|(?<!is )orders?|buy|buyers?|delivery)\b",
    "fr": r"(?i)\b(ventes?|boutique|paniers?|paiements?|stock|commandes?|ach\w+|livraison|produits?)\b",
}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_service_is_never_told_of_a_cart_a_shop_or_a_sale(lang):
    pages = pd.DataFrame({"page": ["/box", "/shop"], "sessions": [600, 1400], "engaged_sessions": [100, 900]})
    events = pd.DataFrame({"event": ["form_start", "form_submit", "page_view"], "events": [4, 2, 900]})
    pages, noted = pages.assign(page=["/a", "/b"], leads=0), {"form_starts": 4, "leads": 7}
    owners = ("sales", "ventes", "product and price", "produit et prix")
    for sold, rate in ((0, None), (0, 0.02), (2, 0.02), (50, 0.02)):
        for evidence in (None, [pages, noted, events], pages, noted):
            made = visits_without_sales(1000, sold, rate, evidence, kind="leads")
            said = re.sub(rf"\[({'|'.join(owners)})\]", "", made.text(lang))
            assert re.findall(SHOP[lang], said) == []
            assert made.kind == "leads"
    assert (f"0 lead{'s' if lang == 'en' else ''} ") in visits_without_sales(9, kind="leads").text(lang)


def test_leads_in_ones_own_books_tell_whether_the_tracking_counts():
    for received, finding in ((7, "supports"), (2, "clears"), (1, "supports")):
        made = cm.visits_without_sales(1000, 2, 0.02, {"leads": received}, kind="leads")
        assert made.hypotheses.finding["tracking"] == finding
    few = cm.visits_without_sales(1000, 0, 0.02, {"form_starts": 100, "leads": 0}, kind="leads").hypotheses
    assert few.finding["ergonomics"] == "supports"
    assert few.finding["price"] == "clears"
    pages = pd.DataFrame({"page": ["/contact", "/faq", "/a"], "views": [900, 50, 1000]})
    for kind, finding in (("sales", "shared"), ("leads", "clears")):
        found = cm.visits_without_sales(1000, evidence=pages, kind=kind).hypotheses.finding
        assert found["missing_information"] == finding


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_says_all_of_it_and_runs_nothing(lang):
    pages = pd.DataFrame(
        {"page": ["<script>alert(1)</script>", "/b"], "sessions": [600, 1400], "engaged_sessions": [10, 900]}
    )
    diagnosis = visits_without_sales(1000, 0, 0.02, pages)
    html = diagnosis.html(lang)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    table = diagnosis.table(lang)
    assert all(name in html for name in table.hypothesis)
    assert f'lang="{lang}"' in html
    assert repr(diagnosis) == diagnosis.text()


def test_every_hypothesis_has_its_sentences():
    sentences = room("diagnosis", "en")
    names = {each.name for each in HYPOTHESES["sales"]}
    assert {f"{n}_{part}" for n in names for part in ("look", "confirm", "clear", "needs")} <= set(sentences)


def test_few_sales_are_judged_as_none_are():
    assert visits_without_sales(1000, 3, 0.02).surprising is True
    assert visits_without_sales(1000, 15, 0.02).surprising is False
    assert "no fewer than the expected rate" in visits_without_sales(1000, 25, 0.02).text("en")


def test_a_diagnosis_speaks_the_language_asked_for_at_any_time():
    made = visits_without_sales(1000, 0, 0.02, [{"load_seconds": 6.2}, {"sesions": 3}])
    first = made.hypotheses.evidence["slow_site"]
    cm.use("fr")
    assert "s à s’afficher" in made.hypotheses.evidence["slow_site"]
    assert "connaît" in made.set_aside.why[0]
    assert made.table("en").evidence["slow_site"] == first


def test_the_sheets_hold_the_hypotheses_the_news_and_what_was_set_aside():
    sheets = visits_without_sales(1000, 0, 0.02, {"sesions": 3}).sheets("en")
    assert list(sheets) == ["hypotheses", "visits_before_news", "set_aside", "sentences"]
    assert sheets["hypotheses"]["Rank"].tolist() == list(range(1, 13))
    assert sheets["visits_before_news"].iloc[0, :3].tolist() == [0.02, pytest.approx(1.683e-9, rel=1e-3), 149]
    assert sheets["set_aside"]["Column"].tolist() == ["sesions"]
    assert (sheets["sentences"] != "").all(axis=None)


def test_the_picture_holds_the_visits_there_are_beside_those_it_takes():
    picture = visits_without_sales(1000, 0, 0.02).statement.parts[-1].shown
    assert [bar.high for bar in picture.rows] == [1000, 149]
