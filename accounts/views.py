from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm
from allauth.account.views import PasswordChangeView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.newcomers import keep_own_password
from privacy.audit import actor_from, record


def to_sign_in(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    """Lead every other sign-in of the installed software to ours, keeping a `next` on this host."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    query = (
        f"?{urlencode({'next': target})}" if target and get_adapter().is_safe_url(target) else ""
    )
    return HttpResponseRedirect(reverse("account_login") + query)


@login_required
def second_factor_first(request: HttpRequest) -> HttpResponse:
    """Tell somebody with a staff role to set up a second factor before anything else."""
    return render(request, "accounts/second_factor_first.html")


class ChangePassword(PasswordChangeView):
    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        """Note whose password it is now; whoever had a first one goes on to the staff pages."""
        was_first = self.request.user.has_first_password
        response = super().form_valid(form)
        actor = actor_from(self.request, role="user")
        keep_own_password(self.request.user, by=actor, at=timezone.now())
        return redirect("wagtailadmin_home") if was_first else response


class ActivateAuthenticator(ActivateTOTPView):
    def form_valid(self, form: ActivateTOTPForm) -> HttpResponse:
        """Count the code that switched the factor on as this session's proof of it."""
        response = super().form_valid(form)
        authenticator = Authenticator.objects.get(
            user_id=self.request.user.pk, type=Authenticator.Type.TOTP
        )
        post_authentication(self.request, authenticator)
        _recorded(self.request, "second_factor_on")
        return response


class DeactivateAuthenticator(DeactivateTOTPView):
    def form_valid(self, form: DeactivateTOTPForm) -> HttpResponse:
        response = super().form_valid(form)
        _recorded(self.request, "second_factor_off")
        return response


def _recorded(request: HttpRequest, verb: str) -> None:
    actor = actor_from(request, role="user")
    record(actor, verb, "accounts.user", request.user.pk, at=timezone.now())
