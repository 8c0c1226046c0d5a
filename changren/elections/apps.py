from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElectionsConfig(AppConfig):
    name = "changren.elections"
    label = "elections"
    verbose_name = _("Elections")

    def ready(self) -> None:
        from changren.congress.queries import ask_who_stands
        from changren.elections import acts  # noqa: F401  (declares the acts of this room)
        from changren.elections.queries import stands_at

        ask_who_stands(stands_at)
