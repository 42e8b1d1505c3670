"""Take back acts entered by mistake: every row as it was before, while nothing depends on them."""

from datetime import date

from django.db import connection, transaction
from psycopg import sql

from dangvu.access.permissions import may, require
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Finding, Refused, obstacle
from dangvu.organizations.models import Organization
from dangvu.organizations.services.links import rebuild_links, rebuild_links_under
from dangvu.organizations.services.tree import lock_organizations, lock_tree
from dangvu.reorganizations.models import ActFile, ActName
from dangvu.reorganizations.selectors import (
    DERIVED,
    founded_organizations,
    later_acts,
    referring_tables,
    rows_changed_since,
    rows_recorded_since,
    touched_organizations,
)
from dangvu.reorganizations.services.foreign_keys import checked_together
from dangvu.reorganizations.workflow import WORKFLOW, Facts

_WHOLE_TREE_FROM = 2_000

#: What people call the rows of a table; other tables are named as they are.
_WORDS = {
    "members_membership": "quá trình sinh hoạt",
    "members_post": "chức vụ đảng",
    "members_civicpost": "chức danh ở thôn, tổ dân phố",
    "organizations_organization": "tổ chức đảng",
    "organizations_organizationname": "tên tổ chức",
    "organizations_organizationkind": "hình thức, loại hình tổ chức",
    "organizations_organizationparent": "quan hệ trực thuộc",
    "organizations_succession": "kế thừa tổ chức",
    "organizations_population": "dân số",
    "reviews_memberrating": "xếp loại đảng viên",
    "reviews_organizationrating": "xếp loại tổ chức",
    "reviews_ratingcounter": "số đếm xếp loại",
    "discipline_discipline": "kỷ luật",
    "inspections_inspection": "kiểm tra, giám sát",
    "targets_target": "chỉ tiêu",
    "access_grant": "phân quyền",
}


def take_back(file: ActFile, *, actor: Actor, on: date) -> int:
    """Restore every row that the acts of the file changed, and return the event of taking back.

    `on` is the day it is entered. Raises `Refused` naming all that depends on the acts: later acts, rows
    recorded or changed since; `WrongState` when they are already taken back. Documents and events stay: they
    happened.
    """
    with transaction.atomic():
        lock_tree()
        file = ActFile.objects.select_for_update().get(pk=file.pk)
        WORKFLOW.move("take_back", file.state)
        touched = touched_organizations(file)
        _authorize(touched, actor, on)
        lock_organizations(touched)
        if depending := dependents(file):
            raise Refused(depending)
        file.state = WORKFLOW.apply("take_back", file.state, Facts()).state
        founded = founded_organizations(file)
        _forget_derived(founded)
        with checked_together(len(founded)):
            _restore(file)
        rebuild_links() if len(touched) > _WHOLE_TREE_FROM else rebuild_links_under(touched)
        file.taken_back_event_id = record(
            "acts.take_back",
            actor=actor,
            on=on,
            subject=("act_file", file.pk),
            before={"applied_event": file.event_id},
            after={"name": file.name, "acts": file.acts_count},
        )
        file.save(update_fields=["state", "taken_back_event_id"])
        return file.taken_back_event_id


def _authorize(touched: set[int], actor: Actor, on: date) -> None:
    if actor.account_id is None or may(actor, "acts.apply", on=on):  # the program itself asks nobody
        return
    for organization in Organization.objects.filter(id__in=touched).order_by("code"):
        require(actor, "acts.apply", organization, on=on)


def dependents(file: ActFile) -> list[Finding]:
    """Return everything that must be taken back first, each named."""
    found = [
        obstacle(
            "acts.later_act",
            f"Sau đó đã có việc “{ActName(act.act).label}” đối với {act.organization_code} theo quyết định "
            f"{act.document.number} ngày {act.document.issued_on:%d/%m/%Y}; hãy thu hồi việc đó trước.",
            organization=act.organization_code,
        )
        for act in later_acts(file)
    ]
    found += [
        obstacle("acts.row_changed", f"{_words(table)} (dòng {row_id}) đã thay đổi sau khi thực hiện.")
        for table, row_id in rows_changed_since(file)
    ]
    found += [
        obstacle(
            "acts.recorded_since",
            f"Sau đó đã ghi {count} dòng {_words(table)} của tổ chức {code}.",
            organization=code,
            counts={"rows": count},
        )
        for table, code, count in rows_recorded_since(file)
    ]
    return found


def _words(table: str) -> str:
    return _WORDS.get(table, table)


def _forget_derived(founded: set[int]) -> None:
    """What was counted for organisations that are taken out goes with them; the closure is rebuilt later."""
    for model, columns in referring_tables():
        if model._meta.db_table in DERIVED:
            for column in columns:
                model._default_manager.filter(**{f"{column}__in": founded}).delete()


def _restore(file: ActFile) -> None:
    """Take out what the acts wrote, then put back what they found; keys and events are those of before."""
    tables = sorted(set(file.changes.values_list("table_name", flat=True)))
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                sql.SQL(
                    """
                    delete from {table} t using reorganizations_actchange j
                    where j.file_id = %s and j.table_name = %s and j.row_id = t.id
                    """
                ).format(table=sql.Identifier(table)),
                [file.pk, table],
            )
        for table in tables:
            cursor.execute(
                sql.SQL(
                    """
                    insert into {table}
                    select was.* from reorganizations_actchange j
                    cross join lateral jsonb_populate_record(null::{table}, j.before) was
                    where j.file_id = %s and j.table_name = %s and j.before is not null order by j.row_id
                    """
                ).format(table=sql.Identifier(table)),
                [file.pk, table],
            )
