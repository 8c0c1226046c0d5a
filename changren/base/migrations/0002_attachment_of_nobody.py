from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="attachment", name="added_by_id", field=models.UUIDField(null=True)),
    ]
