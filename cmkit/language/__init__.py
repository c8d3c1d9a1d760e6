"""Sentences, numbers and dates as people write them."""
