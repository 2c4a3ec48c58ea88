"""Behind the mailed link of a local government: why it wants to take part, or that not (L2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.secret_pages import behind_link
from learning_cluster.actions.governments import ANSWERABLE, decline_interest, state_interest
from learning_cluster.enums import ClusterState
from learning_cluster.errors import ClusterError
from learning_cluster.forms.people import InterestForm
from learning_cluster.invitations import membership_token
from learning_cluster.models import Membership
from privacy.audit import actor_from

ACTOR = "local_government"


def _found(link_hash: str) -> Membership | None:
    return Membership.objects.with_names().filter(link_hash=link_hash).first()


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link(_found)
def interest(request: HttpRequest, row: Membership) -> HttpResponse:
    """Show the invitation and what was answered; keep why the local government wants to come."""
    if request.method != "POST":
        facts = {"interest": row.interest, "contact_name": row.contact_name}
        return _page(request, row, InterestForm(initial=facts))
    form = InterestForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form)
    try:
        by = actor_from(request, role=ACTOR)
        state_interest(row, **form.cleaned_data, by=by, at=timezone.now())
    except ClusterError as error:
        return _page(request, row, form, error)
    messages.success(request, _("Thank you. You will get a mail when the association has decided."))
    return redirect("cluster_interest", membership_token(row))


@require_POST
@behind_link(_found)
def no_interest(request: HttpRequest, row: Membership) -> HttpResponse:
    try:
        decline_interest(row, by=actor_from(request, role=ACTOR), at=timezone.now())
    except ClusterError as error:
        return _page(request, row, InterestForm(), error)
    return redirect("cluster_interest", membership_token(row))


def _page(
    request: HttpRequest, row: Membership, form: InterestForm, error: ClusterError | None = None
) -> HttpResponse:
    row.refresh_from_db(fields=["state", "reason", "answered_at"])
    context = {
        "row": row,
        "form": form,
        "error": error,
        "has_errors": error is not None,
        "token": membership_token(row),
        "is_open": row.state in ANSWERABLE and row.cluster.state != ClusterState.CLOSED,
    }
    status = 409 if error else 200
    return render(request, "learning_cluster/invitation/interest.html", context, status=status)
