from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "changren.contact"
    label = "contact"
    verbose_name = _("Double contact")

    def ready(self) -> None:
        from changren.contact import acts  # noqa: F401  (declares the acts of this room)
