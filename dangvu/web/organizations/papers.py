"""Documents about an organisation: what it issued, and the decisions that changed it."""

from django.db.models import Q

from dangvu.documents.models import Document
from dangvu.organizations.models import Organization
from dangvu.reorganizations.models import Act

MOST = 20


def documents_about(organization: Organization, most: int = MOST) -> list[Document]:
    """Return the newest documents that the organisation issued or that changed it; one query."""
    code = organization.code
    acts = Act.objects.filter(Q(organization_code=code) | Q(successor_code=code))
    found = Document.objects.filter(Q(issuer_code=code) | Q(id__in=acts.values("document_id")))
    return list(found.order_by("-issued_on", "-id")[:most])
