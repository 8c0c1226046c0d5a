from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "changren.mandates"
    label = "mandates"

    def ready(self) -> None:
        from changren.mandates import acts  # noqa: F401  (declares the acts of this room)
