"""Statements strung together for somebody to read."""
