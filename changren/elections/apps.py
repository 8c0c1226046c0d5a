from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElectionsConfig(AppConfig):
    name = "changren.elections"
    label = "elections"
    verbose_name = _("Elections")

    def ready(self) -> None:
        from changren.elections import acts  # noqa: F401  (declares the acts of this room)
