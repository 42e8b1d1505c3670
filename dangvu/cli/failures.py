"""How a command says that it could not do what was asked."""

REFUSED = 1
BAD_CALL = 2


class CommandFailed(Exception):
    """A Vietnamese sentence for standard error, and the exit status (1 refused, 2 bad call)."""

    def __init__(self, message: str, *, status: int = REFUSED) -> None:
        super().__init__(message)
        self.status = status
