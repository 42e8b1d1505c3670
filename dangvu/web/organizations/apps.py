from django.apps import AppConfig


class WebOrganizationsConfig(AppConfig):
    name = "dangvu.web.organizations"
    label = "web_organizations"
