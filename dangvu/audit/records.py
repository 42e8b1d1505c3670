"""What every recorded row has in common: the event that made it, and its period where it holds for a time."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q, Value

from dangvu.kernel.periods import FOREVER


class Record(models.Model):
    """A row that knows the event which wrote it: the act of a screen, or the package it was loaded from."""

    event_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        abstract = True


class DatedRecord(Record):
    """A row that holds on every day `valid_from <= day < valid_to`; FOREVER while it is still running."""

    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        abstract = True


class Int8Range(Func):
    function = "int8range"
    output_field = BigIntegerRangeField()


class DayRange(Func):
    function = "daterange"
    output_field = DateRangeField()


def end_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(valid_to__gt=F("valid_from")))


def no_overlap(name: str, owner: str, condition: Q | None = None) -> ExclusionConstraint:
    """One row at most per `owner` on any day.

    The owner is written as a one-element range, so that core PostgreSQL suffices (no btree_gist).
    """
    options: dict[str, Any] = {"condition": condition} if condition is not None else {}
    return ExclusionConstraint(
        name=name,
        index_type="GIST",
        expressions=[
            (Int8Range(F(owner), F(owner), Value("[]")), RangeOperators.OVERLAPS),
            (DayRange(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS),
        ],
        **options,
    )
