"""Units, people, posts, accounts, and the district's calendar."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act, is_clockwork
from changren.base.clock.models import CalendarDay
from changren.base.clock.now import day_of
from changren.base.notices.models import Notice
from changren.base.secrets import digest
from changren.base.tenancy.models import Township
from changren.organisation import guards as only
from changren.organisation import passwords
from changren.organisation.models import AccessKey, KnownHeading, PastPassword, Person, Post, Role, SignIn, Unit
from changren.organisation.signing import plain_login

OFFICE = "党代会常任制工作办公室"


def the_person(post: Post) -> list[Any]:
    """Whose post it is."""
    return [post.person_id]


@act(Unit, who=only.keeps_accounts, when=[only.name_is_free], within=Township, keeps=["name"],
     says=_("{by} entered the unit “{it}”"), verb=_("Enter a unit"))  # fmt: skip
def add_unit(township: Township, *, name: str, kind: str, handles: bool) -> Unit:
    """A body that people act for, or that matters are assigned to (handles)."""
    return Unit.objects.create(township=township, name=name, kind=kind, handles=handles)


@act(Unit, who=only.keeps_accounts, when=[only.is_open, only.name_is_free], keeps=["name"],
     says=_("{by} corrected the unit “{it}”"), verb=_("Correct"))  # fmt: skip
def correct_unit(unit: Unit, *, name: str, kind: str, handles: bool) -> None:
    """Its name, kind, and whether matters may be assigned to it."""
    unit.name, unit.kind, unit.handles = name, kind, handles


@act(Unit, who=only.keeps_accounts, when=[only.is_open, only.has_no_posts],
     says=_("{by} closed the unit “{it}”"), verb=_("Close"))  # fmt: skip
def close_unit(unit: Unit) -> None:
    """Nothing more is assigned to it; what it did stays in the minutes."""
    unit.is_open = False


@act(Person, who=only.keeps_accounts, when=[only.login_is_free, only.phone_is_free], within=Township,
     says=_("{by} entered a person"), verb=_("Enter a person"))  # fmt: skip
def add_person(township: Township, *, name: str, login: str, phone: str, first_password: str) -> Person:
    """Somebody who will use the system. The first password must be changed at the first sign-in.

    first_password: empty for somebody who cannot sign in until the office gives them one.
    """
    person = Person(township=township, name=name, login=login, must_choose_password=True)
    _set_phone(person, phone)
    person.set_password(first_password or None)
    person.save()
    return person


@act(Person, who=only.keeps_accounts, when=[only.account_is_theirs, only.login_is_free, only.phone_is_free],
     says=_("{by} corrected the entry of “{it}”"), verb=_("Correct"))  # fmt: skip
def correct_person(person: Person, *, name: str, login: str, phone: str) -> None:
    """Name, login name, telephone."""
    person.name, person.login = name, login
    _set_phone(person, phone)


@act(Person, who=only.keeps_accounts, when=[only.signs_in, only.is_not_oneself, only.account_is_theirs],
     says=_("{by} gave “{it}” a new first password"), verb=_("New first password"))  # fmt: skip
def reset_password(person: Person, *, first_password: str, on: datetime) -> None:
    """For somebody who has forgotten theirs. Ends sessions and keys; it must be changed at the next sign-in."""
    person.set_password(first_password)
    person.must_choose_password = True
    _end_ways_in(person, on)


@act(Person, who=only.keeps_accounts, follows=True, removes=True,
     says=_("{by} took a person out who had been entered by mistake"), verb=_("Take the person out"))  # fmt: skip
def strike_person(person: Person) -> None:
    """Part of the acts that take something back as a whole, which ask first whether anything hangs on it."""
    Notice.objects.filter(person_id=person.pk).delete()


@act(Person, who=only.is_oneself, by_hand=True, says=_("{by} chose a new password"), verb=_("Choose a password"))
def choose_password(person: Person, *, password: str, on: datetime) -> None:
    """One's own password. What the profile asks is checked by the form; the former one is remembered."""
    PastPassword.objects.create(person=person, password=person.password, until=on)
    person.set_password(password)
    person.must_choose_password, person.password_chosen_at = False, on
    kept = PastPassword.objects.filter(person=person).values_list("pk", flat=True)
    PastPassword.objects.filter(pk__in=list(kept[passwords.profile().remembered :])).delete()


@act(Person, who=only.keeps_accounts, when=[only.signs_in, only.is_not_oneself, only.account_is_theirs],
     says=_("{by} closed the account of “{it}”"), verb=_("Close the account"))  # fmt: skip
def close_account(person: Person, *, on: datetime) -> None:
    """They can no longer sign in, nor can their programs. Their posts and what they did stay."""
    person.is_open = False
    _end_ways_in(person, on)


@act(Person, who=only.keeps_accounts, when=[only.is_closed, only.is_not_oneself, only.account_is_theirs],
     says=_("{by} opened the account of “{it}” again"), verb=_("Open the account again"))  # fmt: skip
def open_account(person: Person) -> None:
    """They can sign in again."""
    person.is_open = True


@act(AccessKey, who=only.is_oneself, within=Person, by_hand=True, keeps=["name", "until"],
     when=[only.post_is_ones_own, only.ends_soon_enough],
     says=_("{by} made the key “{name}” for a program, until {until}"), verb=_("Make a key"))  # fmt: skip
def make_key(person: Person, *, name: str, post: Post, scope: str, rooms: Sequence[str], per_minute: int, until: date,
             on: datetime) -> AccessKey:  # fmt: skip
    """A program may act for the person in this post: what for, how far, how often, until when."""
    return AccessKey.objects.create(
        township=person.township, person=person, post=post, name=name, scope=scope, rooms=list(rooms),
        per_minute=per_minute, since=day_of(on), until=until,
    )  # fmt: skip


@act(AccessKey, who=only.is_ones_key, when=[only.key_is_not_ended], keeps=["name"],
     says=_("{by} ended the key “{name}”"), verb=_("End the key"))  # fmt: skip
def end_key(key: AccessKey, *, on: datetime) -> None:
    """Its program opens nothing from now on."""
    key.ended_at = on


@act(Post, who=only.keeps_accounts, within=Person, tells=[the_person], keeps={"role": Role, "unit": None},
     when=[only.unit_is_theirs, only.gives_no_seat, only.role_is_theirs, only.is_not_held_yet],
     says=_("{by} entered “{it}” as {role}, {unit}"), verb=_("Give a post"))  # fmt: skip
def appoint(person: Person, *, unit: Unit | None, role: str, title: str, since: date) -> Post:
    """A person begins to act in a role. The decision itself was made elsewhere; this records it."""
    township = unit.township if unit else person.township
    return Post.objects.create(township=township, person=person, unit=unit, role=role, title=title, since=since)


@act(Post, who=only.keeps_accounts, when=[only.is_held, only.is_no_seat, only.ends_in_its_time], tells=[the_person],
     keeps={"role": Role, "until": None}, verb=_("End the post"),
     says=_("{by} ended the post of “{it}” as {role} on {until}"))  # fmt: skip
def relieve(post: Post, *, until: date) -> None:
    """The post ends. Its sessions lose it with the next click."""
    post.until = until


@act(Post, who=only.seats_delegates, when=[only.is_not_seated], within=Person, keeps=["since"], follows=True,
     says=_("{by} entered “{it}” as delegate from {since}"), verb=_("Give the post of a delegate"))  # fmt: skip
def seat_delegate(person: Person, *, since: date) -> Post:
    """The post that a mandate brings with it. Part of the acts on the mandate, which tell the person."""
    return Post.objects.create(township=person.township, person=person, role=Role.DELEGATE, since=since)


@act(Post, who=only.seats_delegates, when=[only.is_a_seat, only.is_held], keeps=["until"], follows=True,
     says=_("{by} ended the post of “{it}” as delegate on {until}"), verb=_("End the post of a delegate"))  # fmt: skip
def unseat_delegate(post: Post, *, until: date) -> None:
    """The mandate does not act any more, so neither does its post; its sessions lose it with the next click."""
    post.until = until


@act(CalendarDay, who=only.of_district, when=[only.is_at_district_level, only.day_is_free], within=Township,
     keeps={"day": None, "kind": CalendarDay.Kind, "reason": None},
     says=_("{by} entered {day} in the calendar as {kind}: {reason}"), verb=_("Enter a day"))  # fmt: skip
def mark_day(township: Township, *, day: date, kind: str, reason: str) -> CalendarDay:
    """A day that is worked or not, against the national calendar."""
    return CalendarDay.objects.create(township=township, day=day, kind=kind, reason=reason)


@act(CalendarDay, who=only.of_district, when=[only.is_not_struck], keeps=["day"],
     says=_("{by} struck {day} out of the calendar"), verb=_("Strike out"))  # fmt: skip
def strike_day(day: CalendarDay) -> None:
    """The record no longer counts; open cases are recomputed."""
    day.is_struck, day.applied_at = True, None


@act(CalendarDay, who=is_clockwork, keeps=["day", "moved"], verb=_("Recompute"),
     says=_("Open cases were recomputed after the change of {day}: {moved} dates moved"))  # fmt: skip
def apply_day(day: CalendarDay, *, moved: int, on: datetime) -> None:
    """Every open case has been recomputed since the day was entered or struck out."""
    day.applied_at = on


@act(Township, who=only.of_district, when=[only.is_a_township, only.township_name_is_free], keeps=["standing_since"],
     says=_("{by} corrected the entry of “{it}”"), verb=_("Correct"))  # fmt: skip
def correct_township(township: Township, *, name: str, name_en: str, kind: str, standing_since: date | None) -> None:
    """Name, kind, and since when its congress has been standing."""
    township.name, township.name_en, township.kind, township.standing_since = name, name_en, kind, standing_since


@act(Township, who=only.of_district, when=[only.is_at_district_level, only.township_name_is_free], within=Township,
     keeps=["name"], says=_("{by} entered the township “{it}”"), verb=_("Enter a township"))  # fmt: skip
def add_township(level: Township, *, name: str, name_en: str, kind: str, standing_since: date | None) -> Township:
    """A township of the district."""
    order = Township.objects.count()
    return Township.objects.create(name=name, name_en=name_en, kind=kind, standing_since=standing_since, order=order)


@act(Township, who=is_clockwork, when=[only.is_not_founded], says=_("The district “{it}” was founded"),
     verb=_("Found the district"))  # fmt: skip
def found_district(level: Township, *, officer: str, login: str, phone: str, password: str, must_choose: bool,
                   townships: Sequence[str], by: Any, on: datetime) -> None:  # fmt: skip
    """The first officer, their office and the townships, so that people can enter the rest themselves."""
    person = add_person(
        level, by=by, on=on, name=officer, login=plain_login(login), phone=phone, first_password=password
    )
    unit = add_unit(level, by=by, on=on, name=f"{level}{OFFICE}", kind=Unit.Kind.LIAISON, handles=False)
    post = appoint(person, by=by, on=on, unit=unit, role=Role.DISTRICT, title="", since=day_of(on))
    if not must_choose:
        choose_password(person, by=post, on=on, password=password)
    for name in townships:
        kind = Township.Kind.TOWNSHIP if name.endswith("乡") else Township.Kind.TOWN
        add_township(level, by=post, on=on, name=name, name_en="", kind=kind, standing_since=None)


def remember_headings(township: Township, table: str, headings: Mapping[str, str]) -> None:
    """Part of the acts that take over a table: how its headings were taken otherwise than guessed."""
    for heading, column in headings.items():
        KnownHeading.objects.update_or_create(
            township=township, table=table, heading=heading, defaults={"column": column}
        )


def _end_ways_in(person: Person, on: datetime) -> None:
    """Sessions and keys."""
    SignIn.objects.filter(person=person).delete()
    AccessKey.objects.filter(person=person, ended_at=None).update(ended_at=on)


def _set_phone(person: Person, phone: str) -> None:
    person.phone, person.phone_digest = phone, digest(phone) if phone else None
