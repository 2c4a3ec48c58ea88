from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    name = "cms_pages"

    def ready(self) -> None:
        from cms_pages.translating.signals import connect

        connect()
