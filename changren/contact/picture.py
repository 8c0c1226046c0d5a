"""The picture of a member's contacts: lines from the member to delegates, and a dot for each person of their lists.

Drawn on the server, in whole numbers; a full line or dot was contacted in this stretch, a dashed line or ring was not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ROW, TOP, LEFT, TURN, RIGHT, NAMES, DOTS, STEP = 40, 12, 92, 132, 172, 182, 292, 15
WIDTH, SHORT = 380, 6  # the drawing's width; characters of a name that fit


@dataclass(frozen=True)
class Dot:
    """One person on a list."""

    x: int
    is_full: bool


@dataclass(frozen=True)
class Ray:
    """One delegate: where the line ends, what stands there, and the people beyond."""

    y: int
    path: str
    name: str
    is_full: bool
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Fan:
    """The drawing of `contact/fan.html`. middle: the height at which the member stands."""

    name: str
    middle: int
    height: int
    rays: tuple[Ray, ...]
    width: int = WIDTH


def fan(name: str, lines: Iterable[tuple[str, bool, int, int]]) -> Fan:
    """lines: for each delegate the name, whether contacted, how many are on the list, and how many were contacted."""
    rows = list(lines)
    middle = TOP + ROW * len(rows) // 2
    rays = tuple(_ray(n, middle, *row) for n, row in enumerate(rows))
    return Fan(_short(name), middle, TOP * 2 + ROW * len(rows), rays)


def _ray(n: int, middle: int, name: str, is_full: bool, people: int, met: int) -> Ray:
    y = TOP + ROW * n + ROW // 2
    path = f"M{LEFT} {middle}C{TURN} {middle} {TURN} {y} {RIGHT} {y}"
    dots = tuple(Dot(DOTS + STEP * k, k < met) for k in range(people))
    return Ray(y, path, _short(name), is_full, dots)


def _short(name: str) -> str:
    return name if len(name) <= SHORT else f"{name[: SHORT - 1]}…"
