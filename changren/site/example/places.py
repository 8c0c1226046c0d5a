"""The nine townships: their units, their people, their congress. All of it by acts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from changren.base.tenancy.models import Township
from changren.mandates import acts as mandates
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Session
from changren.organisation import acts as organisation
from changren.organisation.models import Person, Post, Role, Unit
from changren.site.example.facts import PASSWORD, TownFacts

BEGAN = date(2006, 12, 20)  # the seventh congress of each township, as far as the example knows
HANDLING = {
    "build": "村镇建设办公室", "party": "党建工作办公室", "social": "社会事务办公室", "farm": "农业服务中心",
    "safety": "社会治安综合治理办公室", "finance": "财政所", "police": "派出所",
}  # fmt: skip
DEPARTMENTS = {"roads": "区交通局", "water": "区水利局", "school": "区教育局", "health": "区卫生局"}
BODIES = {
    "committee": ("党委", Unit.Kind.PARTY_COMMITTEE), "discipline": ("纪委", Unit.Kind.DISCIPLINE),
    "liaison": ("党代会常任制工作办公室", Unit.Kind.LIAISON), "proposals": ("提案审查委员会", Unit.Kind.PROPOSALS),
}  # fmt: skip
ELECTING = ("机关", "中心村", "上片", "下片", "企业", "学校卫生")
DELEGATIONS = ("机关代表团", "农村第一代表团", "农村第二代表团", "企业代表团")
SECTORS = (Mandate.Sector.OFFICE, Mandate.Sector.VILLAGE, Mandate.Sector.VILLAGE, Mandate.Sector.VILLAGE,
           Mandate.Sector.ENTERPRISE, Mandate.Sector.SCHOOL)  # fmt: skip
GROUP_OF = (0, 1, 1, 2, 3, 0)  # the delegation of each electing unit


@dataclass
class Town:
    """A township while its story is told."""

    facts: TownFacts
    township: Township
    names: Iterator[str]
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    delegates: list[Post] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    session: Session = None  # type: ignore[assignment]

    @property
    def clerk(self) -> Post:
        return self.posts["clerk"]


def enter(town: Town, officer: Post, on: datetime) -> Iterator[Any]:
    """Units and people of one township; yields at every act, for the progress bar."""
    for key, (name, kind) in BODIES.items():
        town.units[key] = _unit(town, officer, on, name, kind, handles=False)
        yield key
    for key, name in HANDLING.items():
        town.units[key] = _unit(town, officer, on, name, Unit.Kind.STATION, handles=True)
        town.posts[f"{key}-head"] = _newcomer(town, officer, on, Role.HEAD, town.units[key], "主任")
        town.posts[f"{key}-handler"] = _newcomer(town, officer, on, Role.HANDLER, town.units[key], "")
        yield key
    town.posts["clerk"] = _newcomer(town, officer, on, Role.CLERK, town.units["liaison"], "干事")
    town.posts["reviewer"] = _newcomer(town, officer, on, Role.REVIEWER, town.units["proposals"], "委员")
    yield from _congress(town, on)


def _unit(town: Town, by: Post, on: datetime, name: str, kind: str, *, handles: bool) -> Unit:
    return organisation.add_unit(  # type: ignore[no-any-return]
        town.township, by=by, on=on, name=f"{town.facts.name}{name}", kind=kind, handles=handles
    )


def _newcomer(town: Town, by: Post, on: datetime, role: Role, unit: Unit, title: str) -> Post:
    name = next(town.names)
    person = organisation.add_person(town.township, by=by, on=on, name=name, login=name, phone="", first_password="")
    return organisation.appoint(person, by=by, on=on, unit=unit, role=role, title=title, since=BEGAN)  # type: ignore[no-any-return]


def _congress(town: Town, on: datetime) -> Iterator[Any]:
    clerk = town.clerk
    term = mandates.begin_term(town.township, by=clerk, on=on, number=7, seats=town.facts.seats, began_on=BEGAN)
    first = mandates.plan_session(term, by=clerk, on=on, number=1, planned_on=BEGAN)
    mandates.hold_session(first, by=clerk, on=on, day=BEGAN)
    town.session = mandates.plan_session(term, by=clerk, on=on, number=2, planned_on=town.facts.meets_on)
    shares = _shares(town.facts.seats, len(ELECTING))
    units = [
        mandates.add_electing_unit(term, by=clerk, on=on, name=f"{name}选举单位", seats=seats, branch=None)
        for name, seats in zip(ELECTING, shares, strict=True)
    ]
    groups = [mandates.add_delegation(term, by=clerk, on=on, name=name) for name in DELEGATIONS]
    yield term
    for number in range(town.facts.seats):
        yield _delegate(town, on, number, term, units, groups)
    for group in groups:
        head = next(one for one in town.mandates if one.delegation_id == group.pk)
        mandates.appoint_head(group, by=clerk, on=on, head=head)
    for n in range(town.facts.committee):
        _committee_member(town, on, n)


def _shares(seats: int, parts: int) -> list[int]:
    return [seats // parts + (n < seats % parts) for n in range(parts)]


def _delegate(
    town: Town, on: datetime, n: int, term: Any, units: list[ElectingUnit], groups: list[Delegation]
) -> Mandate:
    which, name, elected = n % len(units), next(town.names), BEGAN - timedelta(days=20)
    on_committee = n < town.facts.committee
    mandate = mandates.confirm_delegate(
        term,
        by=town.clerk,
        on=on,
        person=None,
        number=n + 1,
        electing_unit=units[which],
        delegation=groups[GROUP_OF[which]],
        sector=SECTORS[which],
        rank=Mandate.Rank.LEADER if on_committee or n % 5 == 0 else Mandate.Rank.FRONT_LINE,
        is_woman=n % 4 == 1,
        is_minority=n % 29 == 7,
        age_band=list(Mandate.AgeBand)[n * 7 % 4],
        elected_on=elected,
        on_committee=on_committee,
        name=name,
        login=name,
    )
    town.mandates.append(mandates.take_seat(mandate, by=town.clerk, on=on, day=BEGAN))
    town.delegates.append(
        Post.objects.select_related(*Post.alongside).get(person=mandate.person_id, role=Role.DELEGATE)
    )
    return mandate


def _committee_member(town: Town, on: datetime, n: int) -> None:
    person = town.delegates[n].person
    title = "党委书记" if n == 0 else "党委副书记" if n == 1 else "党委委员"
    town.posts[f"committee-{n}"] = organisation.appoint(
        person, by=town.clerk, on=on, unit=town.units["committee"], role=Role.COMMITTEE, title=title, since=BEGAN
    )


def can_sign_in(post: Post, by: Post, on: datetime) -> Person:
    """Give the person the published password, as if they had chosen it at their first sign-in."""
    person = organisation.reset_password(post.person, by=by, on=on, first_password=PASSWORD)
    return organisation.choose_password(person, by=post, on=on, password=PASSWORD)  # type: ignore[no-any-return]
