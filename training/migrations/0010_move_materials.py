"""Files of materials leave the media folder for the private one, each under a name of its own."""

from django.core.files.storage import default_storage
from django.db import migrations, transaction

from privacy.private_files import private_storage, random_name


def move(apps, schema_editor):
    private = private_storage()
    for row in apps.get_model("training", "RunMaterial").objects.exclude(file=""):
        _carry(row, default_storage, private, random_name(row, row.file.name))


def move_back(apps, schema_editor):
    private = private_storage()
    for row in apps.get_model("training", "RunMaterial").objects.exclude(file=""):
        name = row.file.name.rsplit("/", 1)[-1]
        _carry(row, private, default_storage, f"training/materials/{name}")


def _carry(row, here, there, name):
    """Carry the file over; the old one goes once that is certain. What is gone stays gone."""
    old = row.file.name
    if not here.exists(old):
        return
    with here.open(old) as file:
        new = there.save(name, file)
    type(row).objects.filter(pk=row.pk).update(file=new)
    transaction.on_commit(lambda: here.delete(old))


class Migration(migrations.Migration):
    dependencies = [("training", "0009_private_materials")]

    operations = [migrations.RunPython(move, move_back)]
