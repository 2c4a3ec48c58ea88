"""The participant's page, and the public one: what each tells, and what it never does."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from privacy.audit import Actor
from privacy.models import AuditEntry
from privacy.secret_links import link_token
from tests.training.held import OVER, held_run
from training.actions.certificates import issue_all, reissue, revoke
from training.models import Certificate

pytestmark = [pytest.mark.django_db, pytest.mark.req("T15")]

CLERK = Actor(role="training_coordinator", channel="admin")
NOWHERE = "A" * 43


@pytest.fixture(autouse=True)
def _no_attempts():
    cache.clear()


@pytest.fixture
def row():
    run = held_run(present=1, absent=0, settled=True)
    (certificate,) = issue_all(run, by=CLERK, at=OVER)
    participant = certificate.enrolment.participant
    participant.name = certificate.name = "Žana Šuštar-Primer"
    participant.save()
    certificate.save()
    return certificate


def address(name, token, language="en"):
    with translation.override(language):
        return reverse(name, args=[token])


def verify(client, row, language="en", **posted):
    path = address("training_verify", row.public_token(), language)
    return client.post(path, posted) if posted else client.get(path)


def personal(row):
    """Return everything about the holder that no stranger may read."""
    participant = row.enrolment.participant
    return [
        *row.name.replace("-", " ").split(),
        participant.email,
        participant.employer.name,
        participant.field_of_work,
        row.download_token(),
        link_token("training.enrolment", row.enrolment.uid),
    ]


@pytest.mark.parametrize("language", ["sl", "sr", "sr-latn", "en"])
def test_public_page_tells_of_the_certificate_and_nobody(client, row, language):
    response = verify(client, row, language)

    text = response.content.decode()
    with translation.override(language):
        told = ["UA-2026-00001", row.training_name, "Sofinancirano." if language == "sl" else ""]
    assert response.status_code == 200
    assert [part for part in told if part not in text] == []
    assert [part for part in personal(row) if part in text] == []
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]


def test_public_page_tells_of_a_revocation_and_not_of_its_reason(client, row):
    revoke(row, reason="Šuštar je manjkala.", by=CLERK, at=OVER)

    text = verify(client, row).content.decode()

    assert "This certificate has not been valid since 11 Dec 2026" in text
    assert "manjkala" not in text
    assert [part for part in personal(row) if part in text] == []


def test_public_page_of_a_replaced_one_does_not_lead_to_the_new_one(client, row):
    new = reissue(row, name="Žana Šuštar", by=CLERK, at=OVER)

    text = verify(client, row).content.decode()

    assert "Its holder has a new one instead." in text
    assert [part for part in (new.full_number, new.public_token()) if part in text] == []


def test_unknown_token_is_a_calm_page(client, row):
    response = client.get(address("training_verify", NOWHERE))

    assert response.status_code == 404
    assert "This certificate is not known" in response.content.decode()


@pytest.mark.parametrize("name", ["training_certificate", "training_certificate_pdf"])
def test_each_secret_opens_its_own_page_only(client, row, name):
    assert client.get(address(name, row.public_token())).status_code == 404
    assert client.get(address("training_verify", row.download_token())).status_code == 404
    assert client.get(address(name, NOWHERE)).status_code == 404


def test_who_tries_many_tokens_is_stopped_and_others_with_a_right_one_are_not(client, row):
    codes = [client.get(address("training_verify", NOWHERE)).status_code for _try in range(31)]

    assert codes == [404] * 30 + [429]
    assert verify(client, row).status_code == 200


@pytest.mark.parametrize(
    ("surname", "answer"), [("sustar", True), ("Primer", True), ("Novak", False), ("Žana", False)]
)
def test_surname_is_answered_with_yes_or_no(client, row, surname, answer):
    response = verify(client, row, surname=surname)

    text = response.content.decode()
    assert response.context["answer"] is answer
    assert ("Yes: this is the surname" in text, "No: the certificate" in text) == (
        answer,
        not answer,
    )
    assert "Žana Šuštar" not in text


def test_surname_that_is_missing_is_asked_for(client, row):
    response = client.post(address("training_verify", row.public_token()), {"surname": " "})

    assert response.status_code == 200
    assert response.context["answer"] is None
    assert "Write the surname you want to check." in response.content.decode()


def test_surnames_cannot_be_guessed_one_after_another(client, row):
    codes = [verify(client, row, surname=f"Priimek{n}").status_code for n in range(11)]

    assert codes == [200] * 10 + [429]
    assert verify(client, row).status_code == 200


def test_surname_of_somebody_erased_is_not_asked(client, row):
    Certificate.objects.filter(pk=row.pk).update(name="")

    assert verify(client, row).context["form"] is None
    assert verify(client, row, surname="Šuštar").context["answer"] is False


def test_own_page_shows_the_certificate_and_leads_to_the_paper(client, row):
    response = client.get(address("training_certificate", row.download_token()))

    text = response.content.decode()
    pdf_url = address("training_certificate_pdf", row.download_token())
    parts = [row.name, row.full_number, pdf_url, row.public_path()]
    assert [part for part in parts if part not in text] == []
    assert response["Referrer-Policy"] == "same-origin"


def test_paper_is_a_pdf_with_the_number_as_its_name(client, row):
    response = client.get(address("training_certificate_pdf", row.download_token()))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="potrdilo-UA-2026-00001.pdf"'
    assert row.name in PdfReader(BytesIO(response.content)).pages[0].extract_text()
    assert "no-store" in response["Cache-Control"]


def test_paper_that_no_longer_holds_is_not_drawn(client, row):
    new = reissue(row, name="Žana Šuštar", by=CLERK, at=OVER)

    paper = client.get(address("training_certificate_pdf", row.download_token()))
    page = client.get(address("training_certificate", row.download_token())).content.decode()

    assert (paper.status_code, paper["Location"]) == (302, row.download_path())
    assert "This certificate was revoked on 11 Dec 2026 and no longer holds." in page
    assert new.download_token() not in page


def test_machine_without_pango_says_so(client, row, monkeypatch):
    monkeypatch.setattr("printing.pdf.is_available", lambda: False)
    monkeypatch.setattr("training.views.certificates.is_available", lambda: False)

    paper = client.get(address("training_certificate_pdf", row.download_token()))
    page = client.get(address("training_certificate", row.download_token())).content.decode()

    assert paper.status_code == 302
    assert "This server cannot make PDF files just now." in page


def test_own_page_of_somebody_erased_is_gone(client, row):
    Certificate.objects.filter(pk=row.pk).update(name="")

    for name in ("training_certificate", "training_certificate_pdf"):
        assert client.get(address(name, row.download_token())).status_code == 404


def test_many_papers_from_one_connection_are_refused(client, row, monkeypatch):
    monkeypatch.setattr("training.views.certificates.certificate_pdf", lambda row: b"%PDF")
    path = address("training_certificate_pdf", row.download_token())

    codes = [client.get(path).status_code for _try in range(31)]

    assert codes == [200] * 30 + [429]


def test_pages_write_nothing(client, row):
    before = AuditEntry.objects.count()

    verify(client, row)
    verify(client, row, surname="Primer")
    client.get(address("training_certificate", row.download_token()))

    assert AuditEntry.objects.count() == before
    assert client.post(address("training_certificate", row.download_token())).status_code == 405
