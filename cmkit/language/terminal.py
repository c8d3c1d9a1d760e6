"""What may reach a terminal: no text of a file moves its cursor, changes its title or turns its words."""

import os
import re
import shlex

STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls and escapes (but the end of a line), marks that turn text round, halves of characters."""

BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
PLAIN = re.compile(r"[\w .,:()/&'+#=-]+")  # what no shell acts on inside double quotes
APOSTROPHES = re.compile("['\u2018\u2019\u201a\u201b]")


def harmless(text: str) -> str:
    """Return text with a replacement character for each that would steer a terminal.

    >>> harmless("\\x1b[2Jwiped") == "\ufffd[2Jwiped"
    True
    """
    return STEERS.sub("\ufffd", text)


def on_one_line(text: str) -> str:
    """Return text without breaks, which would let a name look like a line of its own."""
    return BREAKS.sub(" ", text)


def cut(text: str, longest: int = 80) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def quoted(text: str, windows: bool = os.name == "nt") -> str:
    """Return a text as it is typed in a shell: a harmless one as people do, any other so that nothing runs.

    That is for sh, bash and zsh, on Windows for PowerShell, which takes typographic apostrophes for its own.
    """
    if PLAIN.fullmatch(text):
        return f'"{text}"'
    return "'" + APOSTROPHES.sub(r"\g<0>\g<0>", text) + "'" if windows else shlex.quote(text)
