"""Loads categories, life events, services and what to bring."""

from decimal import Decimal

from booking.demo.catalogue import Catalogue, Row
from booking.models import LifeEvent, RequiredDocument, Service, ServiceCategory

_TEXTS = (
    *("name", "short_name", "summary", "who", "fee_note", "law", "online", "urgent"),
    "appointment_note",
)
_FACTS = ("minutes", "max_people", "notice_hours", "horizon_days", "competence", "presence")


def load_services(catalogue: Catalogue) -> dict[str, int]:
    """Create what is missing and correct what differs; return the counts by noun."""
    events = {
        row["slug"]: LifeEvent.objects.update_or_create(
            slug=row["slug"],
            defaults={"order": order, **_texts(row, "name"), **_texts(row, "summary")},
        )[0]
        for order, row in enumerate(catalogue.life_events, start=1)
    }
    services = documents = 0
    for entry in catalogue.categories:
        category, _ = ServiceCategory.objects.update_or_create(
            slug=entry["category"]["slug"],
            defaults={"order": entry["category"]["order"], **_texts(entry["category"], "name")},
        )
        for order, row in enumerate(entry["services"], start=1):
            service, _ = Service.objects.update_or_create(
                slug=row["slug"], defaults={"category": category, "order": order, **_facts(row)}
            )
            service.life_events.set([events[slug] for slug in row["life_events"]])
            documents += _load_documents(service, row["documents"])
            services += 1
    return {
        "categories": len(catalogue.categories),
        "life_events": len(events),
        "services": services,
        "documents": documents,
    }


def _facts(row: Row) -> Row:
    fee = row["fee"]
    return {
        **{key: text for name in _TEXTS for key, text in _texts(row, name).items()},
        **{name: row[name] for name in _FACTS},
        "appointment_need": row["appointment"],
        "fee": Decimal(fee["eur"]) if fee["eur"] is not None else None,
        "fee_year": fee["year"],
        "words": [str(word) for word in row["words"]],
    }


def _texts(row: Row, name: str) -> Row:
    """Return `name_sl`, `name_sr` and `name_en` of a row; empty where it has no such text."""
    texts = row.get(name) or {}
    return {f"{name}_{language}": texts.get(language, "") for language in ("sl", "sr", "en")}


def _load_documents(service: Service, rows: list[Row]) -> int:
    wanted = [(row["when"], row["sl"], row["sr"], row["en"]) for row in rows]
    stored = service.documents.values_list("case", "text_sl", "text_sr", "text_en")
    if list(stored) != wanted:
        service.documents.all().delete()
        RequiredDocument.objects.bulk_create(
            RequiredDocument(
                service=service, order=order, case=case, text_sl=sl, text_sr=sr, text_en=en
            )
            for order, (case, sl, sr, en) in enumerate(wanted, start=1)
        )
    return len(wanted)
