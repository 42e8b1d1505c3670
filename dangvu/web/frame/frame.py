"""What every page of the office knows: who reads, what they hold today, the day shown and the place."""

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.access.roles import ROLES
from dangvu.audit.actor import Actor
from dangvu.kernel.days import display_day
from dangvu.kernel.periods import FOREVER
from dangvu.organizations.models import Organization
from dangvu.web.frame.trail import Above, line_above
from dangvu.web.scope import Holding, Scope, scope_of

if TYPE_CHECKING:
    from dangvu.web.access import Opened

PLACE_KEY, DAY_KEY = "place", "on"


class Frame:
    """Made for each request by the middleware `place_and_day`; queries only what a page asks of it.

    `today` is the day of the rights, `day` the one whose records are shown; `day_error` says what was wrong
    with a day that was asked for and not understood.
    """

    def __init__(self, request: HttpRequest, day: date, today: date, day_error: str = "") -> None:
        self._request = request
        self.day = day
        self.today = today
        self.day_error = day_error
        self.opened: Opened | None = None
        self._place: Organization | None = None
        self._above: dict[tuple[int, date], tuple[Above, ...]] = {}

    @property
    def past(self) -> bool:
        """Whether another day than today is shown."""
        return self.day != self.today

    @property
    def demo(self) -> bool:
        """Whether the synthetic committees of the demo are shown."""
        return bool(settings.DEMO)

    @property
    def day_text(self) -> str:
        """The day shown, as people write it."""
        return display_day(self.day)

    @cached_property
    def actor(self) -> Actor | None:
        """Who reads; None before signing in."""
        user = self._request.user
        if user.is_authenticated and user.is_active:
            return Actor(user.pk, user.display_name or user.username)
        return None

    @cached_property
    def scope(self) -> Scope:
        """What the reader holds today."""
        return scope_of(self.actor, self.today)

    @cached_property
    def place(self) -> Organization | None:
        """The organisation the reader is at: the one opened last, else the first they have a role in."""
        if self._place is not None:
            return self._place
        own = [each.organization_code for each in self.scope.holdings if each.organization_code]
        kept = self._request.session.get(PLACE_KEY)
        for code in filter(None, (kept, *own[:1])):
            one = Organization.objects.filter(code=code).first()
            if one is not None and self._reaches(one):
                return one
        return None

    def go_to(self, place: Organization, above: tuple[Above, ...]) -> None:
        """Stand at this organisation from now on; the caller has made sure that the reader may."""
        self._place = place
        self._above[place.pk, self.today] = above
        self.__dict__.pop("place", None)
        self.__dict__.pop("trail", None)
        if self._request.session.get(PLACE_KEY) != place.code:
            self._request.session[PLACE_KEY] = place.code

    @cached_property
    def trail(self) -> tuple[Above, ...]:
        """From the highest organisation the reader may know of down to the place, on the day shown."""
        if self.place is None:
            return ()
        line = self._line(self.place, self.day)
        if self._everywhere:
            return line
        own = {each.organization_id for each in self.scope.holdings}
        first = next((number for number, each in enumerate(line) if each.id in own), len(line) - 1)
        return line[first:]

    @property
    def _everywhere(self) -> bool:
        return any(each.organization_id is None for each in self.scope.holdings)

    def _reaches(self, one: Organization) -> bool:
        return self._everywhere or self.scope.touches({each.id for each in self._line(one, self.today)})

    def _line(self, one: Organization, on: date) -> tuple[Above, ...]:
        if (one.pk, on) not in self._above:
            self._above[one.pk, on] = line_above(one, on)
        return self._above[one.pk, on]

    @property
    def why(self) -> str:
        """Why the reader can see this page, in a sentence."""
        if self.opened is None or self.actor is None:
            return ""
        if self.opened.holding is None:
            return _("Trang này dành cho %(whom)s.") % {"whom": _(self.opened.line.over)}
        return _why(self.opened.holding)


def _why(holding: Holding) -> str:
    """One sentence: role, place, days, decision."""
    said = {"role": _(ROLES[holding.role]), "place": holding.organization_name}
    sentence = (
        _("Bạn giữ vai trò “%(role)s” tại %(place)s")
        if holding.organization_id
        else _("Bạn giữ vai trò “%(role)s” trên toàn hệ thống")
    ) % said
    sentence += _(" từ ngày %(day)s") % {"day": display_day(holding.valid_from)}
    if holding.valid_to != FOREVER:
        sentence += _(" đến hết ngày %(day)s") % {"day": display_day(holding.valid_to - timedelta(days=1))}
    if holding.decision:
        sentence += _(" (%(decision)s)") % {"decision": holding.decision.rstrip(".")}
    return sentence + "."


def today() -> date:
    """The day of the office, in its own time zone."""
    return timezone.localdate()
