"""Checks of what was true of a member when: no two cells, stages or statuses a day, each where it may be."""

from dangvu.exchange.desk import Desk
from dangvu.exchange.matters.periods import effective, refuse_overlaps
from dangvu.exchange.schema import BY_NAME
from dangvu.organizations.models import CELLS

_CODE = "(SELECT m.code FROM ref_member m WHERE m.id = owner)"
_CELLS = ", ".join(f"'{kind.value}'" for kind in CELLS)
_MEMBERSHIPS = BY_NAME["memberships"]


def check(desk: Desk) -> None:
    _check_reasons(desk)
    _one_a_day(desk)
    _check_memberships(desk)
    for name in ("posts", "civic_posts"):
        _check_posts(desk, name)


def _check_reasons(desk: Desk) -> None:
    """Only official memberships are counted, so only they must say why they ended."""
    desk.error(
        "value.missing",
        _MEMBERSHIPS,
        "reason_out",
        "SELECT line, NULL AS value, valid_to AS ended FROM staged_memberships "
        "WHERE valid_to IS NOT NULL AND reason_out IS NULL AND kind = 'official'",
        "Kết thúc ngày {ended} nhưng thiếu lý do (reason_out).",
    )
    desk.error(
        "value.not_allowed",
        _MEMBERSHIPS,
        "reason_out",
        "SELECT line, reason_out AS value FROM staged_memberships WHERE valid_to IS NULL AND reason_out IS "
        "NOT NULL",
        "Có lý do kết thúc “{value}” nhưng không có ngày kết thúc (to).",
    )


def _one_a_day(desk: Desk) -> None:
    official = "e.kind = 'official'"
    sql = effective("resolved_membership", "members_membership", "member_id", condition=official)
    desk.table("effective_membership", sql)
    desk.table("effective_stage", effective("resolved_stage", "members_stage", "member_id"))
    desk.table("effective_status", effective("resolved_status", "members_status", "member_id"))
    for name, file, what in (
        ("membership", "memberships", "sinh hoạt chính thức ở hai nơi"),
        ("stage", "stages", "hai loại đảng viên (dự bị, chính thức)"),
        ("status", "statuses", "hai tình trạng sinh hoạt"),
    ):
        message = (
            f"“{{value}}” có {what} trong cùng những ngày kể từ {{valid_from}} (dòng trước đến {{other_to}})."
        )
        refuse_overlaps(desk, f"{name}.overlap", BY_NAME[file], f"effective_{name}", _CODE, message)


def _check_memberships(desk: Desk) -> None:
    """Of the package, and those loaded before in organisations whose life or kind the package changes."""
    desk.table(
        "touched_organization",
        "SELECT o.id, o.line FROM ref_organization o WHERE o.line IS NOT NULL AND o.known "
        "AND (o.valid_from, o.valid_to) IS DISTINCT FROM (o.known_from, o.known_to) UNION "
        "SELECT o.id, o.line FROM resolved_kind r JOIN ref_organization o ON o.id = r.organization_id "
        "LEFT JOIN organizations_organizationkind t ON t.id = r.target_id "
        "WHERE o.known AND t.kind IS DISTINCT FROM r.kind",
    )
    desk.table(
        "membership_in_place",
        "SELECT line, 'memberships.csv' AS file, member_id, organization_id, kind, valid_from, valid_to "
        "FROM resolved_membership UNION ALL SELECT coalesce(o.line, 1), 'organizations.csv', t.member_id, "
        "t.organization_id, t.kind, t.valid_from, t.valid_to FROM touched_organization o "
        "JOIN members_membership t ON t.organization_id = o.id "
        "WHERE NOT EXISTS (SELECT FROM resolved_membership r WHERE r.target_id = t.id)",
    )
    _inside_life(desk)
    _only_in_cells(desk)


_WHO = "coalesce((SELECT x.code FROM ref_member x WHERE x.id = m.member_id), '#' || m.member_id) AS member"


def _inside_life(desk: Desk) -> None:
    desk.error(
        "membership.outside_organization",
        _MEMBERSHIPS,
        "from",
        f"SELECT m.line, m.file, o.code AS value, {_WHO}, m.valid_from, m.valid_to, o.valid_from AS "
        "life_from, "
        "o.valid_to AS life_to FROM membership_in_place m JOIN ref_organization o ON o.id = "
        "m.organization_id "
        "WHERE m.valid_from < o.valid_from OR m.valid_to > o.valid_to",
        "“{member}” sinh hoạt ở “{value}” từ {valid_from} đến {valid_to}, ngoài thời gian tồn tại của tổ "
        "chức "
        "({life_from} – {life_to}).",
    )


def _only_in_cells(desk: Desk) -> None:
    """Official members stand in cells and grassroots cells, by the kind that holds on those days."""
    desk.table(
        "kind_in_place",
        "SELECT organization_id, kind, valid_from, valid_to FROM resolved_kind UNION ALL "
        "SELECT t.organization_id, t.kind, t.valid_from, t.valid_to FROM organizations_organizationkind t "
        "WHERE NOT EXISTS (SELECT FROM resolved_kind r WHERE r.target_id = t.id)",
    )
    desk.error(
        "membership.not_a_cell",
        _MEMBERSHIPS,
        "organization_code",
        f"SELECT DISTINCT ON (m.line) m.line, m.file, o.code AS value, {_WHO}, k.kind AS what, k.valid_from, "
        "k.valid_to "
        "FROM membership_in_place m JOIN kind_in_place k ON k.organization_id = m.organization_id "
        "JOIN ref_organization o ON o.id = m.organization_id WHERE m.kind = 'official' "
        f"AND k.kind NOT IN ({_CELLS}) AND k.valid_from < m.valid_to AND m.valid_from < k.valid_to ORDER BY "
        "m.line",
        "“{member}” không thể sinh hoạt chính thức ở “{value}”: từ {valid_from} tổ chức này là “{what}”, "
        "không phải "
        "chi bộ (cell, grassroots_cell).",
    )


def _check_posts(desk: Desk, name: str) -> None:
    resolved = f"resolved_{name.removesuffix('s')}"
    desk.error(
        f"{name.removesuffix('s')}.outside_organization",
        BY_NAME[name],
        "from",
        "SELECT r.line, o.code AS value, r.valid_from, r.valid_to, o.valid_from AS life_from, o.valid_to AS "
        "life_to "
        f"FROM {resolved} r JOIN ref_organization o ON o.id = r.organization_id "
        "WHERE r.valid_from < o.valid_from OR r.valid_to > o.valid_to",
        "Chức vụ ở “{value}” từ {valid_from} đến {valid_to} nằm ngoài thời gian tồn tại của tổ chức "
        "({life_from} – {life_to}).",
    )
