"""Let a job run in a worker: begin, tell how far it is, end well or badly.

A worker that is killed leaves its job half done; the job is then begun again from the start. So what a job
does is either one transaction, or can be repeated without harm.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from psycopg import connect
from psycopg.errors import LockNotAvailable

from dangvu.audit.actor import Actor
from dangvu.jobs.models import Job
from dangvu.jobs.workflow import DONE, FAILED, MOST_ATTEMPTS, ON_ITS_WAY, RUNNING, STOPPED
from dangvu.kernel.findings import Refused

_LOG = logging.getLogger("dangvu.jobs")
_BETWEEN = 0.5
_TELL = """
UPDATE jobs_job SET done = %(done)s, total = %(total)s, message = %(message)s
WHERE id = %(id)s RETURNING stop_asked
"""


class StoppedByPerson(Exception):
    """The person asked the job to stop; whatever it had begun is rolled back."""


class Working:
    """The job that runs: in whose name, and how to tell how far it is."""

    def __init__(self, one: Job) -> None:
        self.id = one.pk
        self.actor = Actor(one.account_id, one.actor_name)
        self._told = 0.0
        self._outside: Any = None

    def tell(self, done: int, total: int, message: str = "") -> None:
        """Tell how far it is; so often as you like, it is written twice a second at most.

        Everybody sees it at once, also from within a transaction. Raises `StoppedByPerson`.
        """
        now = time.monotonic()
        if now - self._told < _BETWEEN:
            return
        self._told = now
        if self._write({"id": self.id, "done": done, "total": total, "message": message}):
            raise StoppedByPerson

    def close(self) -> None:
        """Let go of the connection of its own."""
        if self._outside is not None:
            self._outside.close()
            self._outside = None

    def _write(self, values: dict[str, Any]) -> bool:
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(_TELL, values)
                return bool(cursor.fetchone()[0])
        if self._outside is None or self._outside.closed:
            self._outside = connect(**_parameters(), autocommit=True)
            self._outside.execute("SET lock_timeout = '500ms'")
        try:
            row = self._outside.execute(_TELL, values).fetchone()
        except LockNotAvailable:
            return False  # the transaction itself holds the row: then it is not told, and nothing waits
        return bool(row and row[0])


def job(name: str) -> Callable[[Callable[..., dict[str, Any] | None]], Callable[..., None]]:
    """Make a function a job that `ask_job` can ask for; it takes its `Working` first, may return a result.

    Register it in a module named `tasks` of an installed application. What it refuses (`Refused`) or raises
    becomes the sentence that the person reads; nothing is tried again but what a killed worker left.
    """

    def decorate(function: Callable[..., dict[str, Any] | None]) -> Callable[..., None]:
        @app.task(name=name)
        @wraps(function)
        def run(job_id: int, **arguments: Any) -> None:
            one = _begin(job_id)
            if one is not None:
                _run(one, function, arguments)

        runner: Callable[..., None] = run
        return runner

    return decorate


def _begin(job_id: int) -> Job | None:
    one = Job.objects.filter(pk=job_id, state__in=ON_ITS_WAY).first()
    if one is None:
        return None
    one.attempts += 1
    if one.attempts > MOST_ATTEMPTS:
        _end(one, FAILED, error=f"Máy chủ đã dừng giữa chừng {MOST_ATTEMPTS} lần; hãy báo người quản trị.")
        return None
    one.state, one.started_at = RUNNING, timezone.now()
    one.save(update_fields=["attempts", "state", "started_at"])
    return one


def _run(one: Job, function: Callable[..., dict[str, Any] | None], arguments: dict[str, Any]) -> None:
    working = Working(one)
    try:
        result = function(working, **arguments)
    except StoppedByPerson:
        _end(one, STOPPED)
    except Refused as refusal:
        _end(one, FAILED, error=str(refusal))
    except Exception as error:
        _LOG.exception("job %s (%s) failed", one.pk, one.name)
        _end(one, FAILED, error=_sentence(one, error))
    else:
        _end(one, DONE, result=result or {})
    finally:
        working.close()


def _sentence(one: Job, error: Exception) -> str:
    return (
        f"Chương trình gặp lỗi ({type(error).__name__}, việc số {one.pk}); chưa có gì được ghi nửa chừng. "
        "Hãy thử lại; nếu vẫn lỗi, báo người quản trị số việc này."
    )


def _end(one: Job, state: str, *, error: str = "", result: dict[str, Any] | None = None) -> None:
    Job.objects.filter(pk=one.pk).update(
        state=state, error=error, result=result or {}, ended_at=timezone.now(), attempts=one.attempts
    )


def _parameters() -> dict[str, Any]:
    given = connection.get_connection_params()
    return {key: value for key, value in given.items() if key not in ("cursor_factory", "context")}
