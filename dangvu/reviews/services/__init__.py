"""Verbs of the yearly review and classification."""
