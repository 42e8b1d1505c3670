"""What people call the fields of a member's record, in the order of the papers."""

from dangvu.regulations.catalogues import catalogue

LABELS = {
    "code": "mã đảng viên",
    "full_name": "họ và tên",
    "sex": "giới tính",
    "birth_date": "ngày sinh",
    "home_town": "quê quán",
    "ethnicity": "dân tộc",
    "religion": "tôn giáo",
    "citizen_id": "số định danh cá nhân",
    "card_number": "số thẻ đảng viên",
    "old_card_number": "số thẻ đảng viên cũ",
    "file_number": "số lý lịch",
    "admission_decision_date": "ngày quyết định kết nạp",
    "admitted_on": "ngày lễ kết nạp",
    "full_on": "ngày chính thức",
    "general_education": "giáo dục phổ thông",
    "qualification": "chuyên môn, nghiệp vụ",
    "political_theory": "lý luận chính trị",
    "occupation": "nghề nghiệp",
}


def label_of(field: str) -> str:
    """The words for a field; its name where it has none."""
    return LABELS.get(field, field)


def post_label(post: str) -> str:
    """The words for a post of the Party; its code where the catalogue has none."""
    posts = catalogue("party_posts")
    return posts.label(post) if post in posts else post
