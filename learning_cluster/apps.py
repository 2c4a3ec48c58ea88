from django.apps import AppConfig


class LearningClusterConfig(AppConfig):
    name = "learning_cluster"

    def ready(self) -> None:
        """Make known the calendars, what mails say, what is kept of people."""
        from learning_cluster.call_personal_data import Applicants, Scorers
        from learning_cluster.messages import call
        from privacy import personal_data

        call.register()
        personal_data.register(Applicants())
        personal_data.register(Scorers())
