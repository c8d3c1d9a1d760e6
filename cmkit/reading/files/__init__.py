"""Files of every kind to records."""
