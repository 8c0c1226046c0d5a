from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandatesConfig(AppConfig):
    name = "changren.mandates"
    label = "mandates"
    verbose_name = _("Delegates")

    def ready(self) -> None:
        from changren.mandates import acts  # noqa: F401  (declares the acts of this room)
