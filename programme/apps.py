from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "programme"

    def ready(self) -> None:
        """Make known what mails say, and what is kept about people (DESIGN 2)."""
        from privacy import personal_data
        from programme import messages
        from programme.personal_data import Submitters

        messages.register()
        personal_data.register(Submitters())
