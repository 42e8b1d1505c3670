from django.apps import AppConfig


class MemberScreensConfig(AppConfig):
    name = "dangvu.web.members"
    label = "web_members"
