"""Earned media value as what it is: a range over price lists."""
