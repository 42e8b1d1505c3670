"""A form is acted on once, however often it is sent."""

from collections.abc import Callable
from uuid import uuid4

from django.db import connection, transaction

from dangvu.audit.actor import Actor
from dangvu.audit.models import SentForm

_LONGEST = 64
_CLAIM = "INSERT INTO audit_sentform (word) VALUES (%s) ON CONFLICT DO NOTHING"


def new_word() -> str:
    """The word of a form about to be shown."""
    return uuid4().hex


@transaction.atomic
def once(word: str, *, actor: Actor, act: Callable[[], int]) -> int | None:
    """Do the act and return its event; of a form that was sent before, return the event of that time.

    A form sent twice at once waits for the first: the second does nothing, or everything where the first was
    refused. What `act` raises undoes the claim as well.
    """
    claimed = f"{actor.account_id}:{word[:_LONGEST]}"
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [claimed])
        first = cursor.rowcount == 1
    if not first:
        return SentForm.objects.values_list("event_id", flat=True).get(pk=claimed)
    event_id = act()
    SentForm.objects.filter(pk=claimed).update(event_id=event_id)
    return event_id
