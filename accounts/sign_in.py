"""Signing somebody in who has just proved to own the account by opening it (X5)."""

from datetime import datetime

from django.contrib.auth import login
from django.http import HttpRequest

from accounts.models import User
from privacy.audit import actor_from, record


def sign_in(request: HttpRequest, user: User, *, at: datetime) -> None:
    """Begin a session of `user`; whoever was signed in before is signed out."""
    login(request, user)
    record(actor_from(request, role="user"), "sign_in", "accounts.user", user.pk, at=at)
