"""Which language a file's headings are in, told by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cmkit.catalogue.columns import normalised

WORDS = {
    "fr": (
        "de la le les du des publication vues couverture portee partages commentaires enregistrements "
        "clics j'aime mentions abonnes duree heure titre texte lien permalien requetes pages pays "
        "appareil resultat depense montant taux nom reponses groupe canaux achats plateforme reseau compte "
        "legende abonnements spectateurs budget"
    ),
    "en": (
        "of the post posts views reach shares comments saves clicks likes followers duration time title "
        "text link permalink queries country device result spend amount rate name replies channel group "
        "purchases date page"
    ),
    "es": (
        "de la el los vistas alcance compartidos comentarios clics sesiones usuarios nuevos dia fecha"
    ),
    "pt": (
        "de do da titulo visualizacoes inscritos receita impressoes conteudo horario tempo exibicao"
    ),
}


def language_of(headings: Iterable[str]) -> str:
    """Return "en", "fr", "es" or "pt": the language most of the headings' words belong to.

    >>> language_of(["Identifiant de la publication", "Vues", "Couverture"])
    'fr'
    """
    counts = _counts(headings)
    return max(counts, key=lambda lang: (counts[lang], lang == "en"))


def in_two_languages(headings: Iterable[str]) -> bool:
    """Tell whether some of the headings are plainly French and others plainly English.

    >>> in_two_languages(["Type de publication", "Post type"]), in_two_languages(["Titre", "Description"])
    (True, False)
    """
    each = [_counts([heading]) for heading in headings]
    return any(c["fr"] > c["en"] for c in each) and any(c["en"] > c["fr"] for c in each)


def _counts(headings: Iterable[str]) -> dict[str, int]:
    words = re.findall(r"[a-z']+", " ".join(normalised(h) for h in headings))
    return {lang: sum(word in text.split() for word in words) for lang, text in WORDS.items()}
