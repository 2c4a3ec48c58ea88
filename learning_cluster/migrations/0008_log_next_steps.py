from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning_cluster", "0007_first_evaluation_questions")]

    operations = [
        migrations.AddField(
            model_name="mentoringlog",
            name="draft_step",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="mentoringlog",
            name="next_steps",
            field=models.TextField(
                blank=True, max_length=4000, verbose_name="agreed next steps"
            ),
        ),
    ]
