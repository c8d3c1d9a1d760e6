"""The notebooks and the data that come with cmkit: three results, a campaign as Meta's exports write it.

`put` puts them into a folder of the reader's own; `start` opens JupyterLab on them.

A file that the reader changed is never overwritten. What was put there is remembered in a small file,
`.cmkit-lab.json` (name -> SHA-256), so that a newer cmkit can replace a file that nobody touched.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, overload

from cmkit.errors import FolderError, MissingToolError, UnwrittenFileError
from cmkit.language import sentences
from cmkit.language.said import unknown
from cmkit.language.writing import language, worded
from cmkit.statements.saving import put as put_file
from cmkit.statements.saving import refusal

if TYPE_CHECKING:
    import pandas as pd

MAKERS = (".py", ".toml")


def shipped() -> Path:
    """Return the folder that holds `notebooks` and `data`: in the installed package, or the clone itself."""
    package = Path(__file__).parent.parent
    inside = package / "_lab"
    return inside if inside.is_dir() else package.parent


def three_results(lang: str | None = None) -> pd.DataFrame:
    """Return the three results on which cmkit's argument rests.

    A row a result: `result` (its name, in "en" or "fr"), then the counts `reach`, `likes`, `shares`,
    `comments` and `clicks`. The first two have the same engagement rate, 10.66 %, and the third half of
    it; yet for traffic the first fails, and the third is the best. The figures are those of the table in
    the French article from which this project started. Raises `UnknownNameError` for another language.

    >>> three_results("en").set_index("result")["clicks"].to_dict()
    {'Result 1': 25, 'Result 2': 483, 'Result 3': 500}
    """
    import pandas as pd

    lang = language(lang)
    results = pd.read_csv(sample("three_results.csv"))
    names = [sentences.say("samples.result", lang, number=row + 1) for row in range(len(results))]
    return results.assign(result=names)


@overload
def sample() -> list[str]: ...
@overload
def sample(name: str) -> Path: ...
def sample(name: str | None = None) -> list[str] | Path:
    """Return the path of a file that comes with cmkit; without a name, the list of them.

    The campaign files are made up, brand, texts and numbers: 40 posts of a quarter, the same in English
    and in French. Those under `exports/` are of the same brand, one small file a format. Where there
    is one in each language, a name without its end ("campaign_facebook") gives that of the language in
    use. Raises `UnknownNameError`, with the nearest name, where there is no such file.

    >>> sample("campaign_facebook_fr.csv").is_file()
    True
    """
    data = shipped() / "data"
    files = [*data.glob("[!._]*.*"), *data.glob("exports/[!._]*.*")]
    names = sorted(path.relative_to(data).as_posix() for path in files if path.suffix not in MAKERS)
    if name is None:
        return names
    spoken = f"{worded(name)}_{sentences.current()}.csv"
    if not isinstance(name, str) or (name not in names and spoken not in names):
        raise unknown("sample", name, names)
    return data / (name if name in names else spoken)


MANIFEST = ".cmkit-lab.json"
SETTINGS = Path(__file__).parent.parent / "jupyter"
"""Settings of JupyterLab for a session that cmkit opens: no question about news, no check for updates."""


@dataclass(frozen=True)
class Placed:
    """What `put` did in a folder: the names of the files, with / between folders, by what became of them."""

    folder: Path
    written: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)

    def text(self, lang: str | None = None) -> str:
        """Say it in sentences, naming every file that was kept because the reader had changed it."""
        facts = {"folder": self.folder, "names": "\n".join(f"  {name}" for name in self.kept)}
        counted = {what: len(getattr(self, what)) for what in ("written", "updated", "unchanged", "kept")}
        return "\n".join(sentences.say(f"lab.{what}", lang, n=n, **facts) for what, n in counted.items() if n)

    def __str__(self) -> str:
        return self.text()


def put(folder: str | Path) -> Placed:
    """Put the notebooks and the data into `folder`, made if need be, and return what was done."""
    placed = Placed(Path(folder))
    try:
        placed.folder.mkdir(parents=True, exist_ok=True)
        known = _known(placed.folder)
        for name, content in _contents().items():
            _place(placed, name, content, known)
        kept = json.dumps({"files": known}, indent=1, sort_keys=True).encode()
        put_file(placed.folder / MANIFEST, kept, force=True)
    except FolderError:
        raise
    except UnwrittenFileError as reason:
        raise FolderError(reason.key, **reason.facts) from reason
    except (FileExistsError, NotADirectoryError) as reason:
        raise FolderError("not_a_folder", folder=folder, path=reason.filename) from reason
    except OSError as reason:
        raise FolderError("folder_refused", folder=folder, reason=refusal(reason)) from reason
    return placed


def start(folder: str | Path, lang: str | None = None, *flags: str) -> None:
    """Open JupyterLab on the start notebook in `folder`, without news; `flags` go to it as they are."""
    if find_spec("jupyterlab") is None:
        raise MissingToolError("missing_tool", tool="JupyterLab", install='pip install "cmkit[lab]"')
    page = f"--LabApp.default_url=/lab/tree/notebooks/{lang or sentences.current()}/00_start.ipynb"
    paths = [str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(path for path in paths if path)
    import_module("jupyterlab.labapp").main([f"--ServerApp.root_dir={Path(folder).resolve()}", page, *flags])


def _contents() -> dict[str, bytes]:
    """Return the files for readers: not what makes the data, nor what Jupyter or the system hides."""
    found = {}
    for path in (path for part in ("notebooks", "data") for path in sorted((shipped() / part).rglob("*"))):
        name = path.relative_to(shipped()).as_posix()
        hidden = any(part.startswith((".", "__")) for part in name.split("/"))
        if path.is_file() and not hidden and not (name.startswith("data/") and name.endswith(MAKERS)):
            found[name] = path.read_bytes()
    return found


def _place(placed: Placed, name: str, content: bytes, known: dict[str, str]) -> None:
    path = placed.folder / name
    if not path.resolve().is_relative_to(placed.folder.resolve()):
        raise FolderError("leads_elsewhere", folder=placed.folder, path=name)
    new = hashlib.sha256(content).hexdigest()
    here = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None
    if path.is_symlink() or here not in (None, new, known.get(name)):
        placed.kept.append(name)
        return
    if here != new:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            put_file(path, content, force=here is not None)
        except UnwrittenFileError as taken:
            if taken.key != "file_exists":
                raise
            _place(placed, name, content, known)  # somebody put it there meanwhile: look again
            return
    (placed.unchanged if here == new else placed.written if here is None else placed.updated).append(name)
    known[name] = new


def _known(folder: Path) -> dict[str, str]:
    """Read what an earlier `put` left; where that cannot be read, every file counts as the reader's own."""
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}
    return {str(name): str(digest) for name, digest in files.items()} if isinstance(files, dict) else {}
