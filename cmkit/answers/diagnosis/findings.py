"""What one piece of evidence says of each hypothesis: a small function each, a `Finding` or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from cmkit.answers.diagnosis.case import Case
from cmkit.answers.diagnosis.gaps import (
    ARRIVING,
    FINISHING,
    MOST,
    UNPLACED,
    Gap,
    Share,
    against,
    gap,
    gaps,
    trials_to_tell,
)
from cmkit.answers.diagnosis.gathering import Piece
from cmkit.catalogue.columns import normalised
from cmkit.evidence.intervals import chance_of_at_most, wilson

SUPPORTS, CLEARS, UNKNOWN = "supports", "clears", "unknown"

SLOW, QUICK = 4.0, 2.5
"""Seconds for the largest element to show: poor above, good up to (web.dev, Core Web Vitals)."""

NOWHERE = ("(not set)", "unassigned", "(not assigned)", "non attribué", "(data not available)")
SOCIAL = ("soci", "facebook", "instagram", "linkedin", "tiktok", "twitter", "pinterest", "youtube", "t.co")
HELP = (
    "faq", "question", "contact", "help", "aide", "support", "delivery", "shipping", "livraison", "return",
    "retour", "terms", "cgv", "about", "a-propos", "guide",
)  # fmt: skip
"""Parts of the address or title of pages where people look for an answer."""


@dataclass(frozen=True)
class Finding:
    """What a piece says: the finding, its sentence and facts, and the share of visits concerned."""

    finding: str
    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    strength: float = 0.0
    source: str = ""


def tracking(piece: Piece, case: Case) -> Finding | None:
    """Orders in the shop's own books, visits without a page or channel, or nothing counted anywhere."""
    if (shop := piece.totals.get("shop_orders")) is not None:
        same = shop == case.sales
        facts = {"shop": int(shop), "sales": case.sales}
        key = "books_agree" if same else "books_more" if shop > case.sales else "books_fewer"
        return Finding(CLEARS if same else SUPPORTS, key, facts, strength=0.0 if same else 1.0)
    if piece.dimension not in ("page", "channel", "device"):
        return None
    return _unplaced(piece, case) or _counted_elsewhere(piece, case)


def _unplaced(piece: Piece, case: Case) -> Finding | None:
    if "sessions" not in piece.rows:
        return None
    sessions = piece.rows.sessions.dropna()
    lost = float(_labelled(sessions, _nowhere).sum())
    total = float(sessions.sum())
    if not total or against(lost, total, UNPLACED, case.level) != "above":
        return None
    share = Share(lost / total)
    return Finding(SUPPORTS, "unplaced", {"share": share, "n": int(lost)}, strength=share)


def _counted_elsewhere(piece: Piece, case: Case) -> Finding | None:
    counted = next((c for c in ("orders", "conversions") if c in piece.totals), None)
    if counted is None or not piece.totals.get("sessions"):
        return None
    n, sessions = piece.totals[counted], piece.totals["sessions"]
    facts = {"n": int(n), "sessions": int(sessions), "what": f"@{counted}"}
    if n > 0:
        return Finding(CLEARS, "counted", facts)
    if case.expected_rate and chance_of_at_most(0, sessions, case.expected_rate) < 1 - case.level:
        return Finding(SUPPORTS, "nothing_counted", facts, strength=1.0)
    return Finding(UNKNOWN, "nothing_counted", facts)


def landing_page(piece: Piece, case: Case) -> Finding | None:
    """Pages where people enter, each against the others: engaged visits, then orders."""
    return _rows(piece, case, "page", ("engaged_sessions", "orders", "conversions"))


def device(piece: Piece, case: Case) -> Finding | None:
    """Devices, each against the others: orders, then engaged visits."""
    return _rows(piece, case, "device", ("orders", "conversions", "engaged_sessions"))


def targeting(piece: Piece, case: Case) -> Finding | None:
    """Social channels together against the other channels; without channels, what the visits did."""
    if piece.dimension == "channel" and {"sessions", "engaged_sessions"} <= set(piece.rows):
        rows = _placed(piece).dropna(subset=["sessions"])
        rows = rows[rows.engaged_sessions <= rows.sessions]
        social = _labelled(rows, lambda row: any(word in normalised(row) for word in SOCIAL))
        rest = rows.drop(social.index)
        if not social.sessions.sum() or not rest.sessions.sum():
            return None
        names = ", ".join(map(str, social.index[:3])) + (", …" if len(social) > 3 else "")
        one = gap(names, _sums(social), _sums(rest), case.level)
        return _from_gaps([one], "engaged_sessions", one.trials)
    if piece.dimension in ("", "ad") and (pair := piece.pair("engaged_sessions", "sessions")):
        share, within = Share(pair[0] / pair[1]), wilson(*pair, case.level)
        return Finding(UNKNOWN, "engaged_alone", {"rate": share, "within": within, "n": int(pair[1])})
    return None


def slow_site(piece: Piece, case: Case) -> Finding | None:
    """Measured loading time; or clicks that never saw the page load, which can support but not clear."""
    if (seconds := piece.totals.get("load_seconds")) is not None:
        facts = {"seconds": seconds, "slow": SLOW, "quick": QUICK}
        if QUICK < seconds <= SLOW:
            return Finding(UNKNOWN, "load_between", facts)
        if seconds > SLOW:
            return Finding(SUPPORTS, "load_slow", facts, 1.0)
        return Finding(CLEARS, "load_quick", facts)
    found = _finished(piece, case, "landing_page_views", "link_clicks", ARRIVING, "arrived")
    return replace(found, finding=UNKNOWN) if found and found.finding == CLEARS else found


def checkout(piece: Piece, case: Case) -> Finding | None:
    """Orders out of the checkouts begun."""
    return _finished(piece, case, "orders", "checkouts", FINISHING, "paid") or _finished(
        piece, case, "conversions", "checkouts", FINISHING, "paid"
    )


def ergonomics(piece: Piece, case: Case) -> Finding | None:
    """Forms sent out of the forms begun."""
    return _finished(piece, case, "form_submissions", "form_starts", FINISHING, "sent")


def long_content(piece: Piece, case: Case) -> Finding | None:
    """Pages scrolled to the end out of the pages viewed; else the mean time, which decides nothing."""
    if found := _finished(piece, case, "scrolls", "views", FINISHING, "scrolled"):
        return found
    seconds = piece.totals.get("engagement_seconds")
    return None if seconds is None else Finding(UNKNOWN, "time_alone", {"seconds": round(seconds, 1)})


def price(piece: Piece, case: Case) -> Finding | None:
    """Carts filled, held against the rate of sale expected: each sale passes through a cart."""
    bases = ("sessions", "landing_page_views", "link_clicks")
    pair = next((p for base in bases if (p := piece.pair("add_to_carts", base))), None)
    if pair is None:
        return None
    facts = {"n": int(pair[0]), "of": int(pair[1]), "rate": Share(pair[0] / pair[1])}
    if case.expected_rate is None:
        return Finding(UNKNOWN, "carts_alone", facts)
    answer = against(*pair, case.expected_rate, case.level)
    facts["expected"] = Share(case.expected_rate)
    if answer == "unsure":
        return _unsure("carts", facts, trials_to_tell(*pair, case.expected_rate, case.level))
    low = answer == "lower"
    return Finding(SUPPORTS if low else CLEARS, "carts_low" if low else "carts_enough", facts, float(low))


def missing_information(piece: Piece, case: Case) -> Finding | None:
    """Views of pages where people look for an answer, out of all pages viewed."""
    if piece.dimension != "page" or "views" not in piece.rows or "sessions" in piece.rows:
        return None
    views = piece.rows.views.dropna()
    asked = _labelled(views, lambda row: any(word in normalised(row) for word in HELP))
    total, n = float(views.sum()), float(asked.sum())
    if not total:
        return None
    answer = against(n, total, FINISHING, case.level)
    facts = {"n": int(n), "of": int(total), "rate": Share(n / total), "bar": Share(FINISHING)}
    if answer == "unsure":
        return _unsure("help", facts, trials_to_tell(n, total, FINISHING, case.level))
    many = answer == "above"
    return Finding(SUPPORTS if many else CLEARS, "help_many" if many else "help_few", facts, n / total * many)


def stock(piece: Piece, case: Case) -> Finding | None:
    """The share of what the visits were sent to that could be bought."""
    share = piece.totals.get("in_stock")
    if share is None:
        return None
    out = Share(1 - share)
    return Finding(SUPPORTS if out else CLEARS, "stock_out" if out else "stock_in", {"share": out}, out)


def unmeasured(piece: Piece, case: Case) -> Finding | None:
    """Nothing that analytics count: somebody has to look."""
    return None


def _finished(
    piece: Piece, case: Case, part: str, base: str, bar: float, key: str
) -> Finding | None:
    pair = piece.pair(part, base)
    if pair is None:
        return None
    answer = against(*pair, bar, case.level)
    facts = {"n": int(pair[0]), "of": int(pair[1]), "rate": Share(pair[0] / pair[1]), "bar": Share(bar)}
    if answer == "unsure":
        return _unsure(key, facts, trials_to_tell(*pair, bar, case.level))
    lost = answer == "lower"
    strength = 1 - pair[0] / pair[1] if lost else 0.0
    return Finding(SUPPORTS if lost else CLEARS, f"{key}_few" if lost else f"{key}_enough", facts, strength)


def _unsure(key: str, facts: dict[str, Any], needed: int | None) -> Finding:
    suffix = "unsure" if needed else "close"
    return Finding(UNKNOWN, f"{key}_{suffix}", facts | {"needed": needed})


def _rows(piece: Piece, case: Case, dimension: str, measures: tuple[str, ...]) -> Finding | None:
    """Compare rows by each measure there is: one that supports decides, else the first that was taken."""
    if piece.dimension != dimension or "sessions" not in piece.rows:
        return None
    rows = _placed(piece)
    found = []
    for measure in measures:
        if measure in rows and rows[measure].sum() > 0:
            usable = rows.dropna(subset=["sessions", measure])
            if compared := gaps(usable, measure, case.level):
                found.append(_from_gaps(compared, measure, sum(each.trials for each in compared)))
    return max(found, key=lambda f: f.finding == SUPPORTS, default=None)


def _from_gaps(compared: list[Gap], measure: str, total: float) -> Finding:
    weak = [each for each in compared if each.answer == "lower"]
    fine = sum(each.trials for each in compared if each.answer == "above")
    unsure = [each for each in compared if each.answer == "unsure"]
    shown = max(weak or (compared if fine >= MOST * total else unsure), key=lambda each: each.trials)
    share = Share(sum(each.trials for each in weak) / total)
    facts: dict[str, Any] = {
        "row": shown.row, "rate": shown.rate, "within": shown.within, "rest": shown.rest,
        "n": int(shown.trials), "measure": f"@{measure}_rate", "needed": shown.needed,
        "rows": len(weak), "share": share,
    }  # fmt: skip
    if weak:
        many = "rows_weak" if len(weak) > 1 else "row_weak"
        return Finding(SUPPORTS, many, facts, share)
    if fine >= MOST * total:
        return Finding(CLEARS, "rows_fine" if len(compared) > 1 else "row_fine", facts)
    return Finding(UNKNOWN, "row_unsure" if shown.needed else "row_close", facts)


def _sums(rows: Any) -> tuple[float, float]:
    return float(rows.engaged_sessions.sum()), float(rows.sessions.sum())


def _placed(piece: Piece) -> Any:
    return _labelled(piece.rows, lambda row: not _nowhere(row))


def _labelled(rows: Any, wanted: Callable[[str], bool]) -> Any:
    return rows.loc[[row for row in rows.index if wanted(str(row))]]


def _nowhere(row: str) -> bool:
    return row.strip().lower() in NOWHERE
