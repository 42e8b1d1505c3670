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
    "account.manage": "mở, khóa tài khoản, giao và thu hồi vai trò",
    "account.recover": "cùng một người khác khôi phục tài khoản đã mất mật khẩu",
    "account.slip": "mở tài khoản cho đảng viên và in phiếu một lần để đặt mật khẩu",
    "acts.apply": "thực hiện và thu hồi các quyết định về tổ chức",
    "audit.read": "đọc nhật ký",
    "audit.seal": "niêm phong và kiểm tra nhật ký",
    "document.read": "đọc sổ văn bản",
    "document.write": "đăng ký văn bản, giao và cập nhật nhiệm vụ",
    "exchange.dump": "xuất toàn bộ hồ sơ",
    "exchange.load": "nạp gói dữ liệu",
    "exchange.sheet": "nhập bảng tính và thu hồi lần nhập",
    "member.export": "xuất danh sách đảng viên ra tệp",
    "member.merge": "gộp hai hồ sơ của một người và tách lại",
    "member.read": "tìm và đọc hồ sơ đảng viên",
    "member.read_masked": "tìm đảng viên và đọc hồ sơ đã che số giấy tờ, ngày sinh, quê quán",
    "member.read_sensitive": "mở danh sách theo dân tộc, tôn giáo (mỗi lần đều ghi lý do)",
    "member.write": "ghi hồ sơ đảng viên",
    "organization.read": "xem tổ chức đảng, lịch sử và số lượng",
    "organization.write": "ghi hồ sơ tổ chức đảng",
    "own.read": "đọc hồ sơ của chính mình và biết ai đã đọc",
    "report.list": "mở danh sách người hoặc tổ chức sau một số liệu",
    "report.read": "đọc báo cáo",
    "report.seal": "chốt báo cáo",
}

_EVERYTHING = frozenset(RIGHTS)
_LOOK = frozenset({"organization.read", "report.read"})
_LOOK_MASKED = _LOOK | {"member.read_masked"}
_READ = _LOOK_MASKED | {"document.read", "member.read", "report.list"}
_KEEP = _READ | {"document.write", "member.export", "member.write"}
_OFFICE = _KEEP | {"account.recover", "account.slip", "exchange.sheet", "member.merge", "report.seal"}

#: The table. A role gives nothing but what stands beside it, and only over its organisation and all under it.
RIGHTS_OF = {
    # Whoever runs the program on its own machine already holds the whole database.
    "local_operator": _EVERYTHING,
    "member": frozenset({"own.read"}),
    "cell_secretary": _KEEP | {"account.slip"},
    "cell_deputy_secretary": _KEEP | {"account.slip"},
    "cell_committee_member": _LOOK_MASKED,
    "grassroots_clerk": _OFFICE,
    "committee_member": _LOOK_MASKED | {"document.read"},
    "organization_board": _OFFICE | {"acts.apply", "member.read_sensitive", "organization.write"},
    "standing_committee": _READ,
    "provincial_organization_committee": _OFFICE
    | {"acts.apply", "exchange.dump", "exchange.load", "member.read_sensitive", "organization.write"},
    "inspection_commission": _READ,
    "political_training_center": _LOOK_MASKED,
    "mass_organization": frozenset({"organization.read"}),
    # Sees who read what and when; the records themselves stay closed.
    "auditor": frozenset({"audit.read", "audit.seal"}),
    # Keeps the machine running and gives out accounts; sees no personal data.
    "system_administrator": frozenset({"account.manage", "account.recover", "account.slip", "audit.seal"}),
}


def gives(role: str, right: str) -> bool:
    """Whether the role holds the right. Raises `KeyError` for a right that is not in `RIGHTS`."""
    if right not in RIGHTS:
        raise KeyError(right)
    return right in RIGHTS_OF.get(role, frozenset())


def roles_with(right: str) -> list[str]:
    """Return the roles that hold the right. Raises `KeyError` for a right that is not in `RIGHTS`."""
    return [role for role in ROLES if gives(role, right)]
