from django.apps import AppConfig


class LearningClusterConfig(AppConfig):
    name = "learning_cluster"

    def ready(self) -> None:
        """Make known the calendars, what mails say, what is kept of people."""
        from accounts.homes import register_home
        from calendars import feeds
        from calendars.personal import register_personal
        from learning_cluster import messages
        from learning_cluster.call_personal_data import Applicants, Scorers
        from learning_cluster.feeds import ClusterEvents
        from learning_cluster.feeds_of_people import OF_CLUSTER, OF_PERSON
        from learning_cluster.people_personal_data import People
        from learning_cluster.views.call import scoring
        from learning_cluster.views.home import home_of
        from learning_cluster.work_personal_data import Work
        from learning_cluster.writers_personal_data import Writers
        from privacy import personal_data

        messages.register()
        register_home(home_of)
        register_home(scoring.home_of)
        feeds.register(ClusterEvents())
        register_personal(OF_CLUSTER)
        register_personal(OF_PERSON)
        for data in (
            People(),
            Applicants(),
            Scorers(),
            Writers(),
            Work(),
        ):
            personal_data.register(data)
