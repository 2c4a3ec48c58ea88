"""The languages of a page, for the screens of the admin."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.models import Page
from wagtail_localize.models import Translation

from accounts.models import User
from accounts.roles import Role
from cms_pages.permissions import holders
from cms_pages.translating import approving, reading
from cms_pages.translating.states import LanguageState, language_states

register = template.Library()


@register.simple_tag
def language_states_of(page: Page) -> list[LanguageState]:
    """Return the state of every language of a page, whichever language this one is in."""
    source = (
        Translation.objects.filter(source__object=page.translation_key, enabled=True)
        .order_by("pk")
        .values_list("source__locale", flat=True)
        .first()
    )
    pages = Page.objects.filter(translation_key=page.translation_key)
    original = pages.filter(locale=source).first() or page
    return language_states([original])[original.pk]


@register.simple_tag
def moved_texts(translation: Translation | None) -> list[reading.MovedText]:
    return reading.moved_texts(translation) if translation else []


@register.simple_tag
def glossary_hints(translation: Translation) -> list[reading.Hint]:
    return reading.hints(translation)


@register.simple_tag
def languages_of(translation: Translation) -> dict[str, str]:
    return reading.languages_of(translation)


@register.simple_tag
def approval_of(page: Page, user: User) -> dict[str, Any]:
    return approving.offered(page, user)


@register.filter
def names_of(state: LanguageState) -> str:
    """Return who may take the next step, by name; empty where nobody is granted it."""
    if state.turn is None:
        return ""
    people = holders(state.turn, state.locale.pk, at=timezone.now())
    return ", ".join(person.get_full_name() or person.get_username() for person in people[:3])


@register.filter
def turn_label(state: LanguageState) -> str:
    return str(Role(state.turn).label) if state.turn else ""


@register.filter
def start_of(text: str) -> str:
    return Truncator(strip_tags(text)).words(8)
