"""Mutate exports and read them: an Export that reconciles, or a CmkitError that says what and where.

python tests/reading/fuzz.py --count 20000 --seed 1
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from cmkit import read
from cmkit.errors import CmkitError
from tests.reading import hurtful, sums
from tests.reading.made import zipped

ROOT = Path(__file__).resolve().parents[2]
SLOWEST = 20.0
csv.field_size_limit(1 << 30)
SHOWN_ONE_IN = 8
LARGE = {"a tall parquet", "a zip of 2 MB", "gaps between rows", "gaps between columns"}
"""Files that hurt which take a while to make."""
HOLE = re.compile(r"\{[a-z_]+\}")
Mutation = Callable[[bytes, random.Random], bytes]

MADE = {
    "plain.csv": (
        "Résultat;Portée;J’aime;Clics;Dépense publicitaire\n"
        "Été;5 000;500;25;1 234,5\n"
        "Hiver;4 000;20;3;12,50\n"
    ),
    "youtube.csv": (
        "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Vues,Impressions\n"
        "Total,,,30,400\n"
        'abc,"Bonjour, ""été""",28 sept. 2026,10,100\n'
        '-def,Deux,"1 oct. 2026",20,300\n'
    ),
    "ga4.csv": (
        "# ---\n"
        "# Compte : X\n"
        "# Date de début : 20260101\n"
        "# Date de fin : 20260107\n"
        "Groupe de canaux par défaut pour la session,Sessions,Événements clés\n"
        "Direct,12,1\n"
        "Organic Social,30,2\n"
    ),
    "daily.csv": (
        "sep=,\n"
        '"Facebook reach"\n'
        '"Date","Primary"\n'
        '"2026-01-01T00:00:00","4"\n'
        '"2026-01-02T00:00:00","6"\n'
        "\n"
        '"Instagram reach"\n'
        '"Date","Primary"\n'
        '"2026-01-01T00:00:00","1"\n'
    ),
    "tiktok.csv": (
        '"Date","Video Views","Profile Views","Likes","Comments","Shares"\n'
        '"30 décembre","1","0","0","0","0"\n'
        '"31 décembre","undefined","0","0","0","0"\n'
        '"1 janvier","3","0","0","0","0"\n'
    ),
    "ads.csv": (
        "Ad name,Amount spent (EUR),Link clicks,Purchases,Reporting starts,Reporting ends\n"
        "A,12.50,3,-,2026-01-01,2026-01-31\n"
        "B,7.48E-6,0,,2026-01-01,2026-01-31\n"
    ),
}


def seeds() -> list[tuple[str, bytes]]:
    """The exports to mutate: those of data/, those made here, and the real ones where they are."""
    found = [(p.name, p.read_bytes()) for p in sorted((ROOT / "data").glob("*.csv"))]
    found += [(name, text.encode()) for name, text in MADE.items()]
    real = ROOT.parent / "shared" / "real"
    found += [
        (p.name, p.read_bytes()) for p in sorted(real.rglob("*.*")) if p.suffix in (".csv", ".xls", ".xlsx")
    ]
    found += [(name, make()) for name, (make, _) in hurtful.REFUSED.items() if name not in LARGE]
    return [(name, data) for name, data in found if len(data) < 15_000]


def cut(data: bytes, r: random.Random) -> bytes:
    return data[: r.randrange(len(data) + 1)]


def cut_start(data: bytes, r: random.Random) -> bytes:
    return data[r.randrange(len(data) + 1) :]


def noise(data: bytes, r: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(r.randrange(1, 30)):
        made[r.randrange(len(made))] = r.randrange(256)
    return bytes(made)


def nuls(data: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(data))
    return data[:at] + b"\x00" * r.randrange(1, 40) + data[at:]


def quotes(data: bytes, r: random.Random) -> bytes:
    for _ in range(r.randrange(1, 4)):
        at = r.randrange(len(data))
        data = data[:at] + r.choice([b'"', b"'", b'""', b'"\n', b',"']) + data[at:]
    return data


def numbers_inside(data: bytes, r: random.Random) -> bytes:
    """Change numbers inside a workbook: how often, how far, which text, how many."""
    if not data.startswith(b"PK"):
        return noise(data, r)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return noise(data, r)
    name = r.choice([*members])
    found = [*re.finditer(rb"\d+", members[name][:100_000])]
    for at in r.sample(found, min(len(found), r.randrange(1, 4))):
        other = str(r.choice([0, 7, 999, 99_999, 1_048_576, 2**31, 10**12])).encode()
        members[name] = members[name][: at.start()] + other + members[name][at.end() :]
    return zipped(members)


def random_bytes(data: bytes, r: random.Random) -> bytes:
    return r.randbytes(r.randrange(1, 3000))


def as_text(change: Callable[[str, random.Random], str]) -> Mutation:
    """A mutation of the text, whatever the file's encoding."""

    def mutate(data: bytes, r: random.Random) -> bytes:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return change(data.decode(encoding, errors="replace"), r).encode(encoding, errors="surrogatepass")

    return mutate


def re_encode(text: str, r: random.Random) -> str:
    return text.encode(r.choice(["cp1252", "mac_roman"]), errors="replace").decode("latin-1")


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def joined(rows: list[list[str]], delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def delimiter(text: str, r: random.Random) -> str:
    return joined(rows_of(text), r.choice(";\t|,"), r.choice(["\n", "\r\n", "\r"]))


def shuffled(text: str, r: random.Random) -> str:
    rows = rows_of(text)
    order = list(range(max((len(row) for row in rows), default=0)))
    r.shuffle(order)
    return joined([[row[i] if i < len(row) else "" for i in order] for row in rows])


def injected(text: str, r: random.Random) -> str:
    rows = rows_of(text)
    width = max((len(row) for row in rows), default=1)
    extra = [
        rows[0] if rows else [],
        ["Total", *["12"] * (width - 1)],
        ["", *["7"] * (width - 1)],
        [],
        ["Note"],
        ["x"] * (width + 3),
        ["-"] * width,
        ["1.234"] * width,
        ["=SUM(A1:A9)"] * width,
        ["9" * 400] * width,
        ["NaN", "inf", "-1e309"] * width,
        ["<b>"] * width,
        ["31/02/2026"] * width,
    ]
    for _ in range(r.randrange(1, 4)):
        rows.insert(r.randrange(len(rows) + 1), r.choice(extra))
    return joined(rows)


def doubled(text: str, r: random.Random) -> str:
    return text + r.choice(["", "\n", "\n\n"]) + text


def long_field(text: str, r: random.Random) -> str:
    at = r.randrange(len(text) + 1)
    return text[:at] + r.choice("ax9, ") * r.randrange(1000, 200_000) + text[at:]


def swapped_cells(text: str, r: random.Random) -> str:
    rows = rows_of(text)
    for _ in range(r.randrange(1, 10)):
        row = r.choice(rows) if rows else []
        if row:
            row[r.randrange(len(row))] = r.choice(
                ["", "-", "1,5", "1.234", "1 234", "18,9K", "12/13/2026", "été", "1e9", "٣",
                 "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "\ud800", "0001-01-01"]
            )
    return joined(rows)


def many_tables(text: str, r: random.Random) -> str:
    """The same tables again and again, an empty line between, or far below."""
    return (text[:300] + "\n" * r.choice([2, 5_000])) * r.choice([5, 70])


def many_columns(text: str, r: random.Random) -> str:
    rows, more = rows_of(text), r.choice([20, 3_000])
    return joined([[*row, *(f"c{n}" for n in range(more))] for row in rows[:3]])


MUTATIONS: list[Mutation] = [
    numbers_inside,
    lambda data, r: r.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]) + data[: r.choice([0, 0, 9**9])],
    lambda data, r: zipped({f"{n}.csv": data for n in range(r.choice([1, 3, 12]))}),
    cut,
    cut_start,
    noise,
    nuls,
    quotes,
    random_bytes,
    *map(as_text, (delimiter, shuffled, injected, doubled, long_field, swapped_cells)),
    *map(as_text, (many_tables, many_columns)),
    lambda data, r: re_encode(data.decode("utf-8", "replace"), r).encode("latin-1", "replace"),
    lambda data, r: data.decode("utf-8", "replace").encode(
        r.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    ),
]


def case(number: int, seed: int, files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return the mutated file of one case: the same for the same number and seed."""
    r = random.Random(f"{seed}/{number}")
    name, data = r.choice(files)
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        data = r.choice(MUTATIONS)(data or b"x", r)
    return name, data


def outcome(data: bytes) -> str:
    """Read one file: "read", or the key of the error; raise AssertionError for anything else."""
    start = time.process_time()
    try:
        export = read(data, progress=False)
    except CmkitError as error:
        if HOLE.search(str(error)) or ("file" in error.facts and "<bytes>" not in str(error)):
            raise AssertionError(f"a sentence with a hole, or without the file: {error}") from error
        return error.key
    check(export)
    assert time.process_time() - start < SLOWEST, "too slow"
    return "read"


def check(export: object) -> None:
    """What must hold of any Export: it reconciles, and every record of the file is somewhere."""
    account = export.reconcile()
    assert account.holds, f"does not add up:\n{account}"
    for one in export.tables.values():
        table = one._tables[0]
        kept, aside = len(table.frame), len(one.set_aside)
        empty = int((table.why == "empty").sum())
        assert kept + aside + empty == len(table.why), "a record is nowhere"
        assert len(one.original) == kept
    assert (export.posts is not None) == (export.kind in ("posts", "ads"))
    if len(export) % SHOWN_ONE_IN == 0:
        export.text("fr")
        export.html("en")


def kept(number: int, seed: int, files: list[sums.Seed]) -> tuple[str, str, str]:
    """Change a file in a way that must not change its sums: which file, which change, what came of it."""
    r = random.Random(f"sums {seed}/{number}")
    one, change = r.choice(files), r.choice([*sums.CHANGES])
    made = sums.CHANGES[change](one, r)
    return one.name, change, sums.judged(change, one, made)


def run(count: int, seed: int, first: int = 0) -> Counter[str]:
    """Read `count` mutated files; raise with the case's number at the first that breaks the rule.

    Every second case is one whose sums must be kept.
    """
    files, seen = seeds(), Counter[str]()
    whole = [one for name, data in files if (one := sums.seed(name, data))]
    for number in range(first, first + count):
        name = ""
        try:
            if number % 2:
                name, change, came = kept(number, seed, whole)
                seen[f"{came}: {change}"] += 1
            else:
                name, data = case(number, seed, files)
                seen[outcome(data)] += 1
        except Exception as problem:
            raise AssertionError(f"case {number}, seed {seed}, from {name}: {problem!r}") from problem
    return seen


def main() -> None:
    """Run from a terminal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    for outcome_, times in run(asked.count, asked.seed, asked.first).most_common():
        sys.stdout.write(f"{times:7d}  {outcome_}\n")


if __name__ == "__main__":
    main()
