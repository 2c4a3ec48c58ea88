"""The steps of a translation's approval (M1)."""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail_localize.models import Translation

from accounts.models import User
from cms_pages.errors import TranslatingError
from cms_pages.permissions import page_permissions
from cms_pages.translating.approving import decide, hand_in
from privacy.audit import actor_from


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=[("approve", ""), ("reject", "")])
    comment = forms.CharField(required=False, max_length=2000)


@require_POST
def translation_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    translation = get_object_or_404(Translation, pk=pk, enabled=True)
    page = _visible(
        request,
        Page.objects.filter(
            translation_key=translation.source.object_id, locale=translation.target_locale
        ),
    )
    by = actor_from(request, role="editor", channel="admin")
    try:
        hand_in(translation, user=_user(request), by=by, at=timezone.now())
    except TranslatingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The translation has been handed in for approval."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_POST
def translation_decide(request: HttpRequest, pk: int) -> HttpResponse:
    page = _visible(request, Page.objects.filter(pk=pk)).specific
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose whether to approve the page or to send it back."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    approve = form.cleaned_data["decision"] == "approve"
    by = actor_from(request, role="reviewer", channel="admin")
    try:
        decide(
            page,
            approve=approve,
            comment=form.cleaned_data["comment"],
            user=_user(request),
            by=by,
            at=timezone.now(),
        )
    except TranslatingError as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("Approved.") if approve else _("Sent back to the author.")
        messages.success(request, done)
    return redirect("wagtailadmin_pages:edit", page.pk)


def _visible(request: HttpRequest, pages: QuerySet[Page]) -> Page:
    """Return the page if the reader takes part in its language; 404 for anybody else."""
    page: Page | None = pages.first()
    user = _user(request)
    if page is None or not (user.is_superuser or page_permissions(user, page.locale_id)):
        raise Http404
    return page


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
