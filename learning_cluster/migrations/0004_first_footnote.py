from django.db import migrations

# The wording is prescribed wherever the name stands in papers of the European Union's programmes.
FOOTNOTE = {
    "mark_sr": "Косово*",
    "mark_sl": "Kosovo*",
    "mark_en": "Kosovo*",
    "forms_sr": "Косова, Косову, Косовом",
    "forms_sl": "Kosova, Kosovu, Kosovem, Kosovom",
    "text_sr": (
        "Овај назив не утиче на ставове о статусу и у складу је са Резолуцијом 1244 Савјета"
        " безбједности Уједињених нација и мишљењем Међународног суда правде о проглашењу"
        " независности Косова."
    ),
    "text_sl": (
        "To poimenovanje ne posega v stališča o statusu ter je v skladu z Resolucijo Varnostnega"
        " sveta Združenih narodov 1244 in mnenjem Meddržavnega sodišča o razglasitvi neodvisnosti"
        " Kosova."
    ),
    "text_en": (
        "This designation is without prejudice to positions on status, and is in line with United"
        " Nations Security Council Resolution 1244 and the opinion of the International Court of"
        " Justice on the Kosovo declaration of independence."
    ),
}


def add(apps, schema_editor):
    apps.get_model("learning_cluster", "Footnote").objects.create(order=1, **FOOTNOTE)


def remove(apps, schema_editor):
    """Take it back unless a territory needs it."""
    footnote = apps.get_model("learning_cluster", "Footnote")
    footnote.objects.filter(mark_sl=FOOTNOTE["mark_sl"], territories=None).delete()


class Migration(migrations.Migration):
    dependencies = [("learning_cluster", "0003_first_work_plan")]

    operations = [migrations.RunPython(add, remove)]
