"""What later subjects record: targets, screening cases, disciplines, inspections."""

from dangvu.exchange.desk import Desk
from dangvu.exchange.schema import BY_NAME
from dangvu.exchange.targets import Target

TARGETS = (
    Target(
        "target",
        "targets_target",
        "resolved_target",
        ("organization_id", "year", "indicator"),
        ("minimum", "maximum", "qualifier"),
    ),
    Target(
        "screening",
        "screening_screening",
        "resolved_screening",
        ("year", "member_id"),
        ("ground", "listed_on", "outcome", "outcome_on", "decision_number"),
    ),
    Target(
        "discipline",
        "discipline_discipline",
        "resolved_discipline",
        ("member_id", "organization_id", "form", "decided_on", "decision_number"),
        ("contents", "decided_by_id"),
    ),
    Target(
        "inspection",
        "inspections_inspection",
        "resolved_inspection",
        ("kind", "member_id", "organization_id", "opened_on"),
        ("by_id", "concluded_on", "conclusion"),
    ),
)

# The subject is a member or an organisation: exactly one of the two numbers is known.
_SUBJECT = (
    "LEFT JOIN ref_member m ON s.subject = 'member' AND m.code = s.subject_code "
    "LEFT JOIN ref_organization o ON s.subject = 'organization' AND o.code = s.subject_code"
)
_SAME_SUBJECT = "t.member_id IS NOT DISTINCT FROM m.id AND t.organization_id IS NOT DISTINCT FROM o.id"
_KNOWN_SUBJECT = "(m.id IS NOT NULL OR o.id IS NOT NULL)"


def resolve(desk: Desk) -> None:
    desk.table(
        "resolved_target",
        "SELECT s.line, t.id AS target_id, o.id AS organization_id, s.year, s.indicator, s.minimum, "
        "s.maximum, "
        "coalesce(s.qualifier, '') AS qualifier FROM staged_targets s "
        "JOIN ref_organization o ON o.code = s.organization_code LEFT JOIN targets_target t "
        "ON t.organization_id = o.id AND t.year = s.year AND t.indicator = s.indicator",
    )
    desk.table(
        "resolved_screening",
        "SELECT s.line, t.id AS target_id, s.year, m.id AS member_id, s.ground, s.listed_on, "
        "coalesce(s.outcome, '') AS outcome, s.outcome_on, coalesce(s.decision_number, '') AS "
        "decision_number "
        "FROM staged_screenings s JOIN ref_member m ON m.code = s.member_code "
        "LEFT JOIN screening_screening t ON t.year = s.year AND t.member_id = m.id",
    )
    _resolve_disciplines(desk)
    _resolve_inspections(desk)


def _resolve_disciplines(desk: Desk) -> None:
    number = "coalesce(s.decision_number, '')"
    desk.table(
        "resolved_discipline",
        "SELECT s.line, t.id AS target_id, m.id AS member_id, o.id AS organization_id, s.form, "
        "string_to_array(s.content, ';') AS contents, "
        f"b.id AS decided_by_id, {number} AS decision_number, s.decided_on FROM staged_disciplines s "
        f"{_SUBJECT} "
        "JOIN ref_organization b ON b.code = s.decided_by_code LEFT JOIN discipline_discipline t "
        f"ON {_SAME_SUBJECT} AND t.form = s.form AND t.decided_on = s.decided_on AND t.decision_number = "
        f"{number} "
        f"WHERE {_KNOWN_SUBJECT}",
    )


def _resolve_inspections(desk: Desk) -> None:
    desk.table(
        "resolved_inspection",
        "SELECT s.line, t.id AS target_id, s.kind, m.id AS member_id, o.id AS organization_id, b.id AS "
        "by_id, "
        "s.opened_on, s.concluded_on, coalesce(s.conclusion, '') AS conclusion FROM staged_inspections s "
        f"{_SUBJECT} "
        "JOIN ref_organization b ON b.code = s.by_code LEFT JOIN inspections_inspection t "
        f"ON {_SAME_SUBJECT} AND t.kind = s.kind AND t.opened_on = s.opened_on WHERE {_KNOWN_SUBJECT}",
    )


def check(desk: Desk) -> None:
    desk.error(
        "target.range",
        BY_NAME["targets"],
        "maximum",
        "SELECT line, maximum AS value, minimum FROM staged_targets WHERE maximum < minimum",
        "Chỉ tiêu đến {value} nhỏ hơn chỉ tiêu từ {minimum}.",
    )
    desk.error(
        "discipline.form",
        BY_NAME["disciplines"],
        "form",
        "SELECT line, form AS value, subject FROM staged_disciplines WHERE (subject = 'member' AND form = "
        "'dissolution') "
        "OR (subject = 'organization' AND form IN ('dismissal', 'expulsion'))",
        "Hình thức “{value}” không áp dụng với đối tượng “{subject}”.",
    )
    desk.error(
        "discipline.content_twice",
        BY_NAME["disciplines"],
        "content",
        "SELECT line, content AS value FROM staged_disciplines WHERE cardinality(string_to_array(content, "
        "';')) > "
        "(SELECT count(DISTINCT one) FROM unnest(string_to_array(content, ';')) AS one)",
        "“{value}”: mỗi nội dung chỉ ghi một lần.",
    )
    for file, first, last in (
        ("inspections", "opened_on", "concluded_on"),
        ("screenings", "listed_on", "outcome_on"),
    ):
        desk.error(
            "date.order",
            BY_NAME[file],
            last,
            f"SELECT line, {last} AS value, {first} AS first FROM {BY_NAME[file].stage} WHERE {last} < "
            f"{first}",
            f"{last} {{value}} trước {first} {{first}}; hãy xem lại hai ngày.",
        )
