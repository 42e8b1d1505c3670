"""Preview acts, carry them out as they were previewed, once for each sending of the form."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.reorganizations.models import ActFile
from dangvu.reorganizations.rules import FormalAct
from dangvu.reorganizations.services.apply import Preview, apply_acts
from dangvu.reorganizations.services.take_back import take_back
from dangvu.statistics.services.rollup import rebuild_since


class ChangedSince(Exception):
    """The records changed after the preview was shown; nothing was written."""

    def __init__(self, shown: Preview) -> None:
        super().__init__("changed since the preview")
        self.shown = shown


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending of a form: its key, and the fingerprint of the preview that the person agreed to."""

    key: str
    seen: str


def key_of(token: str, actor: Actor) -> str:
    """The key of a form sent by this person; 64 hexadecimal digits."""
    return hashlib.sha256(f"form {actor.account_id} {token}".encode()).hexdigest()


def fingerprint(shown: Preview) -> str:
    """What a preview says, so that another answer is noticed."""
    people = sorted(map(repr, shown.member_moves))
    said = repr((shown.acts, shown.moves, people, shown.reconciliation, shown.remarks))
    return hashlib.sha256(said.encode()).hexdigest()


def sent_before(key: str) -> ActFile | None:
    """What an earlier sending of the same form carried out, if any."""
    return ActFile.objects.filter(sha256=key).order_by("-id").first()


def carry_out(
    acts: Sequence[FormalAct], sending: Sending, *, actor: Actor, on: date, name: str = ""
) -> ActFile:
    """Carry the acts out. Raises `Refused`, or `ChangedSince` when the preview would now be another."""
    with transaction.atomic():
        file, shown = apply_acts(acts, actor=actor, on=on, name=name, sha256=sending.key)
        if fingerprint(shown) != sending.seen:
            raise ChangedSince(shown)
    _roll_up(file)
    return file


def undo(file: ActFile, *, actor: Actor, on: date) -> None:
    """Take the acts back. Raises `Refused` with everything that depends on them."""
    take_back(file, actor=actor, on=on)
    _roll_up(file)


def _roll_up(file: ActFile) -> None:
    """The sums over the tree change with the tree; until they are counted anew, reports count live."""
    first = file.acts.order_by("effective_on").values_list("effective_on", flat=True).first()
    if first is not None:
        rebuild_since(first.year)
