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
    options = "--target 500 --kpi clicks --baseline 100 --near 80% --by 2026-12-31 --lang fr --total 900"
    more = ("--name", "result", "--owner", "Ana", "--budget", "1 200,50 €", "--start", "2026-01-01")
    status, _, err = cmkit(*JUDGE, *options.split(), *more)
    assert (status, err) == (0, "")
    assert seen == {
        "objective": "traffic", "target": 500.0, "kpi": "clicks", "baseline": 100.0, "near": "80%",
        "by": "2026-12-31", "budget": "1 200,50 €", "owner": "Ana", "total": 900.0, "start": "2026-01-01",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "typed", "number"),
    [
        ("en", "400", 400), ("en", "0.05", 0.05), ("en", "5%", "5%"), ("en", "1,200", 1200), ("en", "-3", -3),
        ("fr", "0,05", 0.05), ("fr", "0.05", 0.05), ("fr", "5 %", "5 %"), ("fr", "1 200", 1200),
    ],
)  # fmt: skip
def test_numbers_are_taken_as_people_type_them(cmkit, monkeypatch, lang, typed, number):
    seen = []
    monkeypatch.setattr(cm, "Objective", lambda name, **given: seen.append(given["target"]) or name)
    cmkit(*JUDGE, "--target", typed, "--lang", lang)
    assert seen == [pytest.approx(number)]


FILE = {"en": "FILE", "fr": "FICHIER"}
WRONG = [
    (("jugde",), "judge"),
    (("judge",), FILE),
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
        assert (named[lang] if isinstance(named, dict) else named) in err
        assert err.count("\n") == 1
        assert err.startswith("Error: " if lang == "en" else "Erreur\u00a0: ")


REFUSED = [
    (("judge", "no_such_file.csv", "--objective", "traffic"), "no_such_file.csv"),
    (("judge", JUDGE[1], "--objective", "trafik"), "traffic"),
    ((*JUDGE, "--kpi", "engagement_rate"), {"en": "link clicks", "fr": "clics sur un lien"}),
    ((*JUDGE, "--by", "soon"), "soon"),
    (("judge", JUDGE[1], "--objective", "sales"), {"en": "It needs orders", "fr": "Il faut commandes"}),
]


@pytest.mark.parametrize(("arguments", "named"), REFUSED)
def test_what_cannot_be_judged_is_said_in_a_sentence_never_a_traceback(cmkit, arguments, named):
    for lang in ("en", "fr"):
        status, out, err = cmkit(*arguments, "--lang", lang)
        assert (status, out) == (1, "")
        assert (named[lang] if isinstance(named, dict) else named) in err
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
    ((), FILE),
    ((YOUTUBE, "--to", "table.txt"), "table.txt"),
    ((YOUTUBE, "--mapping", "views"), "views"),
    ((YOUTUBE, "--too", "x.csv"), "--to"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG_READ)
def test_a_command_written_wrong_is_status_2_and_one_line(read, arguments, named):
    for lang in ("en", "fr"):
        status, out, err = read(*arguments, "--lang", lang)
        assert (status, out) == (2, "")
        assert (named[lang] if isinstance(named, dict) else named) in err
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
        assert (named[lang] if isinstance(named, dict) else named) in err
        assert err.count("\n") == 1


def test_a_missing_library_is_said_before_anything_is_read(read, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(saving, "find_spec", lambda name: None)
    status, out, err = read("no_such.csv", "--to", str(tmp_path / "t.parquet"))
    assert (status, out) == (1, "")
    assert "pip install pyarrow" in err


EVIL = "a\x1b[2J\x1b]0;x\x07\x9b31m\x08\x7f\r\u202eb\u2066\u200f\u061c\u2028FORGED"
"""Wipes the screen, changes its title and colours, deletes, turns words round, begins a line of its own."""
STEERS = {*map(chr, [*range(10), *range(11, 32), *range(127, 160)]), *"\u061c\u200e\u200f\u2028\u2029"}
STEERS |= {*map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])}


def evil_files(folder: Path) -> dict[str, str]:
    """Write files full of what steers a terminal: headings, cells, names, totals, the file's own name."""
    cell = EVIL.replace("\r", "")
    tables = {
        "results": f"Result,Reach,{cell}\n{cell},5,{cell}\nTotal{cell},5,x\n",
        "posts": f"post_id,text,reach,clicks,date\n1{cell},{cell},5,{cell},{cell}\n"
        f'2,"{cell}\n\nFORGED",-5,1,x\n',
        "unknown": f"Réf{cell};Nb de vues{cell}\n{cell};12\nb;13\n",
        "one": f"{cell}\n{cell}\n",
        "open": f'a,b\n"{cell},2\n3,4\n',
        "twice": f"{cell},{cell}\n1,2\n",
    }
    made = {}
    for name, table in tables.items():
        path = folder / f"{name}\x1b[2J\u202e.csv"
        path.write_text(table, encoding="utf-8")
        made[name] = str(path)
    (folder / "binary\x1b.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x1b[2J" * 9)
    return made | {"binary": str(folder / "binary\x1b.csv"), "none": str(folder / "no\x1b[2J.csv")}


@pytest.mark.skipif(os.name == "nt", reason="needs names that Windows forbids")
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_nothing_of_a_file_steers_the_terminal_in_any_command_or_error(cmkit, tmp_path: Path, lang):
    files = evil_files(tmp_path)
    goals = [[], ["--target", "3"], ["--name", EVIL], ["--kpi", EVIL], ["--by", EVIL], ["--target", EVIL]]
    meant = [["--mapping", f"{EVIL}=views"], ["--mapping", f"Result={EVIL}"], ["--mapping", EVIL]]
    where = [[], ["--to", str(tmp_path / f"{EVIL}.csv")], ["--to", EVIL], ["--formats", EVIL]]
    judged = [["judge", path, "--objective", "traffic", *goal] for path in files.values() for goal in goals]
    reading = [["read", path, *more] for path in files.values() for more in [*meant, *where]]
    others = [
        (EVIL,), ("judge",), ("metrics", EVIL), ("metrics", f"--{EVIL}"), ("--lang", EVIL),
        ("read", *files.values()),
        ("lab", str(tmp_path / EVIL)), ("lab", files["posts"]), ("judge", "x", "--objective", EVIL),
    ]  # fmt: skip
    for command in [*judged, *reading, *others]:
        _, out, err = cmkit("--lang", lang, *command)
        assert out + err, command
        assert not STEERS & {*out, *err}, command
        assert not [line for line in (out + err).splitlines() if line.startswith("FORGED")], command


@pytest.mark.skipif(os.name == "nt", reason="needs names that Windows forbids")
def test_nothing_of_a_file_steers_a_python_terminal(tmp_path: Path):
    files = evil_files(tmp_path)
    shown = []
    for path in files.values():
        try:
            export = cm.read(path)
            shown += [repr(export), str(export), export.text(), repr(export.reconcile())]
            shown += [repr(cm.judge(export, "traffic"))]
        except cm.errors.CmkitError as error:
            shown += [str(error), *error._render_traceback_()]
    table = pd.DataFrame({"influencer": [EVIL], "reach": [5], "likes": [EVIL], "platform": [EVIL]})
    shown += [repr(cm.influencers(table)), repr(cm.visits_without_sales(9, evidence=table))]
    three = cm.three_results().assign(result=[EVIL, "b", "c"])
    shown += [repr(cm.guess(["b", EVIL])), repr(cm.worked("engagement_rate", three))]
    with pytest.warns(cm.errors.SetAsideWarning) as warned:
        cm.attribute(pd.DataFrame({"path": [EVIL, None], "conversions": [1, 1]}))
    shown += [str(each.message) for each in warned]
    assert not [said for said in shown if STEERS & {*said}]


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("{cmkit} metrics | head -1", ""), ("{cmkit} read {file} | head -1", ""),
        ("{cmkit} metrics >&-", ""), ("{cmkit} metrics > /dev/full", "the disk is full"),
        ("{cmkit} read {file} --lang fr > /dev/full", "le disque est plein"),
        ("mkdir gone && cd gone && rmdir ../gone && {cmkit} read {file} --to x.csv", "no such folder"),
        ("mkdir gone && cd gone && rmdir ../gone && {cmkit} lab here", "no such folder"),
        ("mkdir gone && cd gone && rmdir ../gone && {cmkit} read x.csv", "no file"),
        ("printf 'lang = ' > cmkit.toml && {cmkit} metrics", "cmkit.toml"),
        ("mkdir cmkit.toml && {cmkit} read {file}", "cmkit.toml"),
        ("CMKIT_LANG=klingon {cmkit} metrics", "klingon"),
        ("{cmkit} judge {long} --objective traffic", ""),
    ],
)
def test_what_the_system_refuses_is_one_sentence_and_never_a_traceback(tmp_path: Path, command, said):
    if "/dev/full" in command and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    main = f"{sys.executable} -c 'from cmkit.cli import main; main()'"
    line = command.format(cmkit=main, file=YOUTUBE, long="x" * 5000)
    given = os.environ | {"LANG": "C.UTF-8", "PYTHONPATH": str(Path(cm.__file__).parent.parent)}
    run = subprocess.run(line, shell=True, capture_output=True, text=True, cwd=tmp_path, env=given)
    assert said in run.stderr
    assert run.stderr.count("\n") == (1 if said else run.stderr.count("Err"))
    assert not [word for word in ("Traceback", "Exception", "Errno") if word in run.stderr]


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


def test_what_blank_cells_are_can_be_said_at_the_command_line(read, tmp_path):
    ads = tmp_path / "ads.csv"
    ads.write_text("Campaign name,Amount spent (EUR),Purchases\nA,5,\nB,6,2\n", encoding="utf-8")
    assert cli.mapped(("Purchases=unknown",), "blanks") == {"Purchases": "unknown"}
    code, out, _ = read(str(ads), "--blanks", "Purchases=unknown")
    assert code == 0
    assert "Blank cells" not in out
    code, _, err = read(str(ads), "--blanks", "Purchases")
    assert code == 2
    assert "--blanks" in err


def test_from_a_real_terminal_it_is_the_same():
    command = [sys.executable, "-c", "from cmkit.cli import main; main()"]
    run = subprocess.run([*command, "read", AGENCY, "--lang", "fr"], capture_output=True)
    assert run.returncode == 1
    assert "9" in run.stdout.decode("utf-8")
    assert "Confirmez ou corrigez" in run.stderr.decode("utf-8")
    assert "Traceback" not in run.stderr.decode("utf-8")


def test_a_heading_that_a_shell_would_run_is_quoted_and_the_shell_named(read, tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("Campagne maison;Nb de `vues`;$(id)\nA;1200;x\nB;800;y\n")
    status, _, err = read(str(path))
    assert status == 1
    assert "--mapping 'Nb de `vues`=views'" in err
    assert "--mapping '$(id)=" in err
    assert "quoted for" in err


def test_no_character_that_steers_reaches_the_terminal(read, tmp_path: Path):
    for name in ("a\x1b[31m.csv", "\u202egpj.csv"):
        path = tmp_path / name
        path.write_text("Result,Reach\nA\x1b]0;x\x07\u202e,5\nB\u2066,x\n")
        _, out, err = read(str(path))
        assert not set("\x1b\x07\u202e\u2066") & set(out + err)
    _, out, err = read(str(tmp_path / "\x1b[31mnowhere\u202e.csv"))
    assert not set("\x1b\u202e") & set(out + err)


def test_a_percentage_is_of_the_kpi_that_is_named_or_is_asked_which(cmkit):
    """As 0.05 clicks, 5% was met by every result."""
    status, _, err = cmkit(*JUDGE, "--target", "5%", "--lang", "en")
    assert status == 1
    assert "a percentage is of a KPI" in err
    rate = ("--kpi", "share_rate", "--near", "80%", "--lang", "en")
    assert "Target of each result: 5.00%." in cmkit(*JUDGE, "--target", "5%", *rate)[1]
