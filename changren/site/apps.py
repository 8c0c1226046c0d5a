from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "changren.site"
    label = "site_rooms"

    def ready(self) -> None:
        """Declare the jobs of the installation."""
        from changren.site import packing  # noqa: F401
        from changren.site.backup import jobs  # noqa: F401
