from django.apps import AppConfig


class LtsaConfig(AppConfig):
    name = "ltsa"
