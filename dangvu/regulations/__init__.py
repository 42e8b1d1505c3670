"""Law as data: documents, figures and catalogues, always asked for a day. No Django in this package."""

from dangvu.regulations.catalogues import Catalogue, Item, catalogue, catalogue_names
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
from dangvu.regulations.places import local_places, places_of
from dangvu.regulations.provisions import Provision, provision, provisions, provisions_in_force

__all__ = [
    "BadRegulationData",
    "Catalogue",
    "Item",
    "LawValue",
    "NoLawOnThatDay",
    "Provision",
    "RegulationError",
    "UnknownCatalogue",
    "UnknownFigure",
    "UnknownProvision",
    "catalogue",
    "catalogue_names",
    "confidence_words",
    "figure_of_law",
    "local_places",
    "may_block",
    "parameter",
    "parameters",
    "places_of",
    "provision",
    "provisions",
    "provisions_in_force",
]
