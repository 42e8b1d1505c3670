"""Who may do what: one table, denied unless it stands here. No query, no clock."""

#: Roles a grant may give, with what people call them.
ROLES = {
    "local_operator": "Người vận hành tại máy chủ",
    "member": "Đảng viên",
    "cell_secretary": "Bí thư chi bộ",
    "cell_deputy_secretary": "Phó bí thư chi bộ",
    "cell_committee_member": "Chi ủy viên",
    "grassroots_clerk": "Cán bộ văn phòng đảng ủy cơ sở",
    "committee_member": "Cấp ủy viên",
    "organization_board": "Ban tổ chức của cấp ủy cấp trên",
    "standing_committee": "Ban thường vụ của cấp ủy cấp trên",
    "provincial_organization_committee": "Ban tổ chức tỉnh ủy (tương đương)",
    "inspection_commission": "Ủy ban kiểm tra",
    "political_training_center": "Trung tâm chính trị",
    "mass_organization": "Đoàn thể giới thiệu quần chúng",
    "auditor": "Người kiểm tra việc bảo vệ dữ liệu",
    "system_administrator": "Quản trị hệ thống",
}

#: Rights, with what they allow. A right asked for but not listed here is a mistake of the program.
RIGHTS = {
    "account.manage": "mở tài khoản, giao và thu hồi vai trò",
    "acts.apply": "thực hiện và thu hồi các quyết định về tổ chức",
    "audit.read": "đọc nhật ký",
    "audit.seal": "niêm phong và kiểm tra nhật ký",
    "document.read": "đọc sổ văn bản",
    "document.write": "đăng ký văn bản, giao và cập nhật nhiệm vụ",
    "exchange.dump": "xuất toàn bộ hồ sơ",
    "exchange.load": "nạp gói dữ liệu",
    "member.read": "tìm và đọc hồ sơ đảng viên",
    "member.write": "ghi hồ sơ đảng viên",
    "organization.write": "ghi hồ sơ tổ chức đảng",
    "report.list": "mở danh sách người hoặc tổ chức sau một số liệu",
    "report.read": "đọc báo cáo",
}

_EVERYTHING = frozenset(RIGHTS)
_READ = frozenset({"document.read", "member.read", "report.list", "report.read"})
_KEEP = _READ | {"document.write", "member.write"}

#: The table. A role that is missing here has no right on the command line yet.
RIGHTS_OF = {
    "local_operator": _EVERYTHING,
    "cell_secretary": _KEEP,
    "cell_deputy_secretary": _KEEP,
    "cell_committee_member": frozenset({"report.read"}),
    "grassroots_clerk": _KEEP,
    "committee_member": frozenset({"document.read", "report.read"}),
    "organization_board": _KEEP | {"acts.apply", "organization.write"},
    "standing_committee": _READ,
    "provincial_organization_committee": _KEEP
    | {"acts.apply", "exchange.dump", "exchange.load", "organization.write"},
    "inspection_commission": _READ,
    "auditor": frozenset({"audit.read", "audit.seal"}),
    # Keeps the machine running and gives out accounts; sees no personal data.
    "system_administrator": frozenset({"account.manage", "audit.seal"}),
}


def gives(role: str, right: str) -> bool:
    """Whether the role holds the right. Raises `KeyError` for a right that is not in `RIGHTS`."""
    if right not in RIGHTS:
        raise KeyError(right)
    return right in RIGHTS_OF.get(role, frozenset())


def roles_with(right: str) -> list[str]:
    """Return the roles that hold the right. Raises `KeyError` for a right that is not in `RIGHTS`."""
    return [role for role in ROLES if gives(role, right)]
