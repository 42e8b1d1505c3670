from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "dangvu.web.search"
    label = "web_search"
