from pathlib import Path

import yaml
from django.db import migrations

TEXTS = Path(__file__).parents[1] / "shipped" / "sections.yaml"


def add(apps, schema_editor):
    section = apps.get_model("learning_cluster", "TemplateSection")
    for template, sections in yaml.safe_load(TEXTS.read_text()).items():
        for order, one in enumerate(sections, start=1):
            section.objects.update_or_create(
                template=template,
                slug=one["slug"],
                defaults={
                    "order": order,
                    "is_required": not one.get("optional", False),
                    **_in_languages("name", one["name"]),
                    **_in_languages("guidance", one["guidance"]),
                },
            )


def remove(apps, schema_editor):
    section = apps.get_model("learning_cluster", "TemplateSection")
    for template, sections in yaml.safe_load(TEXTS.read_text()).items():
        slugs = [one["slug"] for one in sections]
        section.objects.filter(template=template, slug__in=slugs).delete()


def _in_languages(field, texts):
    return dict(zip((f"{field}_sr", f"{field}_sl", f"{field}_en"), texts, strict=True))


class Migration(migrations.Migration):
    dependencies = [("learning_cluster", "0008_log_next_steps")]

    operations = [migrations.RunPython(add, remove)]
