"""How often somebody may ask, counted by the minute or the day in the memory of each process."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

MINUTE, DAY = 60, 86_400  # seconds


def wait(name: str, most: int, on: datetime, *, within: int = MINUTE) -> int:
    """Count one more under `name`; how many seconds whoever asks must wait, 0 if it was not too often.

    most: how often within that many seconds. Each process counts those that it answers, and allows its share of them.
    """
    second = int(on.timestamp())
    counted = f"{name}:{second // within}"
    asked = cache.get(counted, 0) + 1
    cache.set(counted, asked, timeout=2 * within)
    return within - second % within if asked > -(-most // settings.WORKERS) else 0
