"""What `cmkit read` does and prints: what was understood, what was set aside, whether it adds up."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cmkit.language import sentences
from cmkit.statements import saving

if TYPE_CHECKING:
    from cmkit.reading.export import Export

LISTED = 10
_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def said(key: str, /, **facts: Any) -> str:
    """Return a sentence of this command in the language in use."""
    return sentences.say(f"cli_read.{key}", None, **facts)


def _echo(text: str, err: bool = False) -> None:
    """Print text that holds cells of a file: what would steer the terminal is shown as \ufffd."""
    click.echo(_STEERS.sub("\ufffd", text), err=err)


def mapped(pairs: tuple[str, ...]) -> dict[str, str | None] | None:
    """Return heading -> column from "heading=column" (no column: leave the heading out).

    >>> mapped(("Nb de vues=views", "Remarque="))
    {'Nb de vues': 'views', 'Remarque': None}
    """
    for pair in pairs:
        if "=" not in pair or not pair.rpartition("=")[0].strip():
            raise click.BadParameter(said("bad_mapping", pair=pair))
    parts = [pair.rpartition("=") for pair in pairs]
    return {heading: column.strip() or None for heading, _, column in parts} or None


def target(typed: str | None, force: bool) -> Path | None:
    """Return the path to write to; refuse one of an unknown ending as a command written wrong."""
    path = Path(typed) if typed else None
    if path and path.suffix.lower() not in saving.WRITERS:
        raise click.BadParameter(said("bad_ending", file=path.name, known=", ".join(saving.WRITERS)))
    if path:
        saving.check(path, force)
    return path


def show(files: tuple[str, ...], mapping: Any, formats: str | None) -> Export:
    """Read the files and print the account of the reading."""
    from cmkit.reading.read import read

    progress = None if sys.stderr.isatty() else False
    given = files[0] if len(files) == 1 else list(files)
    export = read(given, mapping=mapping, formats=formats, progress=progress)
    _echo(export.text())
    _show_aside(export)
    _echo(f"\n{said('account')}\n{export.reconcile()}")
    return export


def _show_aside(export: Export) -> None:
    rows = export.set_aside
    if not len(rows):
        return
    _echo("\n" + said("aside", n=len(rows)))
    for why, many in rows["reason"].value_counts().items():
        _echo("  " + said("aside_count", n=many, reason=sentences.say(f"reading.short_{why}")))
    for row in rows.head(LISTED).itertuples():
        _echo("  " + said("aside_row", file=row.file, line=row.line, why=row.explanation))
    if len(rows) > LISTED:
        _echo("  " + said("aside_more", n=len(rows) - LISTED))


def decisions(export: Export) -> list[str]:
    """Return what somebody has to decide before the table is used, a sentence each."""
    open_ = []
    for name, one in export.tables.items():
        if one.kind == "unknown":
            open_.append(said("unknown", name=name) + "\n" + _proposal(one))
    if not export.reconcile():
        open_.append(said("does_not_add_up"))
    return open_


def _proposal(export: Export) -> str:
    lines = []
    for row in export.proposal.itertuples():
        column = row.column if isinstance(row.column, str) else ""
        sure = said("sure", percent=f"{row.confidence:.0%}"[:-1]) if column else said("no_idea")
        lines.append(f'  --mapping "{" ".join(str(row.heading).split())}={column}"  {sure}')
    return "\n".join(lines)


def read(files: tuple[str, ...], to: Path | None, mapping: Any, formats: str | None, force: bool) -> int:
    """Read files and print the account; return 1 when something needs a decision."""
    export = show(files, mapping, formats)
    waiting = decisions(export)
    if to and export.table is None:
        waiting.append(said("several", names=", ".join(export.tables)))
    for sentence in waiting:
        _echo("\n" + sentence, err=True)
    if to:
        _write(export, to, force, waiting)
    return int(bool(waiting))


def _write(export: Export, to: Path, force: bool, waiting: list[str]) -> None:
    """Write the table, unless something has to be decided first."""
    if waiting or export.table is None:
        _echo(said("nothing_written", file=to), err=True)
        return
    marked = saving.save(export.table, to, force)
    _echo("\n" + said("written", file=to, n=len(export)))
    if marked:
        _echo(said("marked", n=marked))
