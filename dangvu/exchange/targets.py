"""Where staged rows go: the table, what identifies a record there, and what a load may correct."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Target:
    """`resolved` is the temporary table of the rows: `line`, `target_id` (what they match), the columns.

    `kind` names the record in events. `with_id` says that new rows bring their number.
    """

    kind: str
    table: str
    resolved: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    with_id: bool = False

    @cached_property
    def differs(self) -> str:
        """The SQL condition that the record `t` is not what the row `r` says."""
        mine = ", ".join(f"t.{column}" for column in self.columns)
        theirs = ", ".join(f"r.{column}" for column in self.columns)
        return f"({mine}) IS DISTINCT FROM ({theirs})" if self.columns else "FALSE"
