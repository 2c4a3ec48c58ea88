from pathlib import Path

import yaml
from django.db import migrations

# The plan every portal begins with; it is read here once and edited in the admin from then on.
FILE = Path(__file__).parents[1] / "blueprints" / "community_services.yaml"
LANGUAGES = ("sr", "sl", "en")


def add(apps, schema_editor):
    def model(name):
        return apps.get_model("learning_cluster", f"Blueprint{name}")

    row = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    blueprint = model("").objects.create(
        slug=row["slug"], length=row["length"], **texts("name", row["name"])
    )
    for order, part in enumerate(row["phases"], start=1):
        phase = model("Phase").objects.create(
            blueprint=blueprint,
            order=order,
            number=part.get("number"),
            kind=part["kind"],
            first=part.get("first"),
            last=part.get("last"),
            halves=int(part.get("days", 0) * 2),
            **texts("name", part["name"]),
            **texts("tasks", part["tasks"]),
        )
        for name, rows in (
            ("Window", part.get("windows", [])),
            ("Milestone", part.get("milestones", [])),
            ("Deliverable", part.get("deliverables", [])),
        ):
            for one in rows:
                facts = {key: value for key, value in one.items() if key != "name"}
                model(name).objects.create(phase=phase, **facts, **texts("name", one["name"]))
        for kind in part.get("events", []):
            model("Event").objects.create(
                phase=phase, kind=kind, **texts("name", row["events"][kind])
            )


def remove(apps, schema_editor):
    row = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    apps.get_model("learning_cluster", "Blueprint").objects.filter(slug=row["slug"]).delete()


def texts(name, row):
    return {f"{name}_{code}": row[code] for code in LANGUAGES}


class Migration(migrations.Migration):
    dependencies = [("learning_cluster", "0002_footnote_forms")]

    operations = [migrations.RunPython(add, remove)]
