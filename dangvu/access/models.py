"""Accounts of the people who work with Đảng vụ, and the roles granted to them for a time."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from dangvu.access.roles import ROLES
from dangvu.audit.records import DatedRecord, end_after_start
from dangvu.documents.models import Document
from dangvu.organizations.models import Organization


class Account(AbstractUser):
    """A person who signs in or works on the command line.

    `os_user` binds the account to an operating-system user: commands run by that user act as this account.
    """

    display_name = models.TextField(blank=True, default="")
    os_user = models.TextField(null=True, blank=True, unique=True)


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
