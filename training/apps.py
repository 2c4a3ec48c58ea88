from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Make known the calendars, what waits, what mails say, what is kept of people."""
        from calendars import feeds
        from calendars.personal import register_personal
        from privacy import personal_data
        from training import messages
        from training.actions.offering import RunPlaces
        from training.certificate_holders import CertificateHolders
        from training.feeds import TrainingRuns
        from training.feeds_of_participants import OF_PARTICIPANTS
        from training.feeds_of_trainers import OF_TRAINERS
        from training.parties_personal_data import Parties
        from training.personal_data import Participants, Requesters
        from waiting_list import offerable

        feeds.register(TrainingRuns())
        register_personal(OF_TRAINERS)
        register_personal(OF_PARTICIPANTS)
        offerable.register(RunPlaces())
        messages.register()
        for data in (CertificateHolders(), Parties(), Participants(), Requesters()):
            personal_data.register(data)
