"""ROA, ROE and ROI: three lines that are never added."""
