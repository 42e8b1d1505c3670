"""What stands beside the timeline: what the member is on the day shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dangvu.members.field_labels import post_label
from dangvu.members.models import Member, StatusName
from dangvu.members.party_age import PartyAge, party_age
from dangvu.members.selectors.life import Life
from dangvu.members.timeline import Ahead, ahead_of
from dangvu.members.workflow import STATES, standing


@dataclass(frozen=True, slots=True)
class Summary:
    """Standing, cell, status, posts, party age and what falls due, on one day."""

    standing: str
    cell: str
    cell_code: str
    status: str
    posts: tuple[str, ...]
    age: PartyAge
    ahead: tuple[Ahead, ...]


def summary_of(
    member: Member, life: Life, names: Mapping[int, str], *, on: date, scope: Sequence[str]
) -> Summary:
    """Return the summary of the day; `scope` are the codes of the organisations above, the nearest first."""
    history = life.history
    cell, status = history.official_on(on), history.status_on(on)
    return Summary(
        STATES[standing(history, on)],
        names.get(cell.organization_id, cell.organization) if cell else "",
        cell.organization if cell else "",
        str(StatusName(status.status).label) if status else "",
        tuple(
            f"{post_label(post.post)}, {names.get(post.organization_id, post.organization)}"
            for post in history.posts
            if post.period.contains(on)
        ),
        party_age(
            history,
            decided_on=member.admission_decision_date,
            admitted_on=member.admitted_on,
            on=on,
            scope=scope,
        ),
        tuple(ahead_of(life, names, on=on)),
    )
