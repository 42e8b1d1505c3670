"""Checks of the organisations: one name, kind and parent a day, and the parents a tree on every day."""

from datetime import date

from dangvu.exchange.desk import FOREVER_SQL, Desk
from dangvu.exchange.matters.periods import effective, refuse_overlaps
from dangvu.exchange.schema import BY_NAME
from dangvu.exchange.tree_rules import Edge, cycles
from dangvu.organizations.services.links import DEEPEST

_CODE = "(SELECT o.code FROM ref_organization o WHERE o.id = owner)"
_PARENTS = "organizations_organizationparent"
_ROUNDS = 2 * DEEPEST


def check(desk: Desk) -> None:
    _one_a_day(desk, "name", "name.overlap", "organization_names", "tên")
    _one_a_day(desk, "kind", "kind.overlap", "organization_kinds", "hình thức tổ chức")
    _one_a_day(desk, "parent", "parent.overlap", "organization_parents", "cấp trên trực tiếp")
    _refuse_endless_earlier_names(desk)
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


def _refuse_endless_earlier_names(desk: Desk) -> None:
    desk.error(
        "name.not_earlier",
        BY_NAME["organization_names"],
        "to",
        "SELECT e.line, e.name AS value, s.name FROM staged_organization_names e "
        "JOIN staged_organizations s ON s.code = e.code JOIN ref_organization o ON o.line = s.line "
        f"WHERE coalesce(e.valid_to, {FOREVER_SQL}) >= o.valid_to AND e.name <> s.name",
        "Tên trước đây “{value}” phải kết thúc trước khi tổ chức kết thúc, vì tên sau cùng là “{name}”.",
    )


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
    """Circles, and chains longer than the closure follows."""
    rounds = _leave_circles(desk)
    desk.cursor.execute("SELECT child, parent, valid_from, valid_to, line, file FROM circle ORDER BY line")
    edges = [Edge(*row) for row in desk.cursor.fetchall()]
    found = False
    for edge, day in cycles(edges):
        found = True
        _note_cycle(desk, edge, day)
    if not found and rounds * 2 >= DEEPEST:  # each round takes one off both ends of a chain
        _refuse_long_chains(desk)


def _leave_circles(desk: Desk) -> int:
    """Take away, again and again, all that has no parent or no child: circles are left. Return the rounds."""
    desk.table(
        "circle",
        "SELECT line, file, organization_id AS child, parent_id AS parent, valid_from, valid_to FROM "
        "whole_tree",
    )
    for done in range(_ROUNDS):
        without_child = desk.run(
            "DELETE FROM circle e WHERE NOT EXISTS (SELECT FROM circle d WHERE d.parent = e.child)"
        )
        without_parent = desk.run(
            "DELETE FROM circle e WHERE NOT EXISTS (SELECT FROM circle u WHERE u.child = e.parent)"
        )
        if not without_child + without_parent:
            return done
    return _ROUNDS


def _note_cycle(desk: Desk, edge: Edge, day: date) -> None:
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


def _refuse_long_chains(desk: Desk) -> None:
    desk.error(
        "parent.too_deep",
        BY_NAME["organizations"],
        "parent_code",
        "WITH RECURSIVE chain AS (SELECT line, file, organization_id AS child, parent_id AS top, 1 AS depth, "
        "valid_from, valid_to FROM whole_tree UNION ALL SELECT c.line, c.file, c.child, p.parent_id, c.depth "
        "+ 1, "
        "greatest(c.valid_from, p.valid_from), least(c.valid_to, p.valid_to) FROM chain c JOIN whole_tree p "
        "ON p.organization_id = c.top AND p.valid_from < c.valid_to AND c.valid_from < p.valid_to "
        f"WHERE c.depth < {DEEPEST}) SELECT coalesce(c.line, 1) AS line, c.file, o.code AS value FROM chain "
        "c "
        f"JOIN ref_organization o ON o.id = c.child WHERE c.depth >= {DEEPEST}",
        f"Phía trên “{{value}}” có từ {DEEPEST} cấp trở lên; không cây tổ chức nào sâu như vậy.",
    )
