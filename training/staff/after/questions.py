"""The questions of the evaluation, as plain facts (T15)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from accounts.facts import FactViewSet, handler, texts
from training.access import COORDINATING, MENU
from training.models import Question


class QuestionViewSet(FactViewSet):
    model = Question
    name = "training_questions"
    icon = "help"
    menu_label = _("Questions of the evaluation")
    menu_hook = MENU
    menu_order = 63
    roles = COORDINATING
    deletes = False
    list_display = ["text", "kind", "training", "order", "is_asked"]
    list_filter = ["training", "kind", "is_asked"]
    edit_handler = handler(
        texts("text", _("Question")),
        FieldPanel("kind"),
        FieldPanel("training"),
        FieldPanel("order"),
        FieldPanel("is_asked"),
    )
