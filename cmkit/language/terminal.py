"""What may reach a terminal: no text of a file moves its cursor, changes its title or turns its words."""

from __future__ import annotations

import re

STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls and escapes (but the end of a line), marks that turn text round, halves of characters."""

BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")


def harmless(text: str) -> str:
    """Return text with a replacement character for each that would steer a terminal.

    >>> harmless("\\x1b[2Jwiped") == "\ufffd[2Jwiped"
    True
    """
    return STEERS.sub("\ufffd", text)


def on_one_line(text: str) -> str:
    """Return text without breaks, which would let a name look like a line of its own."""
    return BREAKS.sub(" ", text)
