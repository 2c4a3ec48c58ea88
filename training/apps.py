from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Make known the public calendar, what mails say, what is kept of people (DESIGN 2)."""
        from calendars import feeds
        from privacy import personal_data
        from training.feeds import TrainingRuns
        from training.messages import contracts, offers, trainers
        from training.parties_personal_data import Parties

        feeds.register(TrainingRuns())
        personal_data.register(Parties())
        offers.register()
        contracts.register()
        trainers.register()
