"""Meta's post exports, the UCI set and a table of results: what an analyst opens first."""

from __future__ import annotations

import pytest

import cmkit as cm

FACEBOOK_FR = (
    "\ufeffIdentifiant de la publication,ID de la Page,Nom de la page,Titre,Heure de publication,Permalien,"
    'Type de publication,Date,Vues,Couverture,"Réactions, commentaires et partages",Réactions,Commentaires,'
    "Partages,Total des clics,Clics sur un lien\n"
    '122121474620644102,615693,Café,"Bonjour, été",02/16/2025 05:14,https://www.facebook.com/x/posts/1,Photos,'
    "Global,40,15,3,2,1,0,7,\n"
)


def test_french_headings_mean_the_same_columns() -> None:
    export = cm.read(FACEBOOK_FR.encode())
    assert export.kind == "posts"
    post = export.posts.iloc[0]
    assert post[["post_id", "platform", "text"]].tolist() == [
        "122121474620644102",
        "facebook",
        "Bonjour, été",
    ]
    assert post[["views", "reach", "engagements", "likes", "clicks"]].tolist() == [40, 15, 3, 2, 7]
    assert export.posts["link_clicks"].isna().all()
    assert str(post["published_at"]) == "2025-02-16 05:14:00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_of_results_reads_in_any_encoding_with_french_numbers(encoding: str) -> None:
    text = "Résultat;Portée;J’aime;Clics;Dépense publicitaire\n"
    text += "Été;5 000;500;25;1 234,5\nTotal;5000;500;25;1234,5\n"
    export = cm.read(text.encode(encoding))
    assert export.posts.to_dict("list") == {
        "result": ["Été"],
        "reach": [5000],
        "likes": [500],
        "clicks": [25],
        "spend": [1234.5],
    }
    assert export.set_aside["line"].tolist() == [3]
    assert export.set_aside["reason"].tolist() == ["total"]
    assert export.reconcile().holds


def test_a_bilingual_export_is_read_as_one_column_and_said() -> None:
    """Meta writes some exports half in French, half in English, each heading filled on its own rows."""
    data = (
        "Identifiant de la publication,ID de la Page,Heure de publication,Type de publication,Post type,"
        "Couverture,Reach,Réactions\n"
        "122121474620000001,615693,01/15/2025 10:00,Photo,,500,,5\n"
        "122121474620000002,615693,01/16/2025 10:00,,Reel,,700,6\n"
    )
    export = cm.read(data.encode())
    assert export.posts["reach"].tolist() == [500, 700]
    assert export.posts["post_type"].tolist() == ["Photo", "Reel"]
    said = [str(note) for note in export.warnings if note.key == "mixed_languages"]
    assert any("Couverture / Reach" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [("03/01/2025", "04/30/2025", False), ("05/01/2025", "07/01/2025", True)],
)
def test_a_definition_that_changed_inside_the_period_is_said(first: str, last: str, said: bool) -> None:
    """Reach of Facebook posts before and after June 2025 would be compared without a word."""
    rows = "".join(f"12212147462000000{n},615693,{day} 10:00,500,5\n" for n, day in enumerate((first, last)))
    data = "Post ID,Page ID,Publish time,Reach,Reactions\n" + rows
    keys = {note.key for note in cm.read(data.encode()).warnings}
    assert ("facebook_viewers" in keys) is said


@pytest.mark.timeout(30)
def test_a_link_of_a_hundred_thousand_digits_is_read_at_once() -> None:
    """Found by the fuzz test: looking for an id at the end of such a link took minutes."""
    data = "Time,Video title,Video link,Post time,Total likes,Total views\nJuly 26,a,{},July 20,1,2\n"
    links = f"https://www.tiktok.com/@a/video/{'9' * 170_000}x"
    export = cm.read(data.format(links).encode(), exported="2026-07-26")
    assert export.posts["post_id"].isna().all()


def test_an_id_of_four_hundred_digits_stops_nothing() -> None:
    """Found by the fuzz test: as a number it is infinite, and so was its year."""
    data = "Time,Video title,Video link,Post time,Total likes,Total views\nJuly 26,a,{},July 20,1,2\n"
    link = f"https://www.tiktok.com/@a/video/{'9' * 400}"
    assert len(cm.read(data.format(link).encode(), exported="2026-07-26")) == 1
