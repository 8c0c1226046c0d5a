from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "changren.casework"
    label = "casework"

    def ready(self) -> None:
        from changren.casework import acts  # noqa: F401  (declares the acts of this room)
