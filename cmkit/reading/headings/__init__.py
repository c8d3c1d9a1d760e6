"""What headings mean."""
