from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "changren.search"
    label = "search"

    def ready(self) -> None:
        from changren.base.acts import follow_acts
        from changren.search import frequencies  # noqa: F401 - declares its job
        from changren.search.index import follow

        follow_acts(follow)
        post_migrate.connect(settle, sender=self)


def settle(using: str, **signal: Any) -> None:
    """What the tokens are kept in comes and goes with our table, after the migrations."""
    from changren.search.engines import engine
    from changren.search.models import Found

    with connections[using].cursor() as cursor:
        stands = Found._meta.db_table in connections[using].introspection.table_names(cursor)
        (engine().install if stands else engine().remove)(cursor)
