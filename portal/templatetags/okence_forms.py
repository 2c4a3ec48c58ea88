"""What the templates in templates/forms/ need to know about a bound field."""

from collections import Counter
from collections.abc import Iterable

from django import template
from django.forms import BaseForm, BoundField, Field, widgets
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

# A field of this kind of content is as wide as what is written in it.
WIDTH_BY_AUTOCOMPLETE = {"postal-code": 5, "tel": 20, "email": 30, "name": 30, "bday": 10}
REVEALED_BY = "data-revealed-by"
DATE_PARTS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}

KINDS = (
    (widgets.HiddenInput, "hidden"),
    (widgets.CheckboxSelectMultiple, "checkboxes"),
    (widgets.RadioSelect, "radios"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.SelectDateWidget, "date"),
    (widgets.FileInput, "file-upload"),
    (widgets.Select, "select"),
    (widgets.Textarea, "textarea"),
)


@register.filter
def kind(field: BoundField) -> str:
    """Return the govuk component which draws this field: input, select, radios, date …"""
    return next((name for base, name in KINDS if isinstance(field.field.widget, base)), "input")


def _width_class(attrs: dict[str, object]) -> str:
    if attrs.get("inputmode") == "numeric" and "autocomplete" not in attrs:
        return " govuk-input--width-5"
    width = WIDTH_BY_AUTOCOMPLETE.get(str(attrs.get("autocomplete", "")).split(" ")[-1])
    return f" govuk-input--width-{width}" if width else ""


@register.filter
def drawn(field: BoundField, block: str = "") -> SafeString:
    """Return the widget with the classes of its component, its own attributes kept."""
    block = block or f"govuk-{kind(field)}"
    own = field.field.widget.attrs
    classes = f"{block} {own.get('class', '')}".strip()
    if block == "govuk-input" and "--width" not in classes:
        classes += _width_class(own) or (
            " govuk-input--width-10" if isinstance(field.field.widget, widgets.DateInput) else ""
        )
    if field.errors:
        classes += f" {block}--error"
    return field.as_widget(attrs={"class": classes})


@register.filter
def date_parts(field: BoundField) -> list[dict[str, object]]:
    """Return day, month and year of a SelectDateWidget as `{label, widget}`, in its own order."""
    parts = []
    for widget in field.subwidgets[0].data["subwidgets"]:
        part = widget["name"].rsplit("_", 1)[-1]
        error = " govuk-select--error" if field.errors else ""
        attrs = {**widget["attrs"], "class": f"govuk-select{error}"}
        attrs.pop("aria-invalid", None)
        parts.append({"label": DATE_PARTS[part], "widget": {**widget, "attrs": attrs}})
    return parts


@register.filter
def described_by(field: BoundField) -> str:
    """Return the ids of the field's hint and error for a fieldset."""
    return field.aria_describedby or ""


@register.filter
def error_target(field: BoundField) -> str:
    """Return the id the error summary links to: an element that takes the focus."""
    return field.id_for_label if kind(field) == "date" else field.auto_id


@register.filter
def is_revealed(field: BoundField) -> bool:
    """Say whether the field is drawn below another's option (`data-revealed-by="field:value"`)."""
    return REVEALED_BY in field.field.widget.attrs


@register.simple_tag
def revealed_fields(field: BoundField, value: object) -> list[BoundField]:
    """Return the fields to draw below the option `value` of a radios or checkboxes field."""
    wanted = f"{field.name}:{value}"
    return [f for f in field.form if f.field.widget.attrs.get(REVEALED_BY) == wanted]


@register.simple_tag
def all_errors(
    form: BaseForm | str | None = None, forms: Iterable[BaseForm] | str | None = None
) -> list[dict[str, str]]:
    """Return every error as `{text, target}` in reading order; a form's own have no target.

    What is said of several fields, or could be said of any, has the field's label before it.
    """
    found: list[tuple[str, BoundField | None]] = []
    for each in _present(form, forms):
        found += [(str(text), None) for text in each.non_field_errors()]
        found += [(str(text), field) for field in each for text in field.errors]
    times = Counter(text for text, _field in found)
    times[str(Field.default_error_messages["required"])] += 1
    return [_summed_up(text, field, is_alone=times[text] == 1) for text, field in found]


def _summed_up(text: str, field: BoundField | None, *, is_alone: bool) -> dict[str, str]:
    if field is None:
        return {"text": text, "target": ""}
    target = "" if field.is_hidden else error_target(field)
    return {"text": text if is_alone else f"{field.label}: {text}", "target": target}


def _present(
    form: BaseForm | str | None, forms: Iterable[BaseForm] | str | None
) -> Iterable[BaseForm]:
    """Yield the forms of a page, each once though it be named twice."""
    # A name the page did not pass arrives from the template as an empty string.
    if isinstance(form, BaseForm):
        yield form
    if forms and not isinstance(forms, str):
        yield from (one for one in forms if one is not form)
