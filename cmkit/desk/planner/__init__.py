"""The planner, on sliders."""
