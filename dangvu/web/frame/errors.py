"""Pages for what went wrong. They need no database and no sign-in, and hold no inline style."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the reason where there is one."""
    return _page(
        404,
        _("Không có trang này"),
        _said(exception) or _("Địa chỉ không dẫn đến đâu, hoặc nội dung nằm ngoài phạm vi của bạn."),
        _("Hãy kiểm tra lại địa chỉ, hoặc về trang đầu rồi tìm."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, naming the right that is missing."""
    reason = _said(exception) or _("Vai trò của bạn không có quyền mở trang này.")
    return _page(403, _("Bạn chưa có quyền mở trang này"), reason, "")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a request that no page of ours sends."""
    return unreadable()


def unreadable() -> HttpResponse:
    """The page of 400."""
    reason = _("Máy chủ không đọc được yêu cầu này.")
    return _page(400, _("Yêu cầu không đọc được"), reason, _("Hãy quay lại và thử lần nữa."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    reason = _("Việc vừa làm chưa được ghi. Lỗi đã được ghi vào nhật ký của máy chủ.")
    return _page(
        500, _("Máy chủ gặp lỗi"), reason, _("Hãy thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that was opened too long ago or in another sign-in."""
    said = _("Biểu mẫu này được mở đã lâu hoặc trong một lần đăng nhập khác, nên chưa được ghi.")
    return _page(403, _("Biểu mẫu đã hết hạn"), said, _("Hãy quay lại, tải lại trang rồi gửi lần nữa."))


def too_large(request: HttpRequest, megabytes: int) -> HttpResponse:
    """413."""
    reason = _("Nội dung gửi lên lớn hơn %(limit)s MB mà trang này nhận.") % {"limit": megabytes}
    response = _page(
        413, _("Nội dung quá lớn"), reason, _("Hãy chia nhỏ tệp hoặc rút ngắn nội dung rồi gửi lại.")
    )
    response.headers["Connection"] = "close"  # the rest of the body is not wanted
    return response


def _page(status: int, title: str, reason: str, advice: str) -> HttpResponse:
    context = {"status": status, "title": title, "reason": reason, "advice": advice}
    return HttpResponse(render_to_string("frame/error.html", context), status=status)


def _said(exception: Exception) -> str:
    said = exception.args[0] if exception.args else ""
    return said if isinstance(said, str) else ""
