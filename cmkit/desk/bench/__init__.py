"""The bench, on which results are judged."""
