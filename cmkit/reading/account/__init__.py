"""Every record of a file accounted for."""
