"""What people work with: bench, planner, upload, lessons, samples."""
