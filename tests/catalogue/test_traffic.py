"""Traffic as published: clicks, sessions, forms; each must come out as printed."""

from __future__ import annotations

import pytest

from cmkit.catalogue import FUNCTIONS

M = FUNCTIONS


@pytest.mark.parametrize(("source", "metric", "values", "printed"), [
    ("W9 bbccss.com, engaged sessions", "engaged_session_rate", (693, 1810), 0.383),
    ("W9 bbccss.com, bounce", "bounce_rate", (693, 1810), 0.617),
    ("W11 nickbaker.digital", "bounce_rate", (5843, 10_000), 0.4157),
    ("W12 dosagecalculators.com, CPC", "cpc", (500, 1000), 0.50),
    ("W12 dosagecalculators.com, CTR", "ctr", (500, 50_000), 0.010),
    ("W16 partialleads.com, completion", "form_completion", (350, 1000), 0.35),
    ("W16 partialleads.com, abandonment", "form_abandonment", (350, 1000), 0.65),
])
def test_published_example(source, metric, values, printed):
    assert round(M[metric](*values), len(str(printed).partition(".")[2])) == printed, source


def test_w16_revenue_lost_to_abandoned_forms():
    """W16 partialleads.com: of 1,000 forms 65 % are left; a fifth would have closed at 5,000."""
    assert 1000 * M["form_abandonment"](350, 1000) * 0.20 * 5000 == pytest.approx(650_000)
