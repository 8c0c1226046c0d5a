from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    name = "changren.matters"
    label = "matters"
    verbose_name = _("Matters raised")

    def ready(self) -> None:
        from changren.matters import acts  # noqa: F401  (declares the acts of this room)
