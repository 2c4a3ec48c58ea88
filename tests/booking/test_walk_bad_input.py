"""Bad input gets a clear page, never a 500, and nothing typed is lost."""

import pytest
from django.test import Client

from booking.models import Booking
from tests.booking.walking import TYPED, Walker, address, stage
from tests.factories.booking import ServiceFactory

pytestmark = pytest.mark.django_db

FRAGMENTS = ["'; DROP TABLE booking_booking; --", "{{ settings.SECRET_KEY }}", "{% debug %}",
             "<script>alert(1)</script>", "%s %(name)s", "../../etc/passwd", "😀" * 50]  # fmt: skip


@pytest.fixture
def walker():
    walker = Walker(*stage(service=ServiceFactory(max_people=1)))
    walker.hold()
    walker.know()
    return walker


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_fragment_in_a_name_is_just_text(walker, fragment):
    name = f"Ana {fragment}"[:110]

    walker.people(**{"visitor-0-name": name})
    booking = walker.held()
    page = walker.client.get(address("book_check"))
    walker.check()

    assert "<script>alert" not in page.content.decode()
    assert booking.visitors.get().name == " ".join(name.split())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana\u202eKos", "AnaKos"),
        ("\u200fAna \u2066Kos\u2069", "Ana Kos"),
        ("Ana\x07\x1b[31mKos", "Ana[31mKos"),
        ("Ana\r\nBcc: x@example.org", "Ana Bcc: x@example.org"),
        ("  Ana   Kos ", "Ana Kos"),
        ("Anže Z\u030cagar", "Anže Žagar"),
        ("Ana 👩‍👧", "Ana 👩‍👧"),
        ("محمد", "محمد"),
    ],
)
def test_invisible_marks_are_taken_out_of_names(walker, typed, kept):
    walker.people(**{"visitor-0-name": typed})
    walker.check()

    assert Booking.objects.confirmed().get().visitors.get().name == kept


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("visitor-0-name", "Ana\0Kos", "Null characters are not allowed."),
        ("visitor-0-name", "😀😀", "Write the name with letters."),
        ("visitor-0-name", "Pay at https://evil.example", "Write the name with letters."),
        ("visitor-0-name", "Pay at WWW.evil.example", "Write the name with letters."),
        ("visitor-0-name", "A" * 121, "at most 120 characters"),
        ("visitor-0-more_needs", "x" * 301, "at most 300 characters"),
        ("visitor-0-needs", "helicopter", "helicopter is not one of the available choices"),
        ("contact-email", "maja@", "Write the e-mail in full"),
        ("contact-email", "a" * 300 + "@example.org", "at most 254 characters"),
        ("contact-phone", "call me", "Write the telephone number with its area code"),
        ("contact-phone", "9" * 39, "Write the telephone number with its area code"),
        ("contact-language", "xx", "xx is not one of the available choices"),
        ("contact-notice", "not-a-number", "The text has been changed meanwhile."),
    ],
)
def test_refused_field_says_how_and_keeps_everything(walker, field, text, word):
    response = walker.people(**{field: text})

    page = response.content.decode()
    assert response.status_code == 200
    assert word in page
    kept = {**TYPED, field: text}
    assert f'value="{kept["contact-email"]}"' in page
    again = walker.client.get(address("book_people"))
    assert again.context["forms"].contact["email"].value() == kept["contact-email"][:2000]
    assert not Booking.objects.confirmed().exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"starts_at": "tomorrow"},
        {"starts_at": "2026-11-17T08:20:00"},
        {"starts_at": "0001-01-01T00:00:00+14:00"},
        {"starts_at": "9999-12-31T23:59:00-14:00"},
        {"starts_at": "2020-01-01T08:00:00+00:00"},
        {"starts_at": "2026-11-17T08:20:00+00:00", "key": "short"},
        {"starts_at": "\0", "key": "k" * 20},
        {"starts_at": "2026-11-17T08:20:00+00:00", "key": "k" * 20, "people": "-1"},
        {"starts_at": "2026-11-17T08:20:00+00:00", "key": "k" * 20, "people": "9" * 500},
    ],
)
def test_malformed_hold_is_refused_with_free_times(data):
    place, service = stage(service=ServiceFactory(max_people=1))
    client = Client()

    response = client.post(
        address("book_hold", service.slug, place.slug), {"key": "k" * 20, **data}
    )

    assert response.status_code in (302, 409)
    assert not Booking.objects.exists()


@pytest.mark.parametrize("people", ["0", "-1", "5", "two", "1e9", "\0", "２"])
def test_impossible_number_of_people_is_asked_again(people):
    place, service = stage()
    client = Client()

    response = client.get(address("book_when", service.slug, place.slug), {"people": people})

    assert response.url.startswith(address("book", service.slug))
    assert "Choose how many people are coming." in client.get(response.url).content.decode()


def test_ten_megabytes_get_a_page_in_the_visitor_s_language(walker):
    walker.client.raise_request_exception = False

    response = walker.people(**{"visitor-0-name": "x" * 10_000_000})

    assert response.status_code == 400
    assert 'lang="en"' in response.content.decode()
    assert "The request could not be understood" in response.content.decode()


@pytest.mark.parametrize("name", ["book_know", "book_people", "book_check", "find_booking"])
def test_large_or_broken_bodies_are_refused_with_a_page(walker, name):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    form = "application/x-www-form-urlencoded"
    strict.get(address("find_booking"))

    large = strict.post(address(name), "link=" + "x" * 2_000_000, content_type=form)
    broken = walker.client.post(address(name), b"\xff\x00", content_type="multipart/form-data")
    cut = walker.client.post(
        address(name), b"--x\r\n", content_type="multipart/form-data; boundary=x"
    )

    assert large.status_code == 400
    assert "The request could not be understood" in large.content.decode()
    assert max(broken.status_code, cut.status_code) < 500


def test_strange_addresses_are_not_found():
    client = Client()
    paths = ["/en/narocanje/%00/", "/en/narocanje/<x>/", "/en/termin/%00/", "/en/termin/a%2Fb/",
             "/en/termin/" + "x" * 5000 + "/", "/en/narocanje/" + "x" * 5000 + "/kje/"]  # fmt: skip

    assert [client.get(path).status_code for path in paths] == [404] * len(paths)


def test_strange_cookies_are_nothing():
    client = Client()
    client.cookies["hold"] = "\xff\x00" * 1000
    client.cookies["sessionid"] = "' OR 1=1"

    assert client.get(address("book_know")).status_code == 404


def test_chosen_parameters_are_never_echoed_unescaped():
    place, service = stage()
    query = {"near": '"><script>x</script>', "sort": "<script>", "people": "2"}

    where = Client().get(address("book_where", service.slug), query).content.decode()
    when = Client().get(address("book_when", service.slug, place.slug), query).content.decode()

    assert "<script>x" not in where + when
