"""What one would lose: the three shares and what they rest on, free of language."""

from __future__ import annotations

import cmkit as cm
from cmkit.answers.dark_social.bounds import Bounds


def test_the_visits_that_name_a_network_are_added_up():
    found = cm.dark_social({"linkedin": 86, "facebook": 14}, direct=50, total=400)
    assert isinstance(found, Bounds)
    assert (found.seen, found.direct, found.total) == (100, 50, 400)
    assert found.low <= found.likely <= found.high
