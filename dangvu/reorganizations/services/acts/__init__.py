"""One file per act: `enact(plan, number)` tries that act of the plan and notes what is against it."""

from collections.abc import Callable

from dangvu.reorganizations.services.acts import convert, establish, merge, move, rename, split, wind_up
from dangvu.reorganizations.services.plan import Plan

ENACT: dict[str, Callable[[Plan, int], None]] = {
    "establish": establish.enact,
    "rename": rename.enact,
    "convert": convert.enact,
    "move": move.enact,
    "merge": merge.enact,
    "split": split.enact,
    "wind_up": wind_up.enact,
}
