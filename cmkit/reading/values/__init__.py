"""Text to numbers and dates."""
