"""Law as data: documents, figures and catalogues, always asked for a day. No Django in this package."""

from dangvu.regulations.confidence import confidence_words, may_block
from dangvu.regulations.errors import (
    BadRegulationData,
    NoLawOnThatDay,
    RegulationError,
    UnknownCatalogue,
    UnknownFigure,
    UnknownProvision,
)
from dangvu.regulations.parameters import LawValue, figure_of_law, parameter, parameters
from dangvu.regulations.provisions import Provision, provision, provisions, provisions_in_force

__all__ = [
    "BadRegulationData",
    "LawValue",
    "NoLawOnThatDay",
    "Provision",
    "RegulationError",
    "UnknownCatalogue",
    "UnknownFigure",
    "UnknownProvision",
    "confidence_words",
    "figure_of_law",
    "may_block",
    "parameter",
    "parameters",
    "provision",
    "provisions",
    "provisions_in_force",
]
