"""Acts on organisations that were applied, and the journal of what they changed, for taking them back."""

from django.db import models
from django.db.models import Q

from dangvu.audit.records import Record
from dangvu.documents.models import Document
from dangvu.reorganizations.workflow import WORKFLOW


class ActFile(Record):
    """Acts applied together: one file, or one act entered by hand (`sha256` is then empty).

    `event_id` is the event of applying, `first_event_id` that of the first act; a file may be applied again
    only after it was taken back.
    """

    name = models.TextField()
    sha256 = models.CharField(max_length=64, blank=True, default="")
    state = models.TextField(choices=list(WORKFLOW.labels.items()))
    acts_count = models.PositiveIntegerField()
    first_event_id = models.BigIntegerField()
    applied_by = models.TextField()
    applied_at = models.DateTimeField(auto_now_add=True)
    taken_back_event_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(state="applied") & ~Q(sha256=""), name="act_file_applied_once"
            )
        ]


class ActName(models.TextChoices):
    ESTABLISH = "establish", "Thành lập"
    RENAME = "rename", "Đổi tên"
    CONVERT = "convert", "Chuyển đổi hình thức hoặc loại hình"
    MOVE = "move", "Chuyển về trực thuộc"
    MERGE = "merge", "Sáp nhập"
    SPLIT = "split", "Chia tách"
    WIND_UP = "wind_up", "Kết thúc hoạt động"


class Act(Record):
    """One formal act as its decision says it.

    Organisations are named by code: an act that was taken back names organisations that no longer exist.
    """

    file = models.ForeignKey(ActFile, models.PROTECT, related_name="acts")
    number = models.IntegerField()
    act = models.TextField(choices=ActName.choices)
    organization_code = models.TextField(db_collation="C", db_index=True)
    successor_code = models.TextField(blank=True, default="", db_collation="C")
    parent_code = models.TextField(blank=True, default="", db_collation="C")
    name = models.TextField(blank=True, default="")
    kind = models.TextField(blank=True, default="")
    sector = models.TextField(blank=True, default="")
    effective_on = models.DateField()
    body_code = models.TextField(db_collation="C")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["file", "id"]


class ActChange(models.Model):
    """A row as it was before (null: it was not there) and after (null: it was taken out) an act file."""

    file = models.ForeignKey(ActFile, models.PROTECT, related_name="changes")
    table_name = models.TextField()
    row_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "table_name", "row_id"], name="act_change_once")
        ]
