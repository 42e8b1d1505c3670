"""What the papers say against what counts, and the structure of personal numbers."""

from dangvu.exchange.desk import Desk
from dangvu.exchange.schema import BY_NAME

_MEMBERS, _DISCIPLINES = BY_NAME["members"], BY_NAME["disciplines"]
_FEMALE_DIGITS = "('1', '3', '5')"
_MASKED = "repeat('*', length({0}) - 3) || right({0}, 3)"


def check_identifiers(desk: Desk) -> None:
    """Structures are errors only where they are certain; what only the owner may correct is a warning."""
    for column in ("citizen_id", "card_number"):
        desk.error(
            f"{column}.invalid",
            _MEMBERS,
            column,
            f"SELECT line, {_MASKED.format(column)} AS value FROM staged_members WHERE {column} !~ "
            f"'^[0-9]{{12}}$'",
            "“{value}” phải gồm đúng 12 chữ số"
            + (" (số thẻ cũ 8 chữ số ghi vào old_card_number)." if column == "card_number" else "."),
        )
    _warn_unusual(
        desk,
        "old_card_number",
        "regexp_replace(old_card_number, '[. ]', '', 'g') !~ '^[0-9]{8}$'",
        "Số thẻ cũ “{value}” không gồm 8 chữ số; được giữ nguyên.",
    )
    _warn_unusual(
        desk,
        "file_number",
        "file_number !~ '^[0-9]{6} ?[A-ZĐ]{2,3}$'",
        "Số lý lịch “{value}” không theo dạng 6 chữ số và ký hiệu; được giữ nguyên.",
    )
    _warn_citizen_numbers(desk)


def _warn_unusual(desk: Desk, column: str, condition: str, message: str) -> None:
    shown = _MASKED.format(column) if column == "old_card_number" else column
    sql = f"SELECT line, {shown} AS value FROM staged_members WHERE {condition}"
    desk.warn(f"{column}.unusual", _MEMBERS, column, sql, message)


def _warn_citizen_numbers(desk: Desk) -> None:
    """The number tells sex and year of birth; one number belongs to one person; the new card bears it."""
    shown = _MASKED.format("citizen_id")
    base = f"SELECT line, {shown} AS value FROM staged_members WHERE citizen_id ~ '^[0-9]{{12}}$'"
    desk.warn(
        "citizen_id.sex",
        _MEMBERS,
        "citizen_id",
        f"{base} AND (substr(citizen_id, 4, 1) IN {_FEMALE_DIGITS}) <> (sex = 'female')",
        "Chữ số thứ 4 của số định danh {value} không khớp với giới tính.",
    )
    desk.warn(
        "citizen_id.birth_year",
        _MEMBERS,
        "citizen_id",
        f"{base} AND (1900 + substr(citizen_id, 4, 1)::int / 2 * 100 + substr(citizen_id, 5, 2)::int) "
        "<> extract(year FROM birth_date)",
        "Chữ số thứ 4–6 của số định danh {value} không khớp với năm sinh.",
    )
    desk.warn(
        "card_number.differs",
        _MEMBERS,
        "card_number",
        f"SELECT line, {_MASKED.format('card_number')} AS value FROM staged_members WHERE card_number <> "
        "citizen_id",
        "Số thẻ đảng {value} khác số định danh cá nhân.",
    )
    _warn_shared_citizen_number(desk)


def _warn_shared_citizen_number(desk: Desk) -> None:
    desk.warn(
        "citizen_id.twice",
        _MEMBERS,
        "citizen_id",
        f"SELECT r.line, {_MASKED.format('r.citizen_id')} AS value, coalesce(r.first_code, t.code) AS other "
        "FROM "
        "(SELECT line, id, code, citizen_id, CASE WHEN lag(code) OVER same IS NOT NULL THEN "
        "first_value(code) OVER same "
        "END AS first_code FROM resolved_member WHERE citizen_id <> '' "
        "WINDOW same AS (PARTITION BY citizen_id ORDER BY line)) r LEFT JOIN LATERAL "
        '(SELECT m.code COLLATE "default" AS code FROM members_member m WHERE m.citizen_id = r.citizen_id '
        "AND m.citizen_id <> '' AND m.id <> r.id "
        "AND NOT EXISTS (SELECT FROM resolved_member x WHERE x.target_id = m.id) LIMIT 1) t ON TRUE "
        "WHERE coalesce(r.first_code, t.code) IS NOT NULL",
        "Số định danh {value} cũng là của “{other}”; cần người có thẩm quyền xác minh, không tự gộp hai hồ "
        "sơ.",
    )


def check_papers(desk: Desk) -> None:
    """The dates of members.csv against memberships and stages."""
    desk.warn(
        "admitted_on.differs",
        _MEMBERS,
        "admitted_on",
        "SELECT r.line, r.admitted_on AS value, c.day, r.code FROM resolved_member r JOIN "
        "(SELECT e.member_id, min(e.valid_from) AS day FROM resolved_membership e "
        "WHERE e.kind = 'official' AND e.reason_in = 'admitted' GROUP BY e.member_id) c ON c.member_id = "
        "r.id "
        "WHERE c.day <> r.admitted_on",
        "“{code}”: hồ sơ ghi kết nạp ngày {value}, quá trình sinh hoạt ghi {day}; số liệu tính theo {day}.",
    )
    # A full member with whom the record begins has no day of recognition in it: nothing differs.
    desk.warn(
        "full_on.differs",
        _MEMBERS,
        "full_on",
        "SELECT * FROM (SELECT r.line, r.code, r.full_on AS value, min(e.valid_from) AS day, "
        "bool_or(e.valid_from = r.full_on OR (b.line IS NOT NULL AND e.valid_from >= r.full_on)) AS agrees "
        "FROM resolved_member r JOIN resolved_stage e ON e.member_id = r.id AND e.stage = 'full' "
        "LEFT JOIN resolved_membership b ON b.member_id = r.id AND b.reason_in = 'initial' "
        "AND b.valid_from = e.valid_from WHERE r.full_on IS NOT NULL GROUP BY r.line, r.code, r.full_on) c "
        "WHERE NOT agrees",
        "“{code}”: hồ sơ ghi chính thức ngày {value}, giai đoạn chính thức bắt đầu {day}; số liệu tính theo "
        "{day}.",
    )


def check_disciplines(desk: Desk) -> None:
    """A discipline decided long ago against the memberships and posts of those days."""
    desk.table(
        "disciplined",
        "SELECT d.line, d.member_id, d.form, d.decided_on, m.code AS value FROM resolved_discipline d "
        "JOIN ref_member m ON m.id = d.member_id",
    )
    _after_load(desk, "membership", "member_id, kind, valid_from, valid_to, reason_out")
    _after_load(desk, "post", "member_id, valid_from, valid_to")
    desk.warn(
        "discipline.not_a_member",
        _DISCIPLINES,
        "subject_code",
        "SELECT d.* FROM disciplined d WHERE NOT EXISTS (SELECT FROM membership_after e WHERE e.member_id = "
        "d.member_id "
        "AND e.kind = 'official' AND e.valid_from <= d.decided_on AND d.decided_on <= e.valid_to)",
        "“{value}” bị kỷ luật ngày {decided_on} nhưng hôm ấy không sinh hoạt chính thức ở chi bộ nào.",
    )
    desk.warn(
        "discipline.not_expelled",
        _DISCIPLINES,
        "form",
        "SELECT d.* FROM disciplined d WHERE form = 'expulsion' AND NOT EXISTS (SELECT FROM membership_after "
        "e "
        "WHERE e.member_id = d.member_id AND e.reason_out = 'expelled' AND e.valid_to >= d.decided_on)",
        "“{value}” bị khai trừ ngày {decided_on} nhưng quá trình sinh hoạt không kết thúc vì khai trừ.",
    )
    desk.warn(
        "discipline.no_post",
        _DISCIPLINES,
        "form",
        "SELECT d.* FROM disciplined d WHERE form = 'dismissal' AND NOT EXISTS (SELECT FROM post_after e "
        "WHERE e.member_id = d.member_id AND e.valid_from <= d.decided_on AND d.decided_on <= e.valid_to)",
        "“{value}” bị cách chức ngày {decided_on} nhưng hôm ấy không ghi chức vụ nào trong Đảng.",
    )


def _after_load(desk: Desk, name: str, columns: str) -> None:
    """What would stand after the load for the members that were disciplined."""
    desk.table(
        f"{name}_after",
        f"SELECT {columns} FROM resolved_{name} WHERE member_id IN (SELECT member_id FROM disciplined) UNION "
        "ALL "
        f"SELECT {columns} FROM members_{name} t WHERE member_id IN (SELECT member_id FROM disciplined) "
        f"AND NOT EXISTS (SELECT FROM resolved_{name} r WHERE r.target_id = t.id)",
    )
