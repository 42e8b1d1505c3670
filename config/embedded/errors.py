"""What the launcher raises."""


class DatabaseUnavailable(Exception):
    """The database cannot be used; the text is a Vietnamese sentence that says why and what to do."""
