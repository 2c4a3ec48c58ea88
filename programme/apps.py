from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "programme"

    def ready(self) -> None:
        """Make known who counts, what mails say, and what is kept about people (DESIGN 2)."""
        from privacy import personal_data
        from programme import indicator, messages
        from programme.personal_data import Submitters

        indicator.register(indicator.HandReadings())
        messages.register()
        personal_data.register(Submitters())
