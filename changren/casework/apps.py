from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "changren.casework"
    label = "casework"
    verbose_name = _("Cases")

    def ready(self) -> None:
        from changren.casework import acts  # noqa: F401  (declares the acts of this room)
