"""What one piece of evidence says of each hypothesis: a small function each, a `Finding` or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cmkit.answers.diagnosis.case import Case
from cmkit.answers.diagnosis.gaps import ARRIVING, FINISHING, UNPLACED, against, gap, trials_to_tell
from cmkit.answers.diagnosis.gathering import Piece
from cmkit.answers.diagnosis.weighing import (
    CLEARS,
    SUPPORTS,
    UNKNOWN,
    Finding,
    fact,
    finished,
    from_gaps,
    labelled,
    nowhere,
    number_of,
    placed,
    rate_of,
    rows_against,
    seconds_of,
    span_of,
    unsure,
    whole,
)
from cmkit.catalogue.columns import normalised
from cmkit.evidence.intervals import chance_of_at_most, wilson
from cmkit.language.facts import All, Counted, Fact, Number, Quoted, Rate, Share
from cmkit.language.said import said

SLOW, QUICK = 4.0, 2.5
"""Seconds for the largest element to show: poor above, good up to (web.dev, Core Web Vitals)."""

SOCIAL = ("soci", "facebook", "instagram", "linkedin", "tiktok", "twitter", "pinterest", "youtube", "t.co")
HELP = (
    "faq", "question", "contact", "help", "aide", "support", "delivery", "shipping", "livraison", "return",
    "retour", "terms", "cgv", "about", "a-propos", "guide",
)  # fmt: skip
"""Parts of the address or title of pages where people look for an answer."""


def tracking(piece: Piece, case: Case) -> Finding | None:
    """Orders in the shop's own books, visits without a page or channel, or nothing counted anywhere."""
    if (shop := piece.totals.get("shop_orders")) is not None:
        same = shop == case.sales
        key = "books_agree" if same else "books_more" if shop > case.sales else "books_fewer"
        found = fact(key, shop=number_of(piece, "shop_orders"), sales=Number(case.sales))
        return Finding(CLEARS if same else SUPPORTS, found, strength=0.0 if same else 1.0)
    if piece.dimension not in ("page", "channel", "device"):
        return None
    return _unplaced(piece, case) or _counted_elsewhere(piece, case)


def _unplaced(piece: Piece, case: Case) -> Finding | None:
    if "sessions" not in piece.rows:
        return None
    sessions = piece.rows.sessions.dropna()
    lost = labelled(sessions, nowhere)
    n, total = float(lost.sum()), float(sessions.sum())
    if not total or against(n, total, UNPLACED, case.level) != "above":
        return None
    rows, share = lost.index.tolist(), n / total
    known = {
        "share": Rate(share).of("sessions", rows=rows, file=piece.name),
        "n": whole(n).of("sessions", rows=rows, file=piece.name),
    }
    return Finding(SUPPORTS, fact("unplaced", **known), strength=share)


def _counted_elsewhere(piece: Piece, case: Case) -> Finding | None:
    counted = next((c for c in ("orders", "conversions") if c in piece.totals), None)
    if counted is None or not piece.totals.get("sessions"):
        return None
    n, sessions = piece.totals[counted], piece.totals["sessions"]
    visits = said("diagnosis.n_visits", n=number_of(piece, "sessions"))
    if n > 0:
        of = Counted(int(n), name=counted).of(counted, file=piece.name)
        return Finding(CLEARS, fact("counted", n=int(n), counted=of, visits=visits))
    found = fact("nothing_counted", what=said(f"diagnosis.{counted}"), visits=visits)
    if case.expected_rate and chance_of_at_most(0, sessions, case.expected_rate) < 1 - case.level:
        return Finding(SUPPORTS, found, strength=1.0)
    return Finding(UNKNOWN, found)


def landing_page(piece: Piece, case: Case) -> Finding | None:
    """Pages where people enter, each against the others: engaged visits, then orders."""
    return rows_against(piece, case, "page", ("engaged_sessions", "orders", "conversions"))


def device(piece: Piece, case: Case) -> Finding | None:
    """Devices, each against the others: orders, then engaged visits."""
    return rows_against(piece, case, "device", ("orders", "conversions", "engaged_sessions"))


def targeting(piece: Piece, case: Case) -> Finding | None:
    """Social channels together against the other channels; without channels, what the visits did."""
    if piece.dimension == "channel" and {"sessions", "engaged_sessions"} <= set(piece.rows):
        rows = placed(piece).dropna(subset=["sessions"])
        rows = rows[rows.engaged_sessions <= rows.sessions]
        social = labelled(rows, lambda row: any(word in normalised(row) for word in SOCIAL))
        rest = rows.drop(social.index)
        if not social.sessions.sum() or not rest.sessions.sum():
            return None
        named = [*map(Quoted, social.index[:3]), *(["…"] if len(social) > 3 else [])]
        one = gap(All(tuple(named), "words.comma"), _sums(social), _sums(rest), case.level)
        return from_gaps([one], "engaged_sessions", one.trials, piece)
    if piece.dimension in ("", "ad") and (pair := piece.pair("engaged_sessions", "sessions")):
        visits = said("diagnosis.n_visits", n=number_of(piece, "sessions"))
        rate, within = rate_of(piece, "engaged_sessions", "sessions"), span_of(wilson(*pair, case.level))
        return Finding(UNKNOWN, fact("engaged_alone", rate=rate, within=within, visits=visits))
    return None


def slow_site(piece: Piece, case: Case) -> Finding | None:
    """Measured loading time; or clicks that never saw the page load, which can support but not clear."""
    if (seconds := piece.totals.get("load_seconds")) is not None:
        facts = {"seconds": seconds_of(piece, "load_seconds"), "slow": Number(SLOW), "quick": Number(QUICK)}
        if QUICK < seconds <= SLOW:
            return Finding(UNKNOWN, fact("load_between", **facts))
        if seconds > SLOW:
            return Finding(SUPPORTS, fact("load_slow", **facts), 1.0)
        return Finding(CLEARS, fact("load_quick", **facts))
    found = finished(piece, case, "landing_page_views", "link_clicks", ARRIVING, "arrived")
    return replace(found, finding=UNKNOWN) if found and found.finding == CLEARS else found


def checkout(piece: Piece, case: Case) -> Finding | None:
    """Orders out of the checkouts begun."""
    return finished(piece, case, "orders", "checkouts", FINISHING, "paid") or finished(
        piece, case, "conversions", "checkouts", FINISHING, "paid"
    )


def ergonomics(piece: Piece, case: Case) -> Finding | None:
    """Forms sent out of the forms begun."""
    return finished(piece, case, "form_submissions", "form_starts", FINISHING, "sent")


def long_content(piece: Piece, case: Case) -> Finding | None:
    """Pages scrolled to the end out of the pages viewed; else the mean time, which decides nothing."""
    if found := finished(piece, case, "scrolls", "views", FINISHING, "scrolled"):
        return found
    if "engagement_seconds" not in piece.totals:
        return None
    return Finding(UNKNOWN, fact("time_alone", seconds=seconds_of(piece, "engagement_seconds", 1)))


def price(piece: Piece, case: Case) -> Finding | None:
    """Carts filled, held against the rate of sale expected: each sale passes through a cart."""
    bases = ("sessions", "landing_page_views", "link_clicks")
    base = next((b for b in bases if piece.pair("add_to_carts", b)), None)
    if base is None or (pair := piece.pair("add_to_carts", base)) is None:
        return None
    facts: dict[str, Fact] = {
        "n": number_of(piece, "add_to_carts"),
        "of": number_of(piece, base),
        "rate": rate_of(piece, "add_to_carts", base),
    }
    if case.expected_rate is None:
        return Finding(UNKNOWN, fact("carts_alone", **facts))
    answer = against(*pair, case.expected_rate, case.level)
    facts["expected"] = Rate(case.expected_rate)
    if answer == "unsure":
        return unsure("carts", facts, trials_to_tell(*pair, case.expected_rate, case.level))
    low = answer == "lower"
    found = fact("carts_low" if low else "carts_enough", **facts)
    return Finding(SUPPORTS if low else CLEARS, found, float(low))


def missing_information(piece: Piece, case: Case) -> Finding | None:
    """Views of pages where people look for an answer, out of all pages viewed."""
    if piece.dimension != "page" or "views" not in piece.rows or "sessions" in piece.rows:
        return None
    views = piece.rows.views.dropna()
    asked = labelled(views, lambda row: any(word in normalised(row) for word in HELP))
    total, n = float(views.sum()), float(asked.sum())
    if not total:
        return None
    answer = against(n, total, FINISHING, case.level)
    facts: dict[str, Fact] = {
        "n": whole(n).of("views", rows=asked.index.tolist(), file=piece.name),
        "of": number_of(piece, "views"),
        "rate": Rate(n / total).of("views", file=piece.name),
        "bar": Share(FINISHING, 0),
    }
    if answer == "unsure":
        return unsure("help", facts, trials_to_tell(n, total, FINISHING, case.level))
    many = answer == "above"
    found = fact("help_many" if many else "help_few", **facts)
    return Finding(SUPPORTS if many else CLEARS, found, n / total * many)


def stock(piece: Piece, case: Case) -> Finding | None:
    """The share of what the visits were sent to that could be bought."""
    share = piece.totals.get("in_stock")
    if share is None:
        return None
    out = 1 - share
    found = fact("stock_out" if out else "stock_in", share=Rate(out).of("in_stock", file=piece.name))
    return Finding(SUPPORTS if out else CLEARS, found, out)


def unmeasured(piece: Piece, case: Case) -> Finding | None:
    """Nothing that analytics count: somebody has to look."""
    return None


def _sums(rows: Any) -> tuple[float, float]:
    return float(rows.engaged_sessions.sum()), float(rows.sessions.sum())
