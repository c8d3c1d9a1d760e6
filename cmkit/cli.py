"""The command line: `cmkit read`, `cmkit judge`, `cmkit metrics`, `cmkit lab`.

What goes wrong is said in one sentence on the error stream: exit status 1 for what the files or the
question do not allow, 2 for a command written wrong. Everything is written in UTF-8, whatever the console.
"""

import io
import os
import sys
import textwrap
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

import cmkit as cm
from cmkit.desk import lab as lab_room
from cmkit.errors import CmkitError, SetAsideWarning
from cmkit.language import sentences
from cmkit.language.languages import languages, written_as
from cmkit.language.said import did_you_mean
from cmkit.language.terminal import harmless, on_one_line, quoted
from cmkit.statements import saving

NARROWEST, WIDEST = 60, 100


def said(key: str, /, **facts: Any) -> str:
    """Return a sentence of the command line in the language in use."""
    return sentences.say(f"cli.{key}", None, **facts)


def echo(text: str, err: bool = False) -> None:
    """Print: the only way out, for what is printed may hold text of a file, or a name that it gave itself."""
    click.echo(harmless(text), err=err)


class Help(click.HelpFormatter):
    """A page of help, of which click's own words are in the language in use too."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, f"{said('usage')} ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section, "Options" or "Commands"."""
        self.write(said(f"section_{heading.lower()}") + "\n")


class Asked(click.Context):
    """A command as it was asked for, with its help in the language in use."""

    formatter_class = Help


class Commands(click.Group):
    """The commands by name; an unknown one is answered with the nearest."""

    context_class = Asked

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command, or say which is nearest to what was typed."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            hint = did_you_mean(args[0], self.commands)
            raise click.BadArgumentUsage(said("no_command", command=args[0], hint=hint), ctx)
        return super().resolve_command(ctx, args)


def program() -> Any:
    """Return the click command of cmkit, with its help in the language in use."""
    explained = click.help_option("-h", "--help", help=said("help_help"))
    version = click.version_option(cm.__version__, message="cmkit %(version)s", help=said("help_version"))
    spoken: dict[str, Any] = {"callback": _use, "is_eager": True, "expose_value": False}
    spoken["metavar"] = f"[{'|'.join(languages())}]"
    group = Commands("cmkit", params=[_option("lang", **spoken)], help=said("help"), no_args_is_help=True)
    group.options_metavar, group.subcommand_metavar = said("takes_options"), said("takes_command")
    for callback, params in _commands().items():
        name = callback.__name__
        for param in params:
            param.metavar = None if getattr(param, "is_flag", False) else _taken(param)
        params, told = [*params, _option("lang", **spoken)], said(f"help_{name}")
        command: Any = click.Command(name, callback=callback, params=params, help=told)
        command.context_class, command.options_metavar = Asked, said("takes_options")
        command.short_help = said(f"short_{name}")
        group.add_command(explained(command))
    return version(explained(group))


def _taken(param: click.Parameter) -> str:
    argument = isinstance(param, click.Argument)
    word = param.metavar or (str(param.name) if argument else "text")
    taken = said(f"takes_{word.lower().partition('=')[0]}")
    return f"[{taken}]" if argument and not param.required else taken


def _option(name: str, **settings: Any) -> click.Option:
    return click.Option([f"--{name}"], help=said(f"help_{name}"), **settings)


def _use(ctx: click.Context, param: click.Parameter, lang: str | None) -> None:
    try:
        if lang is not None:
            cm.use(lang)
    except CmkitError as error:
        raise click.BadParameter(str(error)) from error


def _given(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """Refuse an option left out; click would do so too, with a mark in English in the French help."""
    if value is None and not ctx.resilient_parsing:
        raise click.MissingParameter(ctx=ctx, param=param)
    return str(value)


def _number(name: str, **settings: Any) -> click.Option:
    return _option(name, metavar="NUMBER", callback=_amount, **settings)


def _amount(ctx: click.Context, param: click.Parameter, typed: str | None) -> float | str | None:
    """Return a number as people type it: 400, 0.05, 0,05, "1 200"; "5%" as it is: not of every KPI."""
    if typed is None or "%" in typed:
        return typed
    import pandas as pd

    from cmkit.reading.values.number_texts import to_numbers

    mark = written_as(sentences.current()).decimal
    number = float(to_numbers(pd.Series([typed], dtype="str"), likely=mark).values[0])
    if number != number:
        raise click.BadParameter(said("not_a_number", name=param.opts[0], value=typed))
    return number


def _commands() -> dict[Callable[..., Any], list[click.Parameter]]:
    return {
        read: [
            click.Argument(["files"], nargs=-1, required=True), _option("to", metavar="FILE"),
            _option("mapping", metavar="HEADING=COLUMN", multiple=True), _option("formats", metavar="FOLDER"),
            _option("blanks", metavar="BLANKS", multiple=True), _option("force", is_flag=True),
        ],
        judge: [
            click.Argument(["file"]), _option("objective", callback=_given), _number("target"),
            _number("total"), _option("start"), _option("by"), _option("kpi"), _number("baseline"),
            _number("near", default="0.9"), _option("budget", metavar="NUMBER"), _option("owner"),
            _option("name"),
        ],
        metrics: [],
        lab: [click.Argument(["folder"], default="cmkit-lab"), _option("open", is_flag=True)],
    }  # fmt: skip


def metrics() -> None:
    """Print the catalogue, a paragraph a metric, by step of the cycle."""
    width = min(max(get_terminal_size().columns, NARROWEST), WIDEST)
    fold = partial(textwrap.fill, width=width, break_long_words=False)
    for stage, rows in cm.metrics().groupby("stage", sort=False):
        echo(f"\n{str(stage).upper()}")
        for row in rows.itertuples():
            echo(fold(f"{row.name}: {row.label} ({row.unit})", initial_indent="  ", subsequent_indent="    "))
            echo(fold(f"= {row.formula}", initial_indent="    ", subsequent_indent="      "))
            if row.objective:
                serves = said("serves", objectives=row.objective)
                echo(fold(serves, initial_indent="    ", subsequent_indent="    "))


def read(
    files: tuple[str, ...], to: str | None, mapping: tuple[str, ...], formats: str | None,
    blanks: tuple[str, ...], force: bool,
) -> int:  # fmt: skip
    """Print what files hold, write their table where asked, and return 1 when something needs a decision."""
    path, meant, left = Path(to) if to else None, mapped(mapping), mapped(blanks, "blanks")
    if path and path.suffix.lower() not in saving.WRITERS:  # a command written wrong
        raise click.BadParameter(said("bad_ending", file=path.name, known=", ".join(saving.WRITERS)))
    if path:
        saving.check(path, force)
    shown = None if sys.stderr.isatty() else False
    export = cm.read(list(files), mapping=meant, formats=formats, blanks=left, progress=shown)
    echo(f"{export.plain()}\n\n{said('account')}\n{export.reconcile().plain()}")
    from cmkit.reading.export import undecided

    waiting = ["\n".join(map(str, lines)) for lines in undecided(export, quoted)]
    if any(" --mapping '" in sentence for sentence in waiting):
        waiting.append(said("quoted_for_powershell" if os.name == "nt" else "quoted_for_sh"))
    if path and export.table is None:
        waiting.append(said("several", names=", ".join(export.tables)))
    for sentence in waiting:
        echo("\n" + sentence, err=True)
    if path and waiting:
        echo(said("nothing_written", file=path), err=True)
    elif path and export.table is not None:
        marked = saving.save(export.table, path, force)
        echo("\n" + said("written", file=path, n=len(export)))
        if marked:
            echo(said("marked", n=marked))
    return int(bool(waiting))


def mapped(pairs: tuple[str, ...], option: str = "mapping") -> dict[str, Any] | None:
    """Return heading -> column from "heading=column" (no column: leave the heading out)."""
    parts = [pair.rpartition("=") for pair in pairs]
    for pair, (heading, mark, _) in zip(pairs, parts, strict=True):
        if not mark or not heading.strip():
            raise click.BadParameter(said(f"bad_{option}", pair=pair))
    return {heading: column.strip() or None for heading, _, column in parts} or None


def judge(file: str, name: str | None, objective: str, **goal: Any) -> None:
    """Print the verdict on the results or the posts of a file."""
    wanted, export = cm.Objective(objective, **goal), cm.read(file)
    echo(cm.judge(export, wanted, name=name).plain())
    if export.reasons:
        from cmkit.reading.export import set_aside

        aside = said("set_aside", n=sum(export.reasons.values()))
        echo("\n  ".join([aside, *map(str, set_aside(export))]), err=True)


def lab(folder: str, open: bool) -> None:
    """Put the notebooks and the data into a folder, and open them or say how."""
    echo(lab_room.put(folder).text())
    if open:
        lab_room.start(folder)
    else:
        step = "next" if find_spec("jupyterlab") else "next_install"
        echo(said(step, folder=folder if folder.replace("-", "").isalnum() else quoted(folder)))


def main() -> None:
    """Run the command line and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    status = run(sys.argv[1:])
    try:
        print(end="", flush=True)
    except OSError:  # nobody listens any more, as after `| head -1`: leave without a word
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit status."""
    try:
        _use_language_asked(arguments)
        sentences.current()
    except CmkitError as error:  # what asks for a language is wrong: say so in the system's
        sentence = str(error)
        cm.use(sentences.system_language())
        return _fail(sentence, 1)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", SetAsideWarning)
        status = _status(list(arguments))
    for warning in caught:
        if issubclass(warning.category, SetAsideWarning):
            echo(str(warning.message), err=True)
    return status


def _status(arguments: list[str]) -> int:
    try:
        return int(program().main(arguments, prog_name="cmkit", standalone_mode=False) or 0)
    except CmkitError as error:
        return _fail(error.in_language(None), 1)
    except click.exceptions.NoArgsIsHelpError as error:
        echo(error.message, err=True)
        return 2
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "cmkit"
        return _fail(f"{_mistake(error)} {said('see_help', command=command)}", 2)
    except (click.Abort, BrokenPipeError):
        return 1
    except OSError as error:
        return _fail(said("refused", file=error.filename or "cmkit", reason=saving.refusal(error)), 1)


def _use_language_asked(arguments: Sequence[str]) -> None:
    """Take --lang from anywhere in the command, so that help and wrong commands are in that language too."""
    pairs = [*pairwise(arguments), *(a.split("=", 1) for a in arguments if "=" in a)]
    asked = [value for name, value in pairs if name == "--lang" and value in languages()]
    if asked:
        cm.use(asked[-1])


def _fail(sentence: str, status: int) -> int:
    echo(said("error", sentence=on_one_line(sentence)), err=True)
    return status


def _mistake(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        known = [name for param in error.ctx.command.params for name in param.opts] if error.ctx else []
        return said("no_option", option=error.option_name, hint=did_you_mean(error.option_name, known))
    if isinstance(error, click.MissingParameter) and error.param:
        option = isinstance(error.param, click.Option)
        return said("missing", name=error.param.opts[0] if option else error.param.human_readable_name)
    if isinstance(error, click.BadOptionUsage):
        return said("needs_value", option=error.option_name)
    return said("too_much") if type(error) is click.UsageError else error.message
