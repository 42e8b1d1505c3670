"""Tuấn's commune and the people in it."""

import pytest

from dangvu.audit.actor import Actor
from dangvu.members.models import Member
from tests.members.cast import HOA_JOINED, Commune, found_commune, officer, recorded


@pytest.fixture
def place(db: None) -> Commune:
    return found_commune()


@pytest.fixture
def tuan(place: Commune) -> Actor:
    """Clerk of the commune committee's office."""
    return officer("Tuấn", "grassroots_clerk", place.commune)


@pytest.fixture
def binh(place: Commune) -> Actor:
    """Of the provincial organisation committee."""
    return officer("Bình", "provincial_organization_committee", place.province)


@pytest.fixture
def minh(place: Commune) -> Member:
    """Full member in the cell of Hamlet 1."""
    return recorded("DV0001", "Trần Văn Minh", place.hamlet_1)


@pytest.fixture
def hoa(place: Commune) -> Member:
    """On probation in the cell of Hamlet 1 since 3 February 2026."""
    return recorded("DV0002", "Lê Thị Hòa", place.hamlet_1, since=HOA_JOINED, full_from=None)


@pytest.fixture
def quang(place: Commune) -> Member:
    """Member of the other commune."""
    return recorded("DV0003", "Phạm Đức Quang", place.other_hamlet)
