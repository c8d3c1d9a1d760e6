"""Write one small made export a format, in the platforms' own headings, into the folder exports.

    python data/make_exports.py

The brand is that of make_campaign.py and does not exist; neither do the numbers. English headings are
those of real files; French ones are those documented by people who work with French exports, or, for
the tools that say so when they are read, the best that could be found. LinkedIn writes old .xls
workbooks, which no maintained library writes: they are .xlsx here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import made_ads
import made_by_hand
import made_languages
import made_linkedin
import made_meta
import made_networks
import made_shops
import made_tools
import made_videos
import made_web
import made_x

HERE = Path(__file__).parent
MAKERS = (
    made_meta,
    made_ads,
    made_x,
    made_linkedin,
    made_videos,
    made_web,
    made_shops,
    made_tools,
    made_by_hand,
    made_networks,
    made_languages,
)
EXPORTS: dict[str, Callable[[], bytes]] = {
    name: make
    for module in MAKERS
    for name, make in module.EXPORTS.items()
}


def write(folder: Path) -> list[Path]:
    """Write every file into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in EXPORTS.items():
        (folder / name).write_bytes(make())
    return [folder / name for name in EXPORTS]


if __name__ == "__main__":
    for path in write(HERE / "exports"):
        print(path.name)
