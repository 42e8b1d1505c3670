"""Tuấn's commune, and a desk to work at."""

from pathlib import Path

import pytest

from tests.exchange.sheets.desk import Desk
from tests.members.cast import found_commune, officer


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    place = found_commune()
    return Desk(place, officer("Tuấn", "grassroots_clerk", place.commune), tmp_path)
