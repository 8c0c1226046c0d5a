"""A moment exact to the minute, in words: 2010-04-05 11:00, where the district is."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime


class Minute:
    """A moment, or what the minutes keep of one; worded when it is read. None is "—"."""

    def __init__(self, moment: datetime | str | None) -> None:
        self.moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment

    def __str__(self) -> str:
        return f"{localtime(self.moment):%Y-%m-%d %H:%M}" if self.moment else "—"

    @property
    def label(self) -> Any:
        """How `keeps` words it."""
        return str(self)
