"""The founding of a district: the one change that no act can make, because there is nobody yet to make it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from changren.base.acts import Clockwork
from changren.base.clock.now import day_of
from changren.base.minutes.models import Chain
from changren.base.tenancy.models import District, Township
from changren.base.tenancy.scope import within_district
from changren.organisation import acts
from changren.organisation.models import Person, Role, Unit

OFFICE = "区党代会常任制工作办公室"


@dataclass(frozen=True)
class Founding:
    """What must be known to found a district: its names, and the officer who will enter the rest."""

    code: int
    name: str
    officer: str
    login: str
    phone: str
    first_password: str
    city: str = ""
    province: str = ""
    name_en: str = ""
    host: str = ""
    is_example: bool = False


def found(asked: Founding, on: datetime) -> Person:
    """Create the district, its own level, the head of its chain and its first officer; return the officer.

    Everything after the three bare rows is done by acts of the clock, so that the minutes begin at the beginning.
    """
    district = District.objects.create(
        code=asked.code, name=asked.name, name_en=asked.name_en, city=asked.city, province=asked.province,
        host=asked.host, is_example=asked.is_example,
    )  # fmt: skip
    with within_district(district.code):
        Chain.objects.create()
        level = Township.objects.create(name=asked.name, name_en=asked.name_en, kind=Township.Kind.DISTRICT)
        return _first_officer(level, asked, on)


def _first_officer(level: Township, asked: Founding, on: datetime) -> Person:
    clock: Any = Clockwork(level.district_id)
    person = acts.add_person(
        level,
        by=clock,
        on=on,
        name=asked.officer,
        login=asked.login,
        phone=asked.phone,
        first_password=asked.first_password,
    )
    unit = acts.add_unit(level, by=clock, on=on, name=OFFICE, kind=Unit.Kind.LIAISON, handles=False)
    acts.appoint(person, by=clock, on=on, unit=unit, role=Role.DISTRICT, title="", since=day_of(on))
    return person
