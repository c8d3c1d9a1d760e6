"""A total counted as a post doubles every sum; a post taken for a total is lost."""

from __future__ import annotations

import pytest

import cmkit as cm


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Total,15,3", "total"),
        ("Moyenne,7,1", "total"),
        ("a remark,,", "note"),
        ("Result,Reach,Clicks", "repeated_heading"),
        ("C,1,2,3", "long"),
        ("C,many,few", "unreadable"),
        (",-1,2", "unreadable"),
    ],
)
def test_what_is_no_row_is_set_aside_with_its_reason(row: str, reason: str) -> None:
    export = cm.read(f"Result,Reach,Clicks\nA,5,1\nB,10,2\n{row}\n".encode())
    assert export.set_aside["reason"].tolist() == [reason]
    assert (len(export), export.reconcile().holds) == (2, True)


def test_a_post_that_only_begins_with_total_is_a_post() -> None:
    assert len(cm.read(b"Result,Reach\nTotal eclipse of the heart,5\nA,6\n")) == 2


FAILURES = [
    "An error occurred while loading this post", "Échec du chargement de la publication",
    "Une erreur est survenue : données indisponibles", "No se pudo cargar el contenido",
    "Nicht verfügbar: der Beitrag", "Não foi possível carregar", "Errore durante il caricamento",
]  # fmt: skip


@pytest.mark.parametrize("said", FAILURES)
@pytest.mark.parametrize("heading", ["Text", "Remark"])
def test_a_row_that_says_that_it_failed_is_set_aside_with_its_text(said: str, heading: str) -> None:
    rows = f"A,fine,5,10,1\nB,good,10,20,2\nC,{said},3,,\n"
    export = cm.read(f"Result,{heading},Views,Likes,Comments\n{rows}".encode())
    assert (len(export), export.reasons) == (2, {"error_row": 1})
    assert said[:40] in str(export.set_aside["why"].iloc[0])
    assert export.reconcile().holds


def test_a_post_about_an_error_and_a_post_that_says_little_are_posts() -> None:
    rows = "A,an error of ours,5,10,1,\nB,good,10,20,2,\nC,what we did,3,,,\nD,fine,4,undefined,-,\n"
    rows += "E,It seemed impossible,7,,,https://x.com/a/status/1\n"
    assert len(cm.read(f"Result,Text,Views,Likes,Comments,Permalink\n{rows}".encode())) == 5


@pytest.mark.parametrize("heads", ["Result,Reach", "Result,Reach,Clicks", "Date,Reach,Clicks"])
@pytest.mark.parametrize(
    "said",
    [
        "Los datos pueden cambiar.", "数据可能会更改。", "Exported by Jane on the third of May",
        '"Die Daten sind vorläufig, ohne Gewähr."', "Данные могут измениться позже.",
        "البيانات قابلة للتغيير لاحقا.",
    ],
)  # fmt: skip
def test_a_last_sentence_in_any_language_is_a_note(heads: str, said: str) -> None:
    rows = ["2026-01-01,5,1", "2026-01-02,10,2"] if "C" in heads else ["2026-01-01,5", "2026-01-02,10"]
    export = cm.read("\n".join([heads, *rows, said, ""]).encode())
    assert (export.set_aside["reason"].tolist(), len(export)) == (["note"], 2)


def test_a_last_sentence_whose_commas_split_it_is_a_note() -> None:
    export = cm.read(b"Result,Reach,Clicks\nA,5,1\nB,6,2\nSource : Meta, provisoire, au 3 mai\n")
    assert export.set_aside[["line", "reason"]].to_numpy().tolist() == [[4, "note"]]


def test_a_last_post_without_numbers_is_a_post() -> None:
    assert len(cm.read(b"Result,Reach\nA,5\nB,6\nHello\n")) == 3
    assert len(cm.read(b"Result,Reach,Clicks,Likes\nA,5,1,2\nB,6,1,2\nHello,n/a,n/a,\n")) == 3
