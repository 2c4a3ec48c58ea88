from django.apps import AppConfig


class LearningClusterConfig(AppConfig):
    name = "learning_cluster"

    def ready(self) -> None:
        """Make known the calendars, what mails say, what is kept of people."""
        from learning_cluster.messages import mentoring, questions, sheets

        for module in (mentoring, questions, sheets):
            module.register()
