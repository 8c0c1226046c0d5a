"""Getting the database ready, and serving."""

from collections.abc import Callable
from typing import Any

import django
import uvicorn


def prepare(say: Callable[[str], Any]) -> None:
    """Bring the database to the present models."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def serve(host: str, port: int, say: Callable[[str], Any]) -> None:
    """Serve until told to stop."""
    from django.conf import settings

    say(f"Changren: http://{host}:{port}/")
    uvicorn.run(
        "changren.site.asgi:application", host=host, port=port, workers=settings.WORKERS, access_log=False,
        log_level="warning", timeout_graceful_shutdown=5,
    )  # fmt: skip
