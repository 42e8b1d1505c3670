"""Sealed reports, which the database itself refuses to change or remove."""

import django.db.models.deletion
from django.db import migrations, models

import dangvu.audit.models

_TABLES = ("statistics_sealedreport", "statistics_sealedrows")
_TRIGGERS = """
CREATE TRIGGER sealed_rows_stay BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION statistics_refuse_change();
CREATE TRIGGER sealed_table_stays BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION statistics_refuse_change();
"""
# Tests empty tables between cases; nothing else sets dangvu.allow_truncate.
_FUNCTION = """
CREATE FUNCTION statistics_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('dangvu.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'Báo cáo đã chốt không được sửa hay xóa: % trên bảng % bị từ chối.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
_UNDO = (
    "".join(
        f"DROP TRIGGER sealed_rows_stay ON {table}; DROP TRIGGER sealed_table_stays ON {table};"
        for table in _TABLES
    )
    + "DROP FUNCTION statistics_refuse_change();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0001_initial"),
        ("statistics", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event_id", models.BigIntegerField(editable=False, null=True)),
                ("organization_name", models.TextField()),
                ("name", models.TextField()),
                ("title", models.TextField()),
                ("first", models.DateField()),
                ("after", models.DateField()),
                ("asked", models.JSONField()),
                ("figures", models.JSONField()),
                ("findings", models.JSONField()),
                ("purpose", models.TextField()),
                (
                    "sealed_at",
                    models.DateTimeField(db_default=dangvu.audit.models.clock_timestamp(), editable=False),
                ),
                ("sealed_by", models.TextField()),
                ("inputs_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("token", models.CharField(max_length=64, unique=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "-id"], name="sealed_report_of_place")]
            },
        ),
        migrations.CreateModel(
            name="SealedRows",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                ("subject", models.TextField()),
                ("keys", models.JSONField()),
                ("packed", models.BinaryField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="statistics.sealedreport",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "source"), name="sealed_rows_once")]
            },
        ),
        migrations.RunSQL(_FUNCTION + "".join(_TRIGGERS.format(table=table) for table in _TABLES), _UNDO),
    ]
