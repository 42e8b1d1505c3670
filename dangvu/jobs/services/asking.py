"""Ask for long work, and ask it to stop."""

from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from dangvu.audit.actor import Actor
from dangvu.jobs.models import Job
from dangvu.jobs.workflow import ON_ITS_WAY, STOPPED, WAITING


@transaction.atomic
def ask_job(name: str, *, label: str, actor: Actor, address: str = "", **arguments: Any) -> Job:
    """Have a worker do the job of this name, once the caller's transaction is committed.

    `label` says what it is, in words; `address` is the page that shows what came of it; `arguments` are plain
    values that the job takes. Raises `procrastinate.exceptions.TaskNotFound` for a name that no job has.
    """
    one = Job.objects.create(
        name=name,
        label=label,
        account_id=actor.account_id,
        actor_name=actor.name,
        address=address,
        state=WAITING,
    )
    app.configure_task(name, allow_unknown=False).defer(job_id=one.pk, **arguments)
    return one


@transaction.atomic
def ask_to_stop(job_id: int) -> None:
    """Ask a job to stop: one that waits ends here, one that runs ends at its next step and writes nothing."""
    one = Job.objects.select_for_update().get(pk=job_id)
    if one.state == WAITING:
        one.state = STOPPED
    if one.state in (*ON_ITS_WAY, STOPPED):
        one.stop_asked = True
        one.save(update_fields=["state", "stop_asked"])
