"""A small district to test in: two townships, every role, a term with delegates. Rows, not acts, for speed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password

from changren.base.minutes.models import Chain
from changren.base.tenancy.models import District, Township
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Session, Term
from changren.organisation.models import Person, Post, Role, Unit
from tests.remembering import remembered

CHINA = ZoneInfo("Asia/Shanghai")
PASSWORD = "yi ju xiao mima"


KINDS = {
    "committee": Unit.Kind.PARTY_COMMITTEE,
    "discipline": Unit.Kind.DISCIPLINE,
    "liaison": Unit.Kind.LIAISON,
    "proposals": Unit.Kind.PROPOSALS,
    "station": Unit.Kind.STATION,
    "office": Unit.Kind.OFFICE,
    "branch": Unit.Kind.BRANCH,
}
HELD = {  # post: its role, and the unit it is of
    "clerk": (Role.CLERK, "liaison"),
    "reviewer": (Role.REVIEWER, "proposals"),
    "committee": (Role.COMMITTEE, "committee"),
    "discipline": (Role.DISCIPLINE, "discipline"),
    "head": (Role.HEAD, "station"),
    "handler": (Role.HANDLER, "station"),
    "assist_head": (Role.HEAD, "office"),
    "assist_handler": (Role.HANDLER, "office"),
    "branch": (Role.BRANCH, "branch"),
}


def at(text: str) -> datetime:
    """A moment in China: at("2010-04-01 09:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def hashed() -> str:
    """PASSWORD, hashed once for each way of hashing that a test asks for."""
    return _hashed(settings.PASSWORD_HASHERS[0])


@cache
def _hashed(_way: str) -> str:
    return make_password(PASSWORD)


@dataclass
class Place:
    """One township with its people. `posts["clerk"]` is the clerk's post; `delegates` are posts, `mandates` rows."""

    township: Township
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    delegates: list[Post] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    term: Term = None  # type: ignore[assignment]
    session: Session = None  # type: ignore[assignment]


@dataclass
class World:
    """A district with its places. `officer` is the district's."""

    district: District
    level: Township
    officer: Post
    places: list[Place]

    @property
    def here(self) -> Place:
        return self.places[0]

    @property
    def there(self) -> Place:
        return self.places[1]


def build(code: int = 330302, name: str = "甲区", delegates: int = 14, towns: str = "东西") -> World:
    """Build a district with a township for each character. Call inside `within_district(code)`."""
    return _built(code, name, delegates, towns)


@remembered
def _built(code: int, name: str, delegates: int, towns: str) -> World:
    district = District.objects.create(code=code, name=name, host=f"d{code}.test")
    Chain.objects.create()
    level = Township.objects.create(name=name, kind=Township.Kind.DISTRICT)
    office = Unit.objects.create(township=level, name=f"{name}组织部", kind=Unit.Kind.LIAISON)
    department = Unit.objects.create(township=level, name=f"{name}交通局", kind=Unit.Kind.DEPARTMENT, handles=True)
    officer = _post(level, f"{name}干部", Role.DISTRICT, office)
    _keep([officer])
    places = [_place(code, f"{name}{which}镇", n, delegates) for n, which in enumerate(towns)]
    for place in places:
        place.units["department"] = department
        place.posts["district"] = officer
    return World(district, level, officer, places)


def _place(code: int, name: str, n: int, delegates: int) -> Place:
    township = Township.objects.create(name=name, order=n + 1, standing_since=date(2010, 3, 1))
    place = Place(township)
    for key, kind in KINDS.items():
        handles = key in ("station", "office")
        place.units[key] = Unit(township=township, name=f"{name}{key}", kind=kind, handles=handles)
    Unit.objects.bulk_create(place.units.values())
    for key, (role, unit) in HELD.items():
        place.posts[key] = _post(township, f"{name}{key}", role, place.units[unit])
    _keep(list(place.posts.values()))
    _congress(place, delegates)
    return place


def _congress(place: Place, count: int) -> None:
    township, name = place.township, place.township.name
    place.term = Term.objects.create(township=township, number=7, seats=count, began_on=date(2008, 3, 1))
    Session.objects.create(
        township=township,
        term=place.term,
        number=1,
        planned_on=date(2008, 3, 1),
        held_on=date(2008, 3, 1),
        state="held",
    )
    place.session = Session.objects.create(township=township, term=place.term, number=2, planned_on=date(2010, 4, 20))
    unit = ElectingUnit.objects.create(
        township=township, term=place.term, name=f"{name}支部", seats=count, branch=place.units["branch"]
    )
    groups = ("第一代表团", "第二代表团")
    place.delegations = [Delegation.objects.create(township=township, term=place.term, name=group) for group in groups]
    for n in range(count):
        post = _post(township, f"{name}代表{n + 1}", Role.DELEGATE, None)
        place.delegates.append(post)
        mandate = Mandate(
            township=township, term=place.term, person=post.person, number=n + 1, electing_unit=unit,
            delegation=place.delegations[n % 2], state=Mandate.State.ACTIVE, elected_on=date(2008, 2, 1),
            sector=Mandate.Sector.VILLAGE, rank=Mandate.Rank.FRONT_LINE, is_woman=n % 3 == 0,
            age_band=Mandate.AgeBand.TO_45,
        )  # fmt: skip
        place.mandates.append(mandate)
    _keep(place.delegates)
    Mandate.objects.bulk_create(place.mandates)
    place.posts["delegate"] = place.delegates[0]
    for group, head in zip(place.delegations, place.mandates[:2], strict=True):
        group.head = head
        group.save()


def _post(township: Township, name: str, role: Role, unit: Any) -> Post:
    person = Person(township=township, name=name, login=name, password=hashed())
    return Post(township=township, person=person, unit=unit, role=role, since=date(2008, 3, 1))


def _keep(posts: list[Post]) -> None:
    Person.objects.bulk_create([post.person for post in posts])
    Post.objects.bulk_create(posts)
