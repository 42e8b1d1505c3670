"""Read the people whom a reorganisation concerns into a draft, and write them back moved.

`load_people` and `write_people` are the set verb behind merging, splitting and ending cells; the event of
each act is recorded by the caller.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from dangvu.audit.services.rows import RowChanges, change_rows, next_ids
from dangvu.members.draft import DraftPeople, Held, Person, Stay

_MEMBERSHIPS = "members_membership"
_POSTS = "members_post"
_CIVIC_POSTS = "members_civicpost"


def load_people(organizations: Mapping[int, str], since: date) -> DraftPeople:
    """Return a draft of memberships and posts, not ended by `since`, of the organisations (id to code)."""
    draft = DraftPeople()
    ids = list(organizations)
    people: dict[int, Person] = {}

    def person(number: int | None, code: str, name: str) -> Person | None:
        return None if number is None else people.setdefault(number, Person(number, code, name))

    for row_id, organization, kind, came, left, begun, ended, *who in _ask(_STAYS, [ids, since]):
        found = person(*who)
        assert found is not None
        place = organizations[organization]
        draft.stays[place].append(
            Stay(found, place, kind, came, left, begun, ended, row_id, was=(begun, ended))
        )
    for statement, civic in ((_HELD, False), (_CIVIC, True)):
        for row_id, organization, post, holder, begun, ended, *who in _ask(statement, [ids, since]):
            place = organizations[organization]
            draft.posts[place].append(
                Held(place, post, begun, ended, person(*who), holder, civic=civic, row_id=row_id)
            )
    return draft


_STAYS = """
    select s.id, s.organization_id, s.kind, s.reason_in, s.reason_out, s.valid_from, s.valid_to,
           m.id, m.code, m.full_name
    from members_membership s join members_member m on m.id = s.member_id
    where s.organization_id = any(%s) and s.valid_to > %s order by m.name_key, m.id, s.id
"""
_HELD = """
    select p.id, p.organization_id, p.post, '', p.valid_from, p.valid_to, m.id, m.code, m.full_name
    from members_post p join members_member m on m.id = p.member_id
    where p.organization_id = any(%s) and p.valid_to > %s order by m.name_key, m.id, p.id
"""
_CIVIC = """
    select p.id, p.organization_id, p.post, p.holder_name, p.valid_from, p.valid_to, m.id, m.code, m.full_name
    from members_civicpost p left join members_member m on m.id = p.member_id
    where p.organization_id = any(%s) and p.valid_to > %s order by p.id
"""


def _ask(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def write_people(draft: DraftPeople, organizations: Mapping[str, int], events: Sequence[int]) -> None:
    """Write what differs; `organizations` gives the id of each code, `events[act]` the event of each act."""
    ended = RowChanges(_MEMBERSHIPS, ("id", "valid_to", "reason_out"))
    begun = RowChanges(
        _MEMBERSHIPS,
        ("id", "member_id", "organization_id", "kind", "reason_in", "reason_out", "valid_from", "valid_to",
         "event_id"),
    )  # fmt: skip
    new = [stay for stay in draft.each_stay() if stay.row_id is None]
    for number, stay in zip(next_ids(_MEMBERSHIPS, len(new)), new, strict=True):
        assert stay.act is not None
        begun.inserted.append(
            (number, stay.person.id, organizations[stay.organization], stay.kind, stay.reason_in,
             stay.reason_out, stay.valid_from, stay.valid_to, events[stay.act])
        )  # fmt: skip
    for stay in draft.each_stay():
        if stay.row_id is not None and stay.was != (stay.valid_from, stay.valid_to):
            ended.updated.append((stay.row_id, stay.valid_to, stay.reason_out))
    for changes in (ended, begun, *_posts(draft, organizations, events)):
        change_rows(changes)


def _posts(
    draft: DraftPeople, organizations: Mapping[str, int], events: Sequence[int]
) -> Iterator[RowChanges]:
    every = [held for posts in draft.posts.values() for held in posts]
    for table, civic in ((_POSTS, False), (_CIVIC_POSTS, True)):
        ended = [
            (one.row_id, one.valid_to) for one in every if one.civic is civic and one.row_id and one.touched
        ]
        yield RowChanges(table, ("id", "valid_to"), updated=list(ended))
    moved = [one for one in every if one.row_id is None]
    columns = (
        "id",
        "organization_id",
        "post",
        "holder_name",
        "member_id",
        "valid_from",
        "valid_to",
        "event_id",
    )
    begun = RowChanges(_CIVIC_POSTS, columns)
    for number, held in zip(next_ids(_CIVIC_POSTS, len(moved)), moved, strict=True):
        assert held.act is not None
        member = held.person.id if held.person else None
        begun.inserted.append(
            (number, organizations[held.organization], held.post, held.holder_name, member, held.valid_from,
             held.valid_to, events[held.act])
        )  # fmt: skip
    yield begun


def full_members_among(people: Iterable[int], on: date) -> set[int]:
    """Return those of the members (by id) who are full members on the day."""
    statement = """select member_id from members_stage
                   where member_id = any(%s) and stage = 'full' and valid_from <= %s and %s < valid_to"""
    return {number for (number,) in _ask(statement, [list(people), on, on])}


def members_in(ids: Iterable[int], on: date) -> int:
    """Return how many official members the organisations have directly on the day, all together."""
    statement = """select count(*) from members_membership
                   where kind = 'official' and organization_id = any(%s)
                     and valid_from <= %s and %s < valid_to"""
    return int(_ask(statement, [list(ids), on, on])[0][0])


def members_under_tops(ids: Iterable[int], on: date) -> int:
    """Return how many official members stand on the day under those organisations that are then roots."""
    rows = _ask(
        """
        select count(*) from organizations_organizationlink l
        join members_membership s
          on s.organization_id = l.descendant_id and s.kind = 'official'
         and s.valid_from <= %s and %s < s.valid_to
        where l.ancestor_id = any(%s) and l.valid_from <= %s and %s < l.valid_to
          and not exists (
            select from organizations_organizationparent p
            where p.organization_id = l.ancestor_id and p.valid_from <= %s and %s < p.valid_to)
        """,
        [on, on, list(ids), on, on, on, on],
    )
    return int(rows[0][0])
