"""What one would lose: one's own work, overwritten by a newer lesson, or lessons that never arrive."""

from __future__ import annotations

import csv
import errno
import json
import os
import runpy
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import cmkit as cm
from cmkit.desk import lab
from cmkit.errors import CmkitError, FolderError, MissingToolError, UnknownNameError
from cmkit.language import sentences
from cmkit.statements import saving

LESSON, POSTS = "notebooks/fr/00_start.ipynb", "data/posts.csv"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a made version of cmkit ships."""
    made = tmp_path / "shipped"
    for name, content in {
        LESSON: "lesson", POSTS: "posts", "notebooks/fr/cmkit.toml": 'lang = "fr"', "data/make_posts.py": "1",
        "data/posts.toml": "", "notebooks/fr/.ipynb_checkpoints/00_start-checkpoint.ipynb": "old",
    }.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(content)
    monkeypatch.setattr(lab, "shipped", lambda: made)
    return made


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_folder_gets_the_lessons_and_the_data_and_nothing_of_the_workshop(source, tmp_path):
    placed = lab.put(tmp_path / "a" / "new one")
    assert sorted(placed.written) == [POSTS, LESSON, "notebooks/fr/cmkit.toml"]
    assert files(placed.folder) == {*placed.written, lab.MANIFEST}
    assert (placed.folder / LESSON).read_text() == "lesson"


def test_a_second_time_changes_nothing(source, tmp_path):
    lab.put(tmp_path / "mine")
    again = lab.put(tmp_path / "mine")
    assert (again.written, again.updated, again.kept) == ([], [], [])
    assert len(again.unchanged) == 3


def test_a_changed_file_is_kept_and_named_and_an_untouched_one_brought_up_to_date(source, tmp_path):
    mine = lab.put(tmp_path / "mine").folder
    (mine / LESSON).write_text("my answers")
    (source / LESSON).write_text("newer lesson")
    (source / POSTS).write_text("newer posts")
    placed = lab.put(mine)
    assert (placed.kept, placed.updated) == ([LESSON], [POSTS])
    assert (mine / LESSON).read_text() == "my answers"
    assert (mine / POSTS).read_text() == "newer posts"
    assert LESSON in placed.text("en")
    assert LESSON in placed.text("fr")


def test_a_kept_file_stays_kept_however_often_one_tries(source, tmp_path):
    mine = lab.put(tmp_path / "mine").folder
    (mine / LESSON).write_text("my answers")
    for version in ("newer", "newest"):
        (source / LESSON).write_text(version)
        assert lab.put(mine).kept == [LESSON]
    assert (mine / LESSON).read_text() == "my answers"


def test_a_changed_file_put_back_as_it_was_is_updated_again(source, tmp_path):
    mine = lab.put(tmp_path / "mine").folder
    (mine / LESSON).write_text("my answers")
    lab.put(mine)
    (mine / LESSON).write_text("lesson")
    (source / LESSON).write_text("newer")
    assert lab.put(mine).updated == [LESSON]


def test_a_deleted_file_comes_back(source, tmp_path):
    mine = lab.put(tmp_path / "mine").folder
    (mine / POSTS).unlink()
    assert lab.put(mine).written == [POSTS]


def test_a_file_that_was_there_before_is_the_readers(source, tmp_path):
    (tmp_path / "mine" / "data").mkdir(parents=True)
    (tmp_path / "mine" / POSTS).write_text("my own posts")
    assert lab.put(tmp_path / "mine").kept == [POSTS]
    assert (tmp_path / "mine" / POSTS).read_text() == "my own posts"


BROKEN = ["", "[]", "{", '{"files": 3}', "null", "\x00", '{"files": {"../../x": "y"}}']


@pytest.mark.parametrize("manifest", BROKEN)
def test_with_a_broken_memory_every_difference_is_the_readers(source, tmp_path, manifest):
    mine = lab.put(tmp_path / "mine").folder
    (mine / lab.MANIFEST).write_text(manifest)
    (source / LESSON).write_text("newer")
    others = files(tmp_path)
    placed = lab.put(mine)
    assert placed.kept == [LESSON]
    assert files(tmp_path) == others
    assert POSTS in json.loads((mine / lab.MANIFEST).read_text())["files"]


def test_nothing_is_written_outside_the_folder_through_a_link(source, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notebooks").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FolderError, match="notebooks"):
        lab.put(tmp_path / "mine")
    assert files(tmp_path / "elsewhere") == set()


def test_a_folder_reached_through_a_link_is_fine(source, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert len(lab.put(tmp_path / "link").written) == 3


@pytest.mark.parametrize("target", ["taken", "taken/inside", "folder"])
def test_a_file_in_the_way_is_said_by_name(source, tmp_path, target):
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notebooks").write_text("a file")
    with pytest.raises(FolderError, match=r"taken|notebooks") as caught:
        lab.put(tmp_path / target)
    assert isinstance(caught.value, CmkitError)
    assert isinstance(caught.value, OSError)
    assert "dossier" in caught.value.in_language("fr")


@pytest.mark.parametrize(("code", "said"), [(errno.EACCES, "may not write"), (errno.ENOSPC, "disk is full")])
def test_what_the_system_refuses_is_said_and_a_copy_cut_short_is_not_the_readers_change(
    source, tmp_path, monkeypatch, code, said
):
    def refuse(*paths: object) -> None:
        raise OSError(code, "in English")

    with monkeypatch.context() as patch:
        patch.setattr(saving.os, "link", refuse)
        patch.setattr(saving.os, "replace", refuse)
        patch.setattr(saving, "NEW", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        with pytest.raises(FolderError, match=said) as caught:
            lab.put(tmp_path / "mine")
        assert "in English" not in caught.value.in_language("fr")
    assert lab.put(tmp_path / "mine").kept in ([], [LESSON], [POSTS])


def test_a_link_in_the_place_of_a_file_is_the_readers_and_nothing_is_written_through_it(source, tmp_path):
    mine = lab.put(tmp_path / "mine").folder
    (mine / LESSON).rename(mine / "elsewhere.ipynb")
    (mine / LESSON).symlink_to(mine / "elsewhere.ipynb")
    (source / LESSON).write_text("newer")
    assert lab.put(mine).kept == [LESSON]
    assert (mine / "elsewhere.ipynb").read_text() == "lesson"
    (mine / lab.MANIFEST).unlink()
    (mine / lab.MANIFEST).symlink_to(mine / POSTS)
    with pytest.raises(FolderError, match="link"):
        lab.put(mine)
    assert (mine / POSTS).read_text() == "posts"


def test_two_at_once_put_the_same_files_each_whole(source, tmp_path):
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda _: lab.put(tmp_path / "mine"), range(16)))
    assert all(placed.kept == [] for placed in done)
    assert sum(len(placed.written) for placed in done) == 3
    assert files(tmp_path / "mine") == {POSTS, LESSON, "notebooks/fr/cmkit.toml", lab.MANIFEST}


def test_what_is_shipped_really_gets_there(tmp_path):
    placed = lab.put(tmp_path / "mine")
    assert "data/three_results.csv" in placed.written
    assert not [name for name in placed.written if name.endswith(".py")]


def test_jupyterlab_opens_on_the_start_notebook_without_news(monkeypatch, tmp_path):
    given: list[str] = []
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "mine")
    monkeypatch.setattr(lab, "import_module", lambda name: type("labapp", (), {"main": given.extend}))
    lab.start(tmp_path, "fr", "--no-browser")
    assert f"--ServerApp.root_dir={tmp_path}" in given
    assert "--LabApp.default_url=/lab/tree/notebooks/fr/00_start.ipynb" in given
    settings, mine = os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    page = json.loads((Path(settings) / "labconfig" / "page_config.json").read_text())
    assert page["disabledExtensions"] == {"@jupyterlab/apputils-extension:announcements": True}
    assert mine == "mine"
    assert given[-1] == "--no-browser"


def test_without_jupyterlab_one_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(lab, "find_spec", lambda name: None)
    with pytest.raises(MissingToolError, match=r"cmkit\[lab\]"):
        lab.start(tmp_path)


PLATFORMS = ("facebook", "instagram")
SPLIT = {f"{what} from {part} posts" for what in ("Views", "Reach") for part in ("Organic", "Boosted")}
MAKER = lab.shipped() / "data" / "make_campaign.py"


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
