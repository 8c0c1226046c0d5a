from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    name = "changren.proposals"
    label = "proposals"
    verbose_name = _("Proposals")

    def ready(self) -> None:
        from changren.proposals import acts  # noqa: F401  (declares the acts of this room)
