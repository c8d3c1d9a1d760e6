"""Tables that people keep by hand, and what an agency sends."""

from __future__ import annotations

from made_files import NAME, Row, utf8, written
from made_tools import planned


def by_hand() -> bytes:
    """A table kept by a community manager, saved by Excel in French: 18,9K, 1 104, a total, a stray note."""
    rows: list[Row] = [["Type", "Nom", "Post", "Plateforme", "VUES", "LIKES", "TOTAL_VUES", "TOTAL_LIKES"]]
    kept = planned(56, "fr", 12)
    views = [_by_hand(post["seen"] * (14 if post["network"] == "Instagram" else 5)) for post in kept]
    likes = [_by_hand(post["likes"] * (9 if post["network"] == "Instagram" else 4)) for post in kept]
    sums = [f"{sum(value for _, value in told):,}".replace(",", " ") for told in (views, likes)]
    for number, post in enumerate(kept):
        seen = "" if number == 7 else views[number][0]
        beside = sums if number == 0 else ["", ""]
        network = {"Instagram": "IG"}.get(post["network"], post["network"])
        rows.append(
            ["Marque", NAME, post["text"].split("\u202f")[0], network, seen, likes[number][0], *beside]
        )
    rows.insert(7, ["", "INFLU", "", "", "", "", "", ""])
    return written(rows, delimiter=";", end="\r\n").encode("cp1252")


def _by_hand(number: int) -> tuple[str, int]:
    """Write a number as people type it (18,9K, 711 000, 1797), and say what that is worth."""
    if number >= 10_000:
        thousands = f"{number / 1000:.1f}"
        return thousands.removesuffix(".0").replace(".", ",") + "K", round(float(thousands) * 1000)
    return (f"{number:,}".replace(",", " ") if number >= 2_000 else str(number)), number


def agency() -> bytes:
    """What an agency sends: headings of its own, which no format knows."""
    rows: list[Row] = [
        [
            "Date mise en ligne",
            "Réf. contenu",
            "Nb. de vues",
            "Pers. touchées",
            "J'aimes",
            "Nb commentaires",
            "Nb partages",
            "Nb clics lien",
            "Commentaire agence",
        ]
    ]
    for number, post in enumerate(planned(57, "fr", 9)):
        note = "très bon visuel" if number == 3 else ""
        rows.append(
            [
                f"{post['at']:%d/%m/%Y}",
                f"AB-{number + 1:03}",
                post["seen"],
                post["reach"],
                post["likes"],
                post["comments"],
                post["shares"],
                post["link"],
                note,
            ]
        )
    return utf8(written(rows, delimiter=";"))


EXPORTS = {
    "suivi_a_la_main_fr.csv": by_hand,
    "bilan_agence_fr.csv": agency,
}
