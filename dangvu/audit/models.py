"""The one table of events, and the chain that seals it.

All but `UnsealedEvent` and `HeldReading` only grow: the database refuses UPDATE, DELETE and
TRUNCATE (migration 0002).
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q

#: Readings are events whose verb begins so; `after` of a list names those on it under "members".
READING = "read."
READINGS = Q(verb__startswith=READING)


def clock_timestamp() -> Func:
    """The database's clock at this moment; NOW() would stand still for a whole transaction."""
    return Func(function="CLOCK_TIMESTAMP", output_field=models.DateTimeField())


class Event(models.Model):
    """One thing that was done or read: by whom, when, on what, and what it was before and after.

    `effective_on` is the day from which it counts; `organization_id` the organisation in whose scope
    it may be read. `before` and `after` hold only the fields that changed. Identifiers are plain
    numbers: an event never keeps another row alive, nor goes with it.
    """

    recorded_at = models.DateTimeField(db_default=clock_timestamp(), editable=False)
    actor_account_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    verb = models.TextField()
    effective_on = models.DateField(null=True)
    subject_kind = models.TextField(blank=True, default="")
    subject_id = models.BigIntegerField(null=True)
    organization_id = models.BigIntegerField(null=True)
    document_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="event_of_subject"),
            models.Index(fields=["actor_account_id", "id"], name="reading_by_reader", condition=READINGS),
            models.Index(fields=["recorded_at", "id"], name="reading_by_moment", condition=READINGS),
            GinIndex(
                fields=["after"], opclasses=["jsonb_path_ops"], name="reading_of_many", condition=READINGS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} #{self.pk}"


class HeldReading(models.Model):
    """A reading in a case that is not announced yet: the person read about learns of it when the case is.

    `case_kind` and `case_id` name the case. The auditor sees such readings at once. The event itself says
    under "case" that it was held, so that removing this row hides nothing.
    """

    event_id = models.BigIntegerField(primary_key=True)
    case_kind = models.TextField()
    case_id = models.BigIntegerField()
    released_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case_kind", "case_id"], name="held_reading_of_case")]


class UnsealedEvent(models.Model):
    """Events that wait for the sealer; filled by a trigger, emptied by the sealer, in no other way."""

    event_id = models.BigIntegerField(primary_key=True)


class Link(models.Model):
    """An event's place in the chain: the hash covers the event and everything before it.

    Places follow the order of sealing. An event whose transaction commits late gets a later place than
    its number suggests, so that writers need not wait for each other.
    """

    position = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    batch = models.BigIntegerField()
    hash = models.BinaryField()


class Seal(models.Model):
    """The end of a batch of links. Its own hash takes part in the chain: it cannot be altered either."""

    batch = models.BigIntegerField(primary_key=True)
    last_position = models.BigIntegerField(unique=True)
    count = models.BigIntegerField()
    sealed_at = models.DateTimeField()
    hash = models.BinaryField()


class SentForm(models.Model):
    """A form that was sent, by a word of its own: sent again (a double click), it does nothing twice."""

    word = models.TextField(primary_key=True)
    event_id = models.BigIntegerField(null=True)
