"""Runs announced around the present moment: pages go by the clock of the machine."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from tests.factories.training import RunFactory, VariantFactory


def day(days):
    return timezone.localdate() + timedelta(days=days)


def nine(days):
    """Return 9.00 in Ljubljana so many days from now."""
    return timezone.make_aware(datetime.combine(day(days), time(9)))


def announced(training=None, *, days=14, parts=None, **more):
    """Return an open run that begins in `days` days, a day a part."""
    given = {"training": training} if training else {}
    variant = more.pop("variant", None) or VariantFactory(**given, parts=parts)
    starts = [nine(days + number) for number in range(variant.segments.count())]
    deadlines = {
        "closes_at": starts[0] - timedelta(days=5),
        "withdraw_until": starts[0] - timedelta(days=3),
    }
    return RunFactory(variant=variant, starts=starts, **deadlines | more)
