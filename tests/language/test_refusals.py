"""What one would lose: why a file was refused, and what to do, in one's own language."""

from __future__ import annotations

import errno

import pytest

from cmkit.language.refusals import refusal

CODES = [errno.ENOSPC, errno.EFBIG, errno.EACCES, errno.EROFS, errno.ENOENT, errno.ENAMETOOLONG, errno.EIO]


@pytest.mark.parametrize("code", CODES)
def test_a_code_of_the_system_is_a_sentence_in_each_language(code):
    error = OSError(code, "No such luck")
    english, french = (refusal(error).text(lang) for lang in ("en", "fr"))
    assert english.endswith(".")
    assert english != french
    assert "luck" not in english + french


def test_what_cannot_be_a_path_is_said_too():
    assert "refused" in refusal(ValueError("embedded null byte")).text("en")
