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


def test_the_day_of_the_export_may_be_written_and_must_be_a_day() -> None:
    table = b"Time,Video title,Video link,Post time,Total likes,Total views\nJuly 26,a,b,July 20,1,2\n"
    assert cm.read(table, exported="2023-07-26").posts["published_at"].dt.year.tolist() == [2023]
    with pytest.raises(cm.CmkitError, match="soon"):
        cm.read(table, exported="soon")
