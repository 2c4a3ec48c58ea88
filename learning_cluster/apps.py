from django.apps import AppConfig


class LearningClusterConfig(AppConfig):
    name = "learning_cluster"

    def ready(self) -> None:
        """Make known the calendars, what mails say, what is kept of people."""
        from accounts.homes import register_home
        from learning_cluster.messages import governments, members
        from learning_cluster.people_personal_data import People
        from learning_cluster.views.home import home_of
        from privacy import personal_data

        governments.register()
        members.register()
        register_home(home_of)
        personal_data.register(People())
