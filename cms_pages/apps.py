from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    name = "cms_pages"

    def ready(self) -> None:
        """Show prose on places, publish cases, keep search, links and languages right, remind.

        Every page asks the grants of its language, also where Wagtail asks it as a plain page.
        """
        from wagtail.models import Page

        from booking import findable, place_prose
        from cms_pages import published_cases
        from cms_pages.care import reminding
        from cms_pages.care import upkeep as care
        from cms_pages.models.content import permissions_of_any
        from cms_pages.search import upkeep
        from cms_pages.translating import signals
        from cms_pages.unit_prose import unit_prose
        from learning_cluster import findable as cluster_findable
        from training import findable as training_findable

        Page.permissions_for_user = permissions_of_any
        place_prose.register(unit_prose)
        published_cases.connect()
        findable.register(upkeep.BookingIndex())
        upkeep.listen()
        training_findable.register(upkeep.trainings_changed)
        cluster_findable.register(upkeep.clusters_changed)
        signals.connect()
        care.listen()
        reminding.register()
