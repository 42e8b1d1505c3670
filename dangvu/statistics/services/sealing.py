"""Seals a report: what it says today, by which definitions and from which rows, kept for good."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

from django.db import transaction

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Refused, obstacle
from dangvu.kernel.vietnamese import tidy
from dangvu.organizations.models import Organization
from dangvu.statistics import reports
from dangvu.statistics.asked import Asked
from dangvu.statistics.behind import Behind, behind, hash_of
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.places import asked_place
from dangvu.statistics.report import FigureValue, Report
from dangvu.statistics.sealed import SealedReport, SealedRows

#: A purpose is a line of a form, not a letter.
LONGEST_PURPOSE = 300


@transaction.atomic
def seal(
    name: str,
    *,
    organization_code: str,
    period: tuple[date, date],
    purpose: str,
    token: str,
    actor: Actor,
    today: date,
    **options: Any,
) -> SealedReport:
    """Seal the report that `dangvu.statistics.reports.run` answers with the same options.

    `purpose` says for what it is sealed; `token` is the form's own, so that one form seals once. Raises
    `Refused` (no right, no purpose, records changing meanwhile), `BadQuestion`, `UnknownOrganization`.
    """
    done = SealedReport.objects.filter(token=token).first()
    report = reports.run(
        name, organization_code=organization_code, period=period, actor=actor, today=today, **options
    )
    organization = Organization.objects.get(code=organization_code)
    require(actor, "report.seal", organization, on=today)
    if done is not None:
        return done
    text = _purpose(purpose)
    parts = behind(
        MATTERS[name].figures(report.asked), asked_place(organization_code, report.asked), report.asked
    )
    _agree(report, parts)
    return _keep(report, parts, organization, text, token, actor, today)


def _purpose(text: str) -> str:
    purpose = tidy(text)
    if not purpose:
        raise Refused(
            [obstacle("seal.purpose", "Hãy ghi chốt báo cáo này để làm gì, ví dụ “Báo cáo năm 2025”.")]
        )
    if len(purpose) > LONGEST_PURPOSE:
        message = f"Mục đích dài quá {LONGEST_PURPOSE} chữ; hãy viết ngắn lại."
        raise Refused([obstacle("seal.purpose", message)])
    return purpose


def _agree(report: Report, parts: Sequence[Behind]) -> None:
    """The figures must be those of the rows: else somebody recorded something in between."""
    for part in parts:
        for key, number in part.counts().items():
            if report.figure(key).value != number:
                message = (
                    f"Số “{report.figure(key).label}” vừa thay đổi hoặc số tổng hợp chưa kịp tính lại; "
                    "hãy chốt lại sau ít phút."
                )
                raise Refused([obstacle("seal.changing", message, organization=report.line.code)])


def _keep(
    report: Report,
    parts: Sequence[Behind],
    organization: Organization,
    purpose: str,
    token: str,
    actor: Actor,
    today: date,
) -> SealedReport:
    inputs = hash_of(parts)
    kept: dict[str, Any] = {
        "organization_name": report.line.name,
        "name": report.name,
        "title": report.title,
        "first": report.asked.first,
        "after": report.asked.after,
        "asked": asked_as_data(report.asked),
        "figures": [_figure(one) for one in report.figures],
        "findings": [one.as_data() for one in report.findings],
        "purpose": purpose,
        "sealed_by": actor.name,
        "inputs_hash": inputs,
    }
    whole = hash_of_all(organization.code, kept)
    event_id = record(
        "report.seal",
        actor=actor,
        on=today,
        organization_id=organization.pk,
        after={"report": report.name, "purpose": purpose, "hash": whole, "inputs": inputs},
    )
    sealed = SealedReport.objects.create(
        organization=organization, hash=whole, token=token, event_id=event_id, **kept
    )
    for part in parts:
        SealedRows.objects.create(
            report=sealed,
            source=part.source,
            subject=part.subject.value,
            keys=list(part.keys),
            packed=part.packed(),
        )
    return sealed


def hash_of_all(code: str, kept: Mapping[str, Any]) -> str:
    """SHA-256 of everything a sealed report says, the hash of its inputs included."""
    text = json.dumps({"organization": code, **kept}, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()


def asked_as_data(asked: Asked) -> dict[str, Any]:
    """The question in plain types; `asked_of` reads it back."""
    return {
        "first": asked.first.isoformat(),
        "after": asked.after.isoformat(),
        "on": asked.on,
        "since": asked.since,
        "tree_day": asked.tree_day.isoformat() if asked.tree_day else None,
        "with_predecessors": asked.with_predecessors,
        "contents": [list(group) for group in asked.contents],
        "decimals": asked.decimals,
        "round_unit": asked.round_unit,
    }


def _figure(one: FigureValue) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": one.label,
        "definition": one.definition,
        "value": _exact(one.value),
        "display": one.display,
        "counted": one.counted,
        "share": None
        if one.share is None
        else {"of": one.share.of, "value": _exact(one.share.value), "display": one.share.display},
        "of": None if one.of is None else {key: _plain(value) for key, value in one.of.items()},
    }


def _exact(value: int | Fraction | None) -> str | None:
    return None if value is None else str(value)


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Fraction | date) else value
