"""Who gives trainings and who sends people to them, as facts (T5, T14)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, TitleColumn

from accounts.facts import FactForm, FactViewSet, handler
from accounts.roles import Role
from privacy.audit import Actor
from training.access import COORDINATING, MENU
from training.actions.employers import name_approver
from training.models import Employer, Provider, Qualification, Trainer


class PartyFacts(FactViewSet):
    roles = COORDINATING
    menu_hook = MENU
    deletes = False


class ProviderViewSet(PartyFacts):
    model = Provider
    name = "training_providers"
    icon = "group"
    menu_label = _("Providers")
    menu_order = 40
    list_display = ["name", "get_kind_display", "email", "phone"]
    search_fields = ["name"]
    edit_handler = handler(
        FieldPanel("name"), FieldPanel("kind"), FieldPanel("email"), FieldPanel("phone")
    )


class TrainerViewSet(PartyFacts):
    model = Trainer
    name = "training_trainers"
    icon = "user"
    menu_label = _("Trainers")
    menu_order = 41
    related = ("provider", "user")
    list_display = [
        "name",
        "provider",
        TitleColumn(
            "account",
            label=_("Account"),
            accessor=lambda row: row.user.username if row.user else _("no account yet"),
            url_name="training:trainer",
        ),
        BooleanColumn("is_active", label=_("Gives trainings")),
    ]
    list_filter = ["provider", "is_active"]
    search_fields = ["name"]
    edit_handler = handler(
        FieldPanel("provider"), FieldPanel("name"), FieldPanel("email"), FieldPanel("phone")
    )


class QualificationViewSet(PartyFacts):
    model = Qualification
    name = "training_qualifications"
    icon = "tick"
    menu_label = _("Qualifications")
    menu_order = 42
    related = ("trainer", "training")
    list_display = ["trainer", "training", "valid_from", "valid_to"]
    list_filter = ["trainer", "training"]
    edit_handler = handler(
        FieldPanel("trainer"),
        FieldPanel("training"),
        FieldPanel("proof"),
        FieldPanel("valid_from"),
        FieldPanel("valid_to"),
    )


class EmployerForm(FactForm):
    """The approver is named by the action, which makes their link anew."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("approver_name")) != bool(data.get("approver_email")):
            text = _("An approver has a name and an e-mail address: write both or neither.")
            self.add_error("approver_email", text)
        return data

    def save(self, commit: bool = True) -> Any:
        typed = {name: self.cleaned_data[f"approver_{name}"] for name in ("name", "email")}
        kept = {name: self.initial.get(f"approver_{name}") or "" for name in ("name", "email")}
        for name, value in kept.items():
            setattr(self.instance, f"approver_{name}", value)
        row = super().save(commit)
        actor = Actor(str(Role.TRAINING_COORDINATOR), self.for_user.pk, channel="admin")
        name_approver(row, **typed, by=actor, at=timezone.now())
        return row


class EmployerViewSet(PartyFacts):
    model = Employer
    name = "training_employers"
    icon = "home"
    menu_label = _("Employers")
    menu_order = 43
    list_display = [
        *("name", "domains", "approver_name"),
        BooleanColumn("is_listed", label=_("May be chosen")),
    ]
    search_fields = ["name"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("domains"),
            FieldPanel("approver_name"),
            FieldPanel("approver_email"),
            FieldPanel("is_listed"),
        ],
        base_form_class=EmployerForm,
    )


VIEWSETS = (ProviderViewSet, TrainerViewSet, QualificationViewSet, EmployerViewSet)
