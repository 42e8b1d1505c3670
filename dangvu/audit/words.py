"""What people call the kinds of reading."""

_WORDS = {
    "read.member": "Mở hồ sơ",
    "read.member_masked": "Mở hồ sơ đã che",
    "read.list": "Mở danh sách có tên",
    "read.list_sensitive": "Mở danh sách theo dân tộc, tôn giáo",
    "read.search": "Tìm thấy tên",
    "read.export": "Xuất danh sách có tên ra tệp",
    "read.report": "Mở báo cáo",
    "read.dump": "Xuất toàn bộ hồ sơ",
    "read.audit": "Đọc nhật ký",
    "read.readings": "Xem ai đã đọc",
}


def words_of(verb: str) -> str:
    """The kind of reading in words; the verb itself where it has none."""
    return _WORDS.get(verb, verb)
