"""Yearly ratings: of members with what is frozen on their rows, of organisations, of those who lead them."""

from dangvu.exchange.desk import Desk
from dangvu.exchange.schema import BY_NAME
from dangvu.exchange.targets import Target

_FILE = BY_NAME["ratings"]
_GIVEN = ("level", "not_rated_reason", "decided_by_id", "decision_number", "decision_date")
_YEAR_BEGINS, _NEXT_BEGINS = "make_date(r.year, 1, 1)", "make_date(r.year + 1, 1, 1)"
#: The State's code of the Kinh; any other known ethnicity is a minority.
_KINH = "01"

MEMBER_RATING = Target(
    "member_rating",
    "reviews_memberrating",
    "resolved_member_rating",
    ("member_id", "year"),
    _GIVEN,
)
ORGANIZATION_RATING = Target(
    "organization_rating",
    "reviews_organizationrating",
    "resolved_organization_rating",
    ("organization_id", "subject", "year"),
    _GIVEN,
)
TARGETS = (MEMBER_RATING, ORGANIZATION_RATING)
#: Columns of a member's rating that follow from other records, with what `frozen` calls them.
FROZEN = ("cell_id", "counted_on", "sex", "birth_year", "ethnic_minority")


def resolve(desk: Desk) -> None:
    given = (
        "s.year, s.level, coalesce(s.not_rated_reason, '') AS not_rated_reason, b.id AS decided_by_id, "
        "coalesce(s.decision_number, '') AS decision_number, s.decision_date"
    )
    body = "LEFT JOIN ref_organization b ON b.code = s.decided_by_code"
    desk.table(
        MEMBER_RATING.resolved,
        f"SELECT s.line, t.id AS target_id, m.id AS member_id, {given} FROM staged_ratings s "
        f"JOIN ref_member m ON m.code = s.subject_code {body} LEFT JOIN {MEMBER_RATING.table} t "
        "ON t.member_id = m.id AND t.year = s.year WHERE s.subject = 'member'",
    )
    desk.table(
        ORGANIZATION_RATING.resolved,
        f"SELECT s.line, t.id AS target_id, o.id AS organization_id, s.subject, {given} FROM staged_ratings "
        "s "
        f"JOIN ref_organization o ON o.code = s.subject_code {body} LEFT JOIN {ORGANIZATION_RATING.table} t "
        "ON t.organization_id = o.id AND t.subject = s.subject AND t.year = s.year WHERE s.subject <> "
        "'member'",
    )


def check(desk: Desk) -> None:
    desk.error(
        "value.missing",
        _FILE,
        "not_rated_reason",
        "SELECT line, NULL AS value FROM staged_ratings WHERE level = 'not_rated' AND not_rated_reason IS "
        "NULL",
        "Không xếp loại (not_rated) thì phải ghi lý do (not_rated_reason).",
    )
    desk.error(
        "value.not_allowed",
        _FILE,
        "not_rated_reason",
        "SELECT line, not_rated_reason AS value, level FROM staged_ratings "
        "WHERE level <> 'not_rated' AND not_rated_reason IS NOT NULL",
        "Đã xếp loại “{level}” thì không ghi lý do không xếp loại “{value}”.",
    )
    _refuse_strangers(desk)
    _refuse_organizations_out_of_time(desk)
    _refuse_orphans(desk)


def _refuse_strangers(desk: Desk) -> None:
    """A member who is rated belonged to a cell on some day of the year."""
    desk.table(
        "official_period",
        "SELECT owner AS member_id, valid_from, valid_to FROM effective_membership UNION ALL "
        "SELECT t.member_id, t.valid_from, t.valid_to FROM members_membership t WHERE t.kind = 'official' "
        f"AND t.member_id IN (SELECT member_id FROM {MEMBER_RATING.resolved}) "
        "AND t.member_id NOT IN (SELECT member_id FROM resolved_membership)",
    )
    desk.error(
        "rating.not_a_member",
        _FILE,
        "subject_code",
        f"SELECT r.line, m.code AS value, r.year FROM {MEMBER_RATING.resolved} r JOIN ref_member m ON m.id = "
        "r.member_id "
        "WHERE NOT EXISTS (SELECT FROM official_period p WHERE p.member_id = r.member_id "
        f"AND p.valid_from < {_NEXT_BEGINS} AND p.valid_to > {_YEAR_BEGINS}) "
        "AND NOT EXISTS (SELECT FROM incomplete_member i WHERE i.code = m.code)",
        "“{value}” không sinh hoạt chính thức ở chi bộ nào trong năm {year} nên không thể có xếp loại năm "
        "ấy.",
    )


def _refuse_organizations_out_of_time(desk: Desk) -> None:
    desk.error(
        "rating.organization_not_existing",
        _FILE,
        "subject_code",
        f"SELECT r.line, o.code AS value, r.year FROM {ORGANIZATION_RATING.resolved} r "
        "JOIN ref_organization o ON o.id = r.organization_id "
        f"WHERE o.valid_from >= {_NEXT_BEGINS} OR o.valid_to <= {_YEAR_BEGINS}",
        "“{value}” không tồn tại ngày nào trong năm {year} nên không thể có xếp loại năm ấy.",
    )


def _refuse_orphans(desk: Desk) -> None:
    """A rating loaded before must not lose the membership, or the organisation, that it rests on."""
    desk.error(
        "rating.not_a_member",
        BY_NAME["memberships"],
        "to",
        "SELECT c.line, m.code AS value, r.year FROM (SELECT n.member_id, min(n.line) AS line FROM "
        "resolved_membership n "
        "JOIN members_membership t ON t.id = n.target_id AND t.valid_to <> n.valid_to GROUP BY 1) c "
        f"JOIN {MEMBER_RATING.table} r ON r.member_id = c.member_id JOIN ref_member m ON m.id = c.member_id "
        "WHERE NOT EXISTS (SELECT FROM official_period p WHERE p.member_id = r.member_id "
        f"AND p.valid_from < {_NEXT_BEGINS} AND p.valid_to > {_YEAR_BEGINS})",
        "“{value}” đã có xếp loại năm {year}; sửa như dòng này thì năm ấy không còn sinh hoạt ở chi bộ nào.",
    )
    desk.error(
        "rating.organization_not_existing",
        BY_NAME["organizations"],
        "to",
        "SELECT o.line, o.code AS value, r.year FROM touched_organization c JOIN ref_organization o ON o.id "
        "= c.id "
        f"JOIN {ORGANIZATION_RATING.table} r ON r.organization_id = o.id "
        f"WHERE o.valid_from >= {_NEXT_BEGINS} OR o.valid_to <= {_YEAR_BEGINS}",
        "“{value}” đã có xếp loại năm {year}; sửa như dòng này thì năm ấy tổ chức không còn tồn tại.",
    )


def frozen(ratings: str) -> str:
    """The SQL of what is frozen on members' ratings; `ratings` gives key, member_id, year and decision_date.

    A row belongs to the official cell on the day of the decision, else to the last one in that year; it
    counts on the tree of that day, or of the last day there in the year.
    """
    decided = "coalesce(r.decision_date >= p.valid_from AND r.decision_date < p.valid_to, FALSE)"
    return (
        f"SELECT DISTINCT ON (r.key) r.key, p.organization_id AS cell_id, CASE WHEN {decided} THEN "
        "r.decision_date "
        f"ELSE least(p.valid_to, {_NEXT_BEGINS}) - 1 END AS counted_on, m.sex, "
        "extract(year FROM m.birth_date)::smallint AS birth_year, "
        f"m.ethnicity_code NOT IN ('', '{_KINH}') AS ethnic_minority FROM ({ratings}) r "
        "JOIN members_member m ON m.id = r.member_id "
        "JOIN members_membership p ON p.member_id = r.member_id AND p.kind = 'official' "
        f"AND ({decided} OR (p.valid_from < {_NEXT_BEGINS} AND p.valid_to > {_YEAR_BEGINS})) "
        f"ORDER BY r.key, {decided} DESC, p.valid_from DESC"
    )


def freeze_again(desk: Desk) -> None:
    """Bring the frozen columns of ratings loaded before up to date with the corrections of this package."""
    mine, theirs = (", ".join(f"{table}.{name}" for name in FROZEN) for table in "tf")
    ratings = (
        "SELECT id AS key, member_id, year, decision_date FROM reviews_memberrating "
        "WHERE member_id IN (SELECT member_id FROM touched_member)"
    )
    desk.run(
        f"UPDATE reviews_memberrating t SET ({', '.join(FROZEN)}) = ({theirs}) FROM ({frozen(ratings)}) f "
        f"WHERE f.key = t.id AND ({mine}) IS DISTINCT FROM ({theirs})"
    )


def years_in(desk: Desk) -> list[int]:
    """The years whose counters the package may have changed."""
    desk.cursor.execute(
        f"SELECT year FROM {MEMBER_RATING.resolved} UNION SELECT year FROM {ORGANIZATION_RATING.resolved} "
        "UNION SELECT year FROM reviews_memberrating "
        "WHERE member_id IN (SELECT member_id FROM touched_member)"
    )
    return sorted(row[0] for row in desk.cursor.fetchall())
