"""A heading taken for another column would give wrong numbers without a word."""

from __future__ import annotations

import pytest

import cmkit as cm
from cmkit.errors import CmkitError, UnknownNameError, UnreadableFileError
from cmkit.reading.headings.proposal import by_position, proposed, tells

UNKNOWN = "Campagne maison;Nb de vues;Mentions j aime;Truc\nA;1 200;50;x\nB;800;20;y\n"


def test_an_unknown_file_is_never_guessed_silently() -> None:
    export = cm.read(UNKNOWN.encode())
    assert (export.kind, export.posts) == ("unknown", None)
    assert "unknown_headings" in {note.key for note in export.warnings}
    proposal = export.proposal.set_index("heading")["column"]
    assert proposal["Nb de vues"] == "views"
    assert proposal["Mentions j aime"] == "likes"


def test_a_mapping_given_is_taken_and_a_proposal_can_be_given_back() -> None:
    given = {"Campagne maison": "result", "Nb de vues": "views"}
    export = cm.read(UNKNOWN.encode(), mapping=given)
    assert export.posts.to_dict("list") == {"result": ["A", "B"], "views": [1200, 800]}
    assert cm.read(UNKNOWN.encode(), mapping=cm.read(UNKNOWN.encode()).proposal).posts["views"].tolist() == [
        1200,
        800,
    ]


def test_a_mapping_corrects_a_known_format() -> None:
    table = b"Result,Reach,Clicks\nA,5000,25\n"
    assert cm.read(table, mapping={"Clicks": "link_clicks"}).posts["link_clicks"].tolist() == [25]
    assert "clicks" not in cm.read(table, mapping={"Clicks": None}).posts


def test_a_mapping_that_names_nothing_is_refused_with_the_nearest_word() -> None:
    with pytest.raises(UnknownNameError, match="views"):
        cm.read(UNKNOWN.encode(), mapping={"Truc": "vews"})
    with pytest.raises(UnreadableFileError, match="Campagne maison"):
        cm.read(UNKNOWN.encode(), mapping={"Absent": "views"})


def test_a_proposal_tells_link_clicks_from_clicks_and_leaves_remarks_alone() -> None:
    """A wrong guess shown as nearly sure is confirmed without a look."""
    headings = ["Nb. clics lien", "Nb clics", "Commentaire agence", "Portée totale", "Remarque"]
    found = proposed(headings).set_index("heading")
    assert found["column"].fillna("").tolist() == ["link_clicks", "clicks", "", "reach", ""]
    assert found["confidence"].between(0, 0.95).all()
    assert proposed(["Vues"], {"Vues": "words"}.get)["column"].isna().all()


def test_a_mapping_serves_several_files_where_one_has_the_heading() -> None:
    known = b"Result,Reach,Clicks\nA,5000,25\n"
    export = cm.read([UNKNOWN.encode(), known], mapping={"Campagne maison": "result", "Nb de vues": "views"})
    assert export.posts["result"].tolist() == ["A", "B", "A"]
    with pytest.raises(UnreadableFileError, match="Absent"):
        cm.read([UNKNOWN.encode(), known], mapping={"Absent": "views"})


@pytest.mark.parametrize("mapping", ["Truc=views", ["Truc"], 3])
def test_what_is_no_mapping_is_refused_with_the_form_of_one(mapping: object) -> None:
    with pytest.raises(CmkitError, match=r"dictionary|dictionnaire"):
        cm.read(UNKNOWN.encode(), mapping=mapping)


def test_words_in_another_order_and_small_words_change_nothing() -> None:
    assert proposed(["Nb clics lien", "Partagés"])["column"].tolist() == ["link_clicks", "shares"]


def test_a_mapping_goes_by_plain_heading() -> None:
    assert by_position({"Vues": "views"}, ["Lien", "VUES"]) == {1: "views"}


def _proposal(data: str) -> dict[str, str]:
    proposal = cm.read(data.encode()).proposal.dropna()
    return dict(zip(proposal["heading"], proposal["column"], strict=True))


def test_what_stands_under_a_heading_is_looked_at() -> None:
    """"Total" taken for a date set every row aside; a budget taken for spend would be spent."""
    data = "Campaña X,Fecha,Impressoes,Clics totales,Budget,Campaign type\n"
    data += "A,Total,500,25,90,Video\nB,Total,800,9,10,Search\n"
    told = {"Campaña X": "campaign", "Impressoes": "impressions", "Clics totales": "clicks"}
    assert _proposal(data) == told
    assert _proposal(data.replace("Total,", "2026-01-05,"))["Fecha"] == "date"


def test_a_proposal_without_a_number_is_not_offered() -> None:
    data = "Nom du truc,Jour,Remarque\nA,2026-01-05,bien\nB,2026-01-06,non\n"
    export = cm.read(data.encode())
    assert export.proposal["column"].isna().all()
    assert [note.key for note in export.warnings] == ["nothing_proposed"]
    assert cm.read(data.encode(), mapping=export.proposal).kind == "unknown"


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Favourites", True), ("Coups de cœur", False), ("Audience touchée", True), ("Reichweite", True),
        ("Gasto (EUR)", True), ("Âge", True), ("Pages", False), ("Cost per result", False),
        ("Language", False), ("Taux de clics", False), ("Views (%)", False),
    ],
)  # fmt: skip
def test_words_that_name_what_may_be_known_are_told(heading: str, told: bool) -> None:
    assert tells(heading) is told


def test_columns_keep_their_own_names_in_a_proposal() -> None:
    """A column "Platform" was proposed as a segment, since a table of the audience calls its rows so."""
    found = _proposal("platform;language;truc;views_count\nReddit;fr;a;5\nReddit;en;b;6\n")
    assert found == {"platform": "platform", "language": "language", "views_count": "views"}
