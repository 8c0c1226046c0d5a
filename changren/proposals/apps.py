from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "changren.proposals"
    label = "proposals"

    def ready(self) -> None:
        from changren.proposals import acts  # noqa: F401  (declares the acts of this room)
