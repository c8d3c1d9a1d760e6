"""What one piece of evidence says of each hypothesis: a rule each, giving a `Finding` or nothing."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from cmkit.answers.diagnosis.case import Case, Counts, Gap, against, gap, gaps, trials_to_tell
from cmkit.answers.diagnosis.gathering import BY_ROW, WORDS, Piece
from cmkit.catalogue.columns import normalised
from cmkit.evidence.intervals import chance_of_at_most, wilson
from cmkit.given.names import is_social
from cmkit.language.facts import All, Counted, Number, Quoted, Rate, Share, Span
from cmkit.language.said import Said, said
from cmkit.statements.aside import Flags

Facts = dict[str, Any]

TURNS = SUPPORTS, SHARED, UNKNOWN, CLEARS = "supports", "shared", "unknown", "clears"
"""What is found of a hypothesis: the data support it, or others as much, or do not tell, or clear it."""
FINISHING = 0.2
"""Assumption: a form, a checkout or a page that surely fewer than one in five finish loses people."""
ARRIVING = 0.7
"""Assumption: where surely fewer than seven clicks in ten see the page load, the way to it loses people."""
UNPLACED = 0.1
"""Assumption: where surely more than one visit in ten has no page or channel, the tracking has holes."""
MOST = 0.75
"""Assumption: rows are cleared together where those that are surely not lower hold this share of visits."""
SLOW, QUICK = 4.0, 2.5
"""Seconds for the largest element to show: poor above, good up to (web.dev, Core Web Vitals)."""


@dataclass(frozen=True)
class Finding:
    """What a piece says: the finding, its sentence, the share of visits concerned, where it comes from, and
    the hypotheses that it supports as much."""

    finding: str
    said: Said
    strength: float = 0.0
    source: Any = ""
    rivals: tuple[str, ...] = ()


def tracking(piece: Piece, case: Case) -> Finding | None:
    """Orders in the shop's own books, visits without a page or channel, or nothing counted anywhere."""
    books = WORDS[case.kind]["books"]
    if (shop := piece.totals.get(books)) is not None and (piece.dimension == "" or books == "shop_orders"):
        key = "books_agree" if shop == case.sales else "books_more" if shop > case.sales else "books_fewer"
        facts = {"shop": piece.number(books), "sales": Number(case.sales)}
        return _judged(shop != case.sales, key, facts)
    if piece.dimension not in BY_ROW:
        return None
    return _unplaced(piece, case) or _counted_elsewhere(piece, case)


def _unplaced(piece: Piece, case: Case) -> Finding | None:
    if "sessions" not in piece.rows:
        return None
    sessions = piece.rows.sessions.dropna()
    lost = sessions[_nowhere(sessions)]
    n, total, rows = float(lost.sum()), float(sessions.sum()), lost.index.tolist()
    if not total or against(n, total, UNPLACED, case.level) != "above":
        return None
    share = Rate(n / total).of("sessions", rows=rows, file=piece.name)
    return _judged(True, "unplaced", {"share": share, "n": piece.count(n, "sessions", rows)}, n / total)


def _counted_elsewhere(piece: Piece, case: Case) -> Finding | None:
    counted = next((c for c in WORDS[case.kind]["counted"] if c in piece.totals), None)
    if counted is None or not piece.totals.get("sessions"):
        return None
    n, sessions, visits = int(piece.totals[counted]), piece.totals["sessions"], _visits(piece)
    if piece.totals[counted] > 0:
        of = Counted(n, name=counted).of(counted, file=piece.name)
        return _judged(False, "counted", {"n": n, "counted": of, "visits": visits})
    found = _found(UNKNOWN, "nothing_counted", {"what": said(f"diagnosis.{counted}"), "visits": visits})
    if case.expected_rate and chance_of_at_most(0, sessions, case.expected_rate) < 1 - case.level:
        return replace(found, finding=SHARED, strength=1.0)  # nobody may have bought
    return found


def targeting(piece: Piece, case: Case) -> Finding | None:
    """Social channels together against the other channels; without channels, what the visits did."""
    if piece.dimension == "channel" and {"sessions", "engaged_sessions"} <= set(piece.rows):
        rows = piece.rows[~_nowhere(piece.rows)][["engaged_sessions", "sessions"]].dropna(subset=["sessions"])
        rows = rows[rows.engaged_sessions <= rows.sessions]
        social = np.array([*map(is_social, rows.index)], dtype=bool)
        mine, rest = ((float(n), float(of)) for n, of in (rows[social].sum(), rows[~social].sum()))
        if not mine[1] or not rest[1]:
            return None
        named = [*map(Quoted, rows.index[social][:3]), *(["…"] if social.sum() > 3 else [])]
        one = gap(All(tuple(named), "words.comma"), mine, rest, case.level)
        return _from_gaps([one], "engaged_sessions", piece, mine[1] + rest[1])
    if piece.dimension in ("", "ad") and (pair := piece.pair("engaged_sessions", "sessions")):
        rate, within = piece.rate("engaged_sessions", "sessions"), Span(*map(Rate, wilson(*pair, case.level)))
        facts = {"rate": rate, "within": within, "visits": _visits(piece)}
        return _found(UNKNOWN, "engaged_alone", facts)
    return None


def slow_site(piece: Piece, case: Case) -> Finding | None:
    """Measured loading time; or clicks that never saw the page load, which can support but not clear."""
    if (seconds := piece.totals.get("load_seconds")) is None:
        found = finished(piece, case, ("landing_page_views",), "link_clicks", "arrived", ARRIVING)
        return replace(found, finding=UNKNOWN) if found and found.finding == CLEARS else found
    facts = {"seconds": piece.seconds("load_seconds"), "slow": Number(SLOW), "quick": Number(QUICK)}
    if QUICK < seconds <= SLOW:
        return _found(UNKNOWN, "load_between", facts)
    return _judged(seconds > SLOW, "load_slow" if seconds > SLOW else "load_quick", facts)


def finished(
    piece: Piece, case: Case, parts: tuple[str, ...], base: str, key: str, bar: float = FINISHING
) -> Finding | None:
    """How many of those who began got to the end, by the first of the parts known, held against a bar."""
    part = next((each for each in parts if piece.pair(each, base)), "")
    if (pair := piece.pair(part, base)) is None:
        return None
    facts = {
        "n": piece.number(part), "of": said(f"diagnosis.n_{base}", n=piece.number(base)),
        "rate": piece.rate(part, base), "bar": Share(bar, 0),
    }  # fmt: skip
    return _held(pair, bar, case, key, facts, strength=1 - pair[0] / pair[1])


def content_too_long(piece: Piece, case: Case) -> Finding | None:
    """Pages scrolled to the end out of the pages viewed; else the mean time, which decides nothing."""
    if (found := finished(piece, case, ("scrolls",), "views", "scrolled")) is not None:
        return found
    if "engagement_seconds" not in piece.totals:
        return None
    return _found(UNKNOWN, "time_alone", {"seconds": piece.seconds("engagement_seconds", 1)})


def price(piece: Piece, case: Case) -> Finding | None:
    """Carts filled (forms started, for leads) against the rate expected: each sale passes through a cart."""
    step, told = (WORDS[case.kind][name] for name in ("step", "told"))
    bases = ("sessions", "landing_page_views", "link_clicks")
    base = next((each for each in bases if piece.pair(step, each)), "")
    if (pair := piece.pair(step, base)) is None:
        return None
    facts = {"n": piece.number(step), "of": piece.number(base), "rate": piece.rate(step, base)}
    if case.expected_rate is None:
        return _found(UNKNOWN, f"{told}_alone", facts)
    return _held(pair, case.expected_rate, case, told, facts | {"expected": Rate(case.expected_rate)})


def missing_information(piece: Piece, case: Case) -> Finding | None:
    """Views of pages where people look for an answer, out of all pages viewed."""
    if piece.dimension != "page" or "views" not in piece.rows or "sessions" in piece.rows:
        return None
    views = piece.rows.views.dropna()
    asked = views[_has(views, WORDS["help"]) & ~_has(views, WORDS[case.kind]["goal"])]
    total, n = float(views.sum()), float(asked.sum())
    if not total:
        return None
    facts = {
        "n": piece.count(n, "views", asked.index.tolist()), "of": piece.number("views"),
        "rate": Rate(n / total).of("views", file=piece.name), "bar": Share(FINISHING, 0),
    }  # fmt: skip
    return _held((n, total), FINISHING, case, "help", facts, bad="above", strength=n / total)


def stock(piece: Piece, case: Case) -> Finding | None:
    """The share of what the visits were sent to that could be bought."""
    if (share := piece.totals.get("in_stock")) is None:
        return None
    out = Rate(1 - share).of("in_stock", file=piece.name)
    return _judged(out.value > 0, "stock_out" if out.value else "stock_in", {"share": out}, out.value)


def rows_against(piece: Piece, case: Case, dimension: str) -> Finding | None:
    """Hold each row against the others, by the first of the measures that supports, else that is there."""
    if piece.dimension != dimension or "sessions" not in piece.rows:
        return None
    counted = WORDS[case.kind]["counted"]
    # what visits do on a page comes before what they bring, which may be counted elsewhere
    measures = ["engaged_sessions", *counted] if dimension == "page" else [*counted, "engaged_sessions"]
    rows = piece.rows[~_nowhere(piece.rows)]
    found = [
        _from_gaps(compared, measure, piece) for measure in measures
        if measure in rows and rows[measure].sum() > 0
        if (compared := gaps(rows.dropna(subset=["sessions", measure]), measure, case.level))
    ]  # fmt: skip
    return max(found, key=lambda f: f.finding == SUPPORTS, default=None)


landing_page = partial(rows_against, dimension="page")
device = partial(rows_against, dimension="device")
checkout = partial(finished, parts=("orders", "conversions"), base="checkouts", key="paid")
ergonomics = partial(finished, parts=("form_submissions",), base="form_starts", key="sent")


def _from_gaps(compared: list[Gap], measure: str, piece: Piece, visits: float = 0) -> Finding:
    """What rows against the rest support, of all the `visits` compared (by default those of the rows)."""
    total = sum(each.trials for each in compared)
    by = {kind: [each for each in compared if each.answer == kind] for kind in ("lower", "above", "unsure")}
    weak, fine = by["lower"], sum(each.trials for each in by["above"]) >= MOST * total
    shown = max(weak or (compared if fine else by["unsure"]), key=lambda each: each.trials)
    facts = {
        "row": shown.row, "within": Span(*map(Rate, shown.within)),
        "measure": said(f"diagnosis.{measure}_rate"),
        "rate": Rate(shown.rate).of(measure, "sessions", rows=[shown.row], file=piece.name),
        "rest": Rate(shown.rest).of(measure, "sessions", file=piece.name),
        "n": piece.count(shown.trials, "sessions", [shown.row]),
    }  # fmt: skip
    if weak:
        share = sum(each.trials for each in weak) / (visits or total)
        facts |= {"rows": Number(len(weak)), "share": Rate(share).of("sessions", file=piece.name)}
        key = "rows_weak" if len(weak) > 1 else "row_weak"
        return _judged(True, key, facts, share, rivals=piece.dimension)
    if fine:
        return _judged(False, "rows_fine" if len(compared) > 1 else "row_fine", facts)
    return _unsure("row", facts, shown.needed)


def _held(
    counts: Counts, bar: float, case: Case, key: str, facts: Facts, *,
    bad: str = "lower", strength: float = 1.0,
) -> Finding:  # fmt: skip
    """Hold a rate against a bar: one that is surely on its bad side supports, on the other clears."""
    answer = against(*counts, bar, case.level)
    if answer == "unsure":
        return _unsure(key, facts, trials_to_tell(*counts, bar, case.level))
    return _judged(answer == bad, f"{key}_{answer}", facts, strength, rivals=key)


def _judged(bad: bool, key: str, facts: Facts, strength: float = 1.0, rivals: str = "") -> Finding:
    if not bad:
        return _found(CLEARS, key, facts)
    others = tuple(WORDS["rivals"].get(rivals, ()))
    return replace(_found(SUPPORTS, key, facts), strength=strength, rivals=others)


def _unsure(key: str, facts: Facts, needed: int | None) -> Finding:
    """Return a finding that the counts do not settle; `needed` (None: too many) would."""
    more = {"needed": Number(needed)} if needed else {}
    return _found(UNKNOWN, f"{key}_unsure" if needed else f"{key}_close", facts | more)


def _found(finding: str, key: str, facts: Facts) -> Finding:
    return Finding(finding, said(f"diagnosis.fact_{key}", **facts))


def _visits(piece: Piece) -> Said:
    return said("diagnosis.n_visits", n=piece.number("sessions"))


def _has(rows: Any, words: list[str]) -> Flags:
    return np.array([any(word in normalised(str(row)) for word in words) for row in rows.index], dtype=bool)


def _nowhere(rows: Any) -> Flags:
    return np.array([str(row).strip().lower() in WORDS["nowhere"] for row in rows.index], dtype=bool)
