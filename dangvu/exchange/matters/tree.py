"""Checks of the organisations: one name, kind and parent a day, and the parents a tree on every day."""

from dangvu.exchange.desk import Desk
from dangvu.exchange.matters.periods import effective, refuse_overlaps
from dangvu.exchange.schema import BY_NAME
from dangvu.exchange.tree_rules import Edge, cycles

_CODE = "(SELECT o.code FROM ref_organization o WHERE o.id = owner)"
_PARENTS = "organizations_organizationparent"


def check(desk: Desk) -> None:
    _one_a_day(desk, "name", "name.overlap", "organization_names", "tên")
    _one_a_day(desk, "kind", "kind.overlap", "organization_kinds", "hình thức tổ chức")
    _one_a_day(desk, "parent", "parent.overlap", "organization_parents", "cấp trên trực tiếp")
    for resolved, code in (("name", "name.outside_organization"), ("kind", "kind.outside_organization")):
        _inside_own_life(desk, resolved, code)
    _check_parents(desk)
    desk.error(
        "succession.itself",
        BY_NAME["organization_successions"],
        "successor_code",
        "SELECT line, successor_code AS value FROM staged_organization_successions WHERE code = "
        "successor_code",
        "Tổ chức “{value}” không thể kế tục chính nó.",
    )


def _one_a_day(desk: Desk, what: str, code: str, file: str, vietnamese: str) -> None:
    table = f"organizations_organization{what}"
    desk.table(f"effective_{what}", effective(f"resolved_{what}", table, "organization_id"))
    message = (
        f"“{{value}}” có hai {vietnamese} trong cùng những ngày kể từ {{valid_from}}; hãy xem lại from, to."
    )
    refuse_overlaps(desk, code, BY_NAME[file], f"effective_{what}", _CODE, message)


def _inside_own_life(desk: Desk, what: str, code: str) -> None:
    desk.error(
        code,
        BY_NAME["organizations"],
        "from",
        "SELECT r.line, r.file, o.code AS value, r.valid_from, r.valid_to, o.valid_from AS life_from "
        f"FROM resolved_{what} r JOIN ref_organization o ON o.id = r.organization_id "
        "WHERE r.valid_from < o.valid_from OR r.valid_to > o.valid_to",
        "“{value}”: khoảng {valid_from} – {valid_to} nằm ngoài thời gian tồn tại của tổ chức (từ "
        "{life_from}).",
    )


def _check_parents(desk: Desk) -> None:
    """A parent stands, child and parent alive, on every day of the row; no organisation is above itself."""
    desk.table(
        "whole_tree",
        "SELECT line, file, organization_id, parent_id, valid_from, valid_to FROM resolved_parent UNION ALL "
        f"SELECT NULL, NULL, t.organization_id, t.parent_id, t.valid_from, t.valid_to FROM {_PARENTS} t "
        "WHERE NOT EXISTS (SELECT FROM resolved_parent r WHERE r.target_id = t.id)",
    )
    desk.error(
        "parent.outside_organization",
        BY_NAME["organizations"],
        "parent_code",
        "SELECT coalesce(e.line, c.line, p.line, 1) AS line, e.file, p.code AS value, c.code AS child, "
        "e.valid_from, e.valid_to, greatest(c.valid_from, p.valid_from) AS life_from, "
        "least(c.valid_to, p.valid_to) AS life_to "
        "FROM whole_tree e JOIN ref_organization c ON c.id = e.organization_id "
        "JOIN ref_organization p ON p.id = e.parent_id "
        "WHERE e.valid_from < greatest(c.valid_from, p.valid_from) OR e.valid_to > least(c.valid_to, "
        "p.valid_to)",
        "“{child}” trực thuộc “{value}” từ {valid_from} đến {valid_to}, nhưng có ngày một trong hai tổ chức "
        "không "
        "tồn tại (cùng tồn tại từ {life_from} đến {life_to}).",
    )
    _refuse_cycles(desk)


def _refuse_cycles(desk: Desk) -> None:
    """Take away, again and again, all that has no parent or no child; only what stands in circles is left."""
    desk.table(
        "circle",
        "SELECT line, file, organization_id AS child, parent_id AS parent, valid_from, valid_to FROM "
        "whole_tree",
    )
    while desk.run(
        "DELETE FROM circle e WHERE NOT EXISTS (SELECT FROM circle d WHERE d.parent = e.child)"
    ) + desk.run("DELETE FROM circle e WHERE NOT EXISTS (SELECT FROM circle u WHERE u.child = e.parent)"):
        pass
    desk.cursor.execute("SELECT child, parent, valid_from, valid_to, line, file FROM circle ORDER BY line")
    edges = [Edge(*row) for row in desk.cursor.fetchall()]
    for edge, day in cycles(edges):
        desk.cursor.execute("SELECT code FROM ref_organization WHERE id = %s", [edge.child])
        code = desk.cursor.fetchone()[0]
        desk.errors.add(
            "parent.cycle",
            f"Ngày {day}, “{code}” là cấp trên của chính nó (vòng lặp); hãy sửa tổ chức cấp trên.",
            file=edge.file or BY_NAME["organizations"].path,
            line=edge.line or 1,
            column="parent_code",
            value=code,
        )
