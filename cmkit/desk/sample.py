"""The data that comes with cmkit: the three results, and a made campaign as Meta's exports write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, overload

from cmkit.language import sentences
from cmkit.language.nearest import unknown
from cmkit.language.writing import language, worded

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
