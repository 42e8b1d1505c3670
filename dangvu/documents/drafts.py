"""What a clerk knows of a document before it is registered."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import tidy, tidy_lines


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """The fields of a document; their meaning is that of the model `Document`."""

    kind: str
    number: str
    issuer: str
    issued_on: date
    title: str = ""
    issuer_code: str = ""
    signer: str = ""
    signer_post: str = ""
    signed_for: str = ""
    by_order_of: str = ""
    recipients: tuple[str, ...] = ()
    archive_copy: str = ""
    valid_from: date | None = None
    valid_to: date = FOREVER
    note: str = ""

    def tidied(self) -> "DocumentDraft":
        """Return the draft with clean text (NFC, single spaces); errors of scanning stay as they are."""
        texts: dict[str, Any] = {
            name: tidy_lines(value) if name in ("title", "note") else tidy(value)
            for name, value in self.as_fields().items()
            if isinstance(value, str)
        }
        recipients = tuple(filter(None, map(tidy, self.recipients)))
        return replace(self, recipients=recipients, **texts)

    def as_fields(self) -> dict[str, Any]:
        """Return the fields by name."""
        return asdict(self)


#: The fields that a correction may name.
FIELDS = tuple(field.name for field in fields(DocumentDraft))
