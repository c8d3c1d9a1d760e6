"""Reading a big export: cmkit, told nothing, against pandas given every right option by hand.

    python tests/benchmarks/reading.py               # 300,000 rows of CSV, 50,000 rows of xlsx
    python tests/benchmarks/reading.py --rows 30000 --sheet-rows 0

The CSV is in Meta's French headings (";", UTF-8 with a byte-order mark, decimal commas, MM/DD dates),
36 MB for 300,000 rows. By hand: delimiter, encoding, decimal mark, ids as text, the date's form. Of
xlsx, pandas reads with calamine, the fastest engine it can use. Each side runs in a process of its
own, in turn, imports left out of its time; the ratio is of the medians, memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

HEADINGS = [
    "Identifiant de la publication", "ID de la Page", "Nom de la page", "Titre", "Heure de publication",
    "Type de publication", "Vues", "Couverture", "Réactions, commentaires et partages", "Réactions",
    "Commentaires", "Partages", "Total des clics", "Clics sur un lien", "Durée (s)",
]  # fmt: skip


def make_row(i: int, r: random.Random) -> list[object]:
    likes, comments, shares = r.randrange(500), r.randrange(50), r.randrange(30)
    when = f"{r.randrange(1, 13):02}/{r.randrange(1, 29):02}/2025 {r.randrange(24):02}:{r.randrange(60):02}"
    return [
        122121474620000000 + i, 61569323067856, "Café", f"Été {i}", when, "Photos",
        r.randrange(9000), r.randrange(8000), likes + comments + shares, likes, comments, shares,
        r.randrange(300), r.randrange(99), f"{r.randrange(9999) / 100:.2f}".replace(".", ","),
    ]  # fmt: skip


def make_csv(path: Path, rows: int) -> None:
    r = random.Random(1)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(make_row(i, r) for i in range(rows))


def make_xlsx(path: Path, rows: int) -> None:
    from xlsxwriter import Workbook

    r = random.Random(1)
    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Publications")
        sheet.write_row(0, 0, HEADINGS)
        for i in range(rows):
            *cells, amount = make_row(i, r)
            texts = [str(cells[0]), str(cells[1]), *cells[2:]]
            sheet.write_row(i + 1, 0, [*texts, float(str(amount).replace(",", "."))])


def by_hand(path: Path) -> int:
    import pandas as pd

    if path.suffix == ".xlsx":
        return len(pd.read_excel(path, engine="calamine"))
    frame = pd.read_csv(
        path, sep=";", encoding="utf-8-sig", decimal=",", dtype={HEADINGS[0]: str, HEADINGS[1]: str},
        parse_dates=[HEADINGS[4]], date_format="%m/%d/%Y %H:%M",
    )  # fmt: skip
    return len(frame)


def by_cmkit(path: Path) -> int:
    import cmkit as cm

    export = cm.read(path, progress=False)
    assert export.posts is not None
    return len(export.posts)


def one_side(side: str, path: Path) -> None:
    """Time one reading in this process, and print seconds, peak memory (MB) and rows."""
    import pandas  # noqa: F401
    import pyarrow  # noqa: F401
    import python_calamine  # noqa: F401

    import cmkit.reading  # noqa: F401

    start = time.perf_counter()
    rows = {"hand": by_hand, "cmkit": by_cmkit}[side](path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak": peak, "rows": rows}))


def compare(path: Path, repeat: int) -> str:
    found: dict[str, list[dict[str, float]]] = {"hand": [], "cmkit": []}
    for _ in range(repeat):
        for side in found:
            run = [sys.executable, __file__, "--side", side, "--file", str(path)]
            said = subprocess.run(run, check=True, capture_output=True, text=True).stdout
            found[side].append(json.loads(said))
    assert len({one["rows"] for runs in found.values() for one in runs}) == 1, "not the same rows"
    seconds = {side: statistics.median(one["seconds"] for one in runs) for side, runs in found.items()}
    peak = {side: max(one["peak"] for one in runs) for side, runs in found.items()}
    return (
        f"{path.name}: {path.stat().st_size / 1e6:.0f} MB, {found['hand'][0]['rows']:.0f} rows; "
        f"by hand {seconds['hand']:.2f} s, {peak['hand']:.0f} MB; "
        f"cmkit {seconds['cmkit']:.2f} s, {peak['cmkit']:.0f} MB; "
        f"ratio {seconds['cmkit'] / seconds['hand']:.2f} in time, "
        f"{peak['cmkit'] / peak['hand']:.2f} in memory"
    )


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--sheet-rows", type=int, default=50_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--side", choices=["hand", "cmkit"])
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.side:
        one_side(asked.side, asked.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        makers = {"export.csv": (make_csv, asked.rows), "export.xlsx": (make_xlsx, asked.sheet_rows)}
        for name, (make, rows) in makers.items():
            if rows:
                make(Path(folder) / name, rows)
                sys.stdout.write(compare(Path(folder) / name, asked.repeat) + "\n")


if __name__ == "__main__":
    main()
