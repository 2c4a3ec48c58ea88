from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    name = "cms_pages"

    def ready(self) -> None:
        """Show prose on places, publish cases, keep search and languages right (U2, P4, U3, M2)."""
        from booking import findable, place_prose
        from cms_pages import published_cases
        from cms_pages.search import upkeep
        from cms_pages.translating import signals
        from cms_pages.unit_prose import unit_prose

        place_prose.register(unit_prose)
        published_cases.connect()
        findable.register(upkeep.BookingIndex())
        upkeep.listen()
        signals.connect()
