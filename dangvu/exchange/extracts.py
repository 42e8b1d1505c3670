"""What each file of a dump holds: one query per file, in an order that depends on the records alone."""

from dangvu.exchange.schema import File

_ENDS = "nullif({0}.valid_to, DATE '9999-01-01')"
_LIFE = 'o.valid_from AS "from", ' + _ENDS.format("o") + ' AS "to"'
_PERIOD = 'd.valid_from AS "from", ' + _ENDS.format("d") + ' AS "to"'
_DECISION = "nullif(d.decision_number, '') AS decision_number, d.decision_date"
_OF = "JOIN organizations_organization o ON o.id = d.organization_id"
_BY_MEMBER = "JOIN members_member m ON m.id = d.member_id"
_SUBJECT = (
    "CASE WHEN d.member_id IS NULL THEN 'organization' ELSE 'member' END AS subject, "
    "coalesce(m.code, o.code) AS subject_code"
)
_EITHER = (
    "LEFT JOIN members_member m ON m.id = d.member_id "
    "LEFT JOIN organizations_organization o ON o.id = d.organization_id"
)
_PROFILE = (
    "youth_union",
    "trade_union",
    "student",
    "worker_private",
    "business_owner",
    "farmer",
    "village_officer",
)


def _text(*columns: str) -> str:
    return ", ".join(f"nullif({column}, '') AS {column.split('.')[-1]}" for column in columns)


def _last(table: str) -> str:
    return f"(SELECT DISTINCT ON (organization_id) * FROM {table} ORDER BY organization_id, valid_from DESC) "


def _simple(table: str) -> str:
    """Organisations with one row there, for their whole life: organizations.csv can say it alone."""
    return (
        f"(SELECT d.organization_id FROM {table} d {_OF} GROUP BY d.organization_id HAVING count(*) = 1 "
        "AND min(d.valid_from) = min(o.valid_from) AND max(d.valid_to) = max(o.valid_to))"
    )


_NAMES, _KINDS, _PARENTS = (f"organizations_organization{what}" for what in ("name", "kind", "parent"))

QUERIES: dict[str, str] = {
    "organizations": (
        f"SELECT o.code, n.name, k.kind, p.code AS parent_code, {_LIFE}, nullif(k.sector, '') AS sector "
        f"FROM organizations_organization o LEFT JOIN {_last(_NAMES)} n ON n.organization_id = o.id "
        f"LEFT JOIN {_last(_KINDS)} k ON k.organization_id = o.id "
        f"LEFT JOIN {_PARENTS} d ON d.organization_id = o.id AND o.id IN {_simple(_PARENTS)} "
        "LEFT JOIN organizations_organization p ON p.id = d.parent_id ORDER BY o.code"
    ),
    "organization_names": (
        f"SELECT o.code, d.name, {_PERIOD} FROM {_NAMES} d {_OF} WHERE EXISTS (SELECT FROM {_NAMES} later "
        "WHERE later.organization_id = d.organization_id AND later.valid_from > d.valid_from) "
        "ORDER BY o.code, d.valid_from"
    ),
    "organization_parents": (
        f"SELECT o.code, p.code AS parent_code, {_PERIOD} FROM {_PARENTS} d {_OF} "
        "JOIN organizations_organization p ON p.id = d.parent_id "
        f"WHERE d.organization_id NOT IN {_simple(_PARENTS)} ORDER BY o.code, d.valid_from"
    ),
    "organization_kinds": (
        f"SELECT o.code, d.kind, {_text('d.sector')}, {_PERIOD} FROM {_KINDS} d {_OF} "
        f"WHERE d.organization_id NOT IN {_simple(_KINDS)} ORDER BY o.code, d.valid_from"
    ),
    "organization_successions": (
        f'SELECT o.code, n.code AS successor_code, d.succeeded_on AS "on", d.act, {_DECISION} '
        f"FROM organizations_succession d {_OF} JOIN organizations_organization n ON n.id = d.successor_id "
        "ORDER BY o.code, d.succeeded_on, n.code"
    ),
    "organization_populations": (
        f'SELECT o.code, d.counted_on AS "on", d.population, {_text("d.source")} '
        f"FROM organizations_population d {_OF} ORDER BY o.code, d.counted_on"
    ),
    "members": (
        "SELECT d.code, d.full_name, d.sex, d.birth_date, "
        + _text(
            "d.ethnicity",
            "d.religion",
            "d.citizen_id",
            "d.card_number",
            "d.old_card_number",
            "d.file_number",
            "d.home_town",
        )
        + ", d.admission_decision_date, d.admitted_on, d.full_on, "
        + _text("d.general_education", "d.qualification", "d.political_theory", "d.occupation")
        + " FROM members_member d ORDER BY d.code"
    ),
    "memberships": (
        f"SELECT m.code AS member_code, o.code AS organization_code, d.kind, {_PERIOD}, d.reason_in, "
        f"{_text('d.reason_out')} FROM members_membership d {_BY_MEMBER} {_OF} "
        'ORDER BY m.code, d.valid_from, o.code, d.kind COLLATE "C"'
    ),
    "stages": (
        f"SELECT m.code AS member_code, d.stage, {_PERIOD} FROM members_stage d {_BY_MEMBER} "
        "ORDER BY m.code, d.valid_from"
    ),
    "statuses": (
        f"SELECT m.code AS member_code, d.status, {_PERIOD}, {_DECISION} FROM members_status d {_BY_MEMBER} "
        "ORDER BY m.code, d.valid_from"
    ),
    "posts": (
        f"SELECT m.code AS member_code, o.code AS organization_code, d.post, {_PERIOD} FROM members_post d "
        f'{_BY_MEMBER} {_OF} ORDER BY m.code, d.valid_from, o.code, d.post COLLATE "C"'
    ),
    "civic_posts": (
        f"SELECT o.code AS organization_code, d.post, {_text('d.holder_name')}, m.code AS member_code, "
        f"{_PERIOD} "
        f"FROM members_civicpost d {_OF} LEFT {_BY_MEMBER} "
        'ORDER BY o.code, d.post COLLATE "C", d.valid_from, m.code, d.holder_name COLLATE "C", d.valid_to'
    ),
    "admission_profiles": (
        f"SELECT m.code AS member_code, {', '.join(f'd.{name}::text AS {name}' for name in _PROFILE)} "
        f"FROM members_admissionprofile d {_BY_MEMBER} ORDER BY m.code"
    ),
    "ratings": (
        "SELECT d.year, d.subject, d.subject_code, d.level, nullif(d.not_rated_reason, '') AS "
        "not_rated_reason, "
        f"b.code AS decided_by_code, {_DECISION} FROM "
        "(SELECT r.year, 'member' AS subject, m.code AS subject_code, r.level, r.not_rated_reason, "
        "r.decided_by_id, "
        "r.decision_number, r.decision_date FROM reviews_memberrating r JOIN members_member m ON m.id = "
        "r.member_id "
        "UNION ALL SELECT r.year, r.subject, o.code, r.level, r.not_rated_reason, r.decided_by_id, "
        "r.decision_number, r.decision_date FROM reviews_organizationrating r "
        "JOIN organizations_organization o ON o.id = r.organization_id) d "
        "LEFT JOIN organizations_organization b ON b.id = d.decided_by_id "
        'ORDER BY d.year, d.subject COLLATE "C", d.subject_code'
    ),
    "targets": (
        "SELECT o.code AS organization_code, d.year, d.indicator, trim_scale(d.minimum) AS minimum, "
        f"trim_scale(d.maximum) AS maximum, {_text('d.qualifier')} FROM targets_target d {_OF} "
        'ORDER BY o.code, d.year, d.indicator COLLATE "C"'
    ),
    "screenings": (
        f"SELECT d.year, m.code AS member_code, d.ground, d.listed_on, {_text('d.outcome')}, d.outcome_on, "
        f"{_text('d.decision_number')} FROM screening_screening d {_BY_MEMBER} ORDER BY d.year, m.code"
    ),
    "disciplines": (
        f"SELECT {_SUBJECT}, d.form, array_to_string(d.contents, ';') AS content, b.code AS decided_by_code, "
        f"{_text('d.decision_number')}, d.decided_on FROM discipline_discipline d {_EITHER} "
        "JOIN organizations_organization b ON b.id = d.decided_by_id "
        'ORDER BY subject, subject_code, d.decided_on, d.form COLLATE "C", d.decision_number COLLATE "C"'
    ),
    "inspections": (
        f"SELECT d.kind, {_SUBJECT}, b.code AS by_code, d.opened_on, d.concluded_on, {_text('d.conclusion')} "
        f"FROM inspections_inspection d {_EITHER} JOIN organizations_organization b ON b.id = d.by_id "
        'ORDER BY d.kind COLLATE "C", subject, subject_code, d.opened_on, b.code'
    ),
}


def extract_of(file: File) -> str:
    """The query of a file; its columns are those of the file, in their order."""
    return QUERIES[file.name]
