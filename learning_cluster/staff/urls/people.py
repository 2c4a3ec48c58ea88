from django.urls import URLPattern, path

from learning_cluster.staff import governments, member, people

_GOVERNMENTS = "grozd/<slug:slug>/obcine/"
_GOVERNMENT = f"{_GOVERNMENTS}<int:pk>/"
_PEOPLE = "grozd/<slug:slug>/ljudje/"
_PERSON = f"{_PEOPLE}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_GOVERNMENTS, governments.Governments.as_view(), name="governments"),
    path(f"{_GOVERNMENTS}povabi/", governments.AskGovernment.as_view(), name="government_ask"),
    path(_GOVERNMENT, governments.GovernmentPage.as_view(), name="government"),
    path(f"{_GOVERNMENT}odloci/", governments.Decide.as_view(), name="government_decide"),
    path(f"{_GOVERNMENT}znova/", governments.AskAgain.as_view(), name="government_again"),
    path(f"{_GOVERNMENT}vrsta/", governments.NoteKind.as_view(), name="government_kind"),
    path(f"{_GOVERNMENT}izstop/", governments.Leave.as_view(), name="government_leave"),
    path(_PEOPLE, people.People.as_view(), name="people"),
    path(f"{_PEOPLE}povabi/", people.Invite.as_view(), name="member_invite"),
    path(f"{_PEOPLE}jaz/", people.Join.as_view(), name="member_join"),
    path(_PERSON, member.MemberPage.as_view(), name="member"),
    path(f"{_PERSON}zamenjaj/", member.Replace.as_view(), name="member_replace"),
    path(f"{_PERSON}koncaj/", member.End.as_view(), name="member_end"),
    path(f"{_PERSON}znova/", member.SendAgain.as_view(), name="member_again"),
    path(f"{_PERSON}geslo/", member.PasswordLink.as_view(), name="member_password"),
]
