from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "changren.rulebook"
    label = "rulebook"

    def ready(self) -> None:
        from changren.rulebook import acts  # noqa: F401  (declares the acts of this room)
