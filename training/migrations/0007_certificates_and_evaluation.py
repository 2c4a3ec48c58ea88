import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

SCALE = [
    django.core.validators.MinValueValidator(1),
    django.core.validators.MaxValueValidator(5),
]


class Migration(migrations.Migration):
    """A certificate keeps what it says; evaluations have keys that tell no order.

    The tables of evaluations are made anew: a counted key cannot become a random one in place,
    and nothing could be written to them before this migration.
    """

    dependencies = [("training", "0006_enrolment_proof")]

    operations = [
        migrations.DeleteModel("Answer"),
        migrations.DeleteModel("Evaluation"),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("submitted_on", models.DateField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluations",
                        to="training.run",
                    ),
                ),
            ],
            options={"ordering": ["run", "pk"]},
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(blank=True, null=True, validators=SCALE),
                ),
                ("text", models.TextField(blank=True, max_length=2000)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="training.evaluation",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="training.question",
                    ),
                ),
            ],
            options={
                "ordering": ["question", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evaluation", "question"), name="training_answer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score__isnull", True),
                            models.Q(("score__gte", 1), ("score__lte", 5)),
                            _connector="OR",
                        ),
                        name="training_answer_scale",
                    ),
                ],
            },
        ),
        migrations.AddField(
            "enrolment", "evaluation_asked_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "certificate",
            "replaces",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="training.certificate",
            ),
        ),
        # No certificate could be issued before: the defaults are for nobody.
        migrations.AddField(
            "certificate",
            "language",
            models.CharField(default="sl", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            "certificate", "facts", models.JSONField(default=dict), preserve_default=False
        ),
        migrations.AddField(
            "certificate",
            "download_hash",
            models.CharField(default="", max_length=64, unique=True),
            preserve_default=False,
        ),
        migrations.AlterField(
            "question",
            "is_asked",
            models.BooleanField(
                default=True,
                help_text=(
                    "A question with answers cannot be deleted: switch it off. One that means"
                    " something else is a new question."
                ),
                verbose_name="is asked",
            ),
        ),
        migrations.AlterField(
            "question",
            "training",
            models.ForeignKey(
                blank=True,
                help_text="Without one it is asked after every training.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="training.training",
                verbose_name="training",
            ),
        ),
    ]
