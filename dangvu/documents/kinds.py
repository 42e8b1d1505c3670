"""What a document is and how two of them belong together. The kind is a field of its own: QĐ on a number
stands for quyết định and for quy định, so it is never read from the symbol."""

KINDS = {
    "party_statutes": "Điều lệ",
    "directive": "Chỉ thị",
    "resolution": "Nghị quyết",
    "regulation": "Quy định",
    "working_rules": "Quy chế",
    "circular": "Thông tri",
    "decision": "Quyết định",
    "guidance": "Hướng dẫn",
    "conclusion": "Kết luận",
    "notice": "Thông báo",
    "program": "Chương trình",
    "plan": "Kế hoạch",
    "scheme": "Đề án",
    "option_plan": "Phương án",
    "report": "Báo cáo",
    "submission": "Tờ trình",
    "official_letter": "Công văn",
    "minutes": "Biên bản",
    "other": "Văn bản khác",
}

#: Documents by which a committee plans its own work (R75): they have a period and carry out others.
OWN_WORK = ("program", "plan", "scheme", "guidance")

CARRIES_OUT = "carries_out"
RELATIONS = {
    CARRIES_OUT: "Thực hiện",
    "amends": "Sửa đổi, bổ sung",
    "replaces": "Thay thế",
}
