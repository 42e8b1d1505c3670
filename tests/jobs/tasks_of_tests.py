"""Jobs that only the tests ask for."""

import time
from pathlib import Path
from typing import Any

from dangvu.jobs.services import Working, ask_to_stop, job
from dangvu.kernel.findings import Refused, obstacle


@job("tests.count")
def count(working: Working, *, until: int) -> dict[str, Any]:
    for number in range(until):
        working.tell(number, until, "đang đếm")
    return {"counted": until, "by": working.actor.name}


@job("tests.refuse")
def refuse(working: Working) -> None:
    raise Refused([obstacle("a", "Dòng 3 thiếu ngày sinh."), obstacle("b", "Dòng 5 trùng mã.")])


@job("tests.break")
def fail(working: Working) -> None:
    raise ZeroDivisionError("không được hiện ra")


@job("tests.stopped")
def stopped(working: Working) -> None:
    ask_to_stop(working.id)
    working.tell(1, 2)
    raise AssertionError("not reached")


@job("tests.long")
def long(working: Working, *, folder: str) -> dict[str, Any]:
    """Takes for ever the first time it is begun, no time the second."""
    begun = Path(folder, "begun")
    first = not begun.exists()
    begun.touch()
    while first:
        working.tell(1, 2)
        time.sleep(0.2)
    return {"begun": "twice"}
