"""Words for what acts do to organisations, for whoever prepares and reads them."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from dangvu.kernel.findings import Finding, blocks
from dangvu.organizations.models import Kind
from dangvu.regulations import provision
from dangvu.reorganizations.models import ActName
from dangvu.reorganizations.services.plan import OrganizationMove

#: What each act does, in the order in which they are offered.
EXPLAINED = {
    "establish": _("Lập một tổ chức mới trực thuộc tổ chức này."),
    "rename": _("Tổ chức mang tên khác từ một ngày; tên cũ giữ trong lịch sử."),
    "convert": _("Đổi hình thức tổ chức hoặc loại hình cơ sở."),
    "move": _("Chuyển tổ chức cùng tất cả đơn vị bên dưới sang nơi trực thuộc khác."),
    "merge": _(
        "Tổ chức này, một mình hoặc cùng tổ chức khác, nhập vào một tổ chức; đảng viên và đơn vị đi theo."
    ),
    "split": _("Chia thành các phần; từng đảng viên, đơn vị về phần nào do quyết định ghi."),
    "wind_up": _("Kết thúc hoạt động khi không còn đảng viên và đơn vị."),
}
_WHAT = {
    "founded": _("thành lập"),
    "renamed": _("đổi tên"),
    "converted": _("chuyển đổi"),
    "moved": _("chuyển về trực thuộc"),
    "merged": _("sáp nhập vào"),
    "split": _("chia tách, một phần là"),
    "ended": _("kết thúc hoạt động"),
}


class Said(NamedTuple):
    """A line of a preview: which organisation, what becomes of it, from what, to what."""

    code: str
    name: str
    what: str
    before: str
    after: str


class Reason(NamedTuple):
    """Why not, or what to know: the sentence, whether it only warns, and the provision it rests on."""

    message: str
    warns: bool
    rests_on: str


def reasons(findings: Iterable[Finding]) -> list[Reason]:
    """Each finding once, what blocks first, with its provision as printed."""
    each = {
        one.message: Reason(
            one.message, not blocks(one), provision(one.provision).citation if one.provision else ""
        )
        for one in findings
    }
    return sorted(each.values(), key=lambda one: one.warns)


def act_name(act: str) -> str:
    """What people call the act."""
    return str(ActName(act).label)


def said(move: OrganizationMove) -> Said:
    """The line of a preview in words."""
    before, after = move.before, move.after
    if move.what == "converted":
        before, after = _form(before), _form(after)
    return Said(move.code, move.name, str(_WHAT.get(move.what, move.what)), before, after)


def _form(text: str) -> str:
    kind, _blank, sector = text.partition(" ")
    name = str(Kind(kind).label) if kind in Kind.values else kind
    return f"{name}, {sector}" if sector else name
