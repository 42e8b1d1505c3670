import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0004_counted_from_indexes")]

    operations = [
        migrations.CreateModel(
            name="FilePaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event_id", models.BigIntegerField(editable=False, null=True)),
                ("item", models.TextField()),
                ("dated", models.DateField(null=True)),
                ("note", models.TextField(blank=True, default="")),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file_papers",
                        to="members.member",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "item"], name="file_paper_of_member")],
            },
        ),
    ]
