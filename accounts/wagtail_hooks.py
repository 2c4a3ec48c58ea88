from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def how_you_sign_in(request: HttpRequest) -> dict[str, str]:
    """Lead from the account page of the admin to password, authenticator and recovery codes."""
    return {
        "url": reverse("mfa_index"),
        "label": _("How you sign in"),
        "help_text": _("Your password, authenticator app and recovery codes."),
    }
