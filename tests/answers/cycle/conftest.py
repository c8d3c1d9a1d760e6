"""What the tests of the cycle share: a cycle as it may be stated."""

from typing import Any

import pytest


@pytest.fixture
def stated() -> dict[str, Any]:
    """Return the five steps with a target, rates that were wanted, owners and what the sales brought in."""
    return {
        "notoriety": {"indicator": "impressions", "count": 250_000, "target": 300_000, "owner": "CM"},
        "influence": 1200,
        "engagement": {"count": 9000, "target_rate": 0.06},
        "leads": {"count": 500, "target_rate": 0.2, "owner": "web"},
        "sales": {"count": 50, "revenue": 15_000},
    }
