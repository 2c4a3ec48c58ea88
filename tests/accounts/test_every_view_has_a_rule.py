"""Every address answers to somebody: all, staff, or a partner with a token (X2).

A new view fails here until it says who may see it: mark it `accounts.access.staff_required`,
mount it below /admin/, or list it in PUBLIC with the reason why anybody may see it.
"""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from api.authentication import PartnerTokens

OWN = {
    "portal",
    "api",
    "cms_pages",
    "booking",
    "programme",
    "training",
    "learning_cluster",
    "waiting_list",
    "messaging",
    "calendars",
    "accounts",
    "privacy",
    "languages",
}

# A view ("module.name") or a whole module ("module") that anybody may see, and why.
PUBLIC = {
    "accounts.views.to_sign_in": "leads to the sign-in page",
    "accounts.views.second_factor_first": "asks to sign in by itself; says nothing about anybody",
    "accounts.views.ActivateAuthenticator": "one's own second factor; asks to sign in by itself",
    "accounts.views.ChangePassword": "one's own password; asks to sign in by itself",
    "accounts.views.DeactivateAuthenticator": "one's own second factor; asks to sign in by itself",
    "api.views.catalogue": "open data",
    "api.views.earliest": "open data",
    "api.views.events": "open data",
    "api.views.feeds": "open data",
    "api.views.linked_data": "open data",
    "api.views.root": "what the API offers, its description, and what it does not know",
    "api.views.slots": "open data",
    "api.views.trainings": "open data",
    "api.views.waiting_times": "open data",
    "booking.views.manage": "the token in the address, known to whoever booked, is the key",
    "booking.views.public": "services, offices and waiting times are for everybody",
    "booking.views.walk": "citizens book without an account; the token in their cookie is the key",
    "calendars.views.personal": "the secret token in the address is the key",
    "calendars.views.public": "public calendars; personal ones are not registered there",
    "calendars.views.subscribing": "how to subscribe to public calendars",
    "cms_pages.views": "published pages, the search over them, and what crawlers read",
    "learning_cluster.views.deliverables": "asks to sign in by itself; 404 for all but insiders",
    "learning_cluster.views.documents": "asks to sign in by itself; 404 for all but insiders",
    "programme.views.following": "the token in the address, known to whoever submitted, is the key",
    "programme.views.submitting": "forms for listed authorities; a mailed link proves who",
    "training.views.calendar": "runs announced to everybody",
    "training.views.compare": "the catalogue is for everybody",
    "training.views.materials": "the token in the address, known to the enrolled, is the key",
    "training.views.trainer": "one's own runs; asks to sign in by itself, 404 for all but trainers",
    "training.views.approving": "the token in the address, known to the approver, is the key",
    "training.views.enrolling": "a form for everybody; a mailed link proves who",
    "training.views.enrolment": "the token in the address, known to the participant, is the key",
    "training.views.requesting": "a form for authorities; a mailed link proves who",
    "training.views.certificates": "the token in the address is the key; strangers read no name",
    "training.views.evaluating": "the token in the address, known to the enrolled, is the key",
    "learning_cluster.views.home": "asks to sign in by itself; 404 for all but its people",
    "learning_cluster.views.interest": "the token in the address, known to the asked, is the key",
    "learning_cluster.views.invitation": "the token in the address, known to the asked, is the key",
    "learning_cluster.views.people": "asks to sign in by itself; 404 for all but the cluster's own",
    "learning_cluster.views.plan": "asks to sign in by itself; 404 for all but the cluster's own",
    "learning_cluster.views.event_calendars": "one's own cluster; asks to sign in by itself",
    "learning_cluster.views.evaluation": "one's own cluster; asks to sign in by itself",
    "learning_cluster.views.events": "one's own cluster; asks to sign in by itself",
    "learning_cluster.views.practices": "one's own cluster; asks to sign in by itself",
    "learning_cluster.views.public_events": "events announced to everybody",
    "learning_cluster.views.days": "one's own cluster; asks to sign in, else 404",
    "learning_cluster.views.mentoring": "one's own cluster; asks to sign in, 404 for strangers",
    "learning_cluster.views.questions": "one's own cluster; asks to sign in, 404 for strangers",
    "learning_cluster.views.sheets": "one's own cluster; asks to sign in, else 404",
    "learning_cluster.views.concepts": "one's own cluster; asks to sign in, 404 for strangers",
    "learning_cluster.views.implementing": "one's own cluster; asks to sign in, 404 for strangers",
    "learning_cluster.views.call.public": "the call and its first form are for everybody",
    "learning_cluster.views.call.application": "the applicant's token is the key",
    "learning_cluster.views.call.papers": "the applicant's token is the key",
    "learning_cluster.views.call.scoring": "asks to sign in by itself, 404 for all but scorers",
    "portal.health.live": "tells a machine that the process runs",
    "portal.health.ready": "tells a machine that the database answers",
    "portal.health.metrics": "for the machine itself; refuses what a proxy passes on",
    "portal.language_choice": "leads to the portal in the reader's language",
}

# What other people's code answers outside the admin.
FOREIGN = {
    "allauth.account.views": "sign-in; manages nobody but oneself",
    "allauth.mfa": "sign-in; manages nobody but oneself",
    "django.views.generic.base.RedirectView": "leads elsewhere",
    "django.contrib.auth.views.LoginView": "closed by the middleware (test_door)",
    "wagtail.views": "published pages",
    "wagtail.documents.views.serve": "published documents",
    "django.views.static.serve": "pictures of the demonstration",
    "drf_spectacular.views": "the description of the API",
}

Found = tuple[str, str, object]


def views(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[Found]:
    """Yield (address, dotted name, view) of every pattern."""
    for entry in patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry.url_patterns, address)
        else:
            yield address, dotted(entry.callback), entry.callback


def dotted(view: object) -> str:
    """Return module and name of a view, seen through decorators, classes and partials."""
    inner = getattr(view, "view_class", None) or getattr(view, "cls", None)
    if inner is None:
        inner = getattr(view, "func", view)
    named = inner if hasattr(inner, "__qualname__") else type(inner)  # a feed is an instance
    return f"{named.__module__}.{named.__qualname__}"


def every_view() -> list[Found]:
    return list(views(get_resolver().url_patterns))


def is_listed(name: str, rules: dict[str, str]) -> bool:
    return any(name == rule or name.startswith(f"{rule}.") for rule in rules)


def is_guarded(address: str, view: object) -> bool:
    """Say whether the middleware, the view's own mark or a partner's token stands before it."""
    below_admin = f"/{address}".startswith(reverse("wagtailadmin_home"))
    return below_admin or getattr(view, "staff_required", False) or is_for_partners(view)


def is_for_partners(view: object) -> bool:
    """Say whether a view of the API asks for a partner's token."""
    return PartnerTokens.Needed in getattr(getattr(view, "cls", None), "permission_classes", ())


@pytest.mark.req("X2")
def test_every_own_view_is_public_for_a_reason_or_guarded():
    without_rule = {
        f"{address}  {name}"
        for address, name, view in every_view()
        if name.split(".")[0] in OWN
        and not is_guarded(address, view)
        and not is_listed(name, PUBLIC)
    }

    assert without_rule == set()


@pytest.mark.req("X2")
def test_every_foreign_view_outside_the_admin_is_known():
    unknown = {
        f"{address}  {name}"
        for address, name, view in every_view()
        if name.split(".")[0] not in OWN
        and not is_guarded(address, view)
        and not is_listed(name, FOREIGN)
    }

    assert unknown == set()


@pytest.mark.req("X2")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "holds/",
        f"holds/{'x' * 43}/",
        f"holds/{'x' * 43}/confirm/",
        "appointments/ABC-123/cancel/",
        "appointments/ABC-123/reschedule/",
    ],
)
@pytest.mark.parametrize("token", ["", "Token guess"])
def test_partner_view_without_a_token_answers_nothing(client, path, token):
    headers = {"Authorization": token} if token else {}

    method = client.delete if path == f"holds/{'x' * 43}/" else client.post
    response = method(f"/api/v1/{path}", headers=headers, content_type="application/json")

    assert response.status_code == 401


def test_every_rule_has_its_view():
    names = {name for _address, name, _view in every_view()}

    unused = {rule for rule in PUBLIC if not any(is_listed(name, {rule: ""}) for name in names)}

    assert unused == set()


def test_every_rule_has_a_reason():
    assert all(reason for reason in [*PUBLIC.values(), *FOREIGN.values()])


def test_inventory_reaches_the_whole_admin():
    """The walk is worth nothing if it misses what is included or registered."""
    addresses = {address for address, _name, _view in every_view()}

    assert {"admin/login/", "admin/pages/<int:parent_page_id>/", "prijava/login/"} <= addresses


def test_django_admin_is_not_installed(settings):
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
