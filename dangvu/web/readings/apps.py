from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    name = "dangvu.web.readings"
    label = "web_readings"
