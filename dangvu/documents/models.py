"""The register of documents, their files, their numbered tasks and how they refer to each other."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from dangvu.audit.records import Record
from dangvu.documents.kinds import KINDS, RELATIONS
from dangvu.documents.workflow import OPEN, TASKS
from dangvu.kernel.periods import FOREVER


class Document(Record):
    """A document; its identity is number, issuer and date together, never the number alone (R90).

    `number` and `issuer` are kept as received, the keys make their spellings comparable. `signed_for` is
    the body on whose behalf it is signed (T/M), `by_order_of` the body by whose order (T/L). The period
    is that of a programme or plan; `valid_from` is NULL where a document has none.
    """

    kind = models.TextField(choices=list(KINDS.items()))
    number = models.TextField()
    number_key = models.TextField(db_collation="C", editable=False)
    issuer = models.TextField()
    issuer_key = models.TextField(db_collation="C", editable=False)
    issuer_code = models.TextField(blank=True, default="", db_collation="C")
    issued_on = models.DateField()
    title = models.TextField(blank=True, default="")
    signer = models.TextField(blank=True, default="")
    signer_post = models.TextField(blank=True, default="")
    signed_for = models.TextField(blank=True, default="")
    by_order_of = models.TextField(blank=True, default="")
    recipients = ArrayField(models.TextField(), blank=True, default=list)
    archive_copy = models.TextField(blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(default=FOREVER)
    note = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number_key", "issued_on", "issuer_key"], name="document_once"),
            models.UniqueConstraint(
                fields=["number_key", "issued_on", "issuer_code"],
                condition=~Q(issuer_code=""),
                name="document_once_per_issuer_code",
            ),
            models.CheckConstraint(
                name="document_end_after_start", condition=Q(valid_to__gt=F("valid_from"))
            ),
        ]
        indexes = [models.Index(fields=["issued_on", "id"], name="document_by_day")]

    def __str__(self) -> str:
        return f"{self.number} ({self.issued_on:%d/%m/%Y})"


class Attachment(Record):
    """A file of a document. `stored_name` says nothing about its content; `size` is in bytes."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="attachments")
    stored_name = models.TextField(unique=True)
    original_name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)


class Task(Record):
    """A numbered conclusion of a notice, or a task of a programme, with its owner and deadline (R75, R88)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="tasks")
    position = models.PositiveIntegerField()
    text = models.TextField()
    owner = models.TextField(blank=True, default="")
    owner_code = models.TextField(blank=True, default="", db_collation="C")
    due_on = models.DateField(null=True)
    state = models.TextField(choices=list(TASKS.labels.items()), default=OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="task_once_per_position"),
            models.CheckConstraint(name="task_position_from_one", condition=Q(position__gte=1)),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="task_due", condition=Q(state__in=["open", "in_progress"]))
        ]


class DocumentRelation(Record):
    """`document` carries out, amends or replaces `target`; a programme may carry out several directives."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="relations")
    kind = models.TextField(choices=list(RELATIONS.items()))
    target = models.ForeignKey(Document, models.PROTECT, related_name="related_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "target"], name="document_relation_once"),
            models.CheckConstraint(name="document_not_related_to_itself", condition=~Q(document=F("target"))),
        ]
