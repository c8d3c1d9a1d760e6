"""Paths to credit by channel, and how much models disagree."""
