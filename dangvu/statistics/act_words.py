"""What people call the acts that change figures."""

_WORDS = {
    "": "Chưa tìm được ghi chép nào giải thích",
    "member.enter": "Ghi người mới vào sổ",
    "member.correct": "Đính chính hồ sơ đảng viên",
    "member.admit": "Kết nạp đảng viên",
    "member.readmit": "Kết nạp lại đảng viên",
    "member.restore": "Khôi phục quyền đảng viên",
    "member.recognize_full": "Công nhận đảng viên chính thức",
    "member.begin_membership": "Tiếp nhận sinh hoạt đảng",
    "member.end_membership": "Kết thúc sinh hoạt đảng",
    "member.move": "Chuyển sinh hoạt đảng",
    "member.give_status": "Miễn sinh hoạt, đình chỉ sinh hoạt",
    "member.end_status": "Kết thúc miễn sinh hoạt, đình chỉ sinh hoạt",
    "member.civic_post": "Ghi trưởng thôn, bản, tổ dân phố",
    "member.admission_profile": "Ghi nguồn kết nạp",
    "organization.establish": "Thành lập tổ chức đảng",
    "organization.rename": "Đổi tên tổ chức đảng",
    "organization.convert": "Chuyển hình thức tổ chức đảng",
    "organization.move": "Chuyển tổ chức đảng trực thuộc",
    "organization.merge": "Sáp nhập tổ chức đảng",
    "organization.split": "Chia tách tổ chức đảng",
    "organization.wind_up": "Giải thể tổ chức đảng",
    "acts.apply": "Sắp xếp tổ chức đảng",
    "acts.take_back": "Thu hồi lần sắp xếp tổ chức đảng",
    "package.load": "Nạp gói dữ liệu",
    "sheet.apply": "Nhập bảng tính",
    "sheet.undo": "Thu hồi lần nhập bảng tính",
}


def words_of_act(verb: str) -> str:
    """The act in words; what a package put right is named so, else the verb itself."""
    if verb in _WORDS:
        return _WORDS[verb]
    return "Đính chính bằng gói dữ liệu" if verb.endswith(".correct") else verb
