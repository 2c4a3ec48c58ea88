from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    name = "cms_pages"

    def ready(self) -> None:
        """Keep the search right: be told of booking's changes and of what is published (U3)."""
        from booking import findable
        from cms_pages.search import upkeep

        findable.register(upkeep.BookingIndex())
        upkeep.listen()
