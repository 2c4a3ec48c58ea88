"""Below /prijava/: of allauth only the pages the portal offers; no sign-up, no reset by mail."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from accounts import views
from accounts.access import View, own_password_first, proof_required


def kept(view: View) -> View:
    """Return `view` for those with a password of their own who have shown their second factor."""
    return never_cache(own_password_first(proof_required(view)))


urlpatterns = [
    path("", views.to_sign_in),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", never_cache(account.reauthenticate), name="account_reauthenticate"),
    path(
        "password/change/",
        never_cache(proof_required(views.ChangePassword.as_view())),
        name="account_change_password",
    ),
    # Where allauth sends somebody without a password of their own: there is none to change.
    path(
        "password/set/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="account_set_password",
    ),
    path("2fa/", kept(mfa.index), name="mfa_index"),
    path(
        "2fa/first/",
        never_cache(own_password_first(views.second_factor_first)),
        name="second_factor_first",
    ),
    path("2fa/authenticate/", never_cache(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", never_cache(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "2fa/totp/activate/",
        kept(views.ActivateAuthenticator.as_view()),
        name="mfa_activate_totp",
    ),
    path(
        "2fa/totp/deactivate/",
        kept(views.DeactivateAuthenticator.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        "2fa/recovery-codes/",
        kept(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        kept(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        kept(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
