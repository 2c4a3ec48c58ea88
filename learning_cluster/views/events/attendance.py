"""Noting attendance on a phone: a large box a person (L8)."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from languages.translated import in_script
from learning_cluster.actions.event_answers import note_attendance
from learning_cluster.enums import RegistrationState
from learning_cluster.errors import ClusterError
from learning_cluster.event_people import in_order
from learning_cluster.forms.events import AttendanceForm
from learning_cluster.models import Event, Member
from learning_cluster.models.people import MemberQuerySet
from learning_cluster.views.door import Insider
from learning_cluster.views.events.door import event_of, for_hosts


@for_hosts
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, who: Insider, pk: int) -> HttpResponse:
    """List who was asked, and who else is in the cluster: people come unannounced too."""
    event = event_of(who, pk)
    rows = {row.member_id: row for row in event.registrations.all()}
    people = [(one.pk, _person(one)) for one in in_order(_people(event))]
    came = {key for key, row in rows.items() if row.attended}
    form = AttendanceForm(request.POST or None, people=people, came=came)
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            note_attendance(event, **form.cleaned_data, by=who.actor(request), at=who.at)
            messages.success(request, _("It is noted who came."))
            return redirect("cluster_event", who.cluster.slug, pk)
        except ClusterError as refused:
            error = refused
    context = {
        "who": who,
        "event": event,
        "zone": event.cluster.zone,
        "form": form,
        "sent": [form],
        "error": error,
        "has_errors": error is not None,
        "has_begun": event.period is not None and event.period.lower <= who.at,
        "declined": [
            in_script(row.member.name)
            for row in event.registrations.filter(state=RegistrationState.DECLINED).select_related(
                "member"
            )
        ],
    }
    status = 409 if error else 200
    return render(request, "learning_cluster/inside/events/attendance.html", context, status=status)


def _people(event: Event) -> MemberQuerySet:
    """Return who is in the cluster, and who was asked and has left it since."""
    asked = Q(registrations__event=event)
    accepted = Member.objects.accepted().filter(cluster=event.cluster_id).values("pk")
    rows = Member.objects.filter(asked | Q(pk__in=accepted), cluster=event.cluster_id)
    found: MemberQuerySet = rows.with_names().distinct()
    return found


def _person(member: Member) -> str:
    of = member.membership.government.name if member.membership else member.get_role_display()
    return f"{in_script(member.name)}, {of}"
