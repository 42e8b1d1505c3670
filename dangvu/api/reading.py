"""The read API: the same reports, lists and sealed reports as on screen, with the same rights and records.

It reads in the name of the signed-in account (its session); nothing can be written through it.
"""

from datetime import date, timedelta
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Path, Query, Schema
from pydantic import Field

from dangvu.api.schemas import Answer, KnownReport, ListAnswer, Problem, SealedAnswer, SealedPage
from dangvu.audit.services.sealing import seal_quietly
from dangvu.kernel.findings import Refused
from dangvu.statistics import reports
from dangvu.statistics.asked import BadQuestion
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.rendering.as_json import as_data
from dangvu.statistics.sealed import SealedReport
from dangvu.statistics.services.lists import LONGEST_REASON, open_list
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.scope import under

_PAGE = 50
_BAD_QUESTION, _REFUSED = 422, 403
_LARGEST_ID = 2**63 - 1

api = NinjaAPI(
    title="Đảng vụ",
    version="1",
    description=(
        "Đọc báo cáo, danh sách và báo cáo đã chốt, với đúng quyền của tài khoản đang đăng nhập; mỗi lần mở "
        "danh sách được ghi lại. / Reports, lists and sealed reports, with the rights of the signed-in "
        "account; each opening of a list is recorded."
    ),
    urls_namespace="api",
    docs_url=None,
)

Name = Annotated[str, Path(max_length=60, description="Tên báo cáo / name of the report, e.g. membership")]
Code = Annotated[str, Path(max_length=200, description="Mã tổ chức đảng / code of the Party organisation")]
Key = Annotated[str, Path(max_length=100, description="Khóa của chỉ tiêu / key of the figure")]
Day = Annotated[date | None, Field(ge=date(1930, 1, 1), lt=date(2200, 1, 1))]
Year = Annotated[int | None, Field(ge=1930, lt=2200)]
_PROBLEMS = dict.fromkeys((401, 403, 404, 422), Problem)


class Asked(Schema):
    """Một kỳ: `year`, hoặc `first` và `last` (kể cả ngày cuối), hoặc một ngày `on`. / One period: a year, or
    first and last day (included), or one day."""

    year: Year = None
    first: Day = None
    last: Day = None
    on: Day = None
    since: Year = None
    tree: Day = None
    with_predecessors: bool = False

    def period(self) -> tuple[date, date]:
        """The half-open period; raises `BadQuestion` unless exactly one was asked."""
        given = [self.year is not None, self.first is not None or self.last is not None, self.on is not None]
        if sum(given) != 1 or (self.first is None) != (self.last is None):
            raise BadQuestion("Phải có đúng một kỳ: year, hoặc first và last, hoặc on.")
        if self.year is not None:
            return date(self.year, 1, 1), date(self.year + 1, 1, 1)
        first, last = self.on or self.first, self.on or self.last
        assert first is not None
        assert last is not None
        return first, last + timedelta(days=1)

    def options(self) -> dict[str, Any]:
        """What reports and lists take beside the place and the period."""
        return {
            "on": self.on is not None,
            "since": self.since,
            "tree_day": self.tree,
            "with_predecessors": self.with_predecessors,
        }


@api.exception_handler(BadQuestion)
def _bad_question(request: HttpRequest, error: BadQuestion) -> Any:
    return api.create_response(request, {"detail": str(error)}, status=_BAD_QUESTION)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> Any:
    return api.create_response(request, {"detail": str(error)}, status=_REFUSED)


@api.get("/reports", url_name="reports", response={200: list[KnownReport], **_PROBLEMS})
def known_reports(request: HttpRequest) -> list[dict[str, str]]:
    """Các báo cáo. / The reports there are."""
    return [{"name": name, "title": matter.title} for name, matter in MATTERS.items()]


@api.get("/reports/{name}/{code}", url_name="report", response={200: Answer, **_PROBLEMS}, exclude_none=True)
def report(
    request: OfficeRequest, name: Name, code: Code, asked: Query[Asked], by_child: bool = False
) -> dict[str, Any]:
    """Một báo cáo của tổ chức đảng. / A report of an organisation."""
    _known(name)
    found = reports.run(
        name,
        organization_code=code,
        period=asked.period(),
        by_child=by_child,
        actor=actor_of(request),
        today=request.frame.today,
        **asked.options(),
    )
    return as_data(found)


@api.get("/lists/{name}/{code}/{key}", url_name="list", response={200: ListAnswer, **_PROBLEMS})
def listing(
    request: OfficeRequest,
    name: Name,
    code: Code,
    key: Key,
    asked: Query[Asked],
    after: Annotated[str, Field(max_length=60)] = "",
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = "",
) -> dict[str, Any]:
    """Danh sách sau một số liệu, từng trang; danh sách theo dân tộc, tôn giáo phải có lý do. / The list
    behind a figure, page by page; lists by ethnic group or religion need a reason."""
    _known(name)
    page = open_list(
        name,
        organization_code=code,
        period=asked.period(),
        key=key,
        actor=actor_of(request),
        today=request.frame.today,
        after=after,
        reason=reason,
        **asked.options(),
    )
    seal_quietly()
    return {
        "key": page.figure.key,
        "label": page.figure.label,
        "definition": page.figure.definition,
        "total": page.total,
        "rows": [
            {
                "code": line.code,
                "name": line.name,
                "organization": line.organization,
                "organization_name": line.organization_name,
                "on": line.on,
            }
            for line in page.lines
        ],
        "after": page.after,
    }


@api.get("/sealed", url_name="sealed_reports", response={200: SealedPage, **_PROBLEMS})
def sealed_reports(
    request: OfficeRequest, before: Annotated[int | None, Field(ge=1, le=_LARGEST_ID)] = None
) -> dict[str, Any]:
    """Báo cáo đã chốt trong phạm vi, mới nhất trước. / Sealed reports in one's scope, the newest first."""
    roots = request.frame.scope.roots("report.read")
    found = SealedReport.objects.filter(under(roots, "organization", request.frame.today))
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("organization").order_by("-pk")[: _PAGE + 1])
    return {
        "rows": [_short(one) for one in rows[:_PAGE]],
        "before": rows[_PAGE - 1].pk if len(rows) > _PAGE else None,
    }


@api.get("/sealed/{int:sealed_id}", url_name="sealed_report", response={200: SealedAnswer, **_PROBLEMS})
def sealed_report(request: HttpRequest, sealed_id: int) -> dict[str, Any]:
    """Một báo cáo đã chốt. / A sealed report."""
    one = SealedReport.objects.select_related("organization").get(pk=sealed_id)
    return {**_short(one), "asked": one.asked, "figures": one.figures, "findings": one.findings}


def _short(one: SealedReport) -> dict[str, Any]:
    names = (
        "id",
        "organization_name",
        "first",
        "after",
        "purpose",
        "sealed_at",
        "sealed_by",
        "hash",
        "inputs_hash",
    )
    found = {name: getattr(one, name) for name in names}
    return {**found, "report": one.name, "organization": one.organization.code}


def _known(name: str) -> None:
    if name not in MATTERS:
        raise Http404(f"Không có báo cáo “{name[:40]}”.")
