"""Influencers, and organic beside paid."""
