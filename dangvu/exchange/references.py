"""Codes of the package turned into numbers of records, loaded before or brought by the package itself."""

from dangvu.exchange.desk import FOREVER_SQL, Desk
from dangvu.exchange.schema import BY_NAME, File

#: File, column: where a code of an organisation or of a member stands, besides the files that define them.
_ORGANIZATION_CODES = (
    ("organizations", "parent_code"),
    ("organization_names", "code"),
    ("organization_parents", "code"),
    ("organization_parents", "parent_code"),
    ("organization_kinds", "code"),
    ("organization_successions", "code"),
    ("organization_successions", "successor_code"),
    ("organization_populations", "code"),
    ("memberships", "organization_code"),
    ("posts", "organization_code"),
    ("civic_posts", "organization_code"),
    ("ratings", "decided_by_code"),
    ("targets", "organization_code"),
    ("disciplines", "decided_by_code"),
    ("inspections", "by_code"),
)
_MEMBER_CODES = (
    ("memberships", "member_code"),
    ("stages", "member_code"),
    ("statuses", "member_code"),
    ("posts", "member_code"),
    ("civic_posts", "member_code"),
    ("admission_profiles", "member_code"),
    ("screenings", "member_code"),
)
#: Files whose `subject_code` is a member's or an organisation's.
_SUBJECTS = ("ratings", "disciplines", "inspections")


def refuse_duplicates(desk: Desk) -> None:
    """A code, or whatever a row is matched by, stands once in a file."""
    for file in BY_NAME.values():
        if not desk.rows.get(file.path):
            continue
        key = [file.by_name[name].staged for name in file.key]
        code, message = _duplicate(file)
        columns = ", ".join(key)
        shown = "concat_ws(', ', " + ", ".join(f"{name}::text" for name in key) + ")"
        desk.error(
            code,
            file,
            file.key[-1] if len(file.key) == 1 else None,
            f"SELECT line, {shown} AS value, first_line FROM (SELECT *, first_value(line) OVER same AS "
            "first_line "
            f"FROM {file.stage} WINDOW same AS (PARTITION BY {columns} ORDER BY line)) AS rows "
            f"WHERE line <> first_line AND {key[0]} IS NOT NULL",
            message,
        )


def _duplicate(file: File) -> tuple[str, str]:
    if len(file.key) == 1 and file.key[0] == "code":
        return "code.duplicate", "Mã “{value}” đã có ở dòng {first_line}; mỗi mã chỉ được một dòng."
    if file.name == "ratings":
        return "rating.twice", "Đã có xếp loại của ({value}) ở dòng {first_line}; mỗi năm chỉ một lần."
    return "row.duplicate", "Dòng này cùng khóa ({value}) với dòng {first_line}; hãy giữ một dòng."


def resolve_organizations(desk: Desk) -> None:
    """Make `ref_organization`: every organisation, in the package or loaded before, with its life."""
    table = "organizations_organization"
    desk.table(
        "ref_organization",
        f"SELECT line, code, coalesce(found, {desk.next_id(table)}) AS id, found IS NOT NULL AS known, "
        "valid_from, valid_to, known_from, known_to FROM (SELECT DISTINCT ON (s.code) s.line, s.code, o.id "
        "AS found, "
        f"s.valid_from, coalesce(s.valid_to, {FOREVER_SQL}) AS valid_to, o.valid_from AS known_from, "
        f"o.valid_to AS known_to FROM staged_organizations s LEFT JOIN {table} o "
        'ON o.code = s.code COLLATE "C" WHERE s.code IS NOT NULL ORDER BY s.code, s.line) AS staged '
        'UNION ALL SELECT NULL, o.code COLLATE "default", o.id, TRUE, o.valid_from, o.valid_to, '
        "o.valid_from, o.valid_to "
        f"FROM {table} o WHERE NOT EXISTS (SELECT FROM staged_organizations s WHERE s.code = o.code COLLATE "
        '"C")',
        "code",
        "id",
    )
    for name, column in _ORGANIZATION_CODES:
        _refuse_unknown(desk, name, column, "ref_organization", "tổ chức đảng")


def resolve_members(desk: Desk) -> None:
    """Make `ref_member`: the members of the package, and those loaded before that it refers to."""
    desk.table(
        "ref_member",
        f"SELECT line, code, coalesce(found, {desk.next_id('members_member')}) AS id, found IS NOT NULL AS "
        "known "
        "FROM (SELECT DISTINCT ON (s.code) s.line, s.code, m.id AS found FROM staged_members s "
        'LEFT JOIN members_member m ON m.code = s.code COLLATE "C" WHERE s.code IS NOT NULL '
        "ORDER BY s.code, s.line) AS staged",
        "code",
    )
    for name, column in _MEMBER_CODES:
        _add_loaded_members(desk, name, column, "TRUE")
        _refuse_unknown(desk, name, column, "ref_member", "đảng viên")
    for name in _SUBJECTS:
        _add_loaded_members(desk, name, "subject_code", "subject = 'member'")
        _refuse_unknown(desk, name, "subject_code", "ref_member", "đảng viên", "subject = 'member'")
        _refuse_unknown(desk, name, "subject_code", "ref_organization", "tổ chức đảng", "subject <> 'member'")
    desk.run(
        "INSERT INTO incomplete_member SELECT s.member_code FROM staged_memberships s "
        "WHERE NOT EXISTS (SELECT FROM ref_organization o WHERE o.code = s.organization_code)"
    )
    desk.run("CREATE INDEX ON ref_member (id)")
    desk.run("ANALYZE ref_member")


def _add_loaded_members(desk: Desk, name: str, column: str, condition: str) -> None:
    if not desk.has(name):
        return
    desk.run(
        "INSERT INTO ref_member (line, code, id, known) SELECT NULL, m.code, m.id, TRUE FROM "
        f"(SELECT DISTINCT s.{column} AS code FROM {BY_NAME[name].stage} s WHERE {condition} AND NOT EXISTS "
        f"(SELECT FROM ref_member r WHERE r.code = s.{column})) AS asked JOIN members_member m "
        'ON m.code = asked.code COLLATE "C"'
    )


def _refuse_unknown(
    desk: Desk, name: str, column: str, known: str, what: str, condition: str = "TRUE"
) -> None:
    if not desk.has(name):
        return
    desk.error(
        "code.unknown",
        BY_NAME[name],
        column,
        f"SELECT line, {column} AS value FROM {BY_NAME[name].stage} s WHERE {condition} AND {column} IS NOT "
        "NULL "
        f"AND NOT EXISTS (SELECT FROM {known} r WHERE r.code = s.{column})",
        f"Không có {what} nào mang mã “{{value}}”, trong gói cũng như trong dữ liệu đã nạp.",
    )
