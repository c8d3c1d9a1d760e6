"""What one would lose: the table that the whole argument rests on, and files to learn with."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path

import pandas as pd
import pytest

import cmkit as cm
from cmkit.desk import sample
from cmkit.errors import UnknownNameError
from cmkit.language import sentences

PLATFORMS = ("facebook", "instagram")
SPLIT = {f"{what} from {part} posts" for what in ("Views", "Reach") for part in ("Organic", "Boosted")}
MAKER = sample.shipped() / "data" / "make_campaign.py"


def table(name: str) -> list[list[str]]:
    with open(cm.sample(name), encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def columns(name: str) -> dict[str, list[str]]:
    rows = table(name)
    return {heading: [row[at] for row in rows[1:]] for at, heading in enumerate(rows[0])}


def test_the_three_results_are_those_of_the_brief():
    results = cm.three_results("en")
    expected = pd.DataFrame(
        {
            "result": ["Result 1", "Result 2", "Result 3"],
            "reach": [5000, 5000, 9800],
            "likes": [500, 25, 20],
            "shares": [5, 5, 6],
            "comments": [3, 20, 2],
            "clicks": [25, 483, 500],
        }
    )
    pd.testing.assert_frame_equal(results, expected)
    interactions = results[["likes", "shares", "comments", "clicks"]].sum(axis=1)
    assert interactions.tolist() == [533, 533, 528]


def test_the_three_results_are_named_in_the_language_asked_for():
    assert cm.three_results("fr")["result"].tolist() == ["Résultat 1", "Résultat 2", "Résultat 3"]
    with pytest.raises(UnknownNameError, match="de"):
        cm.three_results("de")


def test_two_calls_do_not_share_a_table():
    changed = cm.three_results()
    changed["clicks"] = 0
    assert cm.three_results()["clicks"].tolist() == [25, 483, 500]


def test_samples_can_be_listed_and_each_is_a_file():
    names = cm.sample()
    campaign = {f"campaign_{platform}_{lang}.csv" for platform in PLATFORMS for lang in ("en", "fr")}
    assert campaign | {"three_results.csv"} <= set(names)
    assert all(cm.sample(name).is_file() for name in names)
    assert not [name for name in names if name.endswith((".py", ".toml"))]


@pytest.mark.parametrize("name", ["campaign_facbook_fr.csv", "../pyproject.toml", "make_campaign.py", ""])
def test_a_wrong_name_is_refused_and_the_right_ones_listed(name):
    with pytest.raises(UnknownNameError, match=r"campaign_facebook_fr\.csv"):
        cm.sample(name)


def test_the_campaign_is_written_again_to_the_same_bytes(tmp_path: Path):
    written = runpy.run_path(str(MAKER))["write"](tmp_path)
    assert len(written) == 4
    for path in written:
        assert path.read_bytes() == cm.sample(path.name).read_bytes(), path.name


@pytest.mark.parametrize("platform", PLATFORMS)
def test_both_languages_tell_the_same_posts_and_numbers(platform: str):
    headings = runpy.run_path(str(MAKER))["HEADINGS"][platform]
    english, french = columns(f"campaign_{platform}_en.csv"), columns(f"campaign_{platform}_fr.csv")
    told_in_words = {"title", "description", "post_type", "period"}
    same = [(en, fr) for field, (en, fr) in headings.items() if fr and field not in told_in_words]
    assert len(same) > 10
    for en, fr in same:
        assert english[en] == french[fr], en
    assert english["Description"] != french["Description"]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_numbers_hold_together(platform: str):
    """A learner who checks a sum by hand must find it right."""
    posts = pd.read_csv(cm.sample(f"campaign_{platform}_en.csv"))
    assert len(posts) == 40
    assert posts["Post ID"].is_unique
    assert (posts["Views"] >= posts["Reach"]).all()
    if platform == "facebook":
        for total, parts in (
            ("Reactions, Comments and Shares", ["Reactions", "Comments", "Shares"]),
            ("Total clicks", ["Link Clicks", "Other Clicks"]),
            ("Views", ["Views from Organic posts", "Views from Boosted posts"]),
        ):
            assert (posts[total] == posts[parts].sum(axis=1)).all(), total
        parts = posts[["Reach from Organic posts", "Reach from Boosted posts"]]
        assert posts["Reach"].between(parts.max(axis=1), parts.sum(axis=1)).all()
        assert 0 < (parts["Reach from Boosted posts"] > 0).sum() < 10


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_files_have_the_difficulties_of_real_exports(platform: str, lang: str):
    """Otherwise a lesson read from them would teach nothing about real files."""
    name = f"campaign_{platform}_{lang}.csv"
    raw = cm.sample(name).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    cells = [cell for row in table(name)[1:] for cell in row]
    assert any("\n" in cell for cell in cells)
    assert any("," in cell for cell in cells)
    assert "" in cells
    assert {len(row[0]) for row in table(name)[1:]} == {15 if platform == "facebook" else 17}
    assert set(columns(name)["Date"]) == {"Global" if lang == "fr" else "Lifetime"}


def test_english_headings_are_those_of_a_real_export(real):
    for platform, path in (
        ("facebook", "oigetit_sa_facebook_posts_2025-01-14_2025-04-14.csv"),
        ("instagram", "oigetit_sa_instagram_posts_2025-03-18_2025-04-14.csv"),
    ):
        with open(real(f"meta_business_suite/{path}"), encoding="utf-8-sig", newline="") as file:
            seen = set(next(csv.reader(file)))
        assert set(table(f"campaign_{platform}_en.csv")[0]) - SPLIT <= seen


def test_a_sample_comes_in_the_language_in_use():
    """One line of a lesson serves both languages."""
    for lang in ("en", "fr"):
        with sentences.speaking(lang):
            assert cm.sample("campaign_facebook").name == f"campaign_facebook_{lang}.csv"
