from django.apps import AppConfig


class WaitingListConfig(AppConfig):
    name = "waiting_list"
