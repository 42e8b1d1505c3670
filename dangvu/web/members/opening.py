"""How a member's page was opened: whole or masked; every opening is a reading."""

from dangvu.audit.services.reading import record_reading
from dangvu.members.models import Member
from dangvu.web.frame.request import OfficeRequest, actor_of

WHOLE = "member.read"


def may(request: OfficeRequest, right: str) -> bool:
    """Whether the reader holds the right over the member that the page was opened for."""
    opened = request.frame.opened
    above = {each.id for each in opened.loaded.above} if opened and opened.loaded else set()
    return request.frame.scope.granting(right, above) is not None


def open_member(request: OfficeRequest, member: Member) -> bool:
    """Stand at the member's cell, record the reading, and tell whether the whole record may be shown."""
    whole = may(request, WHOLE)
    opened = request.frame.opened
    cell = opened.loaded.organization if opened and opened.loaded else None
    if cell is not None and opened is not None and opened.loaded is not None:
        request.frame.go_to(cell, opened.loaded.above)
    record_reading(
        "member" if whole else "member_masked",
        actor=actor_of(request),
        on=request.day,
        subject=("member", member.pk),
        organization_id=cell.pk if cell is not None else None,
    )
    return whole


def codes_above(request: OfficeRequest) -> list[str]:
    """The codes of the organisations above the member's cell, the nearest first."""
    opened = request.frame.opened
    return [each.code for each in reversed(opened.loaded.above)] if opened and opened.loaded else []
