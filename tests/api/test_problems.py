"""Bad input is answered with a problem document in the caller's language, never a 500."""

import pytest
from django.utils import translation

pytestmark = pytest.mark.django_db

FAR = "9" * 400


def problem(response, status):
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    content = response.json()
    assert content["status"] == status
    assert content["title"]
    assert content["detail"]
    return content


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("services/", {"lang": "de"}, "lang"),
        ("services/", {"lang": ""}, "lang"),
        ("services/", {"lang": "\0"}, "lang"),
        ("waiting-times.csv", {"lang": "xx"}, "lang"),
        ("schema/", {"lang": "sr-Latn"}, "lang"),
        ("services/{service}/earliest/", {"sort": "price"}, "sort"),
        ("services/{service}/earliest/", {"sort": "distance"}, "near"),
        ("services/{service}/earliest/", {"near": ""}, "near"),
        ("services/{service}/earliest/", {"near": "91,14"}, "near"),
        ("services/{service}/earliest/", {"near": "46,181"}, "near"),
        ("services/{service}/earliest/", {"near": "nan,nan"}, "near"),
        ("services/{service}/earliest/", {"near": "1e999,2"}, "near"),
        ("services/{service}/earliest/", {"near": f"{FAR},{FAR}"}, "near"),
        ("services/{service}/earliest/", {"near": "46,14,3"}, "near"),
        ("services/{service}/earliest/", {"near": "Nikjer\0"}, "near"),
        ("services/{service}/earliest/", {"near": "\u202eanajlbujL"}, "near"),
        ("services/{service}/earliest/", {"near": "🏛️"}, "near"),
        ("services/{service}/earliest/", {"near": "%' OR 1=1 --"}, "near"),
        ("services/{service}/earliest/", {"near": "{{ 7*7 }}"}, "near"),
        ("services/{service}/earliest/", {"near": "x" * 100_000}, "near"),
        ("services/{service}/earliest/", {"near": "٤٦,١٤"}, "near"),
        ("services/{service}/earliest/", {"municipality": "atlantis"}, "municipality"),
        ("services/{service}/earliest/", {"municipality": "a\0b"}, "municipality"),
        ("services/{service}/earliest/", {"limit": "0"}, "limit"),
        ("services/{service}/earliest/", {"limit": "-1"}, "limit"),
        ("services/{service}/earliest/", {"limit": "1.5"}, "limit"),
        ("services/{service}/earliest/", {"limit": FAR}, "limit"),
        ("services/{service}/earliest/", {"limit": "٣"}, "limit"),
        ("locations/{location}/slots/", {}, "service"),
        ("locations/{location}/slots/", {"service": "unknown"}, "service"),
        ("locations/{location}/slots/", {"service": "\0"}, "service"),
        ("locations/{location}/slots/", {"service": "{service}", "from": "today"}, "from"),
        ("locations/{location}/slots/", {"service": "{service}", "from": "2027-02-29"}, "from"),
        ("locations/{location}/slots/", {"service": "{service}", "from": "20270301"}, "from"),
        ("locations/{location}/slots/", {"service": "{service}", "from": "2027-W01-1"}, "from"),
        ("locations/{location}/slots/", {"service": "{service}", "from": "0000-01-01"}, "from"),
        ("locations/{location}/slots/", {"service": "{service}", "from": "10000-01-01"}, "from"),
        ("locations/{location}/slots/", {"service": "{service}", "from": "\0"}, "from"),
        ("locations/{location}/slots/", {"service": "{service}", "to": ""}, "to"),
        ("locations/{location}/slots/", {"service": "{service}", "to": "2020-01-01"}, "to"),
        ("locations/{location}/slots/", {"service": "{service}", "to": "9999-12-31"}, "to"),
        (
            "locations/{location}/slots/",
            {"service": "{service}", "from": "0001-01-01", "to": "9999-12-31"},
            "to",
        ),
        (
            "locations/{location}/slots/",
            {"service": "{service}", "from": "2027-01-01", "to": "2027-02-01"},
            "to",
        ),
    ],
)
def test_a_malformed_parameter_is_named(client, office, path, query, name):
    names = {"service": office.service.slug, "location": office.place.slug}
    query = {key: value.replace("{service}", names["service"]) for key, value in query.items()}

    response = client.get(f"/api/v1/{path.format(**names)}", query)

    content = problem(response, 400)
    assert [error["field"] for error in content["errors"]] == [name]


def test_thirty_one_days_are_not_too_many(client, office):
    query = {"service": office.service.slug, "from": "2027-01-01", "to": "2027-01-31"}

    assert client.get(f"/api/v1/locations/{office.place.slug}/slots/", query).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "services/unknown/earliest/",
        "services/%00/earliest/",
        "services/%F0%9F%92%A9/earliest/",
        "services/%ff%fe/earliest/",
        "locations/unknown/slots/?service=x",
        "locations/a%0Ab/slots/",
        "nothing/",
        "services/../../etc/passwd/",
        "%0A/",
        f"{'x' * 5000}/",
    ],
)
def test_an_unknown_address_is_a_problem_document(client, office, path):
    problem(client.get(f"/api/v1/{path}"), 404)


@pytest.mark.parametrize("reference", ["%00", "ABCD%002345", "x" * 500, "š", "a/b", "'--"])
def test_an_impossible_reference_is_not_found(partner, reference):
    problem(partner.post(f"appointments/{reference}/cancel/"), 404)


@pytest.mark.parametrize("token", ["%00", "x", "x" * 44, "x" * 5000, "é" * 43, "x" * 42 + "%0A"])
def test_an_impossible_hold_is_not_found(partner, token):
    problem(partner.delete(f"holds/{token}/"), 404)


def test_an_address_without_its_slash_leads_to_the_one_with_it(client):
    response = client.get("/api/v1/services")

    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/services/")


@pytest.mark.req("M3")
@pytest.mark.parametrize("lang", ["sl", "sr", "sr-latn", "en"])
def test_a_problem_speaks_the_callers_language(client, lang):
    with translation.override(lang):
        title = translation.gettext("Nothing is here")

    response = client.get("/api/v1/nothing/", {"lang": lang})

    assert problem(response, 404)["title"] == title


@pytest.mark.parametrize(
    ("method", "path"),
    [("post", "services/"), ("delete", "services/"), ("put", "locations/"), ("options", "")],
)
def test_a_method_that_is_not_there_is_a_problem(client, method, path):
    response = getattr(client, method)(f"/api/v1/{path}")

    assert problem(response, 405)["code"] == "method_not_allowed"
    assert "GET" in response.headers["Allow"]


def test_too_many_parameters_are_refused(client):
    query = "&".join(f"a{number}=1" for number in range(6000))

    problem(client.get(f"/api/v1/services/?{query}"), 400)


@pytest.mark.parametrize("accept", ["text/html", "*/*", "application/xml", "x" * 9000])
def test_the_answer_is_json_whatever_is_asked_for(client, accept):
    response = client.get("/api/v1/services/", headers={"Accept": accept})

    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
