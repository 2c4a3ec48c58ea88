"""The catalogue's facts in the admin: measure ▸ programme ▸ bundle ▸ training (T1–T4, X2)."""

from typing import Any, ClassVar

from django.db import IntegrityError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.views.generic import CreateView, EditView

from accounts.facts import FactViewSet, texts
from training.access import CATALOGUE
from training.errors import TrainingError
from training.models import (
    Bundle,
    BundleGoal,
    FundingProgramme,
    Measure,
    Method,
    Training,
    WorkForm,
)
from training.staff.forms.facts import CatalogueForm, lines_field
from training.staff.forms.training import TrainingForm

A_LINE_EACH = _("One a line, in the same order and number in every language.")


class RowsPanel(Panel):
    """Rows of a TrainingForm, drawn by a template of ours."""

    def __init__(self, template: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.template = template

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"template": self.template}

    class BoundPanel(Panel.BoundPanel):
        @property
        def template_name(self) -> str:
            return str(self.panel.template)


def lines(name: str, heading: Any) -> MultiFieldPanel:
    """Return the three languages of a kept list side by side."""
    panel = texts(name, heading)
    panel.help_text = A_LINE_EACH
    return panel


class BundleForm(CatalogueForm):
    lists: ClassVar[dict[str, type[Model]]] = {"goals": BundleGoal}
    owner = "bundle"

    goals_sl, goals_sr, goals_en = lines_field(), lines_field(), lines_field()


class Refusable:
    """A form whose action may say no: its sentence stands on the form, and nothing is lost."""

    form: Any
    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        is_new = form.instance.pk is None
        try:
            return super().form_valid(form)  # type: ignore[misc,no-any-return]  # the view's
        except TrainingError as error:
            message = error.message
        except IntegrityError:  # somebody has just saved the same code or address
            message = gettext("Somebody has just changed the same. Look at it and save again.")
        if is_new:  # the row was not kept
            form.instance.pk, form.instance._state.adding = None, True
        form.add_error(None, message)
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]  # the view's
        return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]  # the view's


class FactCreate(Refusable, CreateView):
    pass


class FactEdit(Refusable, EditView):
    pass


class CatalogueFacts(FactViewSet):
    roles = CATALOGUE
    menu_hook = "register_training_menu_item"
    add_view_class = FactCreate
    edit_view_class = FactEdit


def facts(*panels: Panel, form: type[CatalogueForm] = CatalogueForm) -> ObjectList:
    return ObjectList(list(panels), base_form_class=form)


class TrainingViewSet(CatalogueFacts):
    model = Training
    name = "training_trainings"
    icon = "openquote"
    menu_label = _("Catalogue of trainings")
    menu_order = 60
    deletes = False
    list_display = ["name", "code", "bundle", "level", "hours", "is_published"]
    list_filter = ["bundle", "level", "is_published"]
    search_fields = ["code", "name_sl", "name_sr", "name_en"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    texts("name", _("Name")),
                    FieldRowPanel([FieldPanel("code"), FieldPanel("level")]),
                    FieldPanel("bundle"),
                    texts("target_group", _("Whom it is for")),
                    texts("purpose", _("Purpose")),
                    lines("goals", _("Goals")),
                    lines("contents", _("Contents")),
                    FieldPanel("methods"),
                    FieldPanel("work_forms"),
                    FieldPanel("slug"),
                    FieldPanel("is_published"),
                ],
                heading=_("Texts"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("hours"), FieldPanel("trainers_needed")]),
                    RowsPanel("training/admin/catalogue/variants.html", heading=_("Variants")),
                ],
                heading=_("Hours and variants"),
            ),
            ObjectList(
                [
                    FieldPanel("prior"),
                    FieldPanel("prerequisite"),
                    texts("prior_text", _("Prior knowledge in words")),
                    RowsPanel(
                        "training/admin/catalogue/side_works.html",
                        heading=_("Work before and after"),
                    ),
                ],
                heading=_("Prior knowledge"),
            ),
            ObjectList(
                [
                    FieldPanel("coordinator_name"),
                    FieldRowPanel(
                        [FieldPanel("coordinator_email"), FieldPanel("coordinator_phone")]
                    ),
                    FieldRowPanel([FieldPanel("capacity"), FieldPanel("minimum")]),
                    FieldRowPanel([FieldPanel("closes_days"), FieldPanel("withdraw_days")]),
                ],
                heading=_("Coordinator and runs"),
            ),
        ],
        base_form_class=TrainingForm,
    )


class BundleViewSet(CatalogueFacts):
    model = Bundle
    name = "training_bundles"
    icon = "folder-open-inverse"
    menu_label = _("Bundles of trainings")
    menu_order = 61
    deletes = False
    list_display = ["name", "programme"]
    edit_handler = facts(
        texts("name", _("Name")),
        FieldPanel("programme"),
        texts("purpose", _("Purpose")),
        lines("goals", _("General goals")),
        FieldPanel("slug"),
        form=BundleForm,
    )


class FundingProgrammeViewSet(CatalogueFacts):
    model = FundingProgramme
    name = "training_programmes"
    icon = "folder-open-inverse"
    menu_label = _("Programmes and funding")
    menu_order = 62
    deletes = False
    list_display = ["name", "measure", "ends_on"]
    edit_handler = facts(
        texts("name", _("Name")),
        FieldPanel("measure"),
        texts("statement", _("Statement of co-financing")),
        FieldPanel("ends_on"),
        FieldPanel("operation_slug"),
        FieldPanel("slug"),
    )


class MeasureViewSet(CatalogueFacts):
    model = Measure
    name = "training_measures"
    icon = "folder-open-inverse"
    menu_label = _("Measures")
    menu_order = 63
    deletes = False
    list_display = ["name", "slug"]
    edit_handler = facts(texts("name", _("Name")), FieldPanel("slug"))


class MethodViewSet(CatalogueFacts):
    model = Method
    name = "training_methods"
    icon = "tag"
    menu_label = _("Methods of the contents")
    menu_order = 64
    list_display = ["name", "slug"]
    edit_handler = facts(texts("name", _("Name")), FieldPanel("slug"))


class WorkFormViewSet(CatalogueFacts):
    model = WorkForm
    name = "training_work_forms"
    icon = "tag"
    menu_label = _("Forms of work")
    menu_order = 65
    list_display = ["name", "is_active"]
    edit_handler = facts(texts("name", _("Name")), FieldPanel("is_active"), FieldPanel("slug"))


VIEWSETS = (
    TrainingViewSet,
    BundleViewSet,
    FundingProgrammeViewSet,
    MeasureViewSet,
    MethodViewSet,
    WorkFormViewSet,
)
