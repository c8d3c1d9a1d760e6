"""What users give: opened, named and checked in one place."""
