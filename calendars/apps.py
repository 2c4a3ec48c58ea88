from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "calendars"

    def ready(self) -> None:
        """Make the calendar of work-free days known (DESIGN 2)."""
        from calendars import feeds
        from calendars.work_free_days import WorkFreeDays

        feeds.register(WorkFreeDays())
