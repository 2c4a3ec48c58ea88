"""The form renderer: every form of the public pages looks alike without its form knowing it."""

from django.forms.renderers import TemplatesSetting


class OkenceRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `field.as_field_group` from templates/forms/.

    Widgets keep Django's own templates: the admin prints widgets through this renderer too and
    must not receive the public site's classes.
    """

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
