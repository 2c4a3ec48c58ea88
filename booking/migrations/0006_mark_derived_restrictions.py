from django.db import migrations


def mark(apps, schema_editor):
    """What no closure and no opening names was combined by the engine.

    Such rows were reused by the engine; unmarked it would combine them anew beside the old ones.
    """
    Restriction = apps.get_model("booking", "ServiceRestriction")
    named = [
        key
        for model in ("Closure", "ExtraOpening")
        for key in apps.get_model("booking", model)
        .objects.exclude(restriction=None)
        .values_list("restriction", flat=True)
    ]
    Restriction.objects.exclude(pk__in=named).update(is_derived=True)


class Migration(migrations.Migration):
    dependencies = [("booking", "0005_unit_news")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
