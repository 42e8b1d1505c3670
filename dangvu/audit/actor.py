"""Who acts. An identifier with a name and no foreign key: the event outlives the account."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """The account in whose name something is done; `account_id` is None for the program itself."""

    account_id: int | None
    name: str
