"""What Lan is told when something stands against an act."""

import copy
import pickle

import pytest

from dangvu.kernel.findings import (
    Finding,
    Refused,
    Severity,
    blocks,
    by_law,
    obstacle,
    refuse_if_blocked,
    severity_for,
)

READ = by_law("x.read", "Chưa đủ tuổi.", provision="law-1", confidence="A")
HEARD = by_law("x.heard", "Có thể quá hạn.", provision="law-2", confidence="C")
CLOSED = obstacle("x.closed", "Chi bộ thôn 1 đã giải thể.", organization="24.1")


@pytest.mark.parametrize(
    ("confidence", "severity"),
    [("A", "violation"), ("B", "violation"), ("C", "warning"), ("D", "warning"), ("P", "warning")],
)
def test_severity_follows_how_well_the_rule_is_known(confidence: str, severity: str) -> None:
    assert severity_for(confidence) == severity
    finding = by_law("x", "…", provision="law", confidence=confidence)
    assert finding.severity == severity
    assert blocks(finding) is (severity == "violation")


@pytest.mark.parametrize("confidence", ["C", "D", "P"])
def test_what_is_not_verified_cannot_be_made_to_block(confidence: str) -> None:
    with pytest.raises(ValueError, match="never blocks"):
        Finding("x", Severity.VIOLATION, "law", confidence, "…")


@pytest.mark.parametrize("confidence", ["", "E", "a", "P; C"])
def test_an_unknown_confidence_is_refused(confidence: str) -> None:
    with pytest.raises(ValueError, match="unknown confidence"):
        severity_for(confidence)
    with pytest.raises(ValueError, match="unknown confidence"):
        Finding("x", Severity.WARNING, "law", confidence, "…")


def test_a_well_known_rule_may_still_only_warn() -> None:
    assert not blocks(Finding("x", Severity.WARNING, "law", "A", "…"))
    assert not blocks(Finding("x", Severity.INFO, None, None, "…"))


def test_lan_sees_every_reason_at_once_those_that_block_first() -> None:
    with pytest.raises(Refused) as refused:
        refuse_if_blocked([HEARD, None, READ, CLOSED])
    assert refused.value.findings == (READ, CLOSED, HEARD)
    assert str(refused.value) == "Chưa đủ tuổi.\nChi bộ thôn 1 đã giải thể.\nCó thể quá hạn."


def test_warnings_alone_let_the_act_pass_and_are_handed_on() -> None:
    assert refuse_if_blocked([None, HEARD]) == [HEARD]
    assert refuse_if_blocked([]) == []


def test_a_finding_prints_as_reports_do() -> None:
    counts = {"excellent": 9, "good": 31, "allowed": 6}
    finding = by_law("c.cap", "…", provision="21-hd", confidence="D", organization="24.213", counts=counts)
    counts["excellent"] = 0
    assert finding.as_data() == {
        "code": "c.cap",
        "severity": "warning",
        "provision": "21-hd",
        "confidence": "D",
        "organization": "24.213",
        "counts": {"excellent": 9, "good": 31, "allowed": 6},
        "message": "…",
    }


def test_findings_and_refusals_can_be_kept_and_sent() -> None:
    assert len({READ, copy.deepcopy(READ), HEARD}) == 2
    sent = pickle.loads(pickle.dumps(Refused([HEARD, READ])))
    assert sent.findings == (READ, HEARD)
    assert str(sent) == str(Refused([READ, HEARD]))
