from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "changren.site"
    label = "site_rooms"
