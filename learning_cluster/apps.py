from django.apps import AppConfig


class LearningClusterConfig(AppConfig):
    name = "learning_cluster"

    def ready(self) -> None:
        """Make known the calendars, what mails say, what is kept of people."""
        from learning_cluster.writers_personal_data import Writers
        from privacy import personal_data

        personal_data.register(Writers())
