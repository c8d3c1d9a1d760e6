"""What one would lose: the ends of the range."""

from __future__ import annotations

import pandas as pd
from cmkit.answers.emv_range.priced import Priced


def test_the_range_goes_from_the_cheapest_list_to_the_dearest():
    priced = Priced(pd.DataFrame({"value": [3.0, 1.0, 2.0]}))
    assert (priced.low, priced.high) == (1, 3)
