"""Everything dated about one member, with the acts that wrote it and their documents, in one query."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from dangvu.kernel.periods import Period
from dangvu.members.act_words import act_words
from dangvu.members.models import Member
from dangvu.members.rules import History, PostSpan, StageSpan, StatusSpan, Stay

#: More acts than any life holds; a record made by mistake must not stop the page.
_MOST_ACTS = 500

_LIFE = f"""
    SELECT
        (SELECT json_agg(json_build_array(stay.organization_id, place.code, stay.kind, stay.valid_from,
                stay.valid_to, stay.reason_in, stay.reason_out, stay.id) ORDER BY stay.valid_from, stay.id)
            FROM members_membership stay JOIN organizations_organization place
                ON place.id = stay.organization_id
            WHERE stay.member_id = %(member)s),
        (SELECT json_agg(json_build_array(stage, valid_from, valid_to, id) ORDER BY valid_from)
            FROM members_stage WHERE member_id = %(member)s),
        (SELECT json_agg(json_build_array(status, valid_from, valid_to, decision_number, decision_date, id)
                ORDER BY valid_from)
            FROM members_status WHERE member_id = %(member)s),
        (SELECT json_agg(json_build_array(post.organization_id, place.code, post.post, post.valid_from,
                post.valid_to, post.id) ORDER BY post.valid_from, post.id)
            FROM members_post post JOIN organizations_organization place ON place.id = post.organization_id
            WHERE post.member_id = %(member)s),
        (SELECT json_agg(json_build_array(organization_id, post, valid_from, valid_to)
                ORDER BY valid_from, id)
            FROM members_civicpost WHERE member_id = %(member)s),
        (SELECT json_agg(act.line ORDER BY act.id DESC) FROM (
            SELECT event.id, json_build_array(event.id, event.verb, event.effective_on,
                (event.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, event.actor_name, event.before,
                event.after, document.number, document.issued_on) AS line
            FROM audit_event event LEFT JOIN documents_document document ON document.id = event.document_id
            WHERE event.subject_kind = 'member' AND event.subject_id = %(member)s
              AND event.verb NOT LIKE 'read.%%'
            ORDER BY event.id DESC LIMIT {_MOST_ACTS}
        ) act)
"""


@dataclass(frozen=True, slots=True)
class PlacePost:
    """A post of the place (village head …) that the member holds."""

    organization_id: int
    post: str
    period: Period


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """An act on the record: when it counts from, when it was written, by whom, on which document."""

    id: int
    verb: str
    on: date | None
    recorded_on: date
    actor: str
    before: dict[str, Any]
    after: dict[str, Any]
    document_number: str
    document_day: date | None

    @property
    def words(self) -> str:
        """What people call the act."""
        return act_words(self.verb)


@dataclass(frozen=True, slots=True)
class Life:
    """The dated record of a member. `version` grows with every act on it."""

    history: History
    place_posts: tuple[PlacePost, ...]
    acts: tuple[RecordedAct, ...]

    @property
    def version(self) -> int:
        """The number of the newest act, 0 where there is none: what a form was opened on."""
        return max((act.id for act in self.acts), default=0)

    @property
    def organization_ids(self) -> set[int]:
        """Every organisation that the record names."""
        return self.history.organization_ids | {post.organization_id for post in self.place_posts}


def life_of(member: Member) -> Life:
    """Return everything dated about the member; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_LIFE, {"member": member.pk})
        stays, stages, statuses, posts, place_posts, acts = (rows or [] for rows in cursor.fetchone())
    history = History(
        member.code,
        member.full_name,
        stays=tuple(Stay(r[0], r[1], r[2], _period(r[3], r[4]), r[5], r[6], r[7]) for r in stays),
        stages=tuple(StageSpan(r[0], _period(r[1], r[2]), r[3]) for r in stages),
        statuses=tuple(StatusSpan(r[0], _period(r[1], r[2]), r[3], _day(r[4]), r[5]) for r in statuses),
        posts=tuple(PostSpan(r[0], r[1], r[2], _period(r[3], r[4]), r[5]) for r in posts),
    )
    return Life(
        history,
        tuple(PlacePost(r[0], r[1], _period(r[2], r[3])) for r in place_posts),
        tuple(_act(row) for row in acts),
    )


def _act(row: list[Any]) -> RecordedAct:
    number, verb, on, recorded_on, actor, before, after, document, dated = row
    return RecordedAct(
        number,
        verb,
        _day(on),
        date.fromisoformat(recorded_on),
        actor,
        before or {},
        after or {},
        document or "",
        _day(dated),
    )


def _period(begun: str, ended: str) -> Period:
    return Period(date.fromisoformat(begun), date.fromisoformat(ended))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
