"""What can go wrong when the law is asked. Messages are Vietnamese sentences for the person who asked."""


class RegulationError(LookupError):
    """Base of every refusal of this package; `str()` is a Vietnamese sentence."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnknownProvision(RegulationError):
    """No document is registered under that key."""


class UnknownFigure(RegulationError):
    """No parameter has that name; `near` holds names that look alike."""

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near


class NoLawOnThatDay(RegulationError):
    """The parameter exists, but nothing that was read gives it a value for that day and scope."""


class UnknownCatalogue(RegulationError):
    """No catalogue has that name."""


class BadRegulationData(RegulationError):
    """A data file of this package contradicts itself (overlap, missing document, wrong unit)."""
