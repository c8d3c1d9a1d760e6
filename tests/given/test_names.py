"""Names of rows: if these fail, a verdict goes to the wrong result, or is named in another language."""

from __future__ import annotations

import copy
import pickle
import tomllib
from importlib import resources

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.catalogue.columns import DATES, NUMBERS, by_heading, normalised
from cmkit.given.names import called, is_direct, is_label, is_social, meaning, names_of, renames, synonyms
from cmkit.language import sentences


def test_a_numbered_row_is_named_in_any_language_later():
    names = names_of(pd.DataFrame({"result": ["June", None]}))
    assert names.numbered.tolist() == [False, True]
    with sentences.speaking("fr"):
        assert names.texts() == ["June", "Résultat 2"]


def test_the_index_names_rows_where_it_holds_words():
    assert names_of(pd.DataFrame({"reach": [1]}, index=["June"])).given == ["June"]
    assert names_of(pd.DataFrame({"reach": [1]}, index=[2026])).numbered.all()


def test_a_column_is_asked_for_by_its_heading_too():
    table = pd.DataFrame({"text": ["Hello"], "reach": [1]})
    assert names_of(table, "Titre").given == ["Hello"]
    with pytest.raises(errors.MissingColumnError, match="text"):
        names_of(table, "textt")


def test_names_that_a_person_gave_must_differ_and_missing_ones_may_repeat():
    assert names_of(pd.DataFrame({"result": [None, None]})).numbered.all()
    with pytest.raises(errors.DuplicateNameError, match="June"):
        names_of(pd.DataFrame({"result": ["June", " June "]}))


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(["text", "post", "ad"]),
    st.lists(st.none() | st.sampled_from(["a", "a (2)", "a (3)", "Result 2", "Résultat 2", " "]), min_size=1),
)
def test_posts_and_ads_are_told_apart_in_any_language(column, texts):
    names = names_of(pd.DataFrame({column: pd.Series(texts, dtype=object)}))
    for lang in ("en", "fr"):
        with sentences.speaking(lang):
            assert len(set(names.texts())) == len(texts)


def test_a_hundred_thousand_posts_of_one_text_are_named_in_no_time():
    names = names_of(pd.DataFrame({"text": ["Hello"] * 100_000}))
    assert len(set(names.given)) == 100_000


@pytest.mark.parametrize("asked", [3, 2.5, True, [], ["result"], {"result": 1}, object()])
def test_a_name_that_is_no_text_is_refused(asked):
    with pytest.raises(errors.CmkitError, match="text"):
        names_of(pd.DataFrame({"result": ["June"]}), asked)


def test_links_that_differ_only_at_their_end_are_different_names():
    """339 permalinks of one page once were 339 times the same 60 letters."""
    links = [f"https://www.facebook.com/a-page-with-a-long-name/posts/pfbid0{n:020}" for n in range(339)]
    names = names_of(pd.DataFrame({"result": links})).given
    assert len(set(names)) == 339
    assert names[7].endswith("00007")
    assert max(map(len, names)) == 60
    with pytest.raises(errors.DuplicateNameError):
        names_of(pd.DataFrame({"result": [*links, links[0]]}))


@pytest.mark.parametrize("cell", [{"a": 1}, ["a"], {"a"}, pd.Series([1])])
def test_a_cell_that_is_no_name_is_refused_in_a_sentence(cell):
    table = pd.DataFrame({"result": pd.Series(["June", cell], dtype=object), "reach": [1, 2]})
    with pytest.raises(errors.CmkitError, match="text"):
        names_of(table)


@pytest.mark.parametrize(
    "name",
    ["Direct", "(direct) / (none)", "direct/none", "Direct / None", "Direct Entry", "Typed/Bookmarked",
     "Direct traffic", "Accès directs", "acces direct",
     "Entrées directes", "Entrada directa", "Directo", "Tráfico directo",
     "Entrada Direta", "Direto", "Direkte Zugriffe", "Direkt", "Ingressi Diretti", "Accesso diretto",
     "Direct bezoek", "DIRECT-TRAFFIC", "direct_entry", "Visites\u00a0directes", "typein",
     "Direct/Bookmarked", "Accès direct / favoris"],
)  # fmt: skip
def test_visits_of_unknown_origin_are_known_in_every_spelling(name: str):
    """Under a name that was not known, direct visits took the credit of the channel before them."""
    assert is_direct(name)


@pytest.mark.parametrize(
    "name", ["Direct mail", "Instagram Direct", "Directory", "Referral", "", "Réseaux sociaux", "Unassigned"]
)
def test_what_only_sounds_direct_is_a_channel(name: str):
    assert not is_direct(name)


def test_a_row_of_ads_is_named_by_its_campaign_before_its_day():
    table = pd.DataFrame({"date": ["2026-01-05"], "campaign": ["Summer"], "spend": [5]})
    assert names_of(table).given == ["Summer"]


def test_a_result_without_a_name_is_called_in_the_language_of_the_text():
    """A verdict made in English said "Result 1" in its French text."""
    rows = [{"reach": 100, "views": 150, "likes": 1, "link_clicks": 2}, {"reach": 50, "link_clicks": 9}]
    answers = [cm.judge(rows, "traffic"), cm.matrix(rows), cm.returns(rows, "traffic", cost=[1, 2])]
    for answer in answers:
        for told in (answer.text("fr"), answer.plain("fr"), answer.html("fr")):
            assert "Result " not in told
        assert "Résultat" not in answer.html("en")
    assert "Résultat 2 arrive en tête" in answers[0].text("fr")
    name = answers[0].table.result[0]
    assert pickle.loads(pickle.dumps(name)) == copy.deepcopy(name) == "Result 1"


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
