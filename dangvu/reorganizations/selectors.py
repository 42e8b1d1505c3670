"""Reads of the acts that were applied: the files, and what was recorded later on what they touched."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, LiteralString

from django.apps import apps
from django.db import connection, models
from psycopg import sql

from dangvu.organizations.models import Organization
from dangvu.reorganizations.models import Act, ActFile
from dangvu.reorganizations.workflow import APPLIED

#: Tables that are derived from others: nothing in them depends on an act, and they are counted anew.
DERIVED = frozenset(
    {"organizations_organizationlink", "statistics_ratingrollup", "statistics_ratingcapgroup"}
)

_TOUCHED: LiteralString = """
    with images as (
        select table_name, row_id, coalesce(after, before) as row, before
        from reorganizations_actchange where file_id = %(file)s
    )
    select row_id from images where table_name = 'organizations_organization'
    union
    select (row ->> 'organization_id')::bigint from images where row ? 'organization_id'
    union
    select o.id from reorganizations_act a
    join organizations_organization o on o.code in (a.organization_code, a.successor_code)
    where a.file_id = %(file)s
"""


def applied_file(sha256: str) -> ActFile | None:
    """Return the file of this hash that is applied now, if any."""
    return ActFile.objects.filter(sha256=sha256, state=APPLIED).first()


def last_file() -> ActFile | None:
    """Return what was applied last and not taken back."""
    return ActFile.objects.filter(state=APPLIED).order_by("-id").first()


def touched_organizations(file: ActFile) -> set[int]:
    """Return the ids of all organisations that the acts name or of which they changed something."""
    return {row[0] for row in _ask(_TOUCHED, {"file": file.pk})}


def founded_organizations(file: ActFile) -> set[int]:
    """Return the ids of the organisations that the acts founded."""
    return set(
        file.changes.filter(table_name="organizations_organization", before__isnull=True).values_list(
            "row_id", flat=True
        )
    )


def later_acts(file: ActFile) -> list[Act]:
    """Return later acts, not taken back, on what these acts name or changed."""
    codes = list(
        Organization.objects.filter(id__in=touched_organizations(file)).values_list("code", flat=True)
    )
    later = Act.objects.filter(file__state=APPLIED, file_id__gt=file.pk)
    named = models.Q(organization_code__in=codes) | models.Q(successor_code__in=codes)
    return list(
        later.filter(named | models.Q(parent_code__in=codes)).select_related("document").order_by("id")
    )


def rows_changed_since(file: ActFile) -> list[tuple[str, int]]:
    """Return (table, id) of rows that no longer are as the acts left them."""
    changed: list[tuple[str, int]] = []
    for table in sorted(set(file.changes.values_list("table_name", flat=True))):
        statement = sql.SQL(
            """
            select j.row_id from reorganizations_actchange j left join {table} t on t.id = j.row_id
            where j.file_id = %(file)s and j.table_name = %(table)s
              and j.after is distinct from case when t.id is null then null else to_jsonb(t) end
            order by 1
            """
        ).format(table=sql.Identifier(table))
        changed += [(table, row[0]) for row in _ask(statement, {"file": file.pk, "table": table})]
    return changed


def rows_recorded_since(file: ActFile) -> Iterator[tuple[str, str, int]]:
    """Yield (table, code of the organisation, count) of rows that refer to what the acts touched.

    Of organisations that the acts founded every row counts, of others those written by a later event.
    """
    facts = {"file": file.pk, "event": file.event_id, "founded": list(founded_organizations(file))}
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists touched_now")
        cursor.execute(_TOUCHED_NOW, facts)
        cursor.execute("analyze touched_now")
    for model, columns in referring_tables():
        if model._meta.db_table in DERIVED:
            continue
        later = sql.SQL("t.event_id > %(event)s") if _has_event(model) else sql.SQL("false")
        for column in columns:
            statement = _RECORDED_SINCE.format(
                table=sql.Identifier(model._meta.db_table), column=sql.Identifier(column), later=later
            )
            for code, count in _ask(statement, facts | {"table": model._meta.db_table}):
                yield model._meta.db_table, code, count


_TOUCHED_NOW: LiteralString = (
    "create temp table touched_now on commit drop as select row_id as id, "
    "row_id = any(%(founded)s) as founded from (" + _TOUCHED + ") touched"
)

# In two steps: what refers to the touched is little, and only that is looked up in the journal of the file.
_RECORDED_SINCE = sql.SQL(
    """
    with found as materialized (
        select t.id, x.id as organization_id from {table} t
        join touched_now x on x.id = t.{column} and (x.founded or {later})
    )
    select o.code, count(*) from found f
    join organizations_organization o on o.id = f.organization_id
    where not exists (
        select from reorganizations_actchange j
        where j.file_id = %(file)s and j.table_name = %(table)s and j.row_id = f.id)
    group by 1 order by 1
    """
)


def _has_event(model: type[models.Model]) -> bool:
    return any(field.column == "event_id" for field in model._meta.concrete_fields)


def referring_tables() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Every table of every subject with the columns that refer to organisations."""
    for model in apps.get_models():
        columns = [
            field.column
            for field in model._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and field.related_model is Organization
        ]
        if columns:
            yield model, columns


def tree_changed(year: int, *, since: datetime) -> bool:
    """Whether acts with effect in the year or before were applied or taken back since the moment."""
    statement: LiteralString = """
        select exists (
            select from reorganizations_actfile f
            join audit_event e on e.id in (f.event_id, f.taken_back_event_id)
            where e.recorded_at >= %(since)s and exists (
                select from reorganizations_act a where a.file_id = f.id and a.effective_on < %(end)s))
    """
    return bool(_ask(statement, {"since": since, "end": date(year + 1, 1, 1)})[0][0])


def _ask(statement: LiteralString | sql.Composed, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
