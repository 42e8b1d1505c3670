"""The fields a column may fill, and what becomes of each."""

#: Fields of the record of a person, with their words.
RECORD = {
    "full_name": "họ và tên",
    "sex": "giới tính",
    "birth_date": "ngày sinh",
    "ethnicity": "dân tộc",
    "religion": "tôn giáo",
    "citizen_id": "số định danh cá nhân",
    "card_number": "số thẻ đảng viên",
    "old_card_number": "số thẻ đảng viên cũ",
    "file_number": "số lý lịch",
    "home_town": "quê quán",
    "admission_decision_date": "ngày quyết định kết nạp",
    "admitted_on": "ngày vào Đảng",
    "full_on": "ngày chính thức",
    "general_education": "trình độ giáo dục phổ thông",
}
#: Fields that place the person: used, but not as text of the record.
PLACING = {
    "org_name": "tổ chức đảng sinh hoạt",
    "residence_org": "chi bộ nơi cư trú",
    "status": "trạng thái",
    "delete_request": "đề nghị xóa",
}
#: Fields read to check others, never written.
CHECKED = {
    "admission_day": "ngày vào Đảng hoặc ngày kết nạp",
    "education": "trình độ",
    "origin_country": "quê quán, quốc gia",
    "origin_province": "quê quán, tỉnh",
    "origin_detail": "quê quán, chi tiết",
    "party_age": "tuổi Đảng",
    "female_mark": "dấu ở cột “Nữ”",
    "seq": "số thứ tự",
}
#: Fields for which the record has no place yet: kept with the import, told in its report.
KEPT = {
    "age": "tuổi đời",
    "badge_no": "số Huy hiệu Đảng",
    "birth_reg_country": "nơi đăng ký khai sinh, quốc gia",
    "birth_reg_detail": "nơi đăng ký khai sinh, chi tiết",
    "birth_reg_province": "nơi đăng ký khai sinh, tỉnh",
    "card_date": "ngày cấp thẻ",
    "card_place": "nơi cấp thẻ",
    "email": "thư điện tử",
    "enlisted_on": "ngày nhập ngũ",
    "external_id": "mã ở nơi gửi",
    "id_no_old": "số CMND cũ",
    "kind": "đối tượng",
    "note": "ghi chú",
    "other_name": "tên gọi khác",
    "phone": "số điện thoại",
    "post_gov": "chức vụ chính quyền",
    "post_other": "chức vụ khác",
    "post_party": "chức vụ đảng",
    "residence_country": "thường trú, quốc gia",
    "residence_detail": "thường trú, chi tiết",
    "residence_province": "thường trú, tỉnh",
    "status_date": "ngày của trạng thái",
}
DATES = frozenset(
    {
        "birth_date",
        "card_date",
        "admitted_on",
        "admission_decision_date",
        "admission_day",
        "full_on",
        "enlisted_on",
        "status_date",
    }
)
LABELS = {**RECORD, **PLACING, **CHECKED, **KEPT}
#: Fields that people may choose for a column.
CHOICES = {**LABELS, "ignored": "bỏ qua"}
