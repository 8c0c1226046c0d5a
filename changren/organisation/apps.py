from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "changren.organisation"
    label = "organisation"

    def ready(self) -> None:
        from changren.organisation import acts  # noqa: F401  (declares the acts of this room)
