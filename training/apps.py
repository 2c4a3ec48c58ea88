from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Make known what trainers are mailed (DESIGN 2)."""
        from training.messages import trainers

        trainers.register()
