from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Make known what mails say and what is kept about people (DESIGN 2)."""
        from privacy import personal_data
        from training.certificate_holders import CertificateHolders
        from training.messages import after

        after.register()
        personal_data.register(CertificateHolders())
