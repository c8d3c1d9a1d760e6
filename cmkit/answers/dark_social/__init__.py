"""Visits that social media brought without a label."""
