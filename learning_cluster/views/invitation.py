"""Behind the mailed link of an invitation: GET shows, POST accepts or declines (L2, X5)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import own_password_first, proof_required
from accounts.models import User
from accounts.secret_pages import behind_link, missed
from accounts.sign_in import sign_in
from learning_cluster.actions.accepting import (
    accept_as,
    accept_as_new,
    choose_another_password,
    decline,
)
from learning_cluster.enums import MemberState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.people import AcceptForm, AnotherPasswordForm, DeclineForm
from learning_cluster.invitations import PASSWORD_LINKS, accept_until, member_token
from learning_cluster.models import Member
from privacy.audit import Actor, actor_from


def _found(link_hash: str) -> Member | None:
    rows = Member.objects.select_related("cluster", "membership__government", "replaces")
    return rows.filter(link_hash=link_hash).first()


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link(_found)
def invitation(request: HttpRequest, row: Member) -> HttpResponse:
    """Show an invitation; take it with a new account and a password of one's own."""
    if request.method != "POST":
        first, _space, last = row.name.partition(" ")
        return _page(request, row, AcceptForm(initial={"first_name": first, "last_name": last}))
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form)
    typed = {key: form.cleaned_data[key] for key in ("first_name", "last_name", "password")}
    try:
        user = accept_as_new(row, **typed, by=_actor(request, row), at=timezone.now())
    except ClusterError as error:
        return _page(request, row, form, error)
    sign_in(request, user, at=timezone.now())
    return _inside(request, row, user)


@require_POST
@behind_link(_found)
@own_password_first
@proof_required
def take_signed_in(request: HttpRequest, row: Member) -> HttpResponse:
    """Accept with the account somebody is signed in with."""
    if not isinstance(request.user, User):
        return redirect("cluster_invitation", member_token(row))
    try:
        accept_as(row, request.user, by=_actor(request, row), at=timezone.now())
    except ClusterError as error:
        return _page(request, row, AcceptForm(), error)
    return _inside(request, row, request.user)


@require_POST
@behind_link(_found)
def turn_down(request: HttpRequest, row: Member) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, row, AcceptForm(), decline_form=form)
    try:
        decline(row, **form.cleaned_data, by=_actor(request, row), at=timezone.now())
    except ClusterError as error:
        return _page(request, row, AcceptForm(), error)
    return redirect("cluster_invitation", member_token(row))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def another_password(request: HttpRequest, uid: UUID, token: str) -> HttpResponse:
    """Let whoever has the mailed link, which works once, choose another password."""
    row = Member.objects.accepted().select_related("user", "cluster").filter(uid=uid).first()
    if row is None or not PASSWORD_LINKS.check_token(row.user, token):
        return missed(request)
    assert row.user is not None  # the token was made for an account
    form = AnotherPasswordForm(request.POST if request.method == "POST" else None, user=row.user)
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            password = form.cleaned_data["password"]
            choose_another_password(row, password, by=_actor(request, row), at=timezone.now())
            messages.success(request, _("The password is changed. Sign in with it."))
            return redirect("my_clusters")
        except ClusterError as refused:
            error = refused
    context = {"row": row, "form": form, "error": error}
    answer = render(request, "learning_cluster/invitation/password.html", context)
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _page(
    request: HttpRequest,
    row: Member,
    form: AcceptForm,
    error: ClusterError | None = None,
    decline_form: DeclineForm | None = None,
) -> HttpResponse:
    row.refresh_from_db(fields=["state"])
    at = timezone.now()
    context = {
        "row": row,
        "form": form,
        "decline_form": decline_form or DeclineForm(auto_id="decline_%s"),
        "sent": [decline_form] if decline_form else [],
        "error": error,
        "has_errors": error is not None or bool(decline_form),
        "token": member_token(row),
        "until": accept_until(row),
        "is_open": row.state == MemberState.INVITED and at < accept_until(row),
        "account": request.user if request.user.is_authenticated else None,
    }
    is_over = row.state == MemberState.INVITED and not context["is_open"]
    status = 410 if is_over else 409 if error else 200
    return render(request, "learning_cluster/invitation/member.html", context, status=status)


def _inside(request: HttpRequest, row: Member, user: User) -> HttpResponse:
    text = _("Welcome. Your username is %(name)s; we have mailed it to you too.")
    messages.success(request, text % {"name": user.username})
    return redirect("cluster_home", row.cluster.slug)


def _actor(request: HttpRequest, row: Member) -> Actor:
    return actor_from(request, role=str(row.role))
