"""Who is in a cluster, for those who are in it; and what one says of oneself (L2, X2)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning_cluster.actions.members import note_own_contact
from learning_cluster.directory import directory
from learning_cluster.forms.people import OwnContactForm
from learning_cluster.views.door import Insider, inside


@inside
@require_safe
def people(request: HttpRequest, who: Insider) -> HttpResponse:
    context = {"who": who, "groups": directory(who)}
    return render(request, "learning_cluster/inside/people.html", context)


@inside
@require_http_methods(["GET", "HEAD", "POST"])
def own_contact(request: HttpRequest, who: Insider) -> HttpResponse:
    """Show and keep how others reach the reader."""
    member = who.member
    if member is None:
        raise Http404
    if request.method != "POST":
        names = OwnContactForm.base_fields
        form = OwnContactForm(initial={name: getattr(member, name) for name in names})
    else:
        form = OwnContactForm(request.POST)
        if form.is_valid():
            note_own_contact(member, **form.cleaned_data, by=who.actor(request), at=who.at)
            messages.success(request, _("Saved."))
            return redirect("cluster_people", who.cluster.slug)
    context = {"who": who, "form": form}
    return render(request, "learning_cluster/inside/own_contact.html", context)
