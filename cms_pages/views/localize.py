"""wagtail-localize's own screens, each behind a rule of the portal (M1, X2).

It asks whether somebody may translate at all; the portal asks for which language.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView
from wagtail_localize.wagtail_hooks import register_admin_urls

from accounts.models import User
from cms_pages.errors import TranslatingError
from cms_pages.permissions import page_editors_only
from cms_pages.translating.aligning import bring_in_line, publishes_all, written_by
from cms_pages.translating.starting import open_to, start
from privacy.audit import actor_from

View = Callable[..., HttpResponse]


class GuardedSubmit(SubmitPageTranslationView):
    """Offers and takes the languages somebody may write in; what comes of it is a draft."""

    def get_form(self) -> forms.Form:
        form: forms.Form = super().get_form()
        field: Any = form.fields["locales"]
        field.queryset = open_to(_user(self.request), self.object)
        if len(field.queryset) < 2:
            form.fields["select_all"].widget = forms.HiddenInput()
        return form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        locales = list(form.cleaned_data["locales"])
        by = actor_from(self.request, role="editor", channel="admin")
        try:
            start(
                self.object,
                locales,
                with_subtree=form.cleaned_data["include_subtree"],
                user=_user(self.request),
                by=by,
                at=timezone.now(),
            )
        except TranslatingError as refusal:
            form.add_error("locales", str(refusal))
            return self.render_to_response(self.get_context_data() | {"form": form})
        names = ", ".join(str(locale.get_display_name()) for locale in locales)
        messages.success(self.request, self.get_success_message(names))
        only = self.object.get_translation(locales[0]) if len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(only))


class GuardedUpdate(UpdateTranslationsView):
    """Brings those translations in line with their source that somebody may write.

    It publishes them only for who may publish all: the form's own tick would else go round the
    approval of every language.
    """

    def get_object(self) -> TranslationSource:
        source: TranslationSource = super().get_object()
        if not written_by(_user(self.request), source).exists():
            raise Http404
        return source

    def get_form(self) -> forms.Form:
        form: forms.Form = super().get_form()
        if not publishes_all(_user(self.request), self.object):
            form.fields["publish_translations"].disabled = True
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = written_by(_user(self.request), self.object)
        codes = {row.target_locale.language_code for row in rows}
        shown = [row for row in context["translations"] if row["locale"].language_code in codes]
        return context | {"translations": shown}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        bring_in_line(
            self.object,
            user=_user(self.request),
            is_published=form.cleaned_data["publish_translations"],
            is_derived=form.cleaned_data.get("use_machine_translation", False),
        )
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url())


def convert_page_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let only a publisher of its language turn a page into an alias.

    An alias is live as its source is: it would show what nobody approved, or take a page away.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    answer: HttpResponse = convert_to_alias(request, page_id)
    return answer


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def closed(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


# Ours in the place of theirs.
OWN: Mapping[str, View] = {
    "submit_page_translation": GuardedSubmit.as_view(),
    "convert_to_alias": convert_page_to_alias,
    "update_translations": GuardedUpdate.as_view(),
}

# Theirs as they are, behind the door for page roles, and why that is enough.
THEIRS: Mapping[str, str] = {
    "javascript_catalog": "words of the interface",
    "edit_string_translation": "asks who may edit the page translated into",
    "edit_override": "asks who may edit the page translated into",
    "download_pofile": "asks who may edit the page translated into",
    "upload_pofile": "asks who may edit the page translated into",
    "machine_translate": "asks who may edit the page translated into",
    "preview_translation": "asks who may edit the page translated into",
    "stop_translation": "asks who may edit the page translated into",
    "translations_report": "how far the pages are, which everybody who writes pages may know",
    "translations_report_results": "as the report",
}

# Shut for everybody, and why.
CLOSED: Mapping[str, str] = {
    "submit_snippet_translation": "no snippet is translated here",
    "snippets_api_listing": "no snippet is translated here",
    "snippets_api_detail": "no snippet is translated here",
}


def guarded_urls() -> URLResolver:
    """Return wagtail-localize's addresses with our rules, to be mounted before its own.

    They bear no names: its own give those. What has no rule is shut.
    """
    [theirs] = register_admin_urls()
    return path("localize/", include([_guarded(entry) for entry in theirs.url_patterns]))


def _guarded(entry: URLPattern) -> URLPattern:
    view = entry.callback if entry.name in THEIRS else OWN.get(str(entry.name), closed)
    return URLPattern(entry.pattern, page_editors_only(view), entry.default_args)
