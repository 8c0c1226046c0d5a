from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "changren.evaluation"
    label = "evaluation"
    verbose_name = _("Evaluations")

    def ready(self) -> None:
        from changren.evaluation import acts  # noqa: F401  (declares the acts of this room)
