"""The process that does jobs, one after another, and the housekeeping of the office beside them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import close_old_connections
from procrastinate.contrib.django import app

_LOG = logging.getLogger("dangvu.jobs")
_STALLED_AFTER = 30
_LOOK_FOR_STALLED = 15.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done again and again, whatever jobs there are."""

    every: float
    do: Callable[[], None]


def work(chores: Sequence[Chore] = ()) -> None:
    """Do jobs until told to stop (SIGTERM, Ctrl-C); the job that runs then gets ten seconds to end."""
    asyncio.run(_work(chores))


async def _work(chores: Sequence[Chore]) -> None:
    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker.open_async():
        beside = [asyncio.create_task(_again(_LOOK_FOR_STALLED, lambda: _take_up_stalled(worker)))]
        beside += [asyncio.create_task(_again(one.every, _in_thread(one.do))) for one in chores]
        try:
            await worker.run_worker_async(
                concurrency=1, shutdown_graceful_timeout=10, fetch_job_polling_interval=2
            )
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)


async def _take_up_stalled(worker: Any) -> None:
    """A killed worker leaves its job "doing" for ever; put it back, so that it is begun again."""
    for one in await worker.job_manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED_AFTER):
        _LOG.warning("job left by a worker that died is taken up again: %s", one.id)
        await worker.job_manager.retry_job(one)


async def _again(every: float, do: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await do()
        except Exception:
            _LOG.exception("a chore failed; it is tried again")
        await asyncio.sleep(every)


def _in_thread(do: Callable[[], None]) -> Callable[[], Awaitable[None]]:
    def once() -> None:
        close_old_connections()
        try:
            do()
        finally:
            close_old_connections()

    return lambda: asyncio.to_thread(once)
