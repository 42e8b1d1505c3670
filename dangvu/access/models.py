"""Accounts of the people who work with Đảng vụ."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """A person who signs in or works on the command line.

    `os_user` binds the account to an operating-system user: commands run by that user act as this account.
    """

    display_name = models.TextField(blank=True, default="")
    os_user = models.TextField(null=True, blank=True, unique=True)
