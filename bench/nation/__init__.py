"""The nation: generated, measured against a column store that holds the same rows, thrown away."""
