"""Which organisation a file means: by name of any time, by code, through successors; never a new one."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dangvu.exchange.sheets.cells.said import Issue, Level
from dangvu.kernel.vietnamese import same_spelling, tidy
from dangvu.organizations.models import (
    CELLS,
    Organization,
    OrganizationKind,
    OrganizationLink,
    OrganizationName,
    Succession,
)

_ABBREVIATIONS = {
    "cb": "chi bộ",
    "đb": "đảng bộ",
    "đbbp": "đảng bộ bộ phận",
    "tdp": "tổ dân phố",
    "th": "tiểu học",
    "mn": "mầm non",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
}
_PREFIX = same_spelling("chi bộ") + " "
_REST = re.compile(r"\s*[,;(]|\s+[-–]\s+|\s+(?=thuộc |trực thuộc )")


def place_key(name: str) -> str:
    """Return a key equal for a name and its abbreviated spelling."""
    words = [_ABBREVIATIONS.get(word.strip(".").lower(), word) for word in tidy(name).split()]
    return same_spelling(" ".join(words))


@dataclass(slots=True)
class Places:
    """The organisations of an import. `cells` live on its day and hold members; `after` names successors."""

    by_key: Mapping[str, frozenset[int]]
    codes: Mapping[int, str]
    names: Mapping[int, str]
    cells: frozenset[int]
    after: Mapping[int, tuple[int, ...]]
    _by_code: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._by_code = {self.codes[one]: one for one in self.cells}

    def by_code(self, code: str) -> int | None:
        """The cell of this code that lives on the day, or None."""
        return self._by_code.get(code)

    def find(self, where: str, text: str, answers: Mapping[str, str]) -> tuple[int | None, list[Issue]]:
        """Return the cell that is meant, with what is to be said or asked about it."""
        text = tidy(text)
        answered = self.by_code(answers.get(f"organization:{place_key(text)}", ""))
        if answered is not None:
            return answered, []
        found = self._named(text)
        here = found & self.cells
        if len(here) == 1:
            return next(iter(here)), []
        if len(here) > 1:
            shown = ", ".join(sorted(self.codes[one] for one in here)[:5])
            return None, [
                _ask(where, "place_ambiguous", f"“{text[:60]}” là tên của nhiều chi bộ ({shown}); hãy chọn.")
            ]
        heirs = {heir for one in found for heir in self._heirs(one)} & self.cells
        if len(heirs) == 1:
            heir = next(iter(heirs))
            message = f"“{text[:60]}” nay là {self.names[heir]} ({self.codes[heir]}); hãy xem lại."
            return heir, [Issue(where, Level.WARNING, "place_renamed", message)]
        if heirs:
            return None, [_ask(where, "place_divided", f"“{text[:60]}” nay thành nhiều chi bộ; hãy chọn.")]
        return None, [
            _ask(
                where,
                "place_unknown",
                f"Không có chi bộ nào tên “{text[:60]}” trong phạm vi này; không tự tạo, hãy chọn.",
            )
        ]

    def _named(self, text: str) -> frozenset[int]:
        if (own := self.by_code(text)) is not None:
            return frozenset({own})
        for spelling in (text, _REST.split(text, maxsplit=1)[0]):
            key = place_key(spelling)
            found = self.by_key.get(key) or self.by_key.get(_PREFIX + key)
            if found:
                return found
        return frozenset()

    def _heirs(self, organization: int) -> set[int]:
        seen, waiting = set(), [organization]
        while waiting:
            for heir in self.after.get(waiting.pop(), ()):
                if heir not in seen:
                    seen.add(heir)
                    waiting.append(heir)
        return seen


def load_places(place: Organization, on: date) -> Places:
    """Everything that is, was, or was merged into something under the place."""
    ids = set(OrganizationLink.objects.filter(ancestor=place).values_list("descendant_id", flat=True))
    here = set(
        OrganizationLink.objects.filter(ancestor=place, valid_from__lte=on, valid_to__gt=on).values_list(
            "descendant_id", flat=True
        )
    )
    after: dict[int, list[int]] = defaultdict(list)
    successions = list(
        Succession.objects.filter(succeeded_on__lte=on).values_list("organization_id", "successor_id")
    )
    size = -1
    while size != len(ids):  # whoever was merged into something here may still be named in a file
        size = len(ids)
        ids |= {one for one, heir in successions if heir in ids}
    for one, heir in successions:
        if one in ids:
            after[one].append(heir)
    return _places(ids, here, after, on)


def _places(ids: set[int], here: set[int], after: Mapping[int, list[int]], on: date) -> Places:
    by_key: dict[str, set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    rows = OrganizationName.objects.filter(organization_id__in=ids, valid_from__lte=on).order_by("valid_from")
    for organization, name in rows.values_list("organization_id", "name"):
        by_key[place_key(name)].add(organization)
        names[organization] = name
    cells = OrganizationKind.objects.filter(
        organization_id__in=here, kind__in=CELLS, valid_from__lte=on, valid_to__gt=on
    )
    return Places(
        {key: frozenset(value) for key, value in by_key.items()},
        dict(Organization.objects.filter(id__in=ids).values_list("id", "code")),
        names,
        frozenset(cells.values_list("organization_id", flat=True)),
        {one: tuple(heirs) for one, heirs in after.items()},
    )


def _ask(where: str, code: str, message: str) -> Issue:
    return Issue(where, Level.ASK.value, code, message)
