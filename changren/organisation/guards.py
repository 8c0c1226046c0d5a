"""Who may, told by roles; and the few conditions of this room."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Clockwork, Guard, Objection, no
from changren.base.clock.models import CalendarDay
from changren.base.clock.now import day_of
from changren.base.minutes.models import Chain
from changren.base.secrets import digest
from changren.base.tenancy.models import Township
from changren.base.words import listed
from changren.organisation.models import AccessKey, Person, Post, Role, Unit


def of_township(*roles: Role) -> Guard:
    """A guard: a post in one of these roles, of the township that the object belongs to."""

    def guard(it: Any, by: Any) -> Objection | None:
        if by.role in roles and by.is_held and by.township_id == it.township_id:
            return None
        return no(_("This may only be done by: {roles}, {township}."), roles=_Names(roles), township=it.township)

    return guard


class _Names:
    """Roles by their names, worded when they are read."""

    def __init__(self, roles: tuple[Role, ...]) -> None:
        self.roles = roles

    def __str__(self) -> str:
        return listed(role.label for role in self.roles)


def of_district(it: Any, by: Any) -> Objection | None:
    """An officer of the district."""
    return None if by.role == Role.DISTRICT and by.is_held else no(_("Only an officer of the district may do this."))


def keeps_accounts(it: Any, by: Any) -> Objection | None:
    """The office keeps its township's accounts, the district all of them; the clock founds the first ones."""
    if isinstance(by, Clockwork):
        return None
    return of_district(it, by) and of_township(Role.CLERK)(it, by)  # type: ignore[return-value]


def is_oneself(person: Person, by: Post) -> Objection | None:
    """Only for one's own account."""
    return None if by.person_id == person.pk else no(_("Only the person themselves may do this."))


def is_ones_key(key: AccessKey, by: Post) -> Objection | None:
    """Whose key it is, or whoever keeps their account."""
    return is_oneself(key.person, by) and keeps_accounts(key, by)


def key_is_not_ended(key: AccessKey) -> Objection | None:
    """A key is ended once."""
    return no(_("This key was ended already.")) if key.ended_at else None


def post_is_ones_own(person: Person, post: Post) -> Objection | None:
    """A key is for a post that one holds."""
    return None if post.person_id == person.pk and post.is_held else no(_("This is not a post that you hold."))


def ends_soon_enough(person: Person, until: date, on: datetime) -> Objection | None:
    """No key is for ever: see `settings.KEY_DAYS`."""
    last = day_of(on) + timedelta(days=settings.KEY_DAYS)
    return None if day_of(on) <= until <= last else no(_("The last day lies between today and {last}."), last=last)


def is_not_oneself(person: Person, by: Post) -> Objection | None:
    """Nobody opens or closes their own account, or gives themselves a first password."""
    return no(_("Somebody else must do this to your account.")) if by.person_id == person.pk else None


def signs_in(person: Person) -> Objection | None:
    """The account is open."""
    return None if person.is_open else no(_("This account is closed."))


def is_closed(person: Person) -> Objection | None:
    """The account is closed."""
    return no(_("This account is open.")) if person.is_open else None


def is_held(post: Post) -> Objection | None:
    """The post has not ended."""
    return None if post.is_held else no(_("This post ended on {day}."), day=post.until)


def unit_is_theirs(person: Person, by: Any, unit: Unit | None) -> Objection | None:
    """An office gives posts in the units of its own township; the district everywhere."""
    if unit is None or by.role != Role.CLERK or unit.township_id == by.township_id:
        return None
    return no(_("“{unit}” is not a unit of your township."), unit=unit)


def role_is_theirs(person: Person, by: Any, unit: Unit | None, role: str) -> Objection | None:
    """Officers of the district see every account: only the district makes them, and only at its own level."""
    if role != Role.DISTRICT:
        return None
    if by.role == Role.CLERK:
        return no(_("Only the district makes its officers."))
    at_district = (unit or person).township.is_district
    return None if at_district else no(_("An officer of the district acts at the level of the district."))


def gives_no_seat(person: Person, role: str) -> Objection | None:
    """The post of a delegate begins with the mandate, not by itself."""
    seat = role == Role.DELEGATE
    return no(_("The post of a delegate comes and goes with the mandate.")) if seat else None


def account_is_theirs(person: Person, by: Any) -> Objection | None:
    """Whoever holds a post outside the township is not in its office's hands: a new password would be their key."""
    if by.role != Role.CLERK:
        return None
    beyond = Post.objects.filter(person=person, until=None).exclude(township=by.township_id).exists()
    return no(_("This person holds a post outside your township; the district keeps the account.")) if beyond else None


def ends_in_its_time(post: Post, until: date, on: datetime) -> Objection | None:
    """A post ends when it is over: not before it began, and not for a day to come."""
    if post.since <= until <= day_of(on):
        return None
    return no(_("The last day lies between {since} and today."), since=post.since)


def is_not_held_yet(person: Person, unit: Unit | None, role: str) -> Objection | None:
    """The same post is not given twice."""
    held = Post.objects.filter(person=person, unit=unit, role=role, until=None).exists()
    return no(_("{name} holds this post already."), name=person.name) if held else None


def seats_delegates(it: Any, by: Any) -> Objection | None:
    """The office enters mandates, the committee ends them by decision, the district keeps all of it in order."""
    return of_district(it, by) and of_township(Role.CLERK, Role.COMMITTEE)(it, by)  # type: ignore[return-value]


def is_not_seated(person: Person) -> Objection | None:
    """Nobody holds the post of a delegate twice."""
    return is_not_held_yet(person, None, Role.DELEGATE)


def is_no_seat(post: Post) -> Objection | None:
    """The post of a delegate ends with the mandate, not by itself."""
    seat = post.role == Role.DELEGATE
    return no(_("The post of a delegate comes and goes with the mandate.")) if seat else None


def is_a_seat(post: Post) -> Objection | None:
    """The post is that of a delegate."""
    return None if post.role == Role.DELEGATE else no(_("This is not the post of a delegate."))


def day_is_free(it: Any, day: date) -> Objection | None:
    """One record a day."""
    taken = CalendarDay.objects.filter(day=day, is_struck=False).exists()
    return no(_("{day} is already in the calendar; strike that record out first."), day=day) if taken else None


def is_not_struck(day: CalendarDay) -> Objection | None:
    """The record counts."""
    return no(_("This record was struck out already.")) if day.is_struck else None


def is_open(unit: Unit) -> Objection | None:
    """The unit exists."""
    return None if unit.is_open else no(_("This unit no longer exists."))


def has_no_posts(unit: Unit) -> Objection | None:
    """A unit is closed when nobody holds a post in it."""
    held = Post.objects.filter(unit=unit, until=None).count()
    return no(_("{n} posts are still held in this unit; end them first."), n=held) if held else None


def login_is_free(it: Any, login: str) -> Objection | None:
    """No two people of a district have the same login name."""
    taken = Person.objects.filter(login=login).exclude(pk=it.pk).exists()
    return no(_("The login name “{login}” is taken."), login=login) if taken else None


def phone_is_free(it: Any, phone: str) -> Objection | None:
    """No two people of a district have the same telephone number."""
    taken = phone and Person.objects.filter(phone_digest=digest(phone)).exclude(pk=it.pk).exists()
    return no(_("Another person has this telephone number.")) if taken else None


def name_is_free(it: Any, name: str) -> Objection | None:
    """No two units of a township have the same name."""
    taken = Unit.objects.filter(township_id=it.township_id, name=name).exclude(pk=it.pk).exists()
    return no(_("There is already a unit called “{name}”."), name=name) if taken else None


def list_says_something(township: Township, lines: Sequence[Any]) -> Objection | None:
    """There is something to enter or to correct."""
    return None if lines else no(_("Everything in this table is entered already, exactly so."))


def list_is_of_township(township: Township, lines: Sequence[Any]) -> Objection | None:
    """The units and people whom it names by key are the township's."""
    said = [one for line in lines for one in (line.get("who"), line.get("head"), *line.get("handlers", ())) if one]
    people = {one["person"] for one in said if one["person"]}
    units = {line["unit"] for line in lines if line.get("unit")}
    fits = _are_of(township, Person, people) and _are_of(township, Unit, units)
    return None if fits else no(_("The register has changed meanwhile. Read the list again."))


def _are_of(township: Township, model: Any, keys: set[str]) -> bool:
    return bool(model.objects.filter(township=township, pk__in=keys).count() == len(keys))


def has_a_committee(township: Township) -> Objection | None:
    """Members are members of something."""
    units = Unit.objects.filter(township=township, kind=Unit.Kind.PARTY_COMMITTEE, is_open=True)
    return None if units.exists() else no(_("Enter the Party committee among the units first."))


def is_a_township(township: Township) -> Objection | None:
    """The district's own level is no township."""
    return no(_("This is the level of the district itself.")) if township.is_district else None


def township_name_is_free(it: Township, name: str) -> Objection | None:
    """No two townships of a district have the same name."""
    taken = Township.objects.filter(name=name).exclude(pk=it.pk).exists()
    return no(_("There is already a township called “{name}”."), name=name) if taken else None


def is_not_founded(level: Township) -> Objection | None:
    """A district is founded once."""
    return no(_("“{it}” was founded already."), it=level) if Chain.objects.filter(number__gt=0).exists() else None


def is_at_district_level(it: Any) -> Objection | None:
    """The calendar and the list of townships are the district's."""
    return None if it.township.is_district else no(_("This is kept at the level of the district."))
