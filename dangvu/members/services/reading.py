"""Recorded readings: authorise, read, and record who read whom, in one call."""

from datetime import date

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.members.permissions import may_read, require_read
from dangvu.members.selectors import (
    MemberRecord,
    Page,
    UnknownMember,
    cell_of_member,
    list_members,
    member_by_code,
    member_record,
    search,
)
from dangvu.members.selectors.lists import PAGE, Cursor
from dangvu.members.services.cases import SUBJECT
from dangvu.organizations.models import Organization


@transaction.atomic
def open_record(code: str, *, actor: Actor, on: date) -> MemberRecord:
    """Return the whole record of a member as it stood on the day; the event is `read.member`.

    Raises `UnknownMember` also where the actor may not read it: that a person is on record elsewhere is
    already something about that person.
    """
    member = member_by_code(code)
    cell = cell_of_member(member, on)
    if not may_read(actor, cell):
        raise UnknownMember(code)
    found = member_record(member.pk, on)
    record(
        "read.member",
        actor=actor,
        on=on,
        subject=(SUBJECT, member.pk),
        organization_id=cell.pk if cell is not None else None,
    )
    return found


@transaction.atomic
def find_members(
    text: str,
    *,
    place: Organization | None,
    actor: Actor,
    on: date,
    limit: int = PAGE,
    after: Cursor | None = None,
) -> Page:
    """Search under a place (None: everywhere); the event is `read.search`. Raises `Refused`."""
    require_read(actor, place)
    found = search(text, place_id=place.pk if place is not None else None, on=on, limit=limit, after=after)
    _record_page("read.search", found, place, actor, on)
    return found


@transaction.atomic
def open_list(
    place: Organization, *, actor: Actor, on: date, limit: int = PAGE, after: Cursor | None = None
) -> Page:
    """List the members of a place by name; the event is `read.list`. Raises `Refused`."""
    require_read(actor, place)
    found = list_members(place.pk, on, after=after, limit=limit)
    _record_page("read.list", found, place, actor, on)
    return found


def _record_page(verb: str, page: Page, place: Organization | None, actor: Actor, on: date) -> None:
    record(
        verb,
        actor=actor,
        on=on,
        organization_id=place.pk if place is not None else None,
        after={"members": [row.code for row in page.rows]},
    )
