"""The social sales cycle, from notoriety to sales, as a ledger."""
