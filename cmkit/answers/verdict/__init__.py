"""Results held against an objective."""
