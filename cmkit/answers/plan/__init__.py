"""From a sales target back to a budget, and forward."""
