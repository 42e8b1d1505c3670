"""The charts of a report's page: data for the drawing, each with the table that says the same."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from dangvu.kernel.days import display_day
from dangvu.kernel.numbers import display_count, display_number, display_percent
from dangvu.organizations.models import OrganizationLink
from dangvu.organizations.selectors import last_name
from dangvu.regulations import NoLawOnThatDay, figure_of_law, places_of, provision
from dangvu.statistics.charts import Funnel, Point, funnel, levels_by_unit, waterfall
from dangvu.statistics.report import Line, Report

#: A picture of more units than this is a smear; the table stands below it.
_MANY = 60
_CAPS = {
    "members": "classification.members.excellent_cap",
    "organizations": "classification.organizations.excellent_cap",
}
_SUBJECTS = ("organizations", "members")


@dataclass(frozen=True)
class Chart:
    """`data` goes to the drawing as JSON; `note` explains how to read it; `head` and `rows` are its table."""

    id: str
    kind: str
    title: str
    note: str
    data: dict[str, Any]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def charts(report: Report) -> list[Chart]:
    """The pictures that people would rather look at than at figures."""
    match report.name:
        case "membership":
            made = [_waterfall(report)]
        case "admissions":
            made = [_plan(report)]
        case "classification":
            made = [
                each for subject in _SUBJECTS for each in (_levels(report, subject), _funnel(report, subject))
            ]
        case _:
            made = []
    return [each for each in made if each is not None]


def _waterfall(report: Report) -> Chart | None:
    steps = waterfall(report)
    if not steps:
        return None
    data = {
        "labels": [step.label for step in steps],
        "steps": [[step.low, step.high, step.change] for step in steps],
    }
    rows = tuple((step.label, _signed(step.change) or display_count(step.high)) for step in steps)
    return Chart(
        "tang-giam",
        "waterfall",
        _("Tăng, giảm đảng viên trong kỳ"),
        _(
            "Thanh đầu và thanh cuối là số đảng viên; các thanh giữa là số tăng, số giảm theo lý do. "
            "Trục ngang không bắt đầu từ 0 để nhìn rõ phần thay đổi."
        ),
        data,
        (_("Bước"), _("Đảng viên")),
        rows,
    )


def _signed(number: int) -> str:
    return f"+{display_count(number)}" if number > 0 else display_count(number) if number else ""


def _plan(report: Report) -> Chart | None:
    """Admissions against the plan, of the units that have a plan or admitted somebody."""
    lines = [*(report.children or ())] or [report.line]
    wanted = [line for line in lines if line.figure("admitted").value or line.figure("plan.minimum").value]
    wanted = wanted[:_MANY]
    if not any(line.figure("plan.minimum").value for line in wanted):
        return None
    data = {
        "labels": [line.name for line in wanted],
        "admitted": [int(line.figure("admitted").value or 0) for line in wanted],
        "plan": [_number(line.figure("plan.minimum").value) for line in wanted],
        "names": [_("Đã kết nạp"), _("Chỉ tiêu (mức thấp)")],
    }
    keys = ("admitted", "plan.minimum", "admitted.share_of_plan")
    rows = tuple((line.name, *(line.figure(key).display for key in keys)) for line in wanted)
    return Chart(
        "chi-tieu",
        "plan",
        _("Kết nạp so với chỉ tiêu"),
        _("Vạch đậm là chỉ tiêu của chính tổ chức đó trong các năm của kỳ."),
        data,
        (_("Tổ chức"), _("Đã kết nạp"), _("Chỉ tiêu"), _("Tỷ lệ")),
        rows,
    )


def _number(value: int | Fraction | None) -> float | None:
    return None if value is None else float(value)


def _levels(report: Report, subject: str) -> Chart | None:
    units = levels_by_unit(report, subject)
    if not units:
        return None
    names = (
        _("Hoàn thành xuất sắc"),
        _("Hoàn thành tốt"),
        _("Hoàn thành nhiệm vụ"),
        _("Không hoàn thành"),
    )
    shown = units[:_MANY]
    data = {
        "labels": [unit.name for unit in shown],
        "names": list(names),
        "parts": [list(unit.parts) for unit in shown],
    }
    rows = tuple((unit.name, *map(display_count, unit.parts), display_count(unit.whole)) for unit in shown)
    note = _("Mỗi dải là phần trăm trong số được xếp loại của đơn vị.")
    if len(units) > _MANY:
        note += " " + _("Hình vẽ %(many)s đơn vị đầu.") % {"many": _MANY}
    return Chart(
        f"muc-{subject}",
        "levels",
        _whom(
            subject,
            _("Tổ chức cơ sở đảng theo mức xếp loại, từng đơn vị"),
            _("Đảng viên theo mức xếp loại, từng đơn vị"),
        ),
        note,
        data,
        (_("Tổ chức"), *names, _("Được xếp loại")),
        rows,
    )


def _whom(subject: str, organizations: str, members: str) -> str:
    return organizations if subject == "organizations" else members


def _funnel(report: Report, subject: str) -> Chart | None:
    lines: tuple[Line, ...] = report.children or ()
    cap, law = _cap(report, subject)
    found = funnel(lines, subject, cap)
    if found is None or len(found.points) < 3:  # a cloud of two says nothing
        return None
    note = _(
        "Mỗi chấm là một đơn vị. Đơn vị càng nhỏ, tỷ lệ càng dao động do ngẫu nhiên: chấm nằm ngoài các "
        "đường giới hạn (2 và 3 lần độ lệch chuẩn quanh mức chung) là đơn vị nên xem kỹ."
    )
    return Chart(
        f"pheu-{subject}",
        "funnel",
        _whom(
            subject,
            _("Tỷ lệ tổ chức cơ sở đảng xuất sắc theo cỡ đơn vị"),
            _("Tỷ lệ đảng viên xuất sắc theo cỡ đơn vị"),
        ),
        f"{note} {law}".strip(),
        _funnel_data(found),
        (_("Đơn vị"), _("Tốt trở lên"), _("Xuất sắc"), _("Tỷ lệ"), _("Ghi chú")),
        tuple(_point_row(one) for one in sorted(found.points, key=lambda one: -one.share)),
    )


def _point_row(one: Point) -> tuple[str, ...]:
    share = _share(one.excellent, one.size)
    counts = (display_count(one.size), display_count(one.excellent))
    return one.name, *counts, share, _remark(one.over_cap, one.outside)


def _share(part: int, whole: int) -> str:
    return display_percent(Fraction(100 * part, whole))


def _remark(over_cap: bool, outside: int) -> str:
    said = [_("vượt mức tối đa")] if over_cap else []
    said += [_("ngoài giới hạn %(times)s lần độ lệch chuẩn") % {"times": outside}] if outside else []
    return "; ".join(said)


def _funnel_data(found: Funnel) -> dict[str, Any]:
    return {
        "points": [
            [one.size, round(one.share, 2), one.name, one.over_cap, one.outside] for one in found.points
        ],
        "mean": round(found.mean, 2),
        "cap": None if found.cap is None else round(found.cap, 2),
        "limits": [[round(number, 2) for number in row] for row in found.limits],
        "names": {
            "x": _("Số hoàn thành tốt trở lên"),
            "y": _("Tỷ lệ xuất sắc (%)"),
            "unit": _("Đơn vị"),
            "over": _("Đơn vị vượt mức tối đa"),
            "mean": _("Mức chung"),
            "cap": _("Mức tối đa"),
            "two": _("2 lần độ lệch chuẩn"),
            "three": _("3 lần độ lệch chuẩn"),
        },
    }


def _cap(report: Report, subject: str) -> tuple[Fraction | None, str]:
    """The cap of the last day for this place, in percent of the good, with the words that cite it."""
    links = OrganizationLink.objects.filter(
        descendant_id=report.line.organization_id,
        valid_from__lte=report.asked.last,
        valid_to__gt=report.asked.last,
    )
    above = list(links.order_by("depth").values_list("ancestor_id", "ancestor__code"))
    names = last_name([one for one, _code in above], report.asked.last)
    try:
        law = figure_of_law(
            _CAPS[subject], on=report.asked.last, scope=places_of((code, names[one]) for one, code in above)
        )
    except NoLawOnThatDay:
        return None, ""
    cap = Fraction(law.value)  # type: ignore[arg-type]
    document = provision(law.provision)
    cited = f"{document.number} ngày {display_day(document.date)}" if document.date else document.number
    words = _("Đường mức tối đa: xuất sắc không quá %(cap)s%% số hoàn thành tốt (%(law)s).")
    return cap, words % {"cap": display_number(cap), "law": cited}
