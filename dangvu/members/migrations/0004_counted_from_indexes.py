"""Reports of a province count people and stages from indexes alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0003_cell_of_member")]

    operations = [
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                fields=["id"],
                include=["sex", "birth_date", "ethnicity", "ethnicity_code", "religion", "religion_code"],
                name="member_counted_by",
            ),
        ),
        migrations.RemoveConstraint(model_name="stage", name="stage_once"),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(
                fields=("member", "stage", "valid_from"), include=("valid_to",), name="stage_once"
            ),
        ),
    ]
