import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views import View

from accounts.access import staff_required
from accounts.roles import Role
from tests.factories.accounts import GrantFactory, UserFactory, authenticator, staff

pytestmark = pytest.mark.django_db


@staff_required
def desk(request) -> HttpResponse:
    return HttpResponse("desk")


@method_decorator(staff_required, name="dispatch")
class Desk(View):
    def get(self, request) -> HttpResponse:
        return HttpResponse("desk")


VIEWS = pytest.mark.parametrize("view", [desk, Desk.as_view()])


def ask(rf, view, user, session=None) -> HttpResponse:
    request = rf.get("/sl/pult/?dan=1")
    request.user = user
    request.session = session or SessionStore()
    return view(request)


@pytest.mark.req("X5")
@VIEWS
def test_staff_required_sends_strangers_to_sign_in_and_back(rf, view):
    response = ask(rf, view, AnonymousUser())

    assert response.url == "/prijava/login/?next=%2Fsl%2Fpult%2F%3Fdan%3D1"


@pytest.mark.req("X2", "X5")
@VIEWS
def test_staff_required_refuses_other_roles_and_missing_factors(rf, view):
    clerk = GrantFactory(role=Role.CLERK).user

    assert ask(rf, view, UserFactory()).status_code == 403
    assert ask(rf, view, GrantFactory(role=Role.TRAINER).user).status_code == 403
    assert ask(rf, view, clerk).url == "/prijava/2fa/first/"
    authenticator(clerk)
    assert ask(rf, view, clerk).url.startswith("/prijava/2fa/reauthenticate/")


@VIEWS
def test_staff_required_lets_proven_staff_in(rf, client, view):
    staff(client, Role.CLERK)
    user = GrantFactory._meta.model.objects.get().user

    response = ask(rf, view, user, client.session)

    assert response.content == b"desk"


@VIEWS
def test_staff_required_marks_the_view_for_the_inventory(view):
    assert view.staff_required is True
