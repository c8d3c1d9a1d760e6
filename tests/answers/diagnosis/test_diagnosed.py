"""What one would lose: the case, the hypotheses and the evidence of a diagnosis, free of language."""

from __future__ import annotations

import cmkit as cm
from cmkit.answers.diagnosis.diagnosed import Diagnosed


def test_a_diagnosis_answers_for_its_case():
    made = cm.visits_without_sales(1000, 0, 0.02)
    assert isinstance(made, Diagnosed)
    assert (made.surprising, made.chance) == (made.case.surprising, made.case.chance)
    assert made.upper_rate < made.interval.high
    assert made.visits_before_news.visits.tolist() == [149]
