"""What a report has found before its rules are asked, and how more facts are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection

from dangvu.organizations.models import OrganizationLink
from dangvu.organizations.selectors import last_name
from dangvu.regulations import LawValue, NoLawOnThatDay, figure_of_law, places_of
from dangvu.statistics.asked import Asked
from dangvu.statistics.counting import filled, parameters
from dangvu.statistics.places import Place


@dataclass(frozen=True)
class Found:
    """The counts of the place that was asked, with what stands beside them.

    `rolled_up` says that they were read from the roll-up.
    """

    place: Place
    asked: Asked
    counts: Mapping[str, int | None]
    beside: Mapping[str, Any]
    rolled_up: bool = False
    _laws: dict[tuple[str, date], LawValue | None] = field(default_factory=dict, compare=False)

    def rows(self, sql: str, **more: Any) -> list[tuple[Any, ...]]:
        """Rows of an SQL text written like that of a source; `years` may be others than those asked."""
        years = more.get("years", self.asked.years)
        with connection.cursor() as cursor:
            cursor.execute(
                filled(sql, [self.place], self.asked.tree_day, years), {**parameters(self.asked), **more}
            )
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def law(self, name: str, on: date) -> LawValue | None:
        """The figure of law of that day for this place, or None where there was none."""
        if (name, on) not in self._laws:
            try:
                self._laws[name, on] = figure_of_law(name, on=on, scope=self._scope)
            except NoLawOnThatDay:
                self._laws[name, on] = None
        return self._laws[name, on]

    @property
    def root(self) -> int:
        """The top of the tree that the place stands in on the last day; itself once it has ended."""
        return self._above[-1][0] if self._above else self.place.organization_id

    @cached_property
    def _above(self) -> list[tuple[int, str]]:
        """The place and all above it on the last day, nearest first."""
        links = OrganizationLink.objects.filter(
            descendant_id=self.place.organization_id,
            valid_from__lte=self.asked.last,
            valid_to__gt=self.asked.last,
        )
        return list(links.order_by("depth").values_list("ancestor_id", "ancestor__code"))

    @cached_property
    def _scope(self) -> Sequence[str]:
        names = last_name([one for one, _ in self._above], self.asked.last)
        return places_of((code, names[one]) for one, code in self._above)
