"""An export shows what was read wherever it is looked at, in the language of who looks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import cmkit as cm
from cmkit.cli import quoted
from cmkit.language.facts import Moment, Quantity
from cmkit.reading.export import set_aside, undecided
from cmkit.statements.statement import Grid

DATA = b"Result,Reach,Clicks\nA,5000,25\nTotal,5000,25\n"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Rows kept", "5,000", "line 3: Total row", "Name of the result")),
        ("fr", ("Lignes gardées", "5\u202f000", "ligne 3\u00a0: Ligne de total", "Nom du résultat")),
    ],
)
def test_every_surface_says_the_same(lang: str, words: tuple[str, ...]) -> None:
    export = cm.read(DATA)
    for said in (export.text(lang), export.plain(lang), export.html(lang)):
        assert all(word in said for word in words)


def test_it_is_saved_whole_with_what_was_set_aside(tmp_path: Path) -> None:
    export = cm.read(b"Result,Reach\n" + b"".join(b"R%d,%d\n" % (n, n) for n in range(1, 9)))
    sheets = export.sheets("en")
    assert sheets["table"]["Reach"].tolist() == list(range(1, 9))
    assert "set_aside" in cm.read(DATA).sheets("en")
    assert export.save(tmp_path / "e.csv").read_text(encoding="utf-8-sig").count("\n") == 9



def grid(export: cm.Export) -> Grid:
    return next(part for part in export.statement.parts if isinstance(part, Grid))


def test_cells_are_typed_by_their_column_and_know_their_line() -> None:
    data = "Post ID,Page ID,Publish time,Reach,Reactions\n122121474620000001,6,03/01/2026 10:05,500,\n"
    *_, at, reach, _ = grid(cm.read(data.encode())).rows[0].cells
    assert isinstance(reach, Quantity)
    assert (reach.value, reach.source.lines, reach.source.columns) == (500, (2,), ("reach",))
    assert at == Moment(datetime(2026, 3, 1, 10, 5))


def test_a_long_text_is_cut_and_a_missing_cell_is_a_dash() -> None:
    said = cm.read(f"Result,Reach,Clicks\n{'long ' * 20},5,\nB,6,7\n".encode()).plain("en")
    assert "long long…" in said
    assert "–" in said


def test_clicks_of_any_kind_are_called_so() -> None:
    """The clicks of the UCI set are on anything, so that they are no visits."""
    heads = "Page total likes;Total Interactions;Lifetime Post Total Reach;Lifetime Post Consumptions"
    data = f"{heads}\n9;5;50;7\n"
    export = cm.read(data.encode())
    assert "Clicks of any kind" in export.plain("en")
    assert "Clics de toute nature" in export.html("fr")
    assert "any_clicks" in {note.key for note in export.warnings}
    assert "Clicks of any kind" not in cm.read(b"Result,Reach,Clicks\nA,5,1\n").plain("en")


def test_a_table_of_very_many_columns_shows_the_first_and_counts_the_others() -> None:
    data = ",".join(["Result", *(f"c{n}" for n in range(149))]) + "\n" + "A" + ",5" * 149 + "\n"
    export = cm.read(data.replace("Result", "Zzz").encode())
    assert len(grid(export).heads) == 100
    assert "50 more columns are in the table." in export.plain("en")
    assert "50 autres colonnes" in export.html("fr")


def test_several_tables_are_listed_with_what_they_are() -> None:
    said = cm.read(cm.sample("exports/ga4_snapshot_en.csv")).plain("fr")
    assert "Tableau" in said
    assert "des canaux de trafic" in said


def test_ten_records_set_aside_are_said_and_the_others_counted() -> None:
    data = b"Result,Reach\nA,5\n" + b"B,x\n" * 12
    said = [each.text("en") for each in set_aside(cm.read(data))]
    assert said[0] == "<bytes>, line 3: Reach is “x”, which is not a number."
    assert (len(said), said[-1]) == (11, "and 2 more (cm.read lists them all in set_aside)")


def test_headings_that_nobody_knows_are_asked_with_the_words_of_the_answer() -> None:
    export = cm.read(b"Campagne maison;Nb de vues;Zzz\nA;1200;x\nB;800;y\n")
    ((asked, *lines),) = undecided(export, quoted)
    assert "does not know these headings" in asked.text("en")
    assert any('--mapping "Nb de vues=views"  (' in line.text("en") for line in lines)
    assert any('--mapping "Zzz="' in line.text("fr") for line in lines)
    assert undecided(cm.read(b"Result,Reach\nA,5\n"), quoted) == []


def test_words_of_a_file_are_never_taken_for_sentences_of_cmkit() -> None:
    data = "Result,Reach,Device\n@home,5,@home\nreading.rows,6,{n}\nreach,7,@labels.reach\n"
    export = cm.read(data.encode(), mapping={"Device": "device"})
    for lang in ("en", "fr"):
        for word in ("@home", "reading.rows", "{n}", "@labels.reach"):
            assert word in export.plain(lang)
            assert word in export.html(lang)
    seen = export.table.assign(sessions=[600, 200, 200], conversions=[0, 9, 9])
    report = cm.visits_without_sales(1_000, 18, evidence=seen)
    assert "@home" in report.text("en")
    assert "@home" in report.html("fr")


LEFT = (
    "Post ID,Page ID,Publish time,Reach,Reactions,Favourites,Mood,Odd link,Odd day,Cost per result,Nothing\n"
    "1,9,01/15/2025 10:00,5,1,40,good,https://a.fr,2025-01-01,3,\n"
    "2,9,01/16/2025 10:00,6,2,50,bad,https://b.fr,2025-01-02,4,\n"
)


def test_all_that_is_mapped_to_nothing_is_listed_with_what_it_holds() -> None:
    export = cm.read(LEFT.encode())
    assert export.unmapped[["heading", "kind"]].values.tolist() == [
        ["Favourites", "numbers"], ["Mood", "words"], ["Odd link", "links"], ["Odd day", "dates"],
        ["Cost per result", "numbers"], ["Nothing", "nothing"],
    ]  # fmt: skip
    cm.use("fr")
    assert export.unmapped["holds"].tolist()[:3] == ["nombres", "mots", "liens"]


def test_a_column_of_numbers_with_a_known_word_is_not_left_out_without_a_word() -> None:
    (said,) = [note for note in cm.read(LEFT.encode()).warnings if note.key == "left_out"]
    assert "1 column of numbers" in str(said)
    assert "Favourites" in str(said)
    assert "Cost" not in str(said)


def test_ids_and_a_persons_own_names_come_out_of_an_unknown_table_as_they_went_in() -> None:
    """Ids of 17 digits lost their last one, and `impressions` became `impressions [3]`."""
    data = "my_id,colour,impressions,code,half\n18013820987824089,red,5,00012,0.30000000000000004\n"
    data += "18013820987824090,blue,6,00013,0.5\n"
    table = cm.read(data.encode()).table
    assert list(table) == ["my_id", "colour", "impressions", "code", "half"]
    assert table["my_id"].tolist() == ["18013820987824089", "18013820987824090"]
    assert table["code"].tolist() == ["00012", "00013"]
    assert table["impressions"].tolist() == [5, 6]
    assert table["half"].sum() == pytest.approx(0.8)
