"""The founding of a district: the three rows that no act can write, and the act that does the rest.

There is nobody yet who could act, and no chain that could hold an entry. So the ground is laid bare; everything
after it is one act of the clock, all or nothing, and the minutes begin at the beginning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from changren.base.acts import Clockwork
from changren.base.minutes.models import Chain
from changren.base.tenancy.models import District, Township
from changren.base.tenancy.scope import within_district
from changren.organisation import acts
from changren.organisation.models import Person, Post, Role


@dataclass(frozen=True)
class Founding:
    """What must be known to found a district: its names, its townships, and the officer who will enter the rest.

    must_choose: whether the password is a first one, to be changed at the first sign-in.
    """

    code: int
    name: str
    officer: str
    login: str
    phone: str
    password: str
    city: str = ""
    province: str = ""
    name_en: str = ""
    host: str = ""
    townships: Sequence[str] = ()
    must_choose: bool = True
    is_example: bool = False


def is_founded(code: int) -> bool:
    """Whether the district is there and has its first entry; ground that was laid and left does not count."""
    with within_district(code):
        return Chain.objects.filter(number__gt=0).exists()


def founded_here() -> District | None:
    """A district that is founded in this database, if there is one."""
    return next((one for one in District.objects.order_by("code") if is_founded(one.code)), None)


def found(asked: Founding, on: datetime) -> Post:
    """Found the district and return the post of its first officer. Repeating it after a crash goes on where it was."""
    with within_district(asked.code):
        level = _ground(asked)
        clock = Clockwork(asked.code)
        acts.found_district(
            level, by=clock, on=on, officer=asked.officer, login=asked.login, phone=asked.phone,
            password=asked.password, must_choose=asked.must_choose, townships=asked.townships,
        )  # fmt: skip
        return Post.objects.select_related(*Post.alongside).get(role=Role.DISTRICT)


@transaction.atomic
def _ground(asked: Founding) -> Township:
    """The district, the head of its chain, and its own level. Ground that was laid and left is named as asked now."""
    if is_founded(asked.code):
        return Township.objects.get(kind=Township.Kind.DISTRICT)  # the act refuses; nothing is named anew
    for left in District.objects.exclude(code=asked.code):
        _clear(left)
    names = {"name": asked.name, "name_en": asked.name_en}
    more = {"city": asked.city, "province": asked.province, "host": asked.host, "is_example": asked.is_example}
    district, _new = District.objects.update_or_create(code=asked.code, defaults=names | more)
    Chain.objects.get_or_create(district=district)
    return Township.objects.update_or_create(kind=Township.Kind.DISTRICT, defaults=names)[0]


def _clear(left: District) -> None:
    """Take away the ground of a founding that was broken off and is repeated under another code."""
    with within_district(left.code):
        if is_founded(left.code) or Person.objects.exists():
            return
        Township.objects.all().delete()
        Chain.objects.all().delete()
    left.delete()
