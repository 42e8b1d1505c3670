"""Several processes as one: started together, watched, ended together and in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

_LOOK_EVERY = 0.2
_SECONDS_TO_FINISH = 20
_LONGEST_PAUSE = 60.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process. The others end with an `essential` one; any other that ends is started again."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    essential: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    pause: float = 1.0
    again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it, out of reach of this terminal's Ctrl-C, and not to outlive this process."""
        self.process = subprocess.Popen(
            self.command, env=dict(self.environment), start_new_session=True, preexec_fn=_end_with_parent
        )


def supervise(children: Sequence[Child]) -> int:
    """Run the children until this process is told to stop (0) or an essential one ends (its status)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _as_if_by_keyboard)
    try:
        for child in children:
            child.start()
        return _watch(children)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(children)


def _watch(children: Sequence[Child]) -> int:
    while True:
        for child in children:
            ended = _ended(child)
            if ended is not None and child.essential:
                return ended
        time.sleep(_LOOK_EVERY)


def _ended(child: Child) -> int | None:
    """The status of a child that has just ended; starts again, after a pause that grows, what may."""
    now = time.monotonic()
    if child.process is None:
        if now >= child.again_at:
            child.start()
        return None
    status = child.process.poll()
    if status is not None and not child.essential:
        print(f"{child.name} dừng với mã {status}; sẽ chạy lại sau {child.pause:.0f} giây.", file=sys.stderr)
        child.process, child.again_at = None, now + child.pause
        child.pause = min(child.pause * 2, _LONGEST_PAUSE)
    return status


def _stop(children: Sequence[Child]) -> None:
    """Tell all to end, wait for them together, and kill what did not."""
    running = [child.process for child in children if child.process is not None]
    for process in running:
        if process.poll() is None:
            process.terminate()
    last = time.monotonic() + _SECONDS_TO_FINISH
    for process in running:
        try:
            process.wait(max(0.1, last - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _as_if_by_keyboard(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end_with_parent() -> None:
    """Where the system can: be told to end when the parent was killed and could not tell."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() == 1:
            os.kill(os.getpid(), signal.SIGTERM)
