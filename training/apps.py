from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Make known what mails say, and what is kept about people (DESIGN 2)."""
        from privacy import personal_data
        from training.messages import contracts, offers
        from training.parties_personal_data import Parties

        personal_data.register(Parties())
        offers.register()
        contracts.register()
