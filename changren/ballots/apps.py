from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    name = "changren.ballots"
    label = "ballots"
    verbose_name = _("Sealed polls")

    def ready(self) -> None:
        from changren.ballots import acts  # noqa: F401  (declares the acts of this room)
