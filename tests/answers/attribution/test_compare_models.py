"""What one would lose: seeing how far models disagree, and how large dark social can be."""

from __future__ import annotations

import pandas as pd
import pytest

import cmkit as cm
from cmkit import errors
from cmkit.answers.attribution.attribute import MODELS
from cmkit.desk import sample
from cmkit.language.sentences import say

PATHS = pd.read_csv(cm.sample("paths.csv"))


def test_the_made_paths_are_written_again_as_they_are(tmp_path, monkeypatch):
    data = sample.shipped() / "data"
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
    assert made.set_aside["row"].tolist() == [len(PATHS)]
    assert "below zero" in made.text("en")
    assert "négatif" in made.text("fr")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_shows_itself_and_escapes_names(lang):
    made = cm.compare_models(pd.DataFrame({"path": ["<b>x</b> > y"], "conversions": [1]}), separator=" > ")
    assert "<b>x" not in made.html(lang)
    assert "&lt;b" in made.html(lang)
    assert say("journeys.no_truth", lang) in made.text(lang)
    assert made.text(lang) in made.plain(lang)


def test_dark_social_lies_between_what_is_named_and_all_that_is_direct():
    """metrics.md 2.5, rule 7: LinkedIn loses 14 % to direct, so 86 seen were 100."""
    found = cm.dark_social({"LinkedIn": 86, "facebook": 200, "whatsapp": 4}, direct=210, total=1000)
    assert (found.low, found.high) == (0.29, 0.5)
    assert found.likely == pytest.approx(0.304)
    assert found.table["to_direct"].tolist() == [0.14, 0, 1]
    assert "whatsapp" in found.text("fr")
    assert "29,0" in found.html("fr")


def test_what_networks_hide_cannot_exceed_the_direct_visits():
    found = cm.dark_social(pd.DataFrame({"network": ["messenger"], "sessions": [100]}), direct=50, total=400)
    assert (found.low, found.likely, found.high) == (0.25, 0.375, 0.375)


@pytest.mark.parametrize(
    ("sessions", "direct", "total", "error"),
    [
        ({"x": 10}, 5, 12, errors.BadValueError), ({"x": -1}, 5, 12, errors.BadValueError),
        ({"x": "many"}, 5, 12, errors.NotANumberError), ({}, 5, 12, errors.EmptyTableError),
        ({"x": 1}, None, 12, errors.NotANumberError), ({"x": 0}, 0, 0, errors.BadValueError),
        (pd.DataFrame({"network": ["x"]}), 5, 12, errors.MissingColumnError),
    ],
)  # fmt: skip
def test_visits_that_cannot_be_are_refused(sessions, direct, total, error):
    with pytest.raises(error):
        cm.dark_social(sessions, direct, total)
