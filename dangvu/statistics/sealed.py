"""Reports as they were sealed: what was said, by which definitions, from which rows. They only grow."""

from django.db import models

from dangvu.audit.models import clock_timestamp
from dangvu.audit.records import Record
from dangvu.organizations.models import Organization


class SealedReport(Record):
    """A report sealed on a day: its figures with their definitions, its findings, and a hash of its inputs.

    `asked` is the question, `organization_name` the name it was printed under. `event_id` is the event of
    sealing: what was recorded later has a higher number. `inputs_hash` covers the rows behind the figures,
    `hash` everything that is kept here. `token` keeps a form that is sent twice from sealing twice. The
    database refuses UPDATE, DELETE and TRUNCATE.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    organization_name = models.TextField()
    name = models.TextField()
    title = models.TextField()
    first = models.DateField()
    after = models.DateField()
    asked = models.JSONField()
    figures = models.JSONField()
    findings = models.JSONField()
    purpose = models.TextField()
    sealed_at = models.DateTimeField(db_default=clock_timestamp(), editable=False)
    sealed_by = models.TextField()
    inputs_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    token = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "-id"], name="sealed_report_of_place")]


class SealedRows(models.Model):
    """The rows that one source gave for a sealed report, packed as `dangvu.statistics.behind` packs them.

    `keys` are the figures counted from the source: the letters of each row's mask in their order.
    """

    report = models.ForeignKey(SealedReport, models.PROTECT, related_name="rows")
    source = models.TextField()
    subject = models.TextField()
    keys = models.JSONField()
    packed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "source"], name="sealed_rows_once"),
        ]
