"""Headings: if these fail, a French table is not understood, or a column is written over by another."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmkit import errors
from cmkit.catalogue.columns import DATES, NUMBERS, by_heading, normalised
from cmkit.given.headings import called, is_label, is_social, meaning, renames, synonyms

LISTED = tomllib.loads((resources.files("cmkit.given") / "headings.toml").read_text(encoding="utf-8"))

FRENCH = {
    "coût": "cost", "dépenses": "spend", "CA": "revenue", "marge": "margin", "chiffre d’affaires": "revenue",
    "revenu": "revenue", "visites": "sessions", "montant dépensé": "spend", "résultat": "result",
    "nom": "name", "titre": "text", "portée": "reach", "cachet": "fee", "influenceuse": "influencer",
    "ventes": "orders", "commandes": "orders", "objectif": "target", "chemin": "path", "canal": "channel",
    "utilisateur": "user", "étape": "step", "devise": "currency", "plateforme": "platform",
    "Montant dépensé (EUR)": "spend", "Coût (€)": "cost", "montant_depense": "spend",
    "temps de chargement": "load_seconds", "Durée d'engagement moyenne par session": "engagement_seconds",
}  # fmt: skip
ENGLISH = {
    "Amount spent (USD)": "spend", "Visits": "sessions", "Turnover": "revenue", "Title": "text",
    "Creator": "influencer", "Landing page": "page", "promo code sales": "promo_sales", "Path": "path",
    "REACH": "reach", "Link clicks": "link_clicks", "user id": "user",
}  # fmt: skip


@pytest.mark.parametrize(("heading", "column"), [*FRENCH.items(), *ENGLISH.items()])
def test_a_heading_is_understood_however_it_is_written(heading, column):
    for written in (heading, heading.upper(), heading.capitalize(), normalised(heading)):
        assert meaning(written) == column, written


@given(st.text(max_size=20))
def test_any_heading_has_one_meaning_or_none(heading):
    assert meaning(heading) in {"", *NUMBERS, *DATES, *synonyms().values()}


def test_no_word_means_two_columns():
    owners: dict[str, set[str]] = {}
    for column, words in LISTED.items():
        for word in (column.replace("_", " "), *words):
            owners.setdefault(normalised(word), set()).add(column)
    assert {word: owned for word, owned in owners.items() if len(owned) > 1} == {}


def test_no_word_for_a_column_is_the_label_of_another():
    """The labels of the schema go first: a word against one of them would never be heard."""
    for word, column in synonyms().items():
        assert by_heading([word]).get(word, column) == column


def test_every_number_is_known_by_its_name_and_labels():
    for column in NUMBERS.values():
        said = column.label("en"), column.label("fr")
        for word in (column.name, *said, column.name.replace("_", " ").upper()):
            assert meaning(word) == column.name
            assert is_label(word)


def test_a_column_that_is_there_is_never_written_over():
    assert renames(["reach", "Portée", "Couverture"]) == {}


def test_the_label_goes_before_other_words_for_a_column():
    assert renames(["Couverture", "Portée"]) == {"Portée": "reach"}
    assert renames(["Visites", "Sessions"]) == {"Sessions": "sessions"}


@pytest.mark.parametrize(
    "pair", [("Portée", "Reach"), ("CA", "Revenus"), ("dépenses", "Budget"), ("Influenceur", "Créateur")]
)
def test_two_headings_for_one_column_are_refused(pair):
    with pytest.raises(errors.DuplicateNameError, match=pair[1]):
        renames(pair)


def test_of_two_headings_for_one_text_the_first_is_taken():
    assert renames(["Titre", "Légende"]) == {"Titre": "text"}


def test_a_room_may_call_a_column_otherwise():
    also = {"cost": "spend", "followers": "net_followers"}
    assert renames(["Coût", "Fans"], also) == {"Coût": "spend", "Fans": "net_followers"}
    assert renames(["cost"], also) == {"cost": "spend"}
    assert renames(["cost", "spend"], also) == {}


def test_headings_that_are_no_text_are_left_alone():
    assert renames([1, None, ("a", "b"), "Portée"]) == {"Portée": "reach"}


@given(st.lists(st.sampled_from([*FRENCH, *ENGLISH, "reach", "x", "y"]), unique=True))
def test_renaming_never_makes_two_columns_of_one_name(headings):
    try:
        found = renames(headings)
    except errors.DuplicateNameError:
        return
    after = [found.get(heading, heading) for heading in headings]
    assert len(set(after)) == len(after)


def test_a_column_that_names_rows_is_called_by_a_label_and_not_in_code():
    assert called("name").text("fr") == "nom du résultat"
    assert called("reach").text("en") == "reach"


@pytest.mark.parametrize(
    "channel",
    [
        "Organic Social", "paidsocial / cpc", "Réseaux sociaux", "instagram / referral", "facebook / cpc",
        "X", "l.instagram.com", "lm.facebook.com / referral", "fr-fr.facebook.com", "fr.pinterest.com",
        "t.co / referral", "facebook-ads / cpc", "ig_story / post", "com.linkedin.android / referral",
    ],
)  # fmt: skip
def test_a_network_is_social_however_a_source_of_visits_names_it(channel):
    """Told as no social, its visits are left out of the cycle and stand on the wrong side of a diagnosis."""
    assert is_social(channel)


@pytest.mark.parametrize(
    "channel",
    [
        "microsoft.com / referral", "netflix.com", "Association / referral", "Société générale", None, 5,
        "best.company", "securite-sociale.fr / referral", "x-men.com", "(direct) / (none)",
        "Email", "google / organic",
    ],
)  # fmt: skip
def test_another_source_is_not_social_for_a_few_letters_of_its_name(channel):
    assert not is_social(channel)
