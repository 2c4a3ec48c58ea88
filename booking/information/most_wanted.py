"""Which services people book most."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Q

from booking.models import Service

_LOOK_BACK = timedelta(days=30)
_KEPT_SECONDS = 600


def most_wanted(*, at: datetime, limit: int = 6) -> list[Service]:
    """Return the services with most confirmed bookings in the last 30 days, then catalogue order.

    The order is counted once in ten minutes; the rows are always fresh.
    """
    keys = cache.get_or_set("most_wanted", lambda: _ranking(at), _KEPT_SECONDS)
    rank = {key: place for place, key in enumerate(keys or [])}
    services = list(Service.objects.by_appointment().select_related("category"))
    services.sort(key=lambda service: rank.get(service.pk, len(rank)))
    return services[:limit]


def _ranking(at: datetime) -> list[int]:
    recent = Q(booking__confirmed_at__range=(at - _LOOK_BACK, at))
    counted = Service.objects.annotate(wanted=Count("booking", filter=recent))
    return list(counted.filter(wanted__gt=0).order_by("-wanted", "pk").values_list("pk", flat=True))
