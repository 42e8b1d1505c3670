"""A report as JSON, text, CSV and XLSX."""
