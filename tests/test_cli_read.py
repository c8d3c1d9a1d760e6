"""What one would lose: knowing, from a terminal, what a file holds before trusting a number of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import cmkit as cm
from cmkit import cli, cli_read
from cmkit.language import sentences
from cmkit.statements import saving

YOUTUBE = str(cm.sample("exports/youtube_tableau_fr.csv"))
AGENCY = str(cm.sample("exports/bilan_agence_fr.csv"))
SNAPSHOT = str(cm.sample("exports/ga4_snapshot_en.csv"))
MAPPING = ("--mapping", "Nb. de vues=views", "--mapping", "Réf. contenu=post_id")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sentences, "_chosen", {"lang": "en"})
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str]):
    """Run `cmkit read`; return its status, what it printed and what it said on the error stream."""

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(["read", *arguments])
        return status, *capsys.readouterr()

    return run


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_says_what_was_understood_set_aside_and_whether_it_adds_up(read, lang: str):
    status, out, err = read(YOUTUBE, "--lang", lang)
    export = cm.read(YOUTUBE)
    assert (status, err) == (0, "")
    assert export.text(lang) in out
    assert export.reconcile().shown(lang).to_string() in out
    assert ("line 2: Total row" if lang == "en" else "ligne 2\u00a0: Ligne de total") in out


def test_an_unknown_file_asks_for_a_decision_and_gives_the_words_of_the_answer(read):
    status, out, err = read(AGENCY)
    assert status == 1
    assert '--mapping "Nb. de vues=views"' in err
    assert "95%" in err
    assert "9" in out


def test_the_answer_given_it_is_read_and_written(read, tmp_path: Path):
    written = tmp_path / "agency.parquet"
    status, out, err = read(AGENCY, *MAPPING, "--to", str(written))
    assert (status, err) == (0, "")
    assert f"9 rows written to {written}" in out
    table = pd.read_parquet(written)
    assert table["views"].sum() == sum(cm.read(AGENCY).table["Nb. de vues"])
    assert table["post_id"].tolist()[0] == "AB-001"


def test_an_unknown_file_among_known_ones_is_not_passed_over(read):
    status, _, err = read(YOUTUBE, AGENCY)
    assert status == 1
    assert "bilan_agence_fr.csv" in err


def test_a_reading_that_does_not_add_up_is_status_1_and_nothing_is_written(read, tmp_path: Path, monkeypatch):
    from cmkit.reading.account.account import Reconciliation

    monkeypatch.setattr(Reconciliation, "holds", False)
    status, _, err = read(YOUTUBE, "--to", str(tmp_path / "t.csv"))
    assert status == 1
    assert "do not add up" in err
    assert "was not written" in err
    assert list(tmp_path.iterdir()) == []


def test_several_tables_are_read_but_never_written_as_one(read, tmp_path: Path):
    assert read(SNAPSHOT)[0] == 0
    status, _, err = read(SNAPSHOT, "--to", str(tmp_path / "t.csv"))
    assert status == 1
    assert "several tables" in err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_without_force(read, tmp_path: Path):
    mine = tmp_path / "t.csv"
    mine.write_text("mine")
    status, out, err = read(YOUTUBE, "--to", str(mine))
    assert (status, out, mine.read_text()) == (1, "", "mine")
    assert err.count("\n") == 1
    assert read(YOUTUBE, "--to", str(mine), "--force")[0] == 0
    assert mine.read_text(encoding="utf-8-sig").startswith("post_id,platform")


def test_a_text_that_would_run_in_a_spreadsheet_is_said(read, tmp_path: Path):
    _, out, _ = read(YOUTUBE, "--to", str(tmp_path / "t.csv"))
    assert "1 text that a spreadsheet would run" in out
    assert "apostrophe" not in read(YOUTUBE, "--to", str(tmp_path / "t.xlsx"))[1]


WRONG = [
    ((), "FILES"),
    ((YOUTUBE, "--to", "table.txt"), "table.txt"),
    ((YOUTUBE, "--mapping", "views"), "views"),
    ((YOUTUBE, "--too", "x.csv"), "--to"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG)
def test_a_command_written_wrong_is_status_2_and_one_line(read, arguments, named):
    for lang in ("en", "fr"):
        status, out, err = read(*arguments, "--lang", lang)
        assert (status, out) == (2, "")
        assert named in err
        assert err.count("\n") == 1


REFUSED = [
    (("no_such.csv",), "no_such.csv"),
    ((YOUTUBE, "--mapping", "Vues=vewis"), "views"),
    ((YOUTUBE, "--mapping", "Views=views"), "Views"),
    ((YOUTUBE, "--formats", "/no/such/folder"), "folder"),
]


@pytest.mark.parametrize(("arguments", "named"), REFUSED)
def test_what_cannot_be_read_is_status_1_and_one_sentence(read, arguments, named):
    for lang in ("en", "fr"):
        status, out, err = read(*arguments, "--lang", lang)
        assert (status, out) == (1, "")
        assert named in err
        assert err.count("\n") == 1


def test_a_missing_library_is_said_before_anything_is_read(read, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(saving, "find_spec", lambda name: None)
    status, out, err = read("no_such.csv", "--to", str(tmp_path / "t.parquet"))
    assert (status, out) == (1, "")
    assert "pip install pyarrow" in err


def test_a_cell_cannot_steer_the_terminal(read, tmp_path: Path):
    made = tmp_path / "posts.csv"
    made.write_text("Result,Reach\n\x1b[2Jwiped,5\nTotal\x1b]0;x\x07,5\n", encoding="utf-8")
    _, out, err = read(str(made))
    assert "wiped" in out
    assert not {"\x1b", "\x07"} & {*out, *err}


def test_a_folder_of_formats_is_used(read, tmp_path: Path):
    (tmp_path / "own.toml").write_text(
        'id = "own"\nname = { en = "Agency report", fr = "Bilan" }\nkind = "posts"\n'
        'tell = [["Nb. de vues"]]\n[columns]\npost_id = ["Réf. contenu"]\nviews = ["Nb. de vues"]\n',
        encoding="utf-8",
    )
    status, out, err = read(AGENCY, "--formats", str(tmp_path))
    assert (status, err) == (0, "")
    assert "Agency report" in out


def test_a_heading_with_an_equals_sign_can_be_mapped():
    assert cli_read.mapped(("a=b=views", "Notes=")) == {"a=b": "views", "Notes": None}
    assert cli_read.mapped(()) is None


def test_from_a_real_terminal_it_is_the_same():
    command = [sys.executable, "-c", "from cmkit.cli import main; main()"]
    run = subprocess.run([*command, "read", AGENCY, "--lang", "fr"], capture_output=True)
    assert run.returncode == 1
    assert "9" in run.stdout.decode("utf-8")
    assert "Confirmez ou corrigez" in run.stderr.decode("utf-8")
    assert "Traceback" not in run.stderr.decode("utf-8")
