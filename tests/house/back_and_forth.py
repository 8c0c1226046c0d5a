"""Run in a process of its own: migrate, migrate back to nothing, migrate again; print the tables each time."""

import json

import django


def tables() -> list[str]:
    """Our tables, without those that Django keeps for itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    return sorted(name for name in found if not name.startswith("django_"))


def main() -> None:
    """All three ways, and what stood after each."""
    django.setup()
    from django.apps import apps
    from django.core.management import call_command

    stood = []
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("changren.")]
    with_tables = [label for label in ours if list(apps.get_app_config(label).get_models())]
    for there in (True, False, True):
        if there:
            call_command("migrate", verbosity=0, interactive=False)
        else:
            for label in reversed(with_tables):
                call_command("migrate", label, "zero", verbosity=0, interactive=False)
        stood.append(tables())
    print(json.dumps(stood))


if __name__ == "__main__":
    main()
