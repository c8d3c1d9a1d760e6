"""Formats are data: a new platform, a corrected heading or an unknown file needs no code and no guess."""

from __future__ import annotations

from pathlib import Path

import pytest

import cmkit as cm
from cmkit.errors import CmkitError, UnreadableFileError
from cmkit.language import sentences
from cmkit.reading.headings.formats import (
    currency_of,
    in_two_languages,
    language_of,
    own_formats,
    plain_heading,
)

UNKNOWN = "Campagne maison;Nb de vues;Mentions j aime;Truc\nA;1 200;50;x\nB;800;20;y\n"


def test_a_users_own_format_needs_no_code(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        'id = "ours"\nname = { en = "Ours", fr = "Le nôtre" }\nkind = "posts"\nplatform = "threads"\n'
        'tell = [["Nb de vues"], ["Campagne maison"]]\n[columns]\n'
        'result = ["Campagne maison"]\nviews = ["Nb de vues"]\n',
        encoding="utf-8",
    )
    export = cm.read(UNKNOWN.encode(), formats=tmp_path)
    assert (export.source.format_id, export.posts["platform"].iloc[0]) == ("ours", "threads")
    (tmp_path / "ours.toml").write_text('id = "x"\n[columns]\nveiws = ["A"]\n')
    with pytest.raises(UnreadableFileError, match="veiws"):
        cm.read(UNKNOWN.encode(), formats=tmp_path)


@pytest.mark.parametrize("form", own_formats(), ids=lambda form: form.id)
def test_every_format_is_told_by_headings_it_knows_and_says_its_notes(form: object) -> None:
    known = {plain_heading(w) for words in form.columns.values() for w in words}
    known |= {plain_heading(w) for w in form.ignore}
    for words in form.tell:
        assert form.labels or form.by_title or form.rest or known & {plain_heading(w) for w in words}
    for lang in sentences.languages():
        assert sentences.has(f"formats.{form.id}", lang)
        assert form.label(lang) not in ("", form.id)
        for note in form.notes:
            assert sentences.say(f"reading.note_{note}", lang, n=2, n_text="2")
    assert form.kind == "" or sentences.say(f"reading.kind_{form.kind}", "fr")


@pytest.mark.parametrize(
    "form", [f for f in own_formats() if f.tell and not f.titles], ids=lambda form: form.id
)
@pytest.mark.parametrize("language", [0, -1])
def test_every_format_reads_its_own_headings(form: object, language: int) -> None:
    """A file made of the first (English), then of the last (often French), heading of each column."""
    headings = {name: words[language] for name, words in form.columns.items()}
    for words in form.tell:
        if not {plain_heading(w) for w in words} & {plain_heading(h) for h in headings.values()}:
            headings[words[0]] = words[0]
    cell = {
        "published_at": "12/13/2025",
        "date": "2025-12-13",
        "permalink": "https://x.org/12345678",
        "boosted": "1",
    }
    line = ",".join(f'"{heading}"' for heading in headings.values())
    row = ",".join(cell.get(name, "7") for name in headings)
    export = cm.read(f"{line}\n{row}\n".encode())
    assert export.source.format_id == form.id
    assert set(form.columns) <= set(export.table)
    assert export.reconcile().holds


def test_an_error_of_the_reader_says_itself_in_french() -> None:
    with pytest.raises(CmkitError) as error:
        cm.read(b"bonjour\n")
    assert "n’a pas de ligne d’en-têtes" in error.value.in_language("fr")


def test_headings_are_compared_without_accents_or_currency() -> None:
    assert plain_heading("Montant dépensé (EUR)") == "montant depense (*)"
    assert (currency_of("Amount spent (PLN)"), currency_of("Clicks")) == ("PLN", "")


def test_the_language_of_headings_is_that_of_most_words() -> None:
    assert language_of(["Identifiant de la publication", "Vues", "Couverture"]) == "fr"
    assert in_two_languages(["Type de publication", "Post type"])
    assert not in_two_languages(["Titre", "Description"])


@pytest.mark.parametrize(
    ("heading", "code"),
    [("Spend (EUR)", "EUR"), ("Coût (€)", "EUR"), ("Cost ($)", "USD"), ("Cost (US$)", "USD"),
     ("Cost (£)", "GBP"), ("Cost (¥)", "JPY"), ("Click through rate (CTR)", ""), ("Reach", "")],
)  # fmt: skip
def test_the_brackets_of_a_heading_name_a_currency_or_none(heading: str, code: str) -> None:
    """LinkedIn's "(CTR)" was taken for a currency, and every amount beside it was in CTR."""
    assert currency_of(heading) == code


def test_a_heading_that_a_format_never_has_rules_it_out() -> None:
    """A log of posts with a column of campaigns is posts; without links, titles or texts it is ads."""
    ads = b"Campagne,Date,Impressions,Clics\nSoldes,2026-01-05,900,12\nBox,2026-01-06,700,9\n"
    posts = ads.replace(b"Campagne", b"Campagne,Publication").replace(b"Soldes", b"Soldes,Un coffret")
    posts = posts.replace(b"Box", b"Box,Une tisane")
    assert (cm.read(ads).kind, cm.read(posts).kind) == ("ads", "posts")


def test_of_two_headings_of_one_column_the_preferred_one_is_taken_wherever_it_stands() -> None:
    """Meta writes the whole period beside each day: every row would be of the first day."""
    data = (
        "Inicio del informe,Fin del informe,Día,Nombre de la campaña,Importe gastado (PEN)\n"
        "2026-10-01,2026-10-02,2026-10-01,Octubre,150.5\n2026-10-01,2026-10-02,2026-10-02,Octubre,99.5\n"
    )
    export = cm.read(data.encode())
    assert [day.day for day in export.table["date"]] == [1, 2]
    assert (export.kind, export.source.currency, export.table["spend"].sum()) == ("ads", "PEN", 250)


def test_headings_in_snake_case_are_those_in_words() -> None:
    assert plain_heading("amount_spent") == plain_heading("Amount spent")


@pytest.mark.parametrize(
    ("headings", "language"),
    [
        ("Campaign name,Results,Reach,Impressions", "en"),
        ("Nom de la campagne,Résultats,Couverture,Impressions", "fr"),
        ("Nombre de la campaña,Resultados,Alcance,Impresiones", "es"),
        ("Nome da campanha,Resultados,Alcance,Impressões", "pt"),
        ("Kampagnenname,Ergebnisse,Reichweite,Impressionen", "de"),
        ("Nome della campagna,Risultati,Copertura,Impression", "it"),
        ("Campagnenaam,Resultaten,Bereik,Weergaven", "nl"),
    ],
)
def test_meta_ads_are_known_by_campaign_words_in_every_language(headings: str, language: str) -> None:
    export = cm.read(f"{headings}\nA,3,500,900\nB,0,400,650\n".encode())
    assert (export.kind, export.source.format_id) == ("ads", "meta_ads"), language
    assert export.table[["reach", "impressions"]].sum().tolist() == [900, 1550]


def test_a_users_own_column_keeps_its_name_beside_that_of_a_network() -> None:
    """In an ads report "Cost" is what the network charged; beside `spend` it is the full cost."""
    one = cm.read(b"Campaign,Cost,Clicks\nA,10,5\nB,4,2\n")
    two = cm.read(b"campaign,spend,cost,clicks\nA,10,15,5\nB,4,9,2\n")
    assert (one.kind, one.table["spend"].sum(), "cost" in one.table) == ("ads", 14, False)
    assert (two.kind, two.table["spend"].sum(), two.table["cost"].sum()) == ("ads", 14, 24)


REPORTS = {
    "google_ads": (
        'Tag,Kampagne,Währungscode,Kosten,Impr.,Klicks\n2026-09-01,Dach,EUR,"1.204,56",900,12\n',
        'Semana,Campaña,Coste,Impr.,CPC medio\n2026-09-07,Lima,"8,50",1.247,"0,31"\n',
        'Status da campanha,Campanha,Custo,Cliques,Impr.\nAtivada,Uvas,"178,93",156,5.874\n',
        "Jour;Campagne;Code de la devise;Coût;Impr.\n2026-09-01;Toits;CAD;1\u202f020,50;10\u202f500\n",
    ),
    "ads_report": (
        "Date,Order,Ad Group,Creative,Impressions,Advertiser Spend\n2026-09-01,TV,A,B,900,7.5\n",
        "Campagne,Date de diffusion,Spots,Coût net (€)\nBox,2026-09-01,12,540\n",
        "Fecha;Nombre de la campaña;Importe gastado;Impresiones\n13/09/2026;Retargeting;12,50 €;3.000\n",
    ),
}


@pytest.mark.parametrize(("known", "data"), [(k, each) for k, datas in REPORTS.items() for each in datas])
def test_reports_of_ads_are_known_whatever_the_network_and_the_language(known: str, data: str) -> None:
    export = cm.read(data.encode())
    assert (export.kind, export.source.format_id) == ("ads", known)
    assert export.table["spend"].gt(5).all()


def test_visits_by_campaign_are_no_ads() -> None:
    assert cm.read(b"Month,Campaign,Sessions,Revenue\n2026-01,A,100,50\n").kind != "ads"


def test_lines_above_a_report_that_look_like_headings_are_no_table() -> None:
    """LinkedIn writes the start and the end of a report beside each other, and leaves a line empty."""
    data = (
        "Campaign Performance Report (in UTC)\nReport Start: 09/01/2026, Report End: 09/02/2026\n\n"
        "Start Date (in UTC),Campaign Name,Total Spent,Impressions,Currency\n"
        "09/01/2026,Leads,10.25,500,USD\n"
    )
    export = cm.read(data.encode())
    assert (len(export.tables), len(export), export.source.currency) == (1, 1, "USD")
    assert "Report Start: 09/01/2026 Report End: 09/02/2026" in export.source.above


DAYS = "01/15/2026,120,7,9,2,1\n01/16/2026,80,5,3,0,0\n"
LINKEDIN = {
    "es": "Fecha,Impresiones (totales),Clics (totales),Reacciones (total),Comentarios (totales),"
          "Veces compartido (total)",
    "pt": "Data,Impressões (total),Cliques (total),Reações (total),Comentários (total),"
          "Compartilhamentos (total)",
    "it": "Data,Impressioni (totale),Clic (totale),Reazioni (totale),Commenti (totale),"
          "Diffusioni post (totali)",
    "nl": "Datum,Weergaven (totaal),Klikken (totaal),Reacties (totaal),Commentaren (totaal),Reposts (totaal)",
}  # fmt: skip


@pytest.mark.parametrize("lang", LINKEDIN)
def test_linkedin_by_day_says_the_same_in_every_language(lang: str) -> None:
    export = cm.read(f"{LINKEDIN[lang]}\n{DAYS}".encode())
    assert (export.kind, export.source.platform) == ("daily", "linkedin")
    sums = export.table[["impressions", "clicks", "likes", "comments", "shares"]].sum()
    assert sums.tolist() == [200, 12, 12, 2, 1]


CHANNELS = {
    "de": "Sitzung – primäre Channelgruppe (Standard-Channelgruppe);Sitzungen;Sitzungen mit Interaktionen",
    "pt": "Grupo de canais padrão da sessão;Sessões;Sessões engajadas",
}


@pytest.mark.parametrize("lang", CHANNELS)
def test_channels_of_ga4_in_other_languages_are_channels(lang: str) -> None:
    export = cm.read(f"{CHANNELS[lang]}\nDirect;1.200;700\nPaid Search;59;40\n".encode())
    assert (export.kind, export.table["sessions"].tolist()) == ("channels", [1200, 59])


LOG = (
    "Date;Heure;Reseau;Titre du post;Lien;Vue;Like;Comentaires;Partage\n"
    "14/03/2026;18h30;Instagram;Nouveau;https://www.instagram.com/p/A/;1 200;45;3;2\n"
    "15/03/2026;;Facebook;Autre;https://www.facebook.com/p/B/;900;22;1;0\n"
)


def test_a_log_kept_by_hand_with_an_hour_a_link_and_typing_errors_is_posts() -> None:
    """It was "Google Analytics by day": its links, likes and comments were lost."""
    export = cm.read(LOG.encode())
    posts = export.posts
    assert export.kind == "posts"
    assert posts["published_at"].astype(str).tolist() == ["2026-03-14 18:30:00", "2026-03-15 00:00:00"]
    assert posts[["views", "likes", "comments", "shares"]].sum().tolist() == [2100, 67, 4, 2]
    near = [note for note in export.warnings if note.key == "near_heading"]
    assert "“Comentaires” was read as “Comments”" in " ".join(note.in_language("en") for note in near)
    right = cm.read(LOG.replace("Comentaires", "Remarques").encode())
    assert "comments" not in right.posts


@pytest.mark.parametrize("heading", ["Remarques", "Type d'objet", "Stories", "Coût"])
def test_what_is_only_somewhat_like_a_heading_is_not_taken_for_it(heading: str) -> None:
    form = next(one for one in own_formats() if one.near)
    assert form.mapping(["Réseau", "Vues", heading]).keys() == {0, 1}


def test_a_table_of_days_and_views_is_no_web_analytics() -> None:
    export = cm.read(b"Date,Views\n2026-03-14,1200\n2026-03-15,12\n")
    assert (export.kind, export.source.platform) == ("daily", "")
