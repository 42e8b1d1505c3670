"""Accounts of the people who work with Đảng vụ, and the roles granted to them for a time."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from dangvu.access.roles import ROLES
from dangvu.audit.records import DatedRecord, Record, end_after_start
from dangvu.documents.models import Document
from dangvu.organizations.models import Organization


class Account(AbstractUser):
    """A person who signs in or works on the command line.

    `os_user` binds the account to an operating-system user: commands run by that user act as this account.
    `phone` is ten digits or so, as one dials inside the country. `member_id` is the number of the account's
    own record as a member: a plain number, because members stand above access. An account made for the demo
    signs in without a password, in demo mode only.
    """

    display_name = models.TextField(blank=True, default="")
    os_user = models.TextField(null=True, blank=True, unique=True)
    phone = models.TextField(null=True, blank=True, unique=True)
    member_id = models.BigIntegerField(null=True, blank=True, unique=True)
    is_demo = models.BooleanField(default=False)


class Grant(DatedRecord):
    """A role over an organisation and all under it, from one day to another, by a decision.

    Without an organisation the role covers the whole installation. `decision` tells who decided where
    no registered document says it.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="grants")
    role = models.TextField(choices=list(ROLES.items()))
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="grants")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    decision = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            end_after_start("grant_end_after_start"),
            models.CheckConstraint(
                name="grant_rests_on_a_decision", condition=Q(document__isnull=False) | ~Q(decision="")
            ),
        ]


class SlipPurpose(models.TextChoices):
    FIRST_PASSWORD = "first_password", "đặt mật khẩu lần đầu"
    RECOVERY = "recovery", "đặt lại mật khẩu sau khi khôi phục"
    ADMINISTRATOR = "administrator", "mở tài khoản quản trị đầu tiên"


class Slip(Record):
    """A paper with a code that lets a person set a password once; only the code's hash is kept.

    `valid_until` is the last day on which it works. A slip for the first administrator has no account yet.
    """

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="slips")
    purpose = models.TextField(choices=SlipPurpose.choices)
    code_hash = models.TextField(unique=True)
    valid_until = models.DateField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="slip_of_an_account",
                condition=Q(account=None, purpose="administrator")
                | (Q(account__isnull=False) & ~Q(purpose="administrator")),
            ),
            models.UniqueConstraint(
                name="slip_one_open",
                fields=["account", "purpose"],
                condition=Q(used_at=None, withdrawn_at=None),
                nulls_distinct=False,
            ),
        ]


class Recovery(Record):
    """A lost account given back: one officer asks, another confirms; each writes an event of their own."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="recoveries")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    reason = models.TextField()
    confirmed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    confirm_event_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="recovery_by_another", condition=~Q(asked_by=F("account"))),
            models.CheckConstraint(
                name="recovery_by_two",
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=F("asked_by")) & ~Q(confirmed_by=F("account"))),
            ),
            models.UniqueConstraint(
                name="recovery_one_open",
                fields=["account"],
                condition=Q(confirmed_by=None, withdrawn_at=None),
            ),
        ]


class Throttle(models.Model):
    """How often something secret was guessed wrong from one place, and until when that place must wait."""

    key = models.TextField(primary_key=True)
    failures = models.IntegerField()
    failed_at = models.DateTimeField()
    blocked_until = models.DateTimeField()
