"""Packages that were loaded: where a row came from."""

from django.db import models


class Package(models.Model):
    """A loaded data package; rows point to its event. `generator` names the program that says it made it."""

    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    generator = models.TextField(blank=True, default="")
    loaded_at = models.DateTimeField(auto_now_add=True)
    event_id = models.BigIntegerField()
    rows = models.JSONField(default=dict)
    files = models.JSONField(default=dict)
