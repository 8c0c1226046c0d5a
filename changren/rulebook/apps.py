from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulebookConfig(AppConfig):
    name = "changren.rulebook"
    label = "rulebook"
    verbose_name = _("Rules")

    def ready(self) -> None:
        from changren.rulebook import acts  # noqa: F401  (declares the acts of this room)
