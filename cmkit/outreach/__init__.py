"""Influencers and sponsored posts: people within bounds, what one costs, organic beside paid."""

from cmkit.outreach.report import Influencers, OrganicAndPaid, influencers, organic_and_paid

__all__ = ["Influencers", "OrganicAndPaid", "influencers", "organic_and_paid"]
