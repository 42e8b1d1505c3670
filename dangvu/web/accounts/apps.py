from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "dangvu.web.accounts"
    label = "web_accounts"
