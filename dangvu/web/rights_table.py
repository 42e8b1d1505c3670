"""Every address of the office: which right opens it, over what, and what it is in plain words.

An address without a line here does not open (a test walks them all). The rights themselves, and which role
holds them, are in `dangvu.access.roles`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Over(StrEnum):
    """What a right is asked over; `dangvu.web.loading` loads it from the address."""

    PUBLIC = "ai cũng mở được, chưa cần đăng nhập"
    PERSON = "mọi người đã đăng nhập"
    ANYWHERE = "người có quyền ở ít nhất một nơi; trang chỉ hiện những gì trong phạm vi của người đó"
    INSTALLATION = "người có quyền trên toàn hệ thống"
    ORGANIZATION = "người có quyền đối với tổ chức đảng đó"
    MEMBER = "người có quyền đối với chi bộ nơi đảng viên đó sinh hoạt"
    IMPORT = "người có quyền đối với tổ chức đảng của lần nhập đó"
    SEALED_REPORT = "người có quyền đối với tổ chức đảng của báo cáo đã chốt"


@dataclass(frozen=True, slots=True)
class Line:
    """One address. `reads` names the event that each opening records ("" where none is due)."""

    what: str
    over: Over
    right: str = ""
    reads: str = ""


TABLE: dict[str, Line] = {
    # Đăng nhập
    "account_login": Line("Đăng nhập", Over.PUBLIC),
    "mfa_authenticate": Line("Bước xác thực thứ hai khi đăng nhập", Over.PUBLIC),
    "mfa_login_webauthn": Line("Đăng nhập bằng khóa bảo mật", Over.PUBLIC),
    "account_inactive": Line("Báo tài khoản đang bị khóa", Over.PUBLIC),
    "use_slip": Line("Đặt mật khẩu bằng phiếu một lần", Over.PUBLIC),
    "demo_sign_in": Line("Vào thẳng bản trình diễn", Over.PUBLIC),
    "found_administrator": Line("Mở tài khoản quản trị đầu tiên bằng liên kết một lần", Over.PUBLIC),
    "account_logout": Line("Đăng xuất", Over.PUBLIC),
    # Tài khoản của tôi
    "own_account": Line("Tài khoản của tôi", Over.PERSON),
    "account_change_password": Line("Đổi mật khẩu của mình", Over.PERSON),
    "account_set_password": Line("Đặt mật khẩu khi chưa có (chỉ bằng phiếu)", Over.PERSON),
    "account_reauthenticate": Line("Xác nhận đúng người bằng mật khẩu", Over.PERSON),
    "mfa_reauthenticate": Line("Xác nhận đúng người bằng mã", Over.PERSON),
    "mfa_reauthenticate_webauthn": Line("Xác nhận đúng người bằng khóa bảo mật", Over.PERSON),
    "mfa_index": Line("Bước xác thực thứ hai của mình", Over.PERSON),
    "mfa_activate_totp": Line("Bắt đầu dùng ứng dụng xác thực", Over.PERSON),
    "mfa_deactivate_totp": Line("Ngừng dùng ứng dụng xác thực", Over.PERSON),
    "mfa_view_recovery_codes": Line("Xem mã dự phòng của mình", Over.PERSON),
    "mfa_generate_recovery_codes": Line("Tạo bộ mã dự phòng mới", Over.PERSON),
    "mfa_download_recovery_codes": Line("Tải mã dự phòng của mình", Over.PERSON),
    "mfa_list_webauthn": Line("Các khóa bảo mật của mình", Over.PERSON),
    "mfa_add_webauthn": Line("Thêm khóa bảo mật", Over.PERSON),
    "mfa_remove_webauthn": Line("Bỏ khóa bảo mật", Over.PERSON),
    "mfa_edit_webauthn": Line("Đổi tên khóa bảo mật", Over.PERSON),
    "usersessions_list": Line("Các nơi mình đang đăng nhập, đăng xuất mọi nơi khác", Over.PERSON),
    "own_readings": Line("Ai đã xem hồ sơ của mình", Over.PERSON),
    # Tài khoản của người khác
    "accounts": Line("Danh sách tài khoản mình giúp được", Over.ANYWHERE, "account.slip"),
    "account_open": Line("Mở tài khoản", Over.INSTALLATION, "account.manage"),
    "account": Line("Một tài khoản và các vai trò của nó", Over.ANYWHERE, "account.slip"),
    "account_grant": Line("Giao vai trò", Over.INSTALLATION, "account.manage"),
    "account_end_grant": Line("Thu hồi vai trò", Over.INSTALLATION, "account.manage"),
    "account_lock": Line("Khóa, mở khóa tài khoản", Over.INSTALLATION, "account.manage"),
    "account_slip": Line("In phiếu đặt mật khẩu lần đầu", Over.ANYWHERE, "account.slip"),
    "account_of_member": Line("Mở tài khoản cho đảng viên", Over.MEMBER, "account.slip"),
    "account_ask_recovery": Line("Đề nghị khôi phục tài khoản", Over.ANYWHERE, "account.recover"),
    "account_confirm_recovery": Line("Xác nhận khôi phục tài khoản", Over.ANYWHERE, "account.recover"),
    "account_withdraw_recovery": Line("Hủy đề nghị khôi phục của mình hoặc trong phạm vi", Over.PERSON),
    # Nhật ký đọc
    "readings": Line("Ai đã đọc gì, lúc nào", Over.ANYWHERE, "audit.read"),
    # Việc chạy lâu
    "jobs": Line("Việc chạy lâu của mình", Over.PERSON),
    "job": Line("Một việc chạy lâu của mình", Over.PERSON),
    "job_stop": Line("Dừng một việc chạy lâu của mình", Over.PERSON),
    # Khung chung
    "work": Line("Việc cần làm", Over.PERSON),
    "search": Line("Tìm đảng viên, tổ chức đảng từ mọi nơi", Over.PERSON),
    "set_language": Line("Đổi ngôn ngữ", Over.PUBLIC),
    "favicon": Line("Biểu tượng của trang", Over.PUBLIC),
    # Đảng viên; việc đọc được ghi tùy theo hồ sơ hiện đủ hay đã che
    "members": Line("Danh sách đảng viên nơi mình đang đứng", Over.ANYWHERE, "member.read_masked"),
    "members_of": Line("Danh sách đảng viên của tổ chức đảng", Over.ORGANIZATION, "member.read_masked"),
    "members_file": Line("Xuất danh sách đảng viên ra tệp", Over.ORGANIZATION, "member.export"),
    "members_view": Line("Lưu, bỏ lưu một danh sách đảng viên", Over.ORGANIZATION, "member.read_masked"),
    "member": Line("Một đảng viên: tóm tắt, diễn biến, hồ sơ", Over.MEMBER, "member.read_masked"),
    "member_act": Line("Ghi một việc vào hồ sơ đảng viên", Over.MEMBER, "member.write", "read.member"),
    "member_enter": Line("Ghi đảng viên mới vào chi bộ", Over.ORGANIZATION, "member.write"),
    # Tổ chức đảng
    "organizations": Line("Cây tổ chức đảng", Over.ANYWHERE, "organization.read"),
    "organization": Line("Một tổ chức đảng", Over.ORGANIZATION, "organization.read"),
    "organization_units": Line("Các tổ chức trực thuộc", Over.ORGANIZATION, "organization.read"),
    "organization_history": Line("Lịch sử của tổ chức đảng", Over.ORGANIZATION, "organization.read"),
    "organization_acts": Line("Chọn việc về tổ chức", Over.ORGANIZATION, "acts.apply"),
    "organization_act": Line("Xem trước và thực hiện một việc về tổ chức", Over.ORGANIZATION, "acts.apply"),
    "act_files": Line("Các việc về tổ chức đã thực hiện", Over.ANYWHERE, "acts.apply"),
    "act_upload": Line("Nạp tệp việc về tổ chức", Over.ANYWHERE, "acts.apply"),
    "act_file": Line("Một việc về tổ chức, bảng đối chiếu", Over.ANYWHERE, "acts.apply"),
    "act_file_take_back": Line("Thu hồi một việc về tổ chức", Over.ANYWHERE, "acts.apply"),
    # Bảng tính
    "spreadsheets": Line("Nhập bảng tính nơi mình đang đứng", Over.ANYWHERE, "exchange.sheet"),
    "imports": Line("Nhập bảng tính, các lần nhập", Over.ORGANIZATION, "exchange.sheet"),
    "import": Line("Một lần nhập bảng tính", Over.IMPORT, "exchange.sheet", "read.list"),
    "import_row": Line("Một hàng của lần nhập", Over.IMPORT, "exchange.sheet", "read.list"),
    "import_errors": Line("Tải các hàng lỗi của lần nhập", Over.IMPORT, "exchange.sheet", "read.export"),
    # Báo cáo
    "reports": Line("Chọn báo cáo", Over.ANYWHERE, "report.read"),
    "report": Line("Một báo cáo của tổ chức đảng", Over.ORGANIZATION, "report.read"),
    "report_file": Line("Tải báo cáo ra tệp", Over.ORGANIZATION, "report.read"),
    "report_seal": Line("Chốt báo cáo", Over.ORGANIZATION, "report.seal"),
    "report_list": Line("Danh sách sau một số liệu", Over.ORGANIZATION, "report.list"),
    "report_list_file": Line("Xuất danh sách sau một số liệu", Over.ORGANIZATION, "member.export"),
    "sealed_reports": Line("Các báo cáo đã chốt", Over.ANYWHERE, "report.read"),
    "sealed_report": Line("Một báo cáo đã chốt", Over.SEALED_REPORT, "report.read"),
    "sealed_comparison": Line("So báo cáo đã chốt với hôm nay", Over.SEALED_REPORT, "report.read"),
    # API đọc: cùng quyền với trang
    "api:api-root": Line("Gốc của API đọc, không có gì", Over.PERSON),
    "api:openapi-json": Line("Bản mô tả API đọc", Over.PERSON),
    "api:reports": Line("API: các báo cáo", Over.ANYWHERE, "report.read"),
    "api:report": Line("API: một báo cáo của tổ chức đảng", Over.ORGANIZATION, "report.read"),
    "api:list": Line("API: danh sách sau một số liệu", Over.ORGANIZATION, "report.list"),
    "api:sealed_reports": Line("API: các báo cáo đã chốt", Over.ANYWHERE, "report.read"),
    "api:sealed_report": Line("API: một báo cáo đã chốt", Over.SEALED_REPORT, "report.read"),
}
