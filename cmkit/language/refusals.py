"""Why the system refused a file, in a sentence that says what to do: its own words are a code in English."""

from __future__ import annotations

import errno

from cmkit.language.said import Said, said

WHY = {
    "full": ("ENOSPC", "EDQUOT", "EFBIG"),
    "not_allowed": ("EACCES", "EPERM", "EROFS", "EBUSY", "ETXTBSY"),
    "no_folder": ("ENOENT", "ENOTDIR"),
    "too_long": ("ENAMETOOLONG",),
}
"""What people call it, and the codes of the system (by name: not every system has them all)."""


def refusal(error: OSError | ValueError) -> Said:
    """Say why the system refused (a `ValueError`: a path that cannot be one).

    >>> refusal(OSError(errno.ENOSPC, "No space left on device")).text("en")
    'the disk is full. Make room, or choose another disk.'
    """
    code = errno.errorcode.get(getattr(error, "errno", None) or 0, "?")
    why = next((f"refused_{why}" for why, codes in WHY.items() if code in codes), "refused_otherwise")
    return said(f"errors.{why}", code=code)
