"""The questions of the evaluation, as plain facts (L13)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from accounts.facts import FactViewSet, handler, texts
from learning_cluster.access import COORDINATING, MENU
from learning_cluster.models import EvaluationQuestion


class EvaluationQuestionViewSet(FactViewSet):
    model = EvaluationQuestion
    name = "cluster_evaluation_questions"
    icon = "help"
    menu_label = _("Questions of the evaluation")
    menu_hook = MENU
    menu_order = 71
    roles = COORDINATING
    deletes = False
    list_display = ["text", "is_graded", "order", "is_active"]
    list_filter = ["is_graded", "is_active"]
    edit_handler = handler(
        texts("text", _("Question")),
        FieldPanel("is_graded"),
        FieldPanel("order"),
        FieldPanel("is_active"),
    )


VIEWSETS = (EvaluationQuestionViewSet,)
