from django.apps import AppConfig


class LearningClusterConfig(AppConfig):
    name = "learning_cluster"

    def ready(self) -> None:
        """Make known the calendars, what mails say, what is kept of people."""
        from accounts.homes import register_home
        from learning_cluster import messages
        from learning_cluster.people_personal_data import People
        from learning_cluster.views.home import home_of
        from privacy import personal_data

        messages.register()
        register_home(home_of)
        for data in (People(),):
            personal_data.register(data)
