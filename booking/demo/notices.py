"""Publishes the privacy notice of booking and each service's acknowledgement."""

from datetime import datetime

from booking.demo.catalogue import Catalogue
from privacy.actions import publish_notice
from privacy.enums import NoticeKind


def load_notices(catalogue: Catalogue, *, at: datetime) -> int:
    """Publish what is new or changed, in force from `at`; return how many notices there are."""
    notices = [(row["kind"], row["object_key"], row["texts"]) for row in catalogue.notices]
    notices += [
        (NoticeKind.ACKNOWLEDGEMENT, row["slug"], row["acknowledgement"])
        for entry in catalogue.categories
        for row in entry["services"]
    ]
    for kind, object_key, texts in notices:
        publish_notice(kind, object_key, texts, at=at)
    return len(notices)
