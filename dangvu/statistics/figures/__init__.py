"""The figures of the reports, one file for each matter."""
