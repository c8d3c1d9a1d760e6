"""Visits and no sale: whether that is surprising, which hypotheses to check, and whose job each is."""

from cmkit.diagnosis.report import Diagnosis, visits_without_sales

__all__ = ["Diagnosis", "visits_without_sales"]
