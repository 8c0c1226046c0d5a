from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="case", name="other_rules", field=models.JSONField(default=dict, editable=False)
        ),
    ]
