from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "booking"

    def ready(self) -> None:
        """Make known what booking's messages say (DESIGN 2)."""
        from booking.messages import kinds, unit_mail

        kinds.register()
        unit_mail.register()
