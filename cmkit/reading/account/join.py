"""Several tables made one: sheets that belong to the same posts, the same post in two exports, and the
visits that tagged links brought.

Of two rows of one post the better is kept: the one with more numbers above zero, then the one whose
numbers add up to more (counts over a lifetime only grow, so it is the later one), then the first read.
"""

import numpy as np
import pandas as pd

from cmkit.catalogue.columns import DATES, NUMBERS, WORDS
from cmkit.reading.files.grid import Table, note
from cmkit.reading.values.cells import typed

VISITS = ("sessions", "engaged_sessions", "conversions", "revenue")
ORDER = {name: i for i, name in enumerate((*WORDS[:2], "platform", *WORDS[2:], *DATES, *NUMBERS))}


def add_parts(tables: list[Table]) -> None:
    """Give a table of posts the numbers that its file keeps on other sheets."""
    for part in tables:
        base = next((t for t in tables if t.format.id == part.format.part_of), None)
        names = [str(n) for n in part.numbers if base is not None and n not in base.frame]
        if base is not None and names and "post_id" in part.frame and "post_id" in base.frame:
            numbers = part.frame.drop_duplicates("post_id").set_index("post_id")
            for name in names:
                column = base.frame["post_id"].map(numbers[name].astype("float64"))
                base.frame = base.frame.assign(**{name: column.astype(numbers[name].dtype)})
                base.numbers[name] = column.astype("float64").reindex(base.numbers.index)
                if abs(float(column.sum()) - float(part.numbers[name].sum())) > 0.5:
                    base.notes.append(note("part_left_over", heading=name, sheet=part.name))


def add_lists(tables: list[Table]) -> None:
    """Join lists that stand side by side on a sheet (the most seen, the most liked) by post, never by row.

    The first list takes the numbers that it lacks; what it took is no longer counted in the others.
    """
    for n, part in enumerate(tables):
        place = (part.grid.sheet, part.grid.heading_line)
        for base in (t for t in tables[:n] if (t.grid.sheet, t.grid.heading_line) == place):
            shared = (key for key in ("post_id", "permalink") if _tells(base, key) and _tells(part, key))
            if (key := next(shared, None)) and base.kind == part.kind:
                _take(base, part, key)


def _take(base: Table, part: Table, key: str) -> None:
    rows = part.frame[part.frame[key].isin(base.frame[key].dropna())].drop_duplicates(key)
    for name in map(str, part.numbers):
        found = base.frame[key].map(rows.set_index(key)[name].astype("float64"))
        had = base.frame[name].astype("float64") if name in base.frame else found * np.nan
        base.frame = base.frame.assign(**{name: typed(name, had.fillna(found))})
        filled = base.frame[name].astype("float64").reindex(base.numbers.index)
        base.numbers[name] = filled.fillna(base.numbers[name]) if name in base.numbers else filled
        taken = base.frame[key][had.isna() & found.notna()]
        part.numbers.loc[rows.index[rows[key].isin(taken)], name] = np.nan
    lines = dict(zip(base.frame[key], base.grid.lines()[base.frame.index], strict=True))
    part.set_aside(part.why.index.isin(rows.index), "joined", lambda at: note(
        "joined_with", line=str(lines[rows[key][at]]), file=base.grid.file
    ))  # fmt: skip
    part.frame = part.frame[part.why[part.frame.index] == ""]


def drop_duplicates(tables: list[Table]) -> None:
    """Set aside, in every table, the rows of posts that a better row tells too: by id, then by link.

    Rounded ids are alike where posts are not: they tell nothing.
    """
    for key in ("post_id", "permalink"):
        named = ("post_id" in t.frame and t.frame["post_id"].notna().all() for t in tables)
        if key == "permalink" and all(named) and not any(t.damaged for t in tables):
            return
        keyed = [_keyed(i, t.frame, key) for i, t in enumerate(tables) if _tells(t, key)]
        rows = pd.concat(keyed) if keyed else pd.DataFrame({"key": []})
        rows = rows[rows["key"].duplicated(keep=False)]
        for _, same in rows.groupby(["key", "platform"], dropna=False) if len(rows) else ():
            _keep_best(tables, list(zip(same["table"], same.index, strict=True)))
        for t in tables if len(rows) else ():
            t.frame = t.frame[t.why[t.frame.index] == ""]


def _tells(table: Table, key: str) -> bool:
    return key in table.frame and key not in table.damaged


def _keyed(i: int, frame: pd.DataFrame, key: str) -> pd.DataFrame:
    keys = frame[key].dropna().astype(object)
    platforms = frame["platform"].fillna("")[keys.index] if "platform" in frame else ""
    return pd.DataFrame({"key": keys, "table": i, "platform": platforms}, index=keys.index)


def _keep_best(tables: list[Table], same: list[tuple[int, int]]) -> None:
    numbers = {(i, at): tables[i].numbers.iloc[at].to_numpy(dtype=float) for i, at in same}
    ranked = sorted(same, key=lambda at: ((numbers[at] > 0).sum(), np.nansum(numbers[at])), reverse=True)
    best, at = tables[ranked[0][0]].grid, ranked[0][1]
    for i, position in ranked[1:]:
        tables[i].why.iloc[position] = "duplicate"
        tables[i].detail[position] = note("duplicate_of", line=str(best.lines()[at]), file=best.file)


def add_visits(tables: list[Table]) -> None:
    """Give posts the visits that their tagged links brought, where a GA4 table names the post."""
    posts = [t for t in tables if t.kind == "posts" and "post_id" in t.frame]
    for web in (t for t in tables if t.platform == "web" and {"page", "channel"} & set(t.frame)):
        key = next(name for name in ("page", "channel") if name in web.frame)
        tags = web.frame[key].str.extract(r"utm_content=([^&#]+)", expand=False).fillna(web.frame[key])
        names = [name for name in VISITS if name in web.frame]
        sums = web.frame[names].astype("float64").groupby(tags).sum(min_count=1)
        for table in posts:
            ids = table.frame["post_id"]
            if known := int(ids.isin(sums.index).sum()):
                visits = {name: typed(name, ids.map(sums[name]).astype("float64")) for name in names}
                table.frame = table.frame.assign(**visits)
                table.notes.append(note("visits_added", n=known))


def stacked(tables: list[Table]) -> pd.DataFrame:
    """Put tables one under the other, columns in the schema's order."""
    frames = _one_clock([t.frame for t in tables])
    names = list(dict.fromkeys(str(name) for frame in frames for name in frame))
    if any(t.kind != "unknown" for t in tables):
        names.sort(key=lambda name: ORDER.get(name, len(ORDER)))
    if len(frames) == 1:
        return frames[0][names].reset_index(drop=True)
    whole = {}
    for name in names:
        dtype = next(frame[name].dtype for frame in frames if name in frame)
        cells = [f[name] if name in f else pd.Series([None] * len(f), dtype=dtype) for f in frames]
        whole[name] = pd.concat(cells, ignore_index=True)
    return pd.DataFrame(whole, columns=pd.Index(names, dtype=object))


def _one_clock(frames: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """Times with a zone beside times without one are all written without, in UTC."""
    zoned = [getattr(f["published_at"].dtype, "tz", None) is not None for f in frames if "published_at" in f]
    if all(zoned) or not any(zoned):
        return frames
    return [
        f.assign(published_at=f["published_at"].dt.tz_localize(None)) if "published_at" in f else f
        for f in frames
    ]


def total_row(table: Table, name: str) -> float:
    """Return the file's own total of a column, from its total row; NaN when it has none."""
    totals = np.flatnonzero((table.why == "total").to_numpy())
    if name not in table.numbers or len(totals) != 1:
        return float("nan")
    return float(table.numbers[name].iloc[totals[0]])


def by_name(tables: list[Table]) -> dict[str, Table]:
    """Return tables by name; those of one name get their headings too, and what is left a number."""
    names = [table.name for table in tables]
    heads = [", ".join([" ".join(h.split()) for h in t.grid.headings if h.strip()][:2]) for t in tables]
    told = [f"{n} – {head}" if names.count(n) > 1 else n for n, head in zip(names, heads, strict=True)]
    named: dict[str, Table] = {}
    for name, table in zip(told, tables, strict=True):
        free, n = name, 2
        while free in named:
            free, n = f"{name} ({n})", n + 1
        named[free] = table
    return named
