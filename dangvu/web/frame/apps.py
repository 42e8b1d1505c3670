from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "dangvu.web.frame"
    label = "web_frame"
