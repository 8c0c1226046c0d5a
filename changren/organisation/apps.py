from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "changren.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        from changren.organisation import acts  # noqa: F401  (declares the acts of this room)
