"""The facts of a service edited from its page, and back there (U1)."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import EditView
from wagtail.admin.widgets.button import HeaderButton

from cms_pages.models import ServicePage
from cms_pages.panels import FROM_PAGE

ANCHOR = "service-facts"


class ServiceEdit(EditView):
    """Who came from a page of this service goes back to it, at its facts; others to the list."""

    @cached_property
    def page(self) -> ServicePage | None:
        key = self.request.GET.get(FROM_PAGE, "")
        if not key.isascii() or not key.isdecimal() or len(key) > 18:
            return None
        return ServicePage.objects.filter(service=self.object, pk=int(key)).first()

    def get_edit_url(self) -> str:
        address: str = super().get_edit_url()
        return f"{address}?{FROM_PAGE}={self.page.pk}" if self.page else address

    def get_success_url(self) -> str:
        if self.page:
            return f"{reverse('wagtailadmin_pages:edit', args=[self.page.pk])}#{ANCHOR}"
        address: str = super().get_success_url()
        return address

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons: list[HeaderButton] = [*super().header_buttons]
        if self.page:
            url = f"{reverse('wagtailadmin_pages:edit', args=[self.page.pk])}#{ANCHOR}"
            buttons.append(HeaderButton(_("Back to the page"), url=url, icon_name="arrow-left"))
        return buttons
