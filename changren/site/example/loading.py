"""Loading the example once, with a progress bar, and setting its clock."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import click
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from changren.base.clock import now
from changren.base.tenancy.scope import within_district
from changren.organisation import acts as organisation
from changren.organisation.founding import Founding, found, is_founded
from changren.organisation.models import Post, Role, Unit
from changren.site import ticking
from changren.site.example import (
    contacting,
    discussing,
    electing,
    evaluating,
    meeting,
    observing,
    places,
    raising,
    rules,
    stories,
)
from changren.site.example.diary import Story, tell
from changren.site.example.facts import PASSWORD, facts, matters, moment, published_at, townships
from changren.site.example.names import names
from changren.site.example.places import Town

BEGINS = moment(date(2010, 2, 1), 9)
SINCE = settings.VAR / "example-since"  # the real moment at which the example's clock began
STEPS = 3600  # about as many moments as there are; only for the bar


def ensure(say: Callable[[str], Any]) -> None:
    """Load the example district if there is none, and let the clock run from the day of publication."""
    code = facts()["district"]["division_code"]
    if not is_founded(code):
        say("Telling the example year ...")
        with click.progressbar(length=STEPS) as bar:
            for _moment in load(code):
                bar.update(1)
        SINCE.write_text(timezone.now().isoformat())
    follow_clock()
    for card in _cards(code):
        say(f"  {card.login}  {card.password}  {card.role}, {card.capacity}")


def follow_clock() -> None:
    """In the example it is the day of publication, and the time since it was loaded."""
    since = parse_datetime(SINCE.read_text()) if SINCE.exists() else timezone.now()
    now.begin_at(published_at(), since or timezone.now())


def _cards(code: int) -> list[Any]:
    from changren.site.example.cards import cards

    with within_district(code):
        return cards()


def load(code: int) -> Iterator[Any]:
    """Tell the year, act by act; yields after each step."""
    told = facts()["district"]
    people = names(code)
    first = next(people)
    officer = found(
        Founding(code, told["name_zh"], first, first, "", PASSWORD, told["city_zh"], told["province_zh"], "Lucheng",
                 must_choose=False, is_example=True),
        BEGINS,
    )  # fmt: skip
    with within_district(code):
        departments = _departments(officer, people)
        towns = []
        for one in townships():
            town = _township(one, officer, people)
            towns.append(town)
            yield from places.enter(town, officer, BEGINS)
        told_of = _matters(towns, departments)
        yield from _give_passwords(towns[0], told_of, officer)
        yield from tell(_stories(towns, told_of, officer), published_at())


def _departments(officer: Post, people: Iterator[str]) -> dict[str, tuple[Unit, dict[str, Post]]]:
    level, found_ = officer.township, {}
    for key, name in places.DEPARTMENTS.items():
        unit = organisation.add_unit(level, by=officer, on=BEGINS, name=name, kind=Unit.Kind.DEPARTMENT, handles=True)
        posts = {}
        for role, title in (("head", "局长"), ("handler", "")):
            who = next(people)
            person = organisation.add_person(
                level, by=officer, on=BEGINS, name=who, login=who, phone="", first_password=""
            )
            posts[role] = organisation.appoint(
                person, by=officer, on=BEGINS, unit=unit, role=Role(role), title=title, since=places.BEGAN
            )
        found_[key] = (unit, posts)
    return found_


def _township(one: Any, officer: Post, people: Iterator[str]) -> Town:
    made = organisation.add_township(
        officer.township, by=officer, on=BEGINS, name=one.name, name_en=one.name_en, kind=one.kind,
        standing_since=date(2010, 3, 1),
    )  # fmt: skip
    return Town(one, made, people)


def _matters(towns: list[Town], departments: Any) -> dict[str, stories.Matter]:
    others: dict[str, stories.Matter] = {}
    for n, told in enumerate(matters()):
        stories.Matter(told, towns[told["township"]], n, others, departments)
    return others


def _give_passwords(town: Town, told_of: dict[str, stories.Matter], officer: Post) -> Iterator[Any]:
    """The people of the first township whose names are printed; the delegate is one who has to judge an answer."""
    shown = (told_of["t0-p5"].lead, town.clerk, town.posts["build-handler"], town.posts["build-head"],
             town.posts["committee-1"], town.posts["reviewer"])  # fmt: skip
    for post in shown:
        yield places.can_sign_in(post, officer, BEGINS)


def _stories(towns: list[Town], told_of: dict[str, stories.Matter], officer: Post) -> Iterator[Story]:
    for town in towns:
        yield stories.plan(town)
        yield contacting.year(town)
        yield from (rules.regulation(town, book) for book in rules.ADOPTED[town.facts.number])
        if town.facts.has_met and town is not towns[0]:
            yield stories.meet(town)
    yield stories.research(towns[0])
    yield meeting.annual(towns[0], officer)
    yield meeting.upcoming(towns[0], officer)
    yield evaluating.bodies(towns[0], officer)
    yield evaluating.satisfaction(towns[0])
    yield electing.by_election(towns[0])
    yield observing.gallery(towns[1], officer)
    yield discussing.forum(towns[0])
    yield raising.matters(towns[0])
    yield contacting.told_and_visited(towns[0])
    yield from map(stories.matter, told_of.values())
    yield _clock()


def _clock() -> Story:
    """Every evening the calendar does what is due."""
    day = BEGINS.date()
    while True:
        day += stories.DAY
        on: datetime = yield moment(day, 23, 30)
        ticking.tick(on)
