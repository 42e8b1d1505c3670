"""The organisations of a package, and what is dated about them: names, kinds, parents.

organizations.csv gives the last name, kind and parent. The files of names, parents and kinds give dated rows;
where they say nothing of an organisation loaded before with a history, the last row of that history is meant.
"""

from dangvu.exchange.desk import FOREVER_SQL, Desk
from dangvu.exchange.targets import Target

_ORGANIZATION = "organizations_organization"
_NAME = "organizations_organizationname"
_KIND = "organizations_organizationkind"
_PARENT = "organizations_organizationparent"

TARGETS = (
    Target(
        "organization",
        _ORGANIZATION,
        "resolved_organization",
        ("code",),
        ("valid_from", "valid_to"),
        with_id=True,
    ),
    Target(
        "organization_name",
        _NAME,
        "resolved_name",
        ("organization_id",),
        ("name", "valid_from", "valid_to"),
    ),
    Target(
        "organization_kind",
        _KIND,
        "resolved_kind",
        ("organization_id",),
        ("kind", "sector", "valid_from", "valid_to"),
    ),
    Target(
        "organization_parent",
        _PARENT,
        "resolved_parent",
        ("organization_id",),
        ("parent_id", "valid_from", "valid_to"),
    ),
    Target(
        "succession",
        "organizations_succession",
        "resolved_succession",
        ("organization_id", "successor_id", "succeeded_on"),
        ("act", "decision_number", "decision_date"),
    ),
    Target(
        "population",
        "organizations_population",
        "resolved_population",
        ("organization_id", "counted_on"),
        ("population", "source"),
    ),
)


def resolve(desk: Desk) -> None:
    desk.table(
        "resolved_organization",
        "SELECT line, id, CASE WHEN known THEN id END AS target_id, code, valid_from, valid_to "
        "FROM ref_organization WHERE line IS NOT NULL AND valid_from IS NOT NULL",
    )
    _resolve_names(desk)
    _resolve_kinds(desk)
    _resolve_parents(desk)
    desk.table(
        "resolved_succession",
        "SELECT s.line, t.id AS target_id, o.id AS organization_id, n.id AS successor_id, s.on_day AS "
        "succeeded_on, "
        "s.act, coalesce(s.decision_number, '') AS decision_number, s.decision_date "
        "FROM staged_organization_successions s JOIN ref_organization o ON o.code = s.code "
        "JOIN ref_organization n ON n.code = s.successor_code LEFT JOIN organizations_succession t "
        "ON t.organization_id = o.id AND t.successor_id = n.id AND t.succeeded_on = s.on_day",
    )
    desk.table(
        "resolved_population",
        "SELECT s.line, t.id AS target_id, o.id AS organization_id, s.on_day AS counted_on, s.population, "
        "coalesce(s.source, '') AS source FROM staged_organization_populations s "
        "JOIN ref_organization o ON o.code = s.code LEFT JOIN organizations_population t "
        "ON t.organization_id = o.id AND t.counted_on = s.on_day",
    )


def _dated(given: str, table: str, columns: str) -> str:
    """Match dated rows with those recorded: by the first day, or both being the first of the life."""
    return (
        f"SELECT g.line, g.file, t.id AS target_id, g.organization_id, {columns}, g.valid_from, g.valid_to "
        f"FROM ({given}) g JOIN ref_organization o ON o.id = g.organization_id LEFT JOIN {table} t "
        "ON t.organization_id = g.organization_id AND (t.valid_from = g.valid_from "
        "OR (t.valid_from = o.known_from AND g.valid_from = o.valid_from))"
    )


def _last(history: str, staged: str) -> str:
    """Organisations of organizations.csv without rows in `staged`, and the first day of their last row."""
    return (
        "SELECT s.*, o.id AS organization_id, o.valid_to AS life_to, CASE WHEN d.first IS NULL OR "
        "d.first = o.known_from THEN s.valid_from ELSE d.first END AS begins "
        "FROM staged_organizations s JOIN ref_organization o ON o.line = s.line LEFT JOIN LATERAL "
        f"(SELECT max(t.valid_from) AS first FROM {history} t WHERE o.known AND t.organization_id = o.id) d "
        "ON TRUE "
        f"WHERE s.valid_from IS NOT NULL AND NOT EXISTS (SELECT FROM {staged} p WHERE p.code = s.code)"
    )


def _resolve_names(desk: Desk) -> None:
    earlier = (
        "SELECT s.line, 'organization_names.csv' AS file, o.id AS organization_id, s.name, s.valid_from, "
        f"coalesce(s.valid_to, {FOREVER_SQL}) AS valid_to FROM staged_organization_names s "
        "JOIN ref_organization o ON o.code = s.code"
    )
    after_earlier = (
        "SELECT s.line, 'organizations.csv', o.id, s.name, e.ends, o.valid_to FROM staged_organizations s "
        "JOIN ref_organization o ON o.line = s.line JOIN (SELECT code, max(coalesce(valid_to, "
        f"{FOREVER_SQL})) AS ends "
        "FROM staged_organization_names GROUP BY code) e ON e.code = s.code WHERE e.ends < o.valid_to"
    )
    last = (
        "SELECT line, 'organizations.csv', organization_id, name, begins, life_to "
        f"FROM ({_last(_NAME, 'staged_organization_names')}) l"
    )
    desk.table(
        "resolved_name", _dated(f"{earlier} UNION ALL {after_earlier} UNION ALL {last}", _NAME, "g.name")
    )


def _resolve_kinds(desk: Desk) -> None:
    dated = (
        "SELECT s.line, 'organization_kinds.csv' AS file, o.id AS organization_id, s.kind, "
        "coalesce(nullif(s.sector_code, ''), s.sector, '') AS sector, s.valid_from, "
        f"coalesce(s.valid_to, {FOREVER_SQL}) AS valid_to FROM staged_organization_kinds s "
        "JOIN ref_organization o ON o.code = s.code"
    )
    last = (
        "SELECT line, 'organizations.csv', organization_id, kind, coalesce(nullif(sector_code, ''), sector, "
        "''), "
        f"begins, life_to FROM ({_last(_KIND, 'staged_organization_kinds')}) l WHERE kind IS NOT NULL"
    )
    desk.table(
        "resolved_kind", _dated(f"{dated} UNION ALL {last}", _KIND, "g.kind, g.sector"), "organization_id"
    )


def _resolve_parents(desk: Desk) -> None:
    dated = (
        "SELECT s.line, 'organization_parents.csv' AS file, o.id AS organization_id, p.id AS parent_id, "
        "s.valid_from, "
        f"coalesce(s.valid_to, {FOREVER_SQL}) AS valid_to FROM staged_organization_parents s "
        "JOIN ref_organization o ON o.code = s.code JOIN ref_organization p ON p.code = s.parent_code"
    )
    last = (
        "SELECT l.line, 'organizations.csv', l.organization_id, p.id, l.begins, l.life_to "
        f"FROM ({_last(_PARENT, 'staged_organization_parents')}) l JOIN ref_organization p ON p.code = "
        "l.parent_code"
    )
    desk.table("resolved_parent", _dated(f"{dated} UNION ALL {last}", _PARENT, "g.parent_id"))
