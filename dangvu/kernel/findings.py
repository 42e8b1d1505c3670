"""What a rule answers: nothing, or a finding that names its provision and says what is wrong.

A rule that was read in its text (confidence A) or in a page that quotes it (B) may block. What is
second-hand (C), unverified (D) or one province's own (P) warns and never blocks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

#: Letters of confidence whose rules may block.
BLOCKING_CONFIDENCE = frozenset("AB")
CONFIDENCE = frozenset("ABCDP")


class Severity(StrEnum):
    """How much a finding weighs; only a violation stops an act."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


def severity_for(confidence: str) -> Severity:
    """Return the gravest severity a rule of this confidence may have: A, B violation; C, D, P warning."""
    if confidence not in CONFIDENCE:
        raise ValueError(f"unknown confidence {confidence!r}; A, B, C, D or P expected")
    return Severity.VIOLATION if confidence in BLOCKING_CONFIDENCE else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Finding:
    """One obstacle or remark.

    `code` is stable and machine-readable, `provision` the key of the document it rests on and
    `confidence` its letter (both None where the fact itself is the obstacle, not a rule of law),
    `message` a Vietnamese sentence, `organization` the code of the group concerned, `counts` the
    numbers it was judged by. Raises `ValueError` when a rule of confidence C, D or P would block.
    """

    code: str
    severity: Severity
    provision: str | None
    confidence: str | None
    message: str
    organization: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "severity", Severity(self.severity))
        object.__setattr__(self, "counts", dict(self.counts))
        if self.confidence is None:
            return
        gravest = severity_for(self.confidence)
        if self.severity is Severity.VIOLATION and gravest is not Severity.VIOLATION:
            raise ValueError(f"{self.code}: a rule of confidence {self.confidence} warns, it never blocks")

    def as_data(self) -> dict[str, object]:
        """Return the finding as reports print it in JSON."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "provision": self.provision,
            "confidence": self.confidence,
            "organization": self.organization,
            "counts": dict(self.counts),
            "message": self.message,
        }


def by_law(
    code: str,
    message: str,
    *,
    provision: str,
    confidence: str,
    organization: str | None = None,
    counts: Mapping[str, int] | None = None,
) -> Finding:
    """Return the finding of a broken rule, as grave as the confidence of its provision allows."""
    return Finding(code, severity_for(confidence), provision, confidence, message, organization, counts or {})


def obstacle(
    code: str, message: str, *, organization: str | None = None, counts: Mapping[str, int] | None = None
) -> Finding:
    """Return a finding that blocks by the facts alone (a closed organisation, a missing date)."""
    return Finding(code, Severity.VIOLATION, None, None, message, organization, counts or {})


def blocks(finding: Finding) -> bool:
    """Whether the finding stops the act."""
    return finding.severity is Severity.VIOLATION


class Refused(Exception):
    """An act was refused; `findings` holds every reason and remark, those that block first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(sorted(findings, key=lambda one: not blocks(one)))
        super().__init__("\n".join(finding.message for finding in self.findings))

    def __reduce__(self) -> tuple[type["Refused"], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)


def refuse_if_blocked(findings: Iterable[Finding | None]) -> list[Finding]:
    """Return the findings (without the empty answers) when none blocks; else raise `Refused` with all."""
    found = [finding for finding in findings if finding is not None]
    if any(map(blocks, found)):
        raise Refused(found)
    return found
