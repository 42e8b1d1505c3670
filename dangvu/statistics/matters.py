"""The reports by name: the figures of each, and the rules that they are read by."""

from collections.abc import Callable

from dangvu.kernel.findings import Finding
from dangvu.statistics.figures.admissions import ADMISSIONS
from dangvu.statistics.figures.base import Matter
from dangvu.statistics.figures.classification import CLASSIFICATION
from dangvu.statistics.figures.discipline import DISCIPLINE
from dangvu.statistics.figures.inspections import INSPECTIONS
from dangvu.statistics.figures.membership import MEMBERSHIP
from dangvu.statistics.figures.screening import SCREENING
from dangvu.statistics.findings.admissions import admissions
from dangvu.statistics.findings.base import Found
from dangvu.statistics.findings.classification import classification
from dangvu.statistics.findings.discipline import discipline
from dangvu.statistics.findings.membership import membership

MATTERS: dict[str, Matter] = {
    matter.name: matter
    for matter in (MEMBERSHIP, ADMISSIONS, CLASSIFICATION, SCREENING, DISCIPLINE, INSPECTIONS)
}

#: The rules that each report is read by; a report that is missing here has none.
FINDINGS: dict[str, Callable[[Found], list[Finding]]] = {
    "membership": membership,
    "admissions": admissions,
    "classification": classification,
    "discipline": discipline,
}
