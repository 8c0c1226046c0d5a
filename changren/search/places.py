"""Places: whole numbers that put what can be found in order, so that an index can be read from the newest on.

From the highest bit: 20 of the district's code, 4 of the room, 20 of the day, 19 of a count within that day. So the
places of one room of one district are one range, and FTS5 narrows to it without reading a token.
"""

from datetime import date

DAY_BITS, COUNT_BITS = 20, 19
ROOM_BITS = 4
LAST_DAY = (1 << DAY_BITS) - 1  # in the year 2871


def room_range(district: int, room: int) -> tuple[int, int]:
    """The first place of a room, and the first one after it."""
    first = (district << ROOM_BITS | room) << (DAY_BITS + COUNT_BITS)
    return first, first + (1 << (DAY_BITS + COUNT_BITS))


def day_range(district: int, room: int, day: date | None) -> tuple[int, int]:
    """The first place of a day in a room, and the first one after it. No day comes before all days."""
    ordinal = min(day.toordinal(), LAST_DAY) if day else 0
    first = room_range(district, room)[0] + (ordinal << COUNT_BITS)
    return first, first + (1 << COUNT_BITS)


def room_of(place: int) -> int:
    """The room of a place, by its number."""
    return place >> (DAY_BITS + COUNT_BITS) & ((1 << ROOM_BITS) - 1)


def shelf(place: int) -> str:
    """District and room of a place as one token, for an engine that does not narrow by range."""
    return f"zd{place >> (DAY_BITS + COUNT_BITS):x}"


def district_of(place: int) -> int:
    """The division code of the district of a place."""
    return place >> (ROOM_BITS + DAY_BITS + COUNT_BITS)
