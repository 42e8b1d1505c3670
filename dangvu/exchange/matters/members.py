"""The members of a package, and what was true of them when."""

from dangvu.exchange.desk import FOREVER_SQL, Desk
from dangvu.exchange.targets import Target

_CATALOGUED = (
    "ethnicity",
    "religion",
    "general_education",
    "qualification",
    "political_theory",
    "occupation",
)
_MEMBER_TEXTS = ("citizen_id", "card_number", "old_card_number", "file_number", "home_town")
_MEMBER_DATES = ("admission_decision_date", "admitted_on", "full_on")
_PROFILE = (
    "youth_union",
    "trade_union",
    "student",
    "worker_private",
    "business_owner",
    "farmer",
    "village_officer",
)
_PERIOD = ("valid_from", "valid_to")

TARGETS = (
    Target(
        "member",
        "members_member",
        "resolved_member",
        ("code",),
        (
            "full_name",
            "name_key",
            "folded_name_id",
            "sex",
            "birth_date",
            *(name for text in _CATALOGUED for name in (text, f"{text}_code")),
            *_MEMBER_TEXTS,
            *_MEMBER_DATES,
        ),
        with_id=True,
    ),
    Target(
        "membership",
        "members_membership",
        "resolved_membership",
        ("member_id", "organization_id", "kind", "valid_from"),
        ("valid_to", "reason_in", "reason_out"),
    ),
    Target("stage", "members_stage", "resolved_stage", ("member_id", "stage", "valid_from"), ("valid_to",)),
    Target(
        "status",
        "members_status",
        "resolved_status",
        ("member_id", "status", "valid_from"),
        ("valid_to", "decision_number", "decision_date"),
    ),
    Target(
        "post",
        "members_post",
        "resolved_post",
        ("member_id", "organization_id", "post", "valid_from"),
        ("valid_to",),
    ),
    Target(
        "civic_post",
        "members_civicpost",
        "resolved_civic_post",
        ("organization_id", "post", "valid_from", "member_id", "holder_name"),
        ("valid_to",),
    ),
    Target(
        "admission_profile",
        "members_admissionprofile",
        "resolved_admission_profile",
        ("member_id",),
        _PROFILE,
    ),
)


def resolve(desk: Desk) -> None:
    _resolve_members(desk)
    _resolve_memberships(desk)
    _resolve_stages(desk)
    _resolve_posts(desk)
    desk.table(
        "resolved_admission_profile",
        f"SELECT s.line, t.id AS target_id, m.id AS member_id, {', '.join(f's.{name}' for name in _PROFILE)} "
        "FROM staged_admission_profiles s JOIN ref_member m ON m.code = s.member_code "
        "LEFT JOIN members_admissionprofile t ON t.member_id = m.id",
    )


def _resolve_members(desk: Desk) -> None:
    """Also give every new spelling its place in the dictionary of folded names."""
    names = "members_foldedname"
    folded = "coalesce(s.folded, '')"
    desk.table(
        "folded_name",
        f"SELECT folded, coalesce(found, {desk.next_id(names)}) AS id, found IS NOT NULL AS known FROM "
        "(SELECT spelt.folded, f.id AS found, spelt.line FROM "
        f"(SELECT {folded} AS folded, min(s.line) AS line FROM staged_members s GROUP BY 1) spelt "
        f"LEFT JOIN {names} f ON f.folded = spelt.folded) AS asked",
        "folded",
    )
    texts = [f"coalesce(s.{name}, '') AS {name}" for text in _CATALOGUED for name in (text, f"{text}_code")]
    texts += [f"coalesce(s.{name}, '') AS {name}" for name in _MEMBER_TEXTS]
    desk.table(
        "resolved_member",
        "SELECT m.line, m.id, CASE WHEN m.known THEN m.id END AS target_id, m.code, s.full_name, "
        "coalesce(s.name_key, '') AS name_key, f.id AS folded_name_id, s.sex, s.birth_date, "
        f"{', '.join(texts)}, "
        f"{', '.join(f's.{name}' for name in _MEMBER_DATES)} FROM ref_member m "
        f"JOIN staged_members s ON s.line = m.line JOIN folded_name f ON f.folded = {folded}",
    )


def _resolve_memberships(desk: Desk) -> None:
    desk.table(
        "resolved_membership",
        "SELECT s.line, t.id AS target_id, m.id AS member_id, o.id AS organization_id, s.kind, s.valid_from, "
        f"coalesce(s.valid_to, {FOREVER_SQL}) AS valid_to, s.reason_in, coalesce(s.reason_out, '') AS "
        "reason_out "
        "FROM staged_memberships s JOIN ref_member m ON m.code = s.member_code "
        "JOIN ref_organization o ON o.code = s.organization_code LEFT JOIN members_membership t "
        "ON t.member_id = m.id AND t.organization_id = o.id AND t.kind = s.kind AND t.valid_from = "
        "s.valid_from",
    )


def _resolve_stages(desk: Desk) -> None:
    ends = f"coalesce(s.valid_to, {FOREVER_SQL}) AS valid_to"
    desk.table(
        "resolved_stage",
        f"SELECT s.line, t.id AS target_id, m.id AS member_id, s.stage, s.valid_from, {ends} FROM "
        "staged_stages s "
        "JOIN ref_member m ON m.code = s.member_code LEFT JOIN members_stage t "
        "ON t.member_id = m.id AND t.stage = s.stage AND t.valid_from = s.valid_from",
    )
    desk.table(
        "resolved_status",
        f"SELECT s.line, t.id AS target_id, m.id AS member_id, s.status, s.valid_from, {ends}, "
        "coalesce(s.decision_number, '') AS decision_number, s.decision_date FROM staged_statuses s "
        "JOIN ref_member m ON m.code = s.member_code LEFT JOIN members_status t "
        "ON t.member_id = m.id AND t.status = s.status AND t.valid_from = s.valid_from",
    )


def _resolve_posts(desk: Desk) -> None:
    ends = f"coalesce(s.valid_to, {FOREVER_SQL}) AS valid_to"
    post = "coalesce(nullif(s.post_code, ''), s.post)"
    desk.table(
        "resolved_post",
        f"SELECT s.line, t.id AS target_id, m.id AS member_id, o.id AS organization_id, {post} AS post, "
        f"s.valid_from, {ends} FROM staged_posts s JOIN ref_member m ON m.code = s.member_code "
        "JOIN ref_organization o ON o.code = s.organization_code LEFT JOIN members_post t "
        f"ON t.member_id = m.id AND t.organization_id = o.id AND t.post = {post} AND t.valid_from = "
        "s.valid_from",
    )
    desk.table(
        "resolved_civic_post",
        "SELECT s.line, t.id AS target_id, o.id AS organization_id, m.id AS member_id, s.post, "
        f"coalesce(s.holder_name, '') AS holder_name, s.valid_from, {ends} FROM staged_civic_posts s "
        "JOIN ref_organization o ON o.code = s.organization_code LEFT JOIN ref_member m ON m.code = "
        "s.member_code "
        "LEFT JOIN members_civicpost t ON t.organization_id = o.id AND t.post = s.post "
        "AND t.valid_from = s.valid_from AND t.holder_name = coalesce(s.holder_name, '') "
        "AND t.member_id IS NOT DISTINCT FROM m.id",
    )
