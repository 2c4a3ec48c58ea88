from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    name = "cms_pages"

    def ready(self) -> None:
        """Let the public page of a place show what editors wrote about it, and publish cases."""
        from booking import place_prose
        from cms_pages import published_cases
        from cms_pages.unit_prose import unit_prose

        place_prose.register(unit_prose)
        published_cases.connect()
