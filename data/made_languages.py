"""The same Instagram posts under the headings of five more languages, and YouTube videos in German.

Spanish and Portuguese headings are those of real files, Italian ones are documented, German and Dutch ones
are from memory; the German ones of YouTube are documented. Dates stay MM/DD/YYYY, texts are French.
"""

from __future__ import annotations

from collections.abc import Callable

from made_files import HANDLE, NAME, Row, counts, subjects, utf8, written
from make_campaign import START, Draw

INSTAGRAM = {
    "es": ["Identificador de la publicación", "Identificador de la cuenta",
           "Nombre de usuario de la cuenta", "Nombre de la cuenta", "Descripción", "Duración (segundos)",
           "Hora de publicación", "Enlace permanente", "Tipo de publicación", "Comentario sobre los datos",
           "Fecha", "Visualizaciones", "Alcance", "Me gusta", "Veces que se ha compartido", "Seguidores",
           "Comentarios", "Veces guardado"],
    "pt": ["Identificação do post", "Identificação da conta", "Nome de usuário da conta", "Nome da conta",
           "Descrição", "Duração (s)", "Horário de publicação", "Link permanente", "Tipo de post",
           "Comentário de dados", "Data", "Visualizações", "Alcance", "Curtidas", "Compartilhamentos",
           "Seguimentos", "Comentários", "Salvamentos"],
    "it": ["ID del post", "ID dell'account", "Nome utente dell'account", "Nome dell'account", "Descrizione",
           "Durata (s)", "Orario di pubblicazione", "Permalink", "Tipo di post", "Commento sui dati",
           "Data", "Visualizzazioni", "Copertura", "Mi piace", "Condivisioni", "Follower", "Commenti",
           "Salvataggi"],
    "de": ["Beitrags-ID", "Konto-ID", "Konto-Benutzername", "Kontoname", "Beschreibung", "Dauer (Sek.)",
           "Veröffentlichungszeitpunkt", "Permalink", "Beitragstyp", "Datenkommentar", "Datum", "Aufrufe",
           "Reichweite", "„Gefällt mir“-Angaben", "Geteilte Inhalte", "Follower", "Kommentare",
           "Gespeicherte Inhalte"],
    "nl": ["Bericht-ID", "Account-ID", "Gebruikersnaam van account", "Accountnaam", "Beschrijving",
           "Duur (sec.)", "Publicatietijd", "Permalink", "Berichttype", "", "Datum", "Weergaven", "Bereik",
           "Vind-ik-leuks", "Deelacties", "Volgers", "Opmerkingen", "Opgeslagen"],
}  # fmt: skip
VIDEOS = ["Videos", "Videotitel", "Veröffentlichungszeitpunkt des Videos", "Dauer", "Aufrufe",
          "Wiedergabezeit (Stunden)", "Abonnenten", "Impressionen",
          "Klickrate der Impressionen (%)"]  # fmt: skip


def instagram(lang: str) -> Callable[[], bytes]:
    """Return what writes the posts under the headings of a language: the numbers are the same in each."""

    def made() -> bytes:
        draw, rows = Draw(71), list[Row]([INSTAGRAM[lang]])
        for post in subjects(6, "fr", links=False):
            one, reach = draw.digits(17, "18"), draw.whole(300, 2_600)
            did = counts(draw, post["kind"], reach)
            rows.append([
                one, "17841400000000000", HANDLE, NAME, post["text"], 0, f"{post['at']:%m/%d/%Y %H:%M}",
                f"https://www.instagram.com/p/{draw.letters(11)}/", "Reel", "", "Total", round(reach * 1.6),
                reach, did["likes"], did["shares"], did["follows"], did["comments"], did["saves"],
            ])  # fmt: skip
        return utf8(written(rows), mark=True)

    return made


def youtube_de() -> bytes:
    """Videos in German under a row of totals; dates and numbers stay English."""
    draw, videos = Draw(72), list[Row]()
    for number, post in enumerate(subjects(6, "fr", links=False)):
        shown = draw.whole(2_000, 19_000)
        views = draw.share_of(shown, 0.05)
        videos.append([
            draw.letters(11), post["text"], f"{START:%b} {number + 1}, {START.year}", draw.whole(40, 640),
            views, round(views * 0.04, 4), draw.whole(-1, 9), shown, round(100 * views / shown, 2),
        ])  # fmt: skip
    sums = [round(sum(video[at] for video in videos), 4) for at in (4, 5, 6, 7)]
    total = ["Gesamt", "", "", "", *sums, round(100 * sums[0] / sums[-1], 2)]
    return utf8(written([VIDEOS, total, *videos]))


EXPORTS = {f"meta_instagram_{lang}.csv": instagram(lang) for lang in INSTAGRAM}
EXPORTS["youtube_de.csv"] = youtube_de
