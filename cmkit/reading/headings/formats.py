"""The platforms' formats as data: `cmkit/formats/*.toml`, one file a format, and which one fits.

A format says how it is told (`tell`: from each line, one heading must be there), what its tables are
(`kind`, `platform`, `rows`), which headings mean which column in every language known, and its habits.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS, by_heading, normalised
from cmkit.errors import UnreadableFileError
from cmkit.language import writing
from cmkit.language.languages import languages
from cmkit.language.said import alike
from cmkit.language.writing import Labelled, labels, worded
from cmkit.reading.values.number_texts import WORDS as KNOWN

_CURRENCY = re.compile(r"\((?P<currency>[A-Z]{3}|[€$£¥]|US\$)\)$")
NEAR, MOST_NEAR = 0.85, 60
"""How alike a heading with a typing error is to the one meant, and how many are looked at."""


@dataclass(frozen=True)
class Format(Labelled):
    """One format: how to tell it, and what its headings mean."""

    id: str
    name: Mapping[str, str] = field(default_factory=dict)
    kind: str = "posts"
    rows: str = ""
    platform: str = ""
    tell: tuple[tuple[str, ...], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    day_first: bool | None = None
    longest: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    net: tuple[str, ...] = ()  # counts of a period from which what was taken back is subtracted
    blank_is_zero: tuple[str, ...] = ()  # what the platform leaves blank where nothing happened
    notes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    by_title: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    part_of: str = ""
    whole_row: Mapping[str, str] = field(default_factory=dict)
    id_in_link: str = ""
    clock_in_id: int = 0
    export_day: str = ""
    nth_day: bool = False
    changes: tuple[Mapping[str, Any], ...] = ()
    period: tuple[tuple[str, ...], ...] = ()
    clock: tuple[str, ...] = ()
    """Headings of the hour that goes with `published_at`, where it has a column of its own."""
    account_in_name: str = ""
    """What of a file's name is the account: a pattern of one group."""
    near: bool = False
    """Whether headings that nearly are known ones are understood, and told."""
    labels: bool = False
    rest: bool = False
    any_click: bool = False
    least: int = 1
    unless: tuple[str, ...] = ()
    """Headings that a table of this format never has."""
    each: str = ""
    """The column that counts one for each row that earned revenue (an order a row)."""
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Heading -> the words by which a row is no sale (cancelled, refunded)."""

    @property
    def label_key(self) -> str:
        """The key of its label."""
        return f"formats.{self.id}"

    @property
    def given_labels(self) -> Mapping[str, str]:
        """The labels that a user's own format has, by language."""
        return self.name

    def mapping(self, headings: Iterable[str], title: str = "") -> dict[int, str]:
        """Return the position of each heading that the format knows, with its column."""
        found = {i: self._words[h] for i, h in enumerate(map(plain_heading, headings)) if h in self._words}
        if self.labels:
            labels = by_heading(headings)
            own = {i: labels[h] for i, h in enumerate(headings) if h in labels}
            found = own | found
            for i in own:  # a user's own column keeps its name beside one that the format takes for the same
                if list(found.values()).count(found[i]) > 1:
                    found[i] = own[i]
        if measure := self._titles.get(normalised(title)):
            told = [i for i, h in enumerate(headings) if h.strip() and found.get(i) not in (*DATES, *WORDS)]
            found |= {i: measure for i in told if i not in found or len(told) == 1}
        return found | (self._nearly(headings, found) if self.near else {})

    def _nearly(self, headings: Iterable[str], found: Mapping[int, str]) -> dict[int, str]:
        """Return what headings with a typing error mean, where no other heading says it better."""
        words = {w: name for w, name in self._words.items() if name not in found.values()}
        left = {i: plain_heading(h) for i, h in enumerate(headings) if i < MOST_NEAR and i not in found}
        close = {i: alike(h, words, NEAR, 1) for i, h in left.items() if h not in self._ignored}
        best = {words[near[0][1]]: i for i, near in reversed(close.items()) if near}
        return {i: name for name, i in best.items()}

    def meant(self, heading: str) -> str:
        """Return the column that a heading means by itself, whatever stands above it, or ""."""
        return self._words.get(plain_heading(heading), "")

    @cached_property
    def _words(self) -> dict[str, str]:
        return {plain_heading(word): name for name, known in self.columns.items() for word in known}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {normalised(word): name for name, known in self.by_title.items() for word in known}

    def rank(self, heading: str) -> int:
        """Return where a heading stands among those that mean its column: the first is preferred."""
        known = plain_heading(heading)
        return [*self._words].index(known) if known in self._words else -1

    def ignores(self, heading: str) -> bool:
        """Tell whether the format knows a heading as one that is not needed."""
        return plain_heading(heading) in self._ignored

    @cached_property
    def _ignored(self) -> set[str]:
        return set(map(plain_heading, self.ignore))

    def fits(self, headings: list[str], titles: tuple[str, ...] = ()) -> int:
        """Return how many headings the format knows (ignored ones too), 0 where what tells it is missing."""
        if self.titles and not {normalised(t) for t in self.titles} & {normalised(t) for t in titles}:
            return 0
        seen = {plain_heading(h) for h in headings}
        told = not any(seen.isdisjoint(map(plain_heading, words)) for words in self.tell)
        if not told or not seen.isdisjoint(map(plain_heading, self.unless)):
            return 0
        known = self.mapping(headings)
        if len(known) < max(self.least, 0.5 * sum(bool(h.strip()) for h in headings) if self.labels else 0):
            return 0
        if self.labels and NUMBERS.keys().isdisjoint(known.values()):  # names alone say nothing to measure
            return 0
        return max(1, len(known) + len(seen & (self._ignored - set(self._words))))


@lru_cache(maxsize=10_000)
def plain_heading(heading: str) -> str:
    """Return a heading as formats compare it: normalised, snake_case in words, a currency in brackets (*)."""
    return normalised(_CURRENCY.sub(" (*)", heading.strip()).replace("_", " "))


def currency_of(heading: str) -> str:
    """Return the currency that a heading names in brackets, or ""."""
    found = _CURRENCY.search(heading.strip())
    return (writing.currency_of(found["currency"]) or "") if found else ""


@cache
def own_formats() -> tuple[Format, ...]:
    """Return the formats that cmkit ships, those with a sharper way of being told first."""
    folder = resources.files("cmkit") / "formats"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    made = [made_format(f.name, f.read_text(encoding="utf-8")) for f in files]
    return tuple(sorted(made, key=lambda one: one.labels))


def folder_formats(folder: str | Path) -> tuple[Format, ...]:
    """Return the formats of a user's own folder of TOML files."""
    try:
        files = sorted(Path(folder).glob("*.toml")) if isinstance(folder, str | Path) else []
    except OSError:  # a name longer than any folder's
        files = []
    if not files:
        raise UnreadableFileError("no_formats", folder=worded(folder)[:60])
    return tuple(made_format(f.name, f.read_text(encoding="utf-8")) for f in files)


def made_format(file: str, text: str) -> Format:
    """Make a format of a TOML text, or say which line or word of it is wrong."""
    try:
        facts: dict[str, Any] = tomllib.loads(text)
        lists = (facts.get("columns", {}), facts.get("by_title", {}), facts.get("net", ()))
        for name in chain(*lists, facts.get("blank_is_zero", ())):
            if name not in (*NUMBERS, *WORDS, *DATES):
                raise ValueError(name)
        for name, value in facts.items():
            facts[name] = _frozen(value)
        return Format(**facts)
    except (ValueError, TypeError, AttributeError) as problem:
        raise UnreadableFileError("bad_format", file=file, why=str(problem)) from None


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(one) for one in value)
    return {name: _frozen(one) for name, one in value.items()} if isinstance(value, dict) else value


def best_format(
    headings: list[str], formats: Iterable[Format], titles: tuple[str, ...] = ()
) -> Format | None:
    """Return the format that knows most of the headings; of equals one told by its title, then the first."""
    best, most = None, (0, False)
    for one in formats:
        score = (one.fits(headings, titles), bool(one.titles))
        if score[0] and score > most:
            best, most = one, score
    return best


def known_headings() -> frozenset[str]:
    """Return every heading that any format of cmkit knows, as they are compared."""
    return _known_headings(languages())


@cache
def _known_headings(spoken: tuple[str, ...]) -> frozenset[str]:
    words = {w for f in own_formats() for known in (*f.columns.values(), f.ignore, *f.tell) for w in known}
    own = {w for name in NUMBERS for w in (name, *labels(name), name.replace("_", " "))}
    return frozenset(map(plain_heading, (*words, *own, *WORDS, *DATES)))


def language_of(headings: Iterable[str]) -> str:
    """Return "en", "fr", "es" or "pt": the language most of the headings' words belong to."""
    counts = _counts(headings)
    return max(counts, key=lambda lang: (counts[lang], lang == "en"))


def in_two_languages(headings: Iterable[str]) -> bool:
    """Tell whether some of the headings are plainly French and others plainly English."""
    each = [_counts([heading]) for heading in headings]
    return any(c["fr"] > c["en"] for c in each) and any(c["en"] > c["fr"] for c in each)


def _counts(headings: Iterable[str]) -> dict[str, int]:
    words = re.findall(r"[a-z']+", " ".join(normalised(h) for h in headings))
    return {lang: sum(word in text.split() for word in words) for lang, text in KNOWN["headings"].items()}
