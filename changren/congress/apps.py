from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CongressConfig(AppConfig):
    name = "changren.congress"
    label = "congress"
    verbose_name = _("Meetings of the congress")

    def ready(self) -> None:
        from changren.congress import acts  # noqa: F401  (declares the acts of this room)
