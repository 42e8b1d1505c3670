from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "dangvu.web.reports"
    label = "web_reports"
