from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GalleryConfig(AppConfig):
    name = "changren.gallery"
    label = "gallery"
    verbose_name = _("Observing the congress")

    def ready(self) -> None:
        from changren.gallery import acts  # noqa: F401  (declares the acts of this room)
