from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Lower

LIVE = frozenset(
    {
        "draft",
        "eligible",
        "ineligible",
        "not_selected",
        "selected",
        "submitted",
        "unconfirmed",
    }
)


class Migration(migrations.Migration):
    """Let several applicants of a call be forgotten: who has no address is nobody's second."""

    dependencies = [("learning_cluster", "0010_concept_edited_by_two")]

    operations = [
        migrations.RemoveConstraint(
            model_name="application", name="cluster_application_one_live"
        ),
        migrations.AlterField(
            model_name="application",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
        ),
        migrations.AlterField(
            model_name="application",
            name="state",
            field=models.CharField(
                choices=[
                    ("unconfirmed", "address not confirmed yet"),
                    ("draft", "draft"),
                    ("submitted", "handed in"),
                    ("withdrawn", "withdrawn"),
                    ("ineligible", "does not meet the conditions"),
                    ("eligible", "meets the conditions"),
                    ("selected", "selected"),
                    ("not_selected", "not selected"),
                ],
                default="unconfirmed",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                F("call"),
                Lower("email"),
                condition=Q(("state__in", LIVE), Q(("email", ""), _negated=True)),
                name="cluster_application_one_live",
                violation_error_message="You have an application to this call already.",
            ),
        ),
    ]
