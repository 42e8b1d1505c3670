"""What people call the acts on a member's record."""

_WORDS = {
    "member.enter": "Lập hồ sơ",
    "member.correct": "Sửa hồ sơ",
    "member.admission_profile": "Ghi thành phần khi kết nạp",
    "member.admit": "Kết nạp",
    "member.readmit": "Kết nạp lại",
    "member.restore": "Phục hồi",
    "member.recognize_full": "Công nhận chính thức",
    "member.begin_membership": "Ghi nơi sinh hoạt",
    "member.end_membership": "Kết thúc nơi sinh hoạt",
    "member.move": "Chuyển sinh hoạt",
    "member.give_status": "Cho miễn hoặc đình chỉ sinh hoạt",
    "member.end_status": "Cho trở lại sinh hoạt",
    "member.appoint": "Giao chức vụ",
    "member.end_post": "Thôi chức vụ",
    "member.file_paper": "Đưa giấy tờ vào hồ sơ",
    "member.strike_paper": "Bỏ giấy tờ ghi nhầm khỏi hồ sơ",
    "member.civic_post": "Ghi chức vụ ở thôn, tổ dân phố",
}


def act_words(verb: str) -> str:
    """The act in words; the verb itself where it has none."""
    return _WORDS.get(verb, verb)
