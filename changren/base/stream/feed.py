"""News from the minutes, read by one poller per process.

Portable on purpose: SQLite tells cheaply whether anybody has written (`PRAGMA data_version`), other engines
are asked for the heads of the chains somebody listens to. NOTIFY would serialise every commit of the nation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from changren.base.minutes.models import Chain, Entry

MOST = 500  # entries told to a page that comes back; beyond, it is told to load again


@dataclass(frozen=True)
class News:
    """One act: where, its number in the district's chain, its name, and the id of what it was done to."""

    district: int
    township: UUID
    number: int
    act: str
    subject: UUID


class Feed:
    """Remembers how far each district has been told, and says what is new. Used by one thread."""

    def __init__(self) -> None:
        self.told: dict[int, int] = {}
        self.moved = False  # whether anything was written between the last two looks
        self._version: int | None = None

    def follow(self, districts: Iterable[int]) -> None:
        """Listen to these districts and no others, new ones from now on."""
        wanted = set(districts)
        heads = Chain.every_district.filter(district__in=wanted - self.told.keys())
        fresh = dict(heads.values_list("district", "number")) if wanted - self.told.keys() else {}
        self.told = {code: self.told.get(code, fresh.get(code, 0)) for code in wanted}

    def news(self) -> list[News]:
        """What happened since the last call, in order."""
        self.moved = bool(self.told) and self._written()
        if not self.moved:
            return []
        heads = Chain.every_district.filter(district__in=self.told).values_list("district", "number")
        found: list[News] = []
        for district, number in heads:
            if number > self.told[district]:
                found += since(district, self.told[district])
                self.told[district] = number
        return found

    def _written(self) -> bool:
        if connection.vendor != "sqlite":
            return True
        with connection.cursor() as cursor:
            version: int = cursor.execute("PRAGMA data_version").fetchone()[0]
        changed, self._version = version != self._version, version
        return changed


def since(district: int, number: int, most: int | None = None) -> list[News]:
    """The district's acts after entry `number`, at most `most` and one more."""
    rows = Entry.every_district.filter(district=district, number__gt=number).order_by("number")
    fields = rows.values_list("district_id", "township_id", "number", "act", "subject_id")
    return [News(*row) for row in (fields[: most + 1] if most else fields)]
