from django.db import migrations

# What the members of every cluster are asked until the coordinator asks otherwise.
QUESTIONS = (
    (
        True,
        "Знање из кластера могу да примијеним у својој општини или граду.",
        "Znanje iz grozda lahko uporabim v svoji občini ali mestu.",
        "I can use what I learned in the cluster in my municipality or city.",
    ),
    (
        True,
        "Размјена са колегама из других локалних самоуправа била ми је корисна.",
        "Izmenjava s kolegi iz drugih lokalnih skupnosti mi je koristila.",
        "The exchange with colleagues from other local governments was of use to me.",
    ),
    (
        True,
        "Менторска подршка помогла нам је у изради концепта.",
        "Mentorska podpora nam je pomagala pri pripravi koncepta.",
        "The mentoring helped us to write our concept.",
    ),
    (
        True,
        "Подршка у периоду примјене помогла нам је да услугу покренемо.",
        "Podpora v obdobju uvajanja nam je pomagala, da smo storitev začeli izvajati.",
        "The support in the application period helped us to start the service.",
    ),
    (
        True,
        "Обука и догађаји размјене били су добро припремљени.",
        "Usposabljanje in dogodki izmenjave so bili dobro pripravljeni.",
        "The training and the exchange events were well prepared.",
    ),
    (
        False,
        "Шта Вам је највише користило?",
        "Kaj vam je najbolj koristilo?",
        "What was of most use to you?",
    ),
    (
        False,
        "Како да се кластер настави?",
        "Kako naj se grozd nadaljuje?",
        "How should the cluster go on?",
    ),
)


def add(apps, schema_editor):
    question = apps.get_model("learning_cluster", "EvaluationQuestion")
    question.objects.bulk_create(
        question(order=order, is_graded=graded, text_sr=sr, text_sl=sl, text_en=en)
        for order, (graded, sr, sl, en) in enumerate(QUESTIONS, start=1)
    )


def remove(apps, schema_editor):
    """Take back those nobody has answered."""
    question = apps.get_model("learning_cluster", "EvaluationQuestion")
    answer = apps.get_model("learning_cluster", "EvaluationAnswer")
    texts = [sr for _graded, sr, _sl, _en in QUESTIONS]
    rows = question.objects.filter(text_sr__in=texts)
    rows.exclude(pk__in=answer.objects.values("question")).delete()


class Migration(migrations.Migration):
    dependencies = [("learning_cluster", "0006_practice_version")]

    operations = [migrations.RunPython(add, remove)]
