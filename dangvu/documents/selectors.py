"""Reads of the register."""

from datetime import date

from django.db.models import Q, QuerySet

from dangvu.documents.models import Document
from dangvu.documents.numbers import number_key
from dangvu.kernel.findings import Refused, obstacle
from dangvu.kernel.vietnamese import same_spelling


def same_document(number: str, issued_on: date, issuer: str, issuer_code: str = "") -> Document | None:
    """Return the registered document of this identity: number, date, and issuer by code or by name."""
    by_issuer = Q(issuer_key=same_spelling(issuer))
    if issuer_code:
        by_issuer |= Q(issuer_code=issuer_code)
    found = Document.objects.filter(by_issuer, number_key=number_key(number), issued_on=issued_on)
    return found.order_by("id").first()


def documents_numbered(
    number: str, *, issued_on: date | None = None, issuer: str | None = None
) -> QuerySet[Document]:
    """Return all documents of a number, oldest first: one number may belong to several (R90)."""
    found = Document.objects.filter(number_key=number_key(number)).order_by("issued_on", "id")
    if issued_on is not None:
        found = found.filter(issued_on=issued_on)
    if issuer is not None:
        found = found.filter(Q(issuer_key=same_spelling(issuer)) | Q(issuer_code=issuer))
    return found


def the_document(number: str, *, issued_on: date | None = None, issuer: str | None = None) -> Document:
    """Return the one document meant. Raises `Refused` when there is none, or when there are several."""
    found = list(documents_numbered(number, issued_on=issued_on, issuer=issuer)[:10])
    if not found:
        raise Refused([obstacle("document.unknown", f"Không có văn bản số “{number}” trong sổ đăng ký.")])
    if len(found) > 1:
        listed = "; ".join(f"{one.number} ngày {one.issued_on:%d/%m/%Y} của {one.issuer}" for one in found)
        message = f"Số “{number}” có nhiều văn bản: {listed}. Hãy ghi thêm ngày và cơ quan ban hành."
        raise Refused([obstacle("document.ambiguous", message)])
    return found[0]


def registered(
    *, kind: str | None = None, issued_from: date | None = None, limit: int = 50
) -> list[Document]:
    """Return the newest documents first, at most `limit` of them."""
    found = Document.objects.order_by("-issued_on", "-id")
    if kind is not None:
        found = found.filter(kind=kind)
    if issued_from is not None:
        found = found.filter(issued_on__gte=issued_from)
    return list(found[: max(limit, 0)])
