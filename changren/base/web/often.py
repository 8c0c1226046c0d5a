"""How often somebody may ask, counted by the minute in the memory of each process."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

MINUTE = 60  # seconds


def wait(name: str, per_minute: int, on: datetime) -> int:
    """Count one more under `name`; how many seconds whoever asks must wait, 0 if it was not too often.

    Each process counts those that it answers, and allows its share of them.
    """
    second = int(on.timestamp())
    counted = f"{name}:{second // MINUTE}"
    asked = cache.get(counted, 0) + 1
    cache.set(counted, asked, timeout=2 * MINUTE)
    return MINUTE - second % MINUTE if asked > -(-per_minute // settings.WORKERS) else 0
