from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "changren.base"
    label = "base"

    def ready(self) -> None:
        from changren.base.data import spoken  # noqa: F401  (registers how acts, dates and the minutes are told)
        from changren.base.tenancy import checks, durable  # noqa: F401  (both register themselves)
