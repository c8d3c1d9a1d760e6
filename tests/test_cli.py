"""What one would lose: a verdict from a terminal, and a plain word when the command or the file is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import cmkit as cm
from cmkit import cli
from cmkit.desk import lab
from cmkit.language import sentences
from cmkit.statements import saving

JUDGE = ("judge", str(cm.sample("three_results.csv")), "--objective", "traffic")
YOUTUBE = str(cm.sample("exports/youtube_tableau_fr.csv"))
AGENCY = str(cm.sample("exports/bilan_agence_fr.csv"))
SNAPSHOT = str(cm.sample("exports/ga4_snapshot_en.csv"))
MAPPING = ("--mapping", "Nb. de vues=views", "--mapping", "Réf. contenu=post_id")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch):
    """A command chooses the language of its process; each test starts again in English."""
    monkeypatch.setattr(sentences, "_chosen", {"lang": "en"})
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def cmkit(capsys: pytest.CaptureFixture[str]):
    """Run a command; return its status, what it printed and what it said on the error stream."""

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(arguments)
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def read(cmkit):
    """Run `cmkit read`; return its status, what it printed and what it said on the error stream."""
    return lambda *arguments: cmkit("read", *arguments)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_judge_prints_the_table_and_the_sentences_of_the_verdict(cmkit, lang):
    status, out, err = cmkit(*JUDGE, "--target", "400", "--lang", lang)
    verdict = cm.judge(cm.read(cm.sample("three_results.csv")), cm.Objective("traffic", target=400))
    assert (status, err) == (0, "")
    assert out == verdict.plain(lang) + "\n"
    assert verdict.text(lang) in out
    assert ("10,66" if lang == "fr" else "10.66%") in out


def test_a_posts_export_is_judged_as_it_comes_from_the_platform(cmkit):
    path = str(cm.sample("campaign_facebook_fr.csv"))
    status, out, err = cmkit("judge", path, "--objective", "trafic", "--target", "80", "--lang", "fr")
    assert (status, err) == (0, "")
    assert "atteint" in out


def test_every_option_of_the_objective_reaches_it(cmkit, monkeypatch):
    seen = {}
    real = cm.Objective

    def spy(name, **given):
        seen.update(given, objective=name)
        return real(name, **given)

    monkeypatch.setattr(cm, "Objective", spy)
    options = "--target 500 --kpi clicks --baseline 100 --near 80% --by 2026-12-31 --budget 1000,50 --lang fr"
    status, _, err = cmkit(*JUDGE, *options.split(), "--name", "result", "--owner", "Ana")
    assert (status, err) == (0, "")
    assert seen == {
        "objective": "traffic", "target": 500.0, "kpi": "clicks", "baseline": 100.0, "near": 0.8,
        "by": "2026-12-31", "budget": 1000.5, "owner": "Ana",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "typed", "number"),
    [
        ("en", "400", 400), ("en", "0.05", 0.05), ("en", "5%", 0.05), ("en", "1,200", 1200), ("en", "-3", -3),
        ("fr", "0,05", 0.05), ("fr", "0.05", 0.05), ("fr", "5 %", 0.05), ("fr", "1 200", 1200),
    ],
)  # fmt: skip
def test_numbers_are_taken_as_people_type_them(cmkit, monkeypatch, lang, typed, number):
    seen = []
    monkeypatch.setattr(cm, "Objective", lambda name, **given: seen.append(given["target"]) or name)
    cmkit(*JUDGE, "--target", typed, "--lang", lang)
    assert seen == [pytest.approx(number)]


WRONG = [
    (("jugde",), "judge"),
    (("judge",), "FI"),
    (("judge", "x.csv"), "--objective"),
    ((*JUDGE, "--targett", "3"), "--target"),
    ((*JUDGE, "--target", "many"), "many"),
    ((*JUDGE, "--target"), "--target"),
    ((*JUDGE, "more"), "cmkit judge --help"),
    (("metrics", "--lang", "de"), "de"),
    (("--nothing",), "--nothing"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG)
def test_a_command_written_wrong_is_answered_in_one_line(cmkit, arguments, named):
    for lang in ("en", "fr"):
        status, out, err = cmkit("--lang", lang, *arguments)
        assert (status, out) == (2, "")
        assert named in err
        assert err.count("\n") == 1
        assert err.startswith("Error: " if lang == "en" else "Erreur\u00a0: ")


REFUSED = [
    (("judge", "no_such_file.csv", "--objective", "traffic"), "no_such_file.csv"),
    (("judge", JUDGE[1], "--objective", "trafik"), "traffic"),
    ((*JUDGE, "--kpi", "engagement_rate"), "link_clicks"),
    ((*JUDGE, "--by", "soon"), "soon"),
    (("judge", JUDGE[1], "--objective", "sales"), "orders"),
]


@pytest.mark.parametrize(("arguments", "named"), REFUSED)
def test_what_cannot_be_judged_is_said_in_a_sentence_never_a_traceback(cmkit, arguments, named):
    for lang in ("en", "fr"):
        status, out, err = cmkit(*arguments, "--lang", lang)
        assert (status, out) == (1, "")
        assert named in err
        assert err.count("\n") == 1
        assert err.startswith("Error: " if lang == "en" else "Erreur\u00a0: ")


def test_rows_set_aside_are_said_with_their_line(cmkit, tmp_path: Path):
    made = tmp_path / "results.csv"
    made.write_text("result,reach,clicks\nA,100,5\nB,200,30\nTotal,300,35\n", encoding="utf-8")
    status, out, err = cmkit("judge", str(made), "--objective", "traffic", "--target", "10")
    assert status == 0
    assert "Total" not in out
    assert "1 row" in err
    assert "line 4" in err


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_catalogue_is_complete_and_fits_an_ordinary_terminal(cmkit, lang):
    status, out, err = cmkit("metrics", "--lang", lang)
    assert (status, err) == (0, "")
    listed = cm.metrics(lang)
    for name, label in zip(listed["name"], listed["label"], strict=True):
        assert f"  {name}: " in out
        assert " ".join(label.split()) in " ".join(out.split())
    assert max(len(line) for line in out.splitlines()) <= 80


def test_lab_puts_the_files_and_says_what_to_run_next(cmkit, tmp_path: Path):
    status, out, err = cmkit("lab", str(tmp_path / "my lab"))
    assert (status, err) == (0, "")
    assert (tmp_path / "my lab" / "data" / "three_results.csv").is_file()
    assert f'cmkit lab "{tmp_path / "my lab"}" --open' in out


def test_lab_open_starts_jupyterlab_on_that_folder(cmkit, tmp_path: Path, monkeypatch):
    opened = []
    monkeypatch.setattr(lab, "start", opened.append)
    assert cmkit("lab", str(tmp_path / "lab"), "--open")[0] == 0
    assert opened == [str(tmp_path / "lab")]


def test_lab_on_a_file_is_refused(cmkit, tmp_path: Path):
    (tmp_path / "taken").write_text("")
    status, _, err = cmkit("lab", str(tmp_path / "taken"))
    assert status == 1
    assert "taken" in err


@pytest.mark.parametrize("command", [(), ("metrics",), ("judge",), ("lab",)])
def test_help_is_in_the_language_asked_for(cmkit, command):
    english = cmkit(*command, "--help", "--lang", "en")[1]
    french = cmkit(*command, "--help", "--lang", "fr")[1]
    assert "Show this help" in english
    assert "Afficher cette aide" in french
    assert not [word for word in ("Show", "Usage", "NUMBER", "FILE", "FOLDER", "Commands") if word in french]
    assert [line.rstrip(":\u00a0") for line in english.splitlines()].count("Options") == 1


def test_the_version_is_that_of_the_package(cmkit):
    assert cmkit("--version") == (0, f"cmkit {cm.__version__}\n", "")


@pytest.mark.parametrize("console", ["cp1252", "ascii", "utf-8"])
def test_accents_come_out_in_utf8_whatever_the_console(console):
    """On a Windows console in another encoding, the sentences would crash or lose their accents."""
    run = subprocess.run(
        [sys.executable, "-c", "from cmkit.cli import main; main()", *JUDGE, "--target=400", "--lang=fr"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": console, "PYTHONUTF8": "0"},
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert "10,66\u00a0%" in run.stdout.decode("utf-8")


def test_importing_the_command_line_loads_nothing_heavy():
    """`cmkit --help` must answer at once."""
    code = "import sys, cmkit.cli; print(sorted({'pandas', 'numpy', 'matplotlib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_says_what_was_understood_set_aside_and_whether_it_adds_up(read, lang: str):
    status, out, err = read(YOUTUBE, "--lang", lang)
    export = cm.read(YOUTUBE)
    assert (status, err) == (0, "")
    assert export.plain(lang) in out
    assert export.reconcile().plain(lang) in out
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


WRONG_READ = [
    ((), "FI"),
    ((YOUTUBE, "--to", "table.txt"), "table.txt"),
    ((YOUTUBE, "--mapping", "views"), "views"),
    ((YOUTUBE, "--too", "x.csv"), "--to"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG_READ)
def test_a_command_written_wrong_is_status_2_and_one_line(read, arguments, named):
    for lang in ("en", "fr"):
        status, out, err = read(*arguments, "--lang", lang)
        assert (status, out) == (2, "")
        assert named in err
        assert err.count("\n") == 1


REFUSED_READ = [
    (("no_such.csv",), "no_such.csv"),
    ((YOUTUBE, "--mapping", "Vues=vewis"), "views"),
    ((YOUTUBE, "--mapping", "Views=views"), "Views"),
    ((YOUTUBE, "--formats", "/no/such/folder"), "folder"),
]


@pytest.mark.parametrize(("arguments", "named"), REFUSED_READ)
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
    assert cli.mapped(("a=b=views", "Notes=")) == {"a=b": "views", "Notes": None}
    assert cli.mapped(()) is None


def test_from_a_real_terminal_it_is_the_same():
    command = [sys.executable, "-c", "from cmkit.cli import main; main()"]
    run = subprocess.run([*command, "read", AGENCY, "--lang", "fr"], capture_output=True)
    assert run.returncode == 1
    assert "9" in run.stdout.decode("utf-8")
    assert "Confirmez ou corrigez" in run.stderr.decode("utf-8")
    assert "Traceback" not in run.stderr.decode("utf-8")
