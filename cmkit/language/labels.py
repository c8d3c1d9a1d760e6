"""What columns, metrics and other things of cmkit are called: `labels.toml` of each language."""

from collections.abc import Mapping
from typing import Any

from cmkit.language.languages import languages, room
from cmkit.language.sentences import form, language
from cmkit.language.writing import in_sentence


def label(name: str, lang: str | None = None) -> str:
    """Return the label of a column or a metric; a word that is not one of cmkit's as it is."""
    return _called("labels", name, language(lang)) or name


def noun(name: str, n: Any, lang: str | None = None) -> str:
    """Return what a column counts, as it stands after a number."""
    lang = language(lang)
    forms = room("labels", lang).get(name, name)
    return in_sentence(form(forms, n, lang) if isinstance(forms, dict) else str(forms))


def labels(name: str) -> list[str]:
    """Return the labels of a column or a metric in all languages, those for several ("Posts", not "Post")."""
    return [found for lang in languages() if (found := _called("labels", name, lang))]


def _called(where: str, name: str, lang: str) -> str:
    found = room(where, lang).get(name, "")
    return str(found["other"] if isinstance(found, dict) else found)


class Labelled:
    """What has a label in every language. `label_key` names the label; `given_labels` are a user's own."""

    name: Any

    @property
    def label_key(self) -> str:
        """The key of its label, `room.key`."""
        return f"labels.{self.name}"

    @property
    def given_labels(self) -> Mapping[str, str]:
        """The labels that a user gave, by language; they go before cmkit's."""
        return {}

    def label(self, lang: str | None = None) -> str:
        """Return its label in a language (by default the one in use); its name where it has none."""
        lang = language(lang)
        if given := self.given_labels:
            return given.get(lang) or next(iter(given.values()))
        where, _, name = self.label_key.partition(".")
        return _called(where, name, lang) or name
