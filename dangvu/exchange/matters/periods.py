"""What holds for every row with a period: it has days, and no two of one owner share a day."""

from dangvu.exchange.desk import Desk
from dangvu.exchange.schema import FILES, File


def refuse_bad_periods(desk: Desk) -> None:
    """`to` lies after `from`: arriving and leaving on one day is no period."""
    for file in FILES:
        if "to" not in file.by_name or not desk.rows.get(file.path):
            continue
        base = f"SELECT line, valid_to AS value, valid_from AS first FROM {file.stage} WHERE valid_to"
        desk.error(
            "period.empty",
            file,
            "to",
            f"{base} = valid_from",
            "Ngày kết thúc (to) trùng ngày bắt đầu (from) {first}: khoảng thời gian không có ngày nào; "
            "“to” là ngày đầu tiên không còn tính.",
        )
        desk.error(
            "period.order",
            file,
            "to",
            f"{base} < valid_from",
            "Ngày kết thúc (to) {value} trước ngày bắt đầu (from) {first}; hãy xem lại hai ngày.",
        )
        _set_aside(desk, file)


def _set_aside(desk: Desk, file: File) -> None:
    """What has no days is told once; no other check stumbles over it."""
    if file.name == "organizations":
        desk.run(f"UPDATE {file.stage} SET valid_from = NULL, valid_to = NULL WHERE valid_to <= valid_from")
        return
    gone = f"DELETE FROM {file.stage} WHERE valid_to <= valid_from"
    if file.name == "memberships":
        gone = f"WITH gone AS ({gone} RETURNING member_code) INSERT INTO incomplete_member SELECT * FROM gone"
    desk.run(gone)


def refuse_overlaps(desk: Desk, code: str, file: File, effective: str, owner_sql: str, message: str) -> None:
    """Two rows of `effective` (line, owner, valid_from, valid_to) share a day.

    `owner_sql` gives the code of `owner`. The message may name {value} (the owner's code), {valid_from},
    {valid_to} and {other_to}, the last day of the earlier row.
    """
    desk.error(
        code,
        file,
        "from",
        f"SELECT coalesce(line, next_line, before_line, 1) AS line, {owner_sql} AS value, valid_from, "
        "valid_to, other_to "
        "FROM (SELECT *, max(valid_to) OVER earlier AS other_to, lag(line) OVER whole AS before_line, "
        "lead(line) OVER whole AS next_line "
        f"FROM {effective} WINDOW whole AS (PARTITION BY owner ORDER BY valid_from, line NULLS FIRST), "
        "earlier AS (PARTITION BY owner ORDER BY valid_from, line NULLS FIRST "
        "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS e WHERE other_to > valid_from",
        message,
    )


def effective(resolved: str, table: str, owner: str, *, condition: str = "TRUE") -> str:
    """The SQL of what would stand after the load for the owners it touches.

    `condition` is asked of both, on columns that both have, as `e`.
    """
    columns = f"{owner} AS owner, valid_from, valid_to"
    return (
        f"SELECT line, {columns} FROM {resolved} e WHERE {condition} "
        f"UNION ALL SELECT NULL, {columns} FROM {table} e WHERE {condition} "
        f"AND {owner} IN (SELECT {owner} FROM {resolved}) "
        f"AND NOT EXISTS (SELECT FROM {resolved} r WHERE r.target_id = e.id)"
    )
