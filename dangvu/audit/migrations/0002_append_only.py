"""The database itself refuses to change or remove what was recorded, and hands new events to the sealer."""

from django.db import migrations

APPEND_ONLY = ("audit_event", "audit_link", "audit_seal")

# Tests empty tables between cases; nothing else sets dangvu.allow_truncate.
FUNCTIONS = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('dangvu.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'Nhật ký chỉ được ghi thêm: % trên bảng % bị từ chối.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION audit_wait_for_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealedevent (event_id) SELECT id FROM new_events;
    RETURN NULL;
END $$;

CREATE TRIGGER audit_wait_for_seal AFTER INSERT ON audit_event
    REFERENCING NEW TABLE AS new_events FOR EACH STATEMENT EXECUTE FUNCTION audit_wait_for_seal();
"""

TRIGGERS = """
CREATE TRIGGER audit_rows_stay BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_table_stays BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""

UNDO = (
    "".join(
        f"DROP TRIGGER audit_rows_stay ON {table}; DROP TRIGGER audit_table_stays ON {table};"
        for table in APPEND_ONLY
    )
    + "DROP TRIGGER audit_wait_for_seal ON audit_event;"
    + "DROP FUNCTION audit_wait_for_seal(); DROP FUNCTION audit_refuse_change();"
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS + "".join(TRIGGERS.format(table=table) for table in APPEND_ONLY), UNDO)
    ]
