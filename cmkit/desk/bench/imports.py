"""Files into the bench: read by `cmkit.read`, and what it set aside is said."""

from __future__ import annotations

import io
from typing import Any

from cmkit import errors
from cmkit.desk.bench.draft import Draft
from cmkit.language import sentences
from cmkit.language.sentences import say
from cmkit.reading.read import read


def imported(draft: Draft, source: Any, name: str = "") -> None:
    """Put the results of a file (path or bytes) into the draft; its `notes` account for the rest."""
    with sentences.speaking(draft.lang):
        export = read(_named(source, name))
        shown = name or export.name
        if export.posts is None:
            raise errors.UnreadableFileError("bench_not_results", file=shown, kind=export.kind)
        aside = export.set_aside
        draft.load(export.posts)
        said = [say("bench.imported", draft.lang, file=shown, n=len(draft.rows))]
        if len(aside):
            reasons = "; ".join(dict.fromkeys(map(str, aside["explanation"])))
            said.append(say("bench.set_aside", draft.lang, n=len(aside), reasons=reasons))
    draft.notes = said + draft.notes


def _named(source: Any, name: str) -> Any:
    """Give bytes the name of the file that they come from, so that sentences can say it."""
    if not name or not isinstance(source, bytes):
        return source
    file = io.BytesIO(source)
    file.name = name
    return file
