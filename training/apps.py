from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Make known what waits, what mails say, and what is kept about people (DESIGN 2)."""
        from privacy import personal_data
        from training.actions.offering import RunPlaces
        from training.messages import approvers, coordinators, participants, run_requests
        from training.personal_data import Participants, Requesters
        from waiting_list import offerable

        offerable.register(RunPlaces())
        participants.register()
        approvers.register()
        coordinators.register()
        run_requests.register()
        personal_data.register(Participants())
        personal_data.register(Requesters())
