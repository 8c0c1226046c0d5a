"""The published facts, read from the file that came with its source, and what was invented around them."""

import json
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
CHINA = ZoneInfo("Asia/Shanghai")
PASSWORD = "changren-2010"  # noqa: S105  (printed on the sign-in page; example mode only)

SEATS = (72, 66, 58, 60, 57, 55, 56, 54, 52)  # together the 530 delegates published
COMMITTEE = (7, 7, 7, 7, 7, 7, 7, 6, 6)  # together the 61 committee members
MEETINGS = (date(2010, 7, 13), date(2010, 3, 23), date(2010, 4, 20), date(2010, 5, 18), date(2010, 8, 10),
            date(2010, 6, 8), date(2010, 11, 16), date(2010, 12, 14), date(2010, 12, 21))  # fmt: skip


@cache
def facts() -> dict[str, Any]:
    """What was published, as the source has it."""
    return dict(json.loads((HERE / "lucheng-2010.json").read_text("utf-8")))


@cache
def matters() -> list[dict[str, Any]]:
    """The invented texts of proposals and suggestions, with the story each goes through."""
    return list(tomllib.loads((HERE / "matters.toml").read_text("utf-8"))["matter"])


def published_at() -> datetime:
    """The moment at which the example's clock begins: nine in the morning of the day of publication."""
    return moment(date.fromisoformat(facts()["as_of"]), 9)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in China."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA)


@dataclass(frozen=True)
class TownFacts:
    """One of the nine townships. Those the source does not name are called Example town 4 to 9."""

    number: int
    name: str
    name_en: str
    kind: str

    @property
    def seats(self) -> int:
        return SEATS[self.number]

    @property
    def committee(self) -> int:
        return COMMITTEE[self.number]

    @property
    def meets_on(self) -> date:
        return MEETINGS[self.number]

    @property
    def has_met(self) -> bool:
        return self.meets_on <= published_at().date()


def townships() -> list[TownFacts]:
    """The nine, the named ones first."""
    told = facts()["townships"]
    named = [(one["name_zh"], one["name_en"]) for one in told["named"]]
    invented = [(f"示例{'四五六七八九'[n]}镇", f"Example town {n + 4}") for n in range(told["count"] - len(named))]
    return [
        TownFacts(n, name, name_en, "township" if name.endswith("乡") else "town")
        for n, (name, name_en) in enumerate([*named, *invented])
    ]
