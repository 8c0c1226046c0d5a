from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CongressConfig(AppConfig):
    name = "changren.congress"
    label = "congress"
    verbose_name = _("Meetings of the congress")

    def ready(self) -> None:
        from changren.base.stream.pulse import beat_with
        from changren.congress import acts  # noqa: F401  (declares the acts of this room)
        from changren.congress.acts import hall  # noqa: F401  (and those of the hall)
        from changren.congress.hall.pulses import beating

        beat_with(beating)
