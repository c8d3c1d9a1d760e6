"""What an answer says, and how it is shown."""
