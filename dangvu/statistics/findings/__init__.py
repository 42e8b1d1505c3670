"""The facts that the rules of reports are asked about, one file for each matter."""
