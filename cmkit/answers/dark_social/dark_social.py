"""`dark_social`: how large social media's share of visits can be, with the visits that come unlabelled."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cmkit import errors
from cmkit.figures.bars import Bar, Bars
from cmkit.given.names import is_direct
from cmkit.given.numbers import one
from cmkit.given.rows import opened
from cmkit.language.facts import Number, Rate, Share, listed
from cmkit.language.languages import declared
from cmkit.language.said import said
from cmkit.statements.frames import code_word
from cmkit.statements.shown import Shown
from cmkit.statements.statement import Grid, Paragraph, Picture, Row, Statement, heads, paragraphs

KNOWN = declared("answers/dark_social/direct_share.toml")


@dataclass(frozen=True, eq=False, repr=False)
class DarkSocial(Shown):
    """Between which bounds social media's share of visits lies, made by `dark_social`.

    - `low`: the share of visits that name a network; `high`: the same with every direct visit added;
    - `likely`: with the visits that the named networks are known to hide, never above `high`;
    - `table`: a row a network: network, sessions, to_direct (the share that lands in direct; missing
      where it was not measured), hidden (how many more visits that makes; missing where it cannot be
      said, as for a network that hides all);
    - `direct`: visits of unknown origin; `total`: all visits.
    """

    low: float
    likely: float
    high: float
    table: pd.DataFrame
    direct: float
    total: float

    @property
    def seen(self) -> float:
        """How many visits name a network."""
        return float(self.table["sessions"].sum())

    @property
    def statement(self) -> Statement:
        """What the bounds say: the bounds, what they rest on, what nobody can know."""
        networks = self.table["network"].tolist()
        read = {"low": ("sessions",), "likely": ("sessions", "hidden"), "high": ("sessions", "direct")}
        shares = {n: Share(getattr(self, n), 1).of(*read[n], "total", rows=networks) for n in read}
        main = said("journeys.dark_bounds", low=shares["low"], high=shares["high"])
        seen = Number(self.seen).of("sessions", rows=networks)
        why = said("journeys.dark_why", seen=seen, direct=Number(self.direct), total=Number(self.total))
        lost, unknown = self.table["to_direct"], []
        for key, which in (("dark_all", lost == 1), ("dark_unknown", lost.isna())):
            if names := [code_word("platform", name) for name in self.table.loc[which, "network"]]:
                unknown.append(said(f"journeys.{key}", n=len(names), networks=listed(names)))
        heading = heads("journeys", [str(name) for name in self.table], words=("network",))
        rows = tuple(map(_row, self.table.itertuples()))
        bars = tuple(Bar(said(f"journeys.dark_bar_{n}"), s.value, s.value, s) for n, s in shares.items())
        parts = (
            Paragraph(main, "lead"),
            *paragraphs([why, said("journeys.dark_likely", likely=shares["likely"]), *unknown]),
            Paragraph(said("journeys.dark_source"), "note"),
            Grid(heading, rows, where=frozenset({"sheets"})),
            Picture(Bars(main, bars, said("journeys.dark_measured"))),
        )
        return Statement("dark", parts, title=main)


def _row(row: Any) -> Row:
    name, lost = [row.network], "sessions * to_direct / (1 - to_direct)"
    seen = Number(row.sessions).of("sessions", rows=name)
    hidden = Number(row.hidden).of("sessions", rows=name, formula=lost)
    return Row((code_word("platform", row.network), seen, Rate(row.to_direct), hidden))


def dark_social(sessions: Any, direct: float, total: float) -> DarkSocial:
    """Bound social media's share of visits: what names a network is the least, direct visits may hide more.

    - `sessions`: visits that name a network, {"linkedin": 120, ...} or a table with `network` and
      `sessions`;
    - `direct`: visits without a known origin; `total`: all visits, those two included.

    The share of each network's visits that lands in direct is SparkToro's of 2023 (TikTok, Slack,
    Discord, Mastodon and WhatsApp all; Messenger 75 %, Instagram messages 30 %, LinkedIn 14 %,
    Pinterest 12 %, about none from Facebook, X, YouTube and Instagram profiles), for links that are not
    tagged. Raises `NotANumberError`, `BadValueError` (also where the parts exceed the total),
    `MissingColumnError`, `DuplicateNameError`.

    >>> found = dark_social({"linkedin": 86, "whatsapp": 4}, direct=110, total=1000)
    >>> round(found.low, 3), round(found.likely, 3), round(found.high, 3)
    (0.09, 0.104, 0.2)
    """
    seen = {name: one(name, n) for name, n in _by_network(sessions).items()}
    if unnamable := next(filter(is_direct, seen), None):
        raise errors.BadValueError("direct_is_no_network", name=unnamable)
    unnamed, every, named = one("direct", direct), one("total", total), sum(seen.values())
    if every == 0 or named + unnamed > every:
        raise errors.BadValueError("parts_above_total", parts=f"{named + unnamed:g}", total=f"{every:g}")
    table = pd.DataFrame({"network": list(seen), "sessions": list(seen.values())})
    plain = [" ".join(name.casefold().replace("_", " ").replace(".com", "").split()) for name in seen]
    known = [KNOWN["shares"].get(KNOWN["also"].get(word, word), math.nan) for word in plain]
    share = pd.Series(known, dtype=float)
    # what is seen is what is left of all: of a network that hides all, nothing can be said
    table = table.assign(to_direct=share, hidden=table["sessions"] * share / (1 - share.where(share < 1)))
    found = min(unnamed, float(table["hidden"].sum()))
    low, likely, high = (part / every for part in (named, named + found, named + unnamed))
    return DarkSocial(low, likely, high, table, unnamed, every)


def _by_network(sessions: Any) -> dict[str, Any]:
    if isinstance(sessions, Mapping):
        if not sessions:
            raise errors.EmptyTableError("empty_table")
        return {str(name): n for name, n in sessions.items()}
    rows = opened(sessions, also={"platform": "network"})
    for column in ("network", "sessions"):
        if column not in rows.table:
            present = tuple(rows.columns)
            raise errors.MissingColumnError("missing_network_column", column=column, present=present)
    networks = rows.table["network"].astype(str)
    if twice := tuple(networks[networks.duplicated()].unique()[:5]):
        raise errors.DuplicateNameError("columns_twice", names=twice)
    return dict(zip(networks, rows.table["sessions"], strict=True))
