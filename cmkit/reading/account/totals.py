"""Totals told by arithmetic: rows without a name whose numbers are the sums of others, wherever they stand.

What is enough: a row without any name (blank, dashes, a phrase of total) whose every additive number is the
sum of the other rows, or of a run of rows that ends above it or begins below it. In ads and days, which are
never without a name, and beside a phrase of total, one column above zero is enough; elsewhere two are, over
two rows or more. Zero proves nothing, nor does a column that does not add up, by being unequal.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS
from cmkit.reading.account.added import BITS, TIES, Rows, Sums
from cmkit.reading.account.not_rows import BLANK, IDS, MAYBE, NAMES, nameless
from cmkit.reading.files.grid import Mask, Table, note
from cmkit.reading.values.cells import words
from cmkit.reading.values.number_texts import WORDS as KNOWN

GROUPS = ("platform", "account", "post_type")
LABELS = (*NAMES[len(IDS) :], *GROUPS, *DATES)
EVERY = [form for word in KNOWN["every"] for form in (word, word.capitalize(), word.upper())]
MOST, DEEPEST, MOSTLY = 2_000, 8, 0.7


def set_totals_aside(table: Table, frame: pd.DataFrame) -> None:
    """Set aside the records that are totals by arithmetic, and tell a kept one that repeats the others."""
    there = table.why.isin(["", "unreadable"]).to_numpy()
    if not len(table.numbers.columns) or not there.any():
        return
    _set_groups_aside(table, frame, there)
    there = there & table.why.ne("total").to_numpy()
    said = _nameless(table, frame, there)
    if said.any():
        _prove(table, Sums(table), there, said, _identified(frame, there & (said == 0)))
    if len(worded := np.flatnonzero(table.why.isin(["total"]).to_numpy() & (said == 0))):
        rows = Rows(Sums(table), there & table.why.ne("total").to_numpy())
        for at in worded[:MOST].tolist():
            if next(rows.met(at), (False,))[0]:
                table.detail[at] = note("total_part")
    _set_nameless_aside(table, frame, there & (said == BLANK))
    _tell_repeats(table)


def _set_nameless_aside(table: Table, frame: pd.DataFrame, nameless_: Mask) -> None:
    """Set aside the few records without name, id or day among others that have one: nobody can be judged."""
    kept = table.why.isin([""]).to_numpy()
    own = [frame[n].notna().to_numpy() for n in DATES if n in frame and frame[n].nunique() > 1]
    few = kept & nameless_ & ~np.any([np.zeros_like(kept), *own], axis=0)
    least = 1 if table.format.kind in ("ads", "daily") else 0
    if 0 < few.sum() <= max(least, 0.1 * kept.sum()) and kept.sum() - few.sum() > 2:
        table.why[few] = "nameless"


def _prove(table: Table, sums: Sums, there: Mask, said: np.ndarray[Any, Any], identified: bool) -> None:
    found = np.flatnonzero(said)
    if len(found) > MOST:  # names do not tell rows here
        found = found[(said[found] < BLANK) | (found == 0) | (found == len(said) - 1)][:MOST]
    candidates = {int(at): int(said[at]) for at in found}
    ads = table.format.kind == "ads"
    never = identified or ads or table.format.kind == "daily"
    for at, part in _proved(sums, there, candidates, never).items():
        _set_aside(table, at, "total_part" if part else "total_sum")
    base = there & table.why.ne("total").to_numpy()
    left = sorted((at for at in candidates if base[at]), key=lambda at: -float(sums.values[at].max()))
    if (len(left) == 1 or (left and never)) and _above(sums, base, left[0], candidates[left[0]], ads, never):
        _set_aside(table, left[0], "total_above")


def _set_aside(table: Table, at: int, key: str) -> None:
    table.why.iloc[at] = "total"
    table.detail[at] = note(key)


def _set_groups_aside(table: Table, frame: pd.DataFrame, there: Mask) -> None:
    """Set aside the totals of groups: rows that leave labels out, and add up those that share the others."""
    some = there & frame[[n for n in IDS if n in frame]].isna().all(axis=1).to_numpy()
    others = (c for i, c in table.grid.cells.items() if i not in table.mapping and c.dtype.kind not in "fM")
    told = [(text, _left_out(text)) for text in (*(frame[n] for n in LABELS if n in frame), *others)]
    if some.sum() < 3 or not any(0 < out[some].mean() <= MOSTLY for _, out in told):
        return
    told = [one for one in told if one[1][some].mean() <= MOSTLY and (one[1].any() or one[0].nunique() > 1)]
    blank = np.column_stack([out for _, out in told])
    rows = np.flatnonzero(some & blank.any(axis=1))
    sums, whole = Sums(table), there & ~blank.any(axis=1)
    for pattern in {tuple(one) for one in blank[rows].tolist()} if len(rows) <= MOST else ():
        shared = [text for (text, _), out in zip(told, pattern, strict=True) if not out]
        _set_sums_aside(table, sums, shared, rows[(blank[rows] == pattern).all(axis=1)], whole)


def _left_out(text: pd.Series[Any]) -> Mask:
    """Tell the cells that name nothing, or everything: "All", "Tous"."""
    return (text.isna() | text.isin(["", *EVERY])).to_numpy(bool)


def _set_sums_aside(table: Table, sums: Sums, labels: list[Any], rows: Any, whole: Mask) -> None:
    """Set aside the rows that are the sums of the whole rows of the same labels, where beyond chance."""
    same = np.zeros(len(whole), int)
    if labels:
        of = pd.DataFrame(dict(enumerate(labels)))
        same = of.groupby(list(of), dropna=False, sort=False).ngroup().to_numpy()
    found = dict[int, float]()
    for at in rows.tolist():
        group = sums.values[whole & (same == same[at])]
        agree = sums.agreeing(at, group.sum(axis=0), len(group))
        if agree.any() and (labels or (group[:, agree] != 0).any(axis=1).sum() > 1):
            found[at] = sums.bits(at, agree)
    if sum(found.values()) > BITS and 2 * len(found) >= len(rows):
        for at in found:
            _set_aside(table, at, "total_part" if labels else "total_sum")


def _nameless(table: Table, frame: pd.DataFrame, there: Mask) -> np.ndarray[Any, Any]:
    """How each record goes without a name: 0 where it has one, else what `nameless` tells of it."""
    ads, said = table.format.kind == "ads", np.zeros(len(frame), int)
    names = [n for n in NAMES if n in frame and bool(frame[n].notna().any())]
    days = [n for n in DATES if n in frame and not (ads and names)]
    columns = [(frame[n], n not in (*IDS, *DATES)) for n in (*names, *days)]
    if not names and (ads or not days):
        columns += [(text, True) for text in _other_texts(table)]
    if ads and not names and len(frame) == 1 and {*NAMES} & {*frame}:  # a total alone
        columns = []
    elif not columns:
        return said
    columns += [(frame[n], True) for n in GROUPS if n in frame and frame[n].nunique() > 1]
    at = np.flatnonzero(there)
    most = np.zeros(len(at), int)
    for column, phrases in columns:
        told = nameless(column if len(at) == len(column) else column.iloc[at], phrases) if len(at) else most
        at, most = at[told > 0], np.maximum(most, told % BLANK)[told > 0]
    said[at] = np.where(most > 0, most, BLANK)
    return said


def _other_texts(table: Table) -> list[pd.Series[Any]]:
    """Columns that no format knows, where they tell rows apart."""
    cells = table.grid.cells
    texts = [words(cells[i]) for i in cells if i not in table.mapping and cells[i].dtype.kind not in "fM"]
    return [text for text in texts if text.notna().mean() >= 0.5 and text.nunique() > 1]


def _identified(frame: pd.DataFrame, named: Mask) -> bool:
    """Whether every record that has a name has an id, a link or a day as well: one without is none."""
    own = [n for n in (*IDS, *DATES) if n in frame]
    return bool(named.any()) and any(bool(frame[n][named].notna().all()) for n in own)


def _proved(sums: Sums, there: Mask, candidates: dict[int, int], never: bool) -> dict[int, bool]:
    """Return the candidates that are sums, and whether of a part: of rows with names, then of any rows."""
    found = dict[int, bool]()
    named = there.copy()
    named[list(candidates)] = False
    for base in (named, there.copy()):
        for _ in range(DEEPEST):
            before = len(found)
            base[list(found)] = False
            rows = Rows(sums, base)
            for at in [at for at in candidates if at not in found]:
                sole, easy = len(candidates) == 1 or bool(found), never or candidates[at] < BLANK
                for part, agree, counted in rows.met(at):
                    known = easy and (counted > 1 or not part or candidates[at] < BLANK)
                    if known or (part and found and counted > 1) or sums.enough(at, agree, counted, sole):
                        found.setdefault(at, part)
            if len(found) == before:
                break
    return found


def _above(sums: Sums, base: Mask, at: int, said: int, ads: bool, never: bool) -> bool:
    """Whether a record is at least the sum of all the others in every number that adds up."""
    others = base.copy()
    others[at] = False
    total = sums.values[others].sum(axis=0)
    known = sums.adds & sums.rising & ~np.isnan(sums.given[at])
    if said == MAYBE or (sums.values[at] < total - sums.slack(total, len(base)))[known].any():
        return False
    above = known & (sums.values[at] > 0)
    if ads or (others.any() and (never or said < BLANK)):
        return bool(above.any())
    rows = (sums.values[others][:, above] != 0).any(axis=1).sum()
    return bool((above & (total > 0)).sum() > 1 and rows > 1)


def _tell_repeats(table: Table) -> None:
    """Tell a record that is kept, having a name of its own, and yet repeats the sum of the others."""
    kept = table.why.isin([""]).to_numpy()
    at = np.flatnonzero(kept)
    for name in (n for n in table.numbers if NUMBERS[str(n)].adds == "sum"):
        values = table.numbers[name].to_numpy()
        total = np.nansum(values[kept])
        at = at[~(np.abs(2 * values[at] - total) > 0.01 * total)] if total else at
        if not len(at) or len(at) == len(kept):
            return
    sums = Sums(table)
    rows = Rows(sums, kept)
    for one in at[:TIES].tolist():
        part, agree, counted = next(rows.met(one), (True, np.zeros(len(sums.names), bool), 0))
        if not part and sums.different(one, agree) > 1 and sums.enough(one, agree, counted):
            table.repeats = tuple(n for n, same in zip(sums.names, agree, strict=True) if same)
            table.notes.append(note("repeats_others", line=str(table.grid.lines()[one])))


def grand_total(table: Table) -> int | None:
    """Return the position of the file's own total of all its rows, where it has one."""
    parts = {at for at, told in table.detail.items() if told.key == "total_part"}
    totals = [int(at) for at in np.flatnonzero(table.why.isin(["total"]).to_numpy()) if at not in parts]
    if not totals:
        return None
    adding = table.numbers[[n for n in table.numbers if NUMBERS[str(n)].adds == "sum"]]
    said, rows = adding.iloc[totals], adding[table.why.isin([""])]
    mean = ((said - rows.mean()).abs() < 0.51).all(axis=1) & (said.sum(axis=1) < 0.75 * rows.sum().sum())
    sizes = said[~mean].sum(axis=1)
    return int(sizes.index.to_numpy()[sizes.argmax()]) if len(sizes) else None


def gaps(table: Table) -> dict[str, tuple[float, float, bool]]:
    """Return, by column, the file's own total, what its rows add up to, and whether that is the same."""
    at = grand_total(table)
    if at is None:
        return {}
    sums, rows = Sums(table), table.why.ne("total").to_numpy()
    added = sums.values[rows].sum(axis=0)
    same = np.abs(sums.values[at] - added) <= sums.slack(sums.values[at], int(rows.sum()))
    known = sums.adds & ~np.isnan(sums.given[at]) & ((sums.values[at] != 0) | (added != 0))
    return {sums.names[i]: (float(sums.values[at, i]), float(added[i]), bool(same[i]))
            for i in np.flatnonzero(known)}  # fmt: skip
