from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Make known the public calendar, what waits, what mails say, what is kept of people."""
        from calendars import feeds
        from privacy import personal_data
        from training import messages
        from training.actions.offering import RunPlaces
        from training.certificate_holders import CertificateHolders
        from training.feeds import TrainingRuns
        from training.parties_personal_data import Parties
        from training.personal_data import Participants, Requesters
        from waiting_list import offerable

        feeds.register(TrainingRuns())
        offerable.register(RunPlaces())
        messages.register()
        for data in (CertificateHolders(), Parties(), Participants(), Requesters()):
            personal_data.register(data)
