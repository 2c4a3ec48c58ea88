"""The privacy notice of trainings for a demonstration; one that staff have changed stays (X4)."""

from datetime import datetime

from privacy.actions import publish_notice
from privacy.enums import NoticeKind
from privacy.models import Notice

TEXTS = {
    "sl": (
        "Ime, službeni e-naslov, delodajalca in delovno področje hranimo, da vas lahko obveščamo"
        " o usposabljanju, da vaš organ potrdi udeležbo in da izdamo potrdilo. Vidijo jih"
        " koordinator, pooblaščena oseba vašega organa in predavatelji (ti le ime in delodajalca)."
        " Na vašo zahtevo jih izpišemo ali izbrišemo; za statistiko ostane le, da se je nekdo"
        " udeležil."
    ),
    "sr": (
        "Име, службену адресу е-поште, послодавца и област рада чувамо да бисмо Вас обавештавали о"
        " обуци, да би Ваш орган потврдио долазак и да бисмо издали потврду. Виде их координатор,"
        " овлашћена особа Вашег органа и предавачи (они само име и послодавца). На Ваш захтев их"
        " исписујемо или бришемо; за статистику остаје само да је неко учествовао."
    ),
    "en": (
        "We keep your name, work e-mail, employer and field of work so that we can tell you about"
        " the training, your authority can confirm that you may come, and a certificate can be"
        " issued. The coordinator, your authority's approver and the trainers see them (the latter"
        " only name and employer). At your request we hand them out or erase them; for statistics"
        " only that somebody took part remains."
    ),
}


def publish_privacy_notice(at: datetime) -> None:
    """Put a notice in force where none is."""
    if Notice.objects.in_force(NoticeKind.PRIVACY, "training", at) is None:
        publish_notice(NoticeKind.PRIVACY, "training", TEXTS, at=at)
