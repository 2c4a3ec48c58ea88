"""Fields that take what they say and nothing that merely looks like it, with messages of our own.

REST framework's texts have no Serbian, and it reads 1, "1" and 1.0 alike; a partner's mistake
should be named, not guessed at.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
_SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Spoken:
    default_error_messages: ClassVar["dict[str, StrOrPromise]"] = {
        "required": _("This field is required."),
        "null": _("This field may not be null."),
        "blank": _("This field may not be empty."),
        "not_text": _("This must be text."),
        "surrogate": _("This text holds half a character and cannot be kept."),
        "max_length": _("This is too long; at most {max_length} characters."),
        "min_length": _("This is too short; at least {min_length} characters."),
        "invalid_choice": _("“{input}” is not one of the choices."),
        "not_a_list": _("This must be a list."),
        "not_a_number": _("This must be a whole number."),
        "not_a_flag": _("This must be true or false."),
        "min_value": _("This must be at least {min_value}."),
        "max_value": _("This must be at most {max_value}."),
        "not_a_moment": _("Write date, time and offset, for example 2027-03-29T08:00:00+02:00."),
        "unknown": _("We do not know this name."),
        "invalid": _("This must be an object with named fields."),
    }


class Shape(Spoken, serializers.Serializer):
    """A JSON object."""


class Text(Spoken, serializers.CharField):
    """A string, cleaned by the same form field as on the pages."""

    def __init__(self, form_field: forms.Field | None = None, **kwargs: Any) -> None:
        self.form_field = form_field
        super().__init__(**kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str) and _SURROGATE.search(data):
            self.fail("surrogate")
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("not_text")
        if self.form_field is None:
            return super().to_internal_value(data)
        try:
            return self.form_field.clean(data)
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error


class Choice(Spoken, serializers.ChoiceField):
    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("not_text")
        if data not in self.choices:
            self.fail("invalid_choice", input=_SURROGATE.sub("?", data[:40]))
        return data


class ListOf(Spoken, serializers.ListField):
    default_error_messages: ClassVar["dict[str, StrOrPromise]"] = Spoken.default_error_messages | {
        "max_length": _("This list is too long; at most {max_length} items."),
        "min_length": _("This list is too short; at least {min_length} items."),
    }


class Whole(Spoken, serializers.IntegerField):
    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("not_a_number")
        return data


class Flag(Spoken, serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("not_a_flag")
        return data


@extend_schema_field({"type": "string", "format": "date-time"})
class Moment(Spoken, serializers.Field):
    """A moment with its offset (RFC 3339), read as UTC."""

    def to_internal_value(self, data: Any) -> datetime:
        if not isinstance(data, str) or not _MOMENT.fullmatch(data):
            self.fail("not_a_moment")
        try:
            return datetime.fromisoformat(data.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail("not_a_moment")


@extend_schema_field({"type": "string"})
class Named(Spoken, serializers.Field):
    """A row by its slug; `find` returns it, or None."""

    def __init__(self, find: Callable[[str], Any], **kwargs: Any) -> None:
        self.find = find
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("not_text")
        found = self.find(data) if _SLUG.fullmatch(data) else None
        if found is None:
            self.fail("unknown")
        return found
