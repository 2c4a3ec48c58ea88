from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    PRIVACY = "privacy", _("privacy notice")
    ACKNOWLEDGEMENT = "acknowledgement", _("what to know before the visit")
    GUIDELINES = "guidelines", _("guidelines")
    RULES = "rules", _("rules")
