from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Make the public calendar of runs known (DESIGN 2)."""
        from calendars import feeds
        from training.feeds import TrainingRuns

        feeds.register(TrainingRuns())
