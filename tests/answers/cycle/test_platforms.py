"""What a follower costs, platform by platform."""

from __future__ import annotations

from cmkit.answers.cycle.cycle import 


