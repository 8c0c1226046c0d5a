from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "changren.overview"
    label = "overview"
