from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        """Make known to the programme who counts the people trained (DESIGN 2)."""
        from portal.indicator import HeldTrainings
        from programme import indicator

        indicator.register(HeldTrainings())
