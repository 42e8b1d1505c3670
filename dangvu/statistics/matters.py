"""The reports by name, each a list of figures of one matter."""

from dangvu.statistics.figures.admissions import ADMISSIONS
from dangvu.statistics.figures.base import Matter
from dangvu.statistics.figures.classification import CLASSIFICATION
from dangvu.statistics.figures.discipline import DISCIPLINE
from dangvu.statistics.figures.inspections import INSPECTIONS
from dangvu.statistics.figures.membership import MEMBERSHIP
from dangvu.statistics.figures.screening import SCREENING

MATTERS: dict[str, Matter] = {
    matter.name: matter
    for matter in (MEMBERSHIP, ADMISSIONS, CLASSIFICATION, SCREENING, DISCIPLINE, INSPECTIONS)
}
