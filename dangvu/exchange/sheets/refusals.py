"""Why a whole file cannot be taken."""


class SheetRefused(Exception):
    """The file as a whole is refused; the message is a Vietnamese sentence saying why and what to do."""
