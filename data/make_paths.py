"""Write the made paths: how people came to buy from a brand that does not exist, a row a path.

    python data/make_paths.py

One file, paths.csv: the channels of each path, first touch first, how many of these paths ended in an
order (`conversions`) and in nothing (`nulls`), what the orders brought in euros (`value`), and how many
days before the order each touch came (`days`, empty where nobody ordered). Social media are good at
beginning a path and poor at ending one. Drawn with a fixed seed: running this again gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from make_campaign import Draw

HERE = Path(__file__).parent
SEED = 1_066
PATHS = 60
LONGEST = 5

# Channel -> how often it begins one, how often it follows, the rate at which paths that end in it convert.
CHANNELS = {
    "instagram": (5.0, 1.6, 0.008),
    "facebook": (3.0, 1.4, 0.010),
    "tiktok": (2.5, 0.7, 0.004),
    "search": (3.0, 2.4, 0.035),
    "newsletter": (0.4, 2.6, 0.050),
    "affiliate": (0.8, 1.0, 0.030),
    "direct": (1.5, 3.6, 0.042),
}


def choose(draw: Draw, column: int) -> str:
    """Draw a channel by its weight."""
    left = draw.between(0, sum(weights[column] for weights in CHANNELS.values()))
    for name, weights in CHANNELS.items():
        left -= weights[column]
        if left < 0:
            return name
    return name


def path(draw: Draw) -> tuple[str, ...]:
    names = [choose(draw, 0)]
    while len(names) < LONGEST and draw.random() < 0.62:
        names.append(choose(draw, 1))
    return tuple(names)


def row(draw: Draw, names: tuple[str, ...]) -> str:
    """Write a path with its counts: short paths are many, and each touch adds a little to the rate."""
    people = draw.whole(120, 1_400) // len(names) ** 2 + 4
    rate = CHANNELS[names[-1]][2] * (0.8 + 0.25 * len(set(names))) * draw.between(0.5, 1.5)
    conversions = min(people, round(people * rate))
    value = round(sum(draw.between(18, 64) for _ in range(conversions)), 2)
    gaps = [draw.whole(1, 9) for _ in names[1:]]
    days = " > ".join(str(sum(gaps[at:])) for at in range(len(names)))
    counts = f"{conversions},{people - conversions},{value:.2f}"
    return f"{' > '.join(names)},{counts},{days if conversions else ''}\n"


def write(folder: Path) -> list[Path]:
    """Write the file into a folder and return its path."""
    draw = Draw(SEED)
    seen: dict[tuple[str, ...], None] = {}
    while len(seen) < PATHS:
        seen[path(draw)] = None
    made = folder / "paths.csv"
    rows = "".join(row(draw, names) for names in seen)
    made.write_bytes(("path,conversions,nulls,value,days\n" + rows).encode("utf-8"))
    return [made]


if __name__ == "__main__":
    for made in write(HERE):
        print(made.name)
