"""Which act made a row count otherwise: the latest recorded after the seal that concerns it.

Every recorded row names the event that wrote it. Of what a person's records, the organisation's and those of
all above it say, the first of an ordered list that has an event after the seal is named.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Max, Q, QuerySet

from dangvu.audit.models import Event
from dangvu.audit.records import Record
from dangvu.members.models import CivicPost, Member
from dangvu.organizations.models import (
    Organization,
    OrganizationKind,
    OrganizationLink,
    OrganizationParent,
    Succession,
)
from dangvu.statistics.behind import Change
from dangvu.statistics.figures.base import Subject

#: Acts over many records at once whose taking back leaves nothing behind but their own event.
_OF_MANY = ("acts.", "package.", "sheet.")
_TREE = (Organization, OrganizationParent, OrganizationKind)
#: Records of a person that say where they stand; asked first where a row came or went.
_PLACE = ("membership",)
_OWN = {
    "rated_members": ("memberrating",),
    "unrecorded_members": ("memberrating",),
    "recognized": ("stage",),
    "disciplined_members": ("discipline",),
    "inspected_members": ("inspection",),
    "screening_cases": ("screening",),
    "rated_organizations": ("organizationrating",),
    "unrecorded_organizations": ("organizationrating",),
    "disciplined_organizations": ("discipline",),
    "inspected_organizations": ("inspection",),
}

Ask = Callable[[Sequence[Change]], Mapping[int, int]]


@dataclass(frozen=True)
class Witnesses:
    """Asks the records for events later than the seal's (`after`)."""

    after: int

    def causes(self, changed: Sequence[Change]) -> dict[int, int | None]:
        """The event behind each change, by its place in the list; None where no record names one."""
        found: dict[int, int | None] = {}
        for source in dict.fromkeys(one.source for one in changed):
            mine = [(number, one) for number, one in enumerate(changed) if one.source == source]
            for moved in (True, False):
                part = [(number, one) for number, one in mine if one.moved is moved]
                found |= self._ask_in_order(part, self._asks(source, moved))
        return found

    def _ask_in_order(self, part: Sequence[tuple[int, Change]], asks: Iterable[Ask]) -> dict[int, int | None]:
        found: dict[int, int | None] = {}
        open_ = list(part)
        for ask in asks:
            if not open_:
                break
            answers = ask([one for _, one in open_])
            found |= {number: answers[place] for place, (number, _) in enumerate(open_) if place in answers}
            open_ = [(number, one) for number, one in open_ if number not in found]
        return found | dict.fromkeys((number for number, _ in open_), None)

    def _asks(self, source: str, moved: bool) -> list[Ask]:
        own = _OWN.get(source, ())
        asks = [self._people(own)] if own else []
        asks += [self._organizations(own)] if own else []
        if moved:
            asks += [self._posts, self._people(_PLACE), self._tree]
        return [*asks, self._posts, self._people(()), self._events, self._tree, self._below, self._many]

    def _people(self, names: Collection[str]) -> Ask:
        """Records about the person; all kinds of them where none is named."""

        def ask(changed: Sequence[Change]) -> Mapping[int, int]:
            ids = {one.subject_id for one in changed if one.subject is Subject.MEMBER and one.subject_id}
            latest = self._latest(_models("member", names), "member_id", ids) if ids else {}
            if ids and not names:
                _merge(latest, Member.objects.filter(pk__in=ids, event_id__gt=self.after), "pk")
            return _by_subject(changed, latest, Subject.MEMBER)

        return ask

    def _organizations(self, names: Collection[str]) -> Ask:
        """Records about the organisation itself."""

        def ask(changed: Sequence[Change]) -> Mapping[int, int]:
            ids = {
                one.subject_id for one in changed if one.subject is Subject.ORGANIZATION and one.subject_id
            }
            latest = self._latest(_models("organization", names), "organization_id", ids) if ids else {}
            return _by_subject(changed, latest, Subject.ORGANIZATION)

        return ask

    def _posts(self, changed: Sequence[Change]) -> Mapping[int, int]:
        ids = {one.subject_id for one in changed if one.subject is Subject.CIVIC_POST and one.subject_id}
        latest: dict[int, int] = {}
        if ids:
            _merge(latest, CivicPost.objects.filter(pk__in=ids, event_id__gt=self.after), "pk")
            holders = dict(
                CivicPost.objects.filter(pk__in=ids, member__isnull=False).values_list("pk", "member_id")
            )
            people = self._latest(_models("member", _PLACE), "member_id", set(holders.values()))
            for post, member in holders.items():
                if member in people:
                    latest.setdefault(post, people[member])
        return _by_subject(changed, latest, Subject.CIVIC_POST)

    def _events(self, changed: Sequence[Change]) -> Mapping[int, int]:
        """Acts that name the person or organisation, also where they left no row behind."""
        found: dict[int, int] = {}
        for kind in (Subject.MEMBER, Subject.ORGANIZATION):
            ids = {one.subject_id for one in changed if one.subject is kind and one.subject_id}
            if not ids:
                continue
            rows = self._later().filter(subject_kind=kind.value, subject_id__in=ids)
            latest = dict(rows.values_list("subject_id").annotate(Max("pk")))
            found |= _by_subject(changed, latest, kind)
        return found

    def _tree(self, changed: Sequence[Change]) -> Mapping[int, int]:
        """Acts of the tree on the organisations of the row and on all that ever stood above them."""
        ids = {each for one in changed for each in one.organization_ids}
        above: dict[int, set[int]] = {}
        for low, high in OrganizationLink.objects.filter(descendant_id__in=ids).values_list(
            "descendant_id", "ancestor_id"
        ):
            above.setdefault(low, {low}).add(high)
        everyone = {each for line in above.values() for each in line}
        latest: dict[int, int] = {}
        for model in _TREE:
            column = "pk" if model is Organization else "organization_id"
            rows = model._default_manager.filter(event_id__gt=self.after)
            _merge(latest, rows.filter(**{f"{column}__in": everyone}), column)
        for column in ("organization_id", "successor_id"):
            acts = Succession.objects.filter(event_id__gt=self.after, **{f"{column}__in": everyone})
            _merge(latest, acts, column)
        found = {}
        for place, one in enumerate(changed):
            events = [
                latest[each]
                for low in one.organization_ids
                for each in above.get(low, {low})
                if each in latest
            ]
            if events:
                found[place] = max(events)
        return found

    def _below(self, changed: Sequence[Change]) -> Mapping[int, int]:
        """Memberships under the organisation: whether it admitted anybody hangs on them."""
        ids = {one.subject_id for one in changed if one.subject is Subject.ORGANIZATION and one.subject_id}
        if not ids:
            return {}
        rows = OrganizationLink.objects.filter(
            ancestor_id__in=ids, descendant__memberships__event_id__gt=self.after
        )
        latest = dict(rows.values_list("ancestor_id").annotate(Max("descendant__memberships__event_id")))
        return _by_subject(changed, latest, Subject.ORGANIZATION)

    def _many(self, changed: Sequence[Change]) -> Mapping[int, int]:
        """The latest act over many records: what it removed has no row left that could name it."""
        condition = Q()
        for beginning in _OF_MANY:
            condition |= Q(verb__startswith=beginning)
        event = self._later().filter(condition).order_by("-pk").values_list("pk", flat=True).first()
        return {} if event is None else dict.fromkeys(range(len(changed)), event)

    def _later(self) -> QuerySet[Event]:
        return Event.objects.filter(pk__gt=self.after).exclude(verb__startswith="read.")

    def _latest(self, models: Iterable[type[Record]], column: str, ids: Collection[int]) -> dict[int, int]:
        latest: dict[int, int] = {}
        for model in models:
            rows = model._default_manager.filter(event_id__gt=self.after, **{f"{column}__in": ids})
            _merge(latest, rows, column)
        return latest


def _models(field: str, names: Collection[str]) -> list[type[Record]]:
    """Tables of records that point by this field to their subject; those of these names, or all."""
    found = []
    for model in apps.get_models():
        if not issubclass(model, Record) or model._meta.app_label == "statistics":
            continue
        points = any(one.name == field for one in model._meta.concrete_fields)
        if points and (not names or model._meta.model_name in names):
            found.append(model)
    return found


def _merge(latest: dict[int, int], rows: QuerySet[Any], column: str) -> None:
    for one, event in rows.order_by().values_list(column).annotate(Max("event_id")):
        latest[one] = max(event, latest.get(one, 0))


def _by_subject(changed: Sequence[Change], latest: Mapping[int, int], kind: Subject) -> dict[int, int]:
    return {
        place: latest[one.subject_id]
        for place, one in enumerate(changed)
        if one.subject is kind and one.subject_id is not None and one.subject_id in latest
    }
