"""The one table of events, and the chain that seals it.

All but `UnsealedEvent` only grow: the database refuses UPDATE, DELETE and TRUNCATE (migration 0002).
"""

from django.db import models
from django.db.models import Func


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
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="event_of_subject")]

    def __str__(self) -> str:
        return f"{self.verb} #{self.pk}"


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
