"""Names of rows: if these fail, a verdict goes to the wrong result, or is named in another language."""

from __future__ import annotations

import copy
import pickle

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cmkit as cm
from cmkit import errors
from cmkit.given.names import is_direct, names_of
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
     "Direct bezoek", "DIRECT-TRAFFIC", "direct_entry", "Visites\u00a0directes"],
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
