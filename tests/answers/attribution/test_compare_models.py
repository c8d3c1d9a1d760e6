"""What one would lose: seeing how far models disagree."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.attribution.attribute import MODELS
from cmkit.desk import lab
from cmkit.language.sentences import say

PATHS = pd.read_csv(cm.sample("paths.csv"))


def test_the_made_paths_are_written_again_as_they_are(tmp_path, monkeypatch):
    data = lab.shipped() / "data"
    monkeypatch.syspath_prepend(str(data))
    from make_paths import write

    assert [made.read_bytes() for made in write(tmp_path)] == [(data / "paths.csv").read_bytes()]


def test_the_range_holds_each_model_and_the_ranking_changes():
    made = cm.compare_models(PATHS)
    assert made.table.columns.tolist() == ["channel", *MODELS, "low", "high", "gap"]
    shares = made.table[list(MODELS)]
    assert (made.table["low"] == shares.min(axis=1)).all()
    assert (made.table["high"] == shares.max(axis=1)).all()
    instagram = made.ranks.set_index("channel").loc["instagram"]
    assert (instagram["first"], instagram["last"], instagram["best"], instagram["worst"]) == (1, 5, 1, 5)
    for model in MODELS:
        alone = cm.attribute(PATHS, model).set_index("channel")["credit"]
        assert made.credits.set_index("channel")[model].to_dict() == alone.to_dict()


def test_settings_are_tried_too():
    made = cm.compare_models(PATHS)
    tried = ["half_life 3.5", "half_life 7", "half_life 14", "order 1", "order 2", "order 3"]
    assert made.sensitivity.columns.tolist() == ["channel", *tried]
    third = cm.attribute(PATHS, "markov", order=3).set_index("channel")["share"]
    assert made.sensitivity.set_index("channel")["order 3"].to_dict() == third.to_dict()


def test_models_that_cannot_be_computed_are_listed_with_the_reason():
    made = cm.compare_models(PATHS.loc[PATHS["conversions"] > 0, ["path", "conversions"]])
    assert made.left_out["model"].tolist() == ["time_decay", "markov"]
    assert made.left_out["reason"].tolist() == ["no_days", "no_nulls"]
    assert "distinct channels" in made.text("en")
    assert "canaux distincts" in made.text("fr")
    with pytest.raises(errors.MissingColumnError):
        cm.compare_models(PATHS[["path", "conversions"]], ["markov"])


def test_what_is_set_aside_is_shown():
    made = cm.compare_models(pd.concat([PATHS, PATHS.head(1).assign(conversions=-1)], ignore_index=True))
    assert made.set_aside["row"].tolist() == [len(PATHS) + 1]
    assert made.set_aside["value"].tolist() == [-1]
    assert "below zero" in made.text("en")
    assert "négatif" in made.text("fr")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_shows_itself_and_escapes_names(lang):
    made = cm.compare_models(pd.DataFrame({"path": ["<b>x</b> > y"], "conversions": [1]}), separator=" > ")
    assert "<b>x" not in made.html(lang)
    assert "&lt;b" in made.html(lang)
    assert say("journeys.no_truth", lang) in made.text(lang)
    assert made.text(lang) in made.plain(lang)


@pytest.mark.parametrize("models", [3, object(), pd.DataFrame({"a": [1]}), ["firts"], {"first", "last"}])
def test_what_names_no_models_is_refused(models):
    with pytest.raises(errors.UnknownNameError):
        cm.compare_models(pd.DataFrame({"path": ["a > b"], "conversions": [1]}), models)
