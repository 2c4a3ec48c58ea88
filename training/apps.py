from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Make known what mails say (DESIGN 2)."""
        from training.messages import contracts, offers

        offers.register()
        contracts.register()
