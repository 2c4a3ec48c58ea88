from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "booking"

    def ready(self) -> None:
        """Make known what booking's messages say, and its private calendars (DESIGN 2)."""
        from booking import feeds
        from booking.messages import kinds, unit_mail
        from calendars.personal import register_personal

        kinds.register()
        unit_mail.register()
        register_personal(feeds.OF_COUNTERS)
