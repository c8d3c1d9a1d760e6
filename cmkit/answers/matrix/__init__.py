"""Results against every objective."""
