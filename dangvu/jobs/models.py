"""Long work that a person asked for: how far it is, and how it ended."""

from django.db import models
from django.db.models import Q

from dangvu.jobs.workflow import LABELS, ON_ITS_WAY


class Job(models.Model):
    """One piece of long work. `total` 0: how much there is to do is not known yet.

    The person is a plain number with a name, as in the journal. `error` is a sentence for people; what went
    wrong in the program goes to its log. `result` is what the screen of the matter needs, small and plain.
    """

    name = models.TextField()
    label = models.TextField()
    account_id = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.TextField()
    state = models.TextField(choices=list(LABELS.items()))
    attempts = models.IntegerField(default=0)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    message = models.TextField(blank=True, default="")
    error = models.TextField(blank=True, default="")
    result = models.JSONField(default=dict)
    address = models.TextField(blank=True, default="")
    stop_asked = models.BooleanField(default=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state__in=ON_ITS_WAY), name="job_on_its_way"),
        ]
