from django.db import migrations

# What every training is asked about until the coordinator asks otherwise.
QUESTIONS = (
    (
        "scale",
        "Usposabljanje je izpolnilo moja pričakovanja.",
        "Обука је испунила моја очекивања.",
        "The training met my expectations.",
    ),
    (
        "scale",
        "Pridobljeno znanje bom lahko uporabil(a) pri delu.",
        "Стечено знање моћи ћу да применим у раду.",
        "I can use at work what I have learnt.",
    ),
    (
        "scale",
        "Predavatelji so snov predstavili razumljivo.",
        "Предавачи су градиво изложили разумљиво.",
        "The trainers explained things clearly.",
    ),
    (
        "scale",
        "Vaje in delo v skupinah so mi pomagali razumeti metode.",
        "Вежбе и рад у групама помогли су ми да разумем методе.",
        "Exercises and work in groups helped me to understand the methods.",
    ),
    (
        "scale",
        "Prijava, prostor ali spletna povezava in gradiva so bili dobro urejeni.",
        "Пријава, простор или веза на интернету и материјали били су добро организовани.",
        "Enrolment, room or online link and materials were well arranged.",
    ),
    (
        "text",
        "Kaj vam je najbolj koristilo?",
        "Шта Вам је највише користило?",
        "What was of most use to you?",
    ),
    (
        "text",
        "Kaj naj izboljšamo?",
        "Шта да побољшамо?",
        "What should we improve?",
    ),
)


def add(apps, schema_editor):
    question = apps.get_model("training", "Question")
    question.objects.bulk_create(
        question(order=order, kind=kind, text_sl=sl, text_sr=sr, text_en=en)
        for order, (kind, sl, sr, en) in enumerate(QUESTIONS, start=1)
    )


def remove(apps, schema_editor):
    """Take back those nobody has answered."""
    question = apps.get_model("training", "Question")
    texts = [sl for _kind, sl, _sr, _en in QUESTIONS]
    question.objects.filter(training=None, text_sl__in=texts, answers=None).delete()


class Migration(migrations.Migration):
    dependencies = [("training", "0007_certificates_and_evaluation")]

    operations = [migrations.RunPython(add, remove)]
