"""Visits and no sale: is it news, what to check, whose job it is."""
