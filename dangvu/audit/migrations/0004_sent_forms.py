from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_readings")]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("word", models.TextField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField(null=True)),
            ],
        ),
    ]
