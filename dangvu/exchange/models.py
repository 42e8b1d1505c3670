"""Packages that were loaded and spreadsheets that were brought in: where a row came from."""

from django.db import models

from dangvu.organizations.models import Organization


class Package(models.Model):
    """A loaded data package; rows point to its event. `generator` names the program that says it made it."""

    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    generator = models.TextField(blank=True, default="")
    loaded_at = models.DateTimeField(auto_now_add=True)
    event_id = models.BigIntegerField()
    rows = models.JSONField(default=dict)
    files = models.JSONField(default=dict)


class ImportState(models.TextChoices):
    PREVIEWED = "previewed", "Đã xem trước"
    APPLIED = "applied", "Đã ghi"
    UNDONE = "undone", "Đã thu hồi"


class Import(models.Model):
    """A spreadsheet brought in for an organisation and all under it, as of a day.

    `columns` say which field each heading fills, `questions` what is to be answered once for the file,
    `answers` what was answered, `report` what was skipped, left out or dropped, `counts` the rows by state.
    `upload` names the file as it was handed in; one upload makes one import, however often it is looked at.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="imports")
    file_name = models.TextField()
    sha256 = models.CharField(max_length=64)
    upload = models.UUIDField(null=True, unique=True)
    sender = models.TextField(blank=True, default="")
    layout = models.TextField()
    effective_on = models.DateField()
    state = models.TextField(choices=ImportState.choices, default=ImportState.PREVIEWED)
    made_by = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    event_id = models.BigIntegerField(null=True)
    undo_event_id = models.BigIntegerField(null=True)
    columns = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    questions = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)


class RowState(models.TextChoices):
    NEW = "new", "Mới"
    CHANGE = "change", "Thay đổi"
    SAME = "same", "Đã có, không đổi"
    CONFLICT = "conflict", "Cần người quyết định"
    ERROR = "error", "Lỗi"
    SKIPPED = "skipped", "Bỏ qua"


class ImportRow(models.Model):
    """One row of the file: its cells as they came, what a person corrected, and what it would change.

    `issues` are lists of field, level, code and sentence; `old` holds what the record says where the file
    says otherwise. `member_event_id` is the event that last wrote the member when the row was looked at.
    `answer`: "", "skip", "other" (nobody on record) or "same:<code of a member>".
    """

    owner = models.ForeignKey(Import, models.CASCADE, related_name="rows", db_index=False)
    number = models.IntegerField()
    sheet = models.TextField()
    line = models.IntegerField()
    section = models.TextField(blank=True, default="")
    raw = models.JSONField()
    fingerprint = models.TextField()
    edits = models.JSONField(default=dict)
    answer = models.TextField(blank=True, default="")
    state = models.TextField(choices=RowState.choices)
    warned = models.BooleanField(default=False)
    values = models.JSONField(default=dict)
    old = models.JSONField(default=dict)
    issues = models.JSONField(default=list)
    member_id = models.BigIntegerField(null=True)
    member_event_id = models.BigIntegerField(null=True)
    same_as = models.IntegerField(null=True)
    organization_id = models.BigIntegerField(null=True)
    residence_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["owner", "state", "number"], name="import_row_by_state"),
            models.Index(fields=["fingerprint"], name="import_row_fingerprint"),
        ]


class Mapping(models.Model):
    """What the columns of a sender's files meant the last time, and what was answered about them."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    sender = models.TextField(blank=True, default="")
    signature = models.CharField(max_length=64)
    targets = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "sender", "signature"], name="mapping_once_for_a_sender"
            )
        ]
