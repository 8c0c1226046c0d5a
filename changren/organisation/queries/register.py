"""Who is who: townships, units, people, posts; and the minutes as sentences with names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from changren.base.acts import OpenAct, open_acts
from changren.base.clock.models import CalendarDay
from changren.base.minutes.models import Entry
from changren.base.minutes.telling import Told, folded, tell
from changren.base.notices.models import Notice
from changren.base.tenancy.models import Township
from changren.base.tenancy.written import written_once
from changren.organisation.models import AccessKey, KnownHeading, Person, Post, Role, SignIn, Unit
from changren.organisation.signing import lasting

PAGE = 50


def townships() -> Any:
    """The townships of the district, in their order, without the district's own level."""
    return Township.objects.exclude(kind=Township.Kind.DISTRICT)


def district_level() -> Township:
    """The district's own level (区本级)."""
    return Township.objects.get(kind=Township.Kind.DISTRICT)


def places_for(post: Post) -> Any:
    """The townships whose affairs a post may see: its own, or for the district's own level all of them."""
    return Township.objects.all() if post.township.is_district else Township.objects.filter(pk=post.township_id)


def townships_for(post: Post) -> Any:
    """The access door of townships."""
    return places_for(post)


def lists_for(post: Post) -> Any:
    """The access door of whole lists, telephone numbers included: the townships whose accounts one keeps."""
    return townships_for(post) if post.role in (Role.CLERK, Role.DISTRICT) else Township.objects.none()


def units_for(post: Post) -> Any:
    """The access door of units: one's own township's and the district's."""
    units = Unit.objects.select_related("township")
    if post.township.is_district:
        return units
    return units.filter(Q(township=post.township_id) | Q(township__kind=Township.Kind.DISTRICT))


def people_for(post: Post) -> Any:
    """The access door of people: those who keep accounts see their township's, everybody sees themselves."""
    people = Person.objects.select_related("township")
    if post.role == Role.DISTRICT:
        return people
    if post.role == Role.CLERK:
        return people.filter(township=post.township_id)
    return people.filter(pk=post.person_id)


def posts_for(post: Post) -> Any:
    """The access door of posts."""
    return Post.objects.select_related(*Post.alongside).filter(person__in=people_for(post))


def keys_for(post: Post) -> Any:
    """The access door of keys: one's own, and those of the people whose accounts one keeps."""
    return AccessKey.objects.select_related(*AccessKey.alongside).filter(person__in=people_for(post))


def days_for(post: Post) -> Any:
    """The access door of the calendar's records: everybody may read them."""
    return CalendarDay.objects.select_related("township")


def handling_units(township: Township) -> Any:
    """The open units that matters of this township may be assigned to: its own and the district's."""
    where = Q(township=township) | Q(township__kind=Township.Kind.DISTRICT)
    return Unit.objects.filter(where, handles=True, is_open=True).order_by("township__order", "kind", "name")


def known_headings(township: Township, table: str) -> dict[str, str]:
    """How the office took the headings of such tables before: the column's name, "" if it was left out."""
    return dict(KnownHeading.objects.filter(township=township, table=table).values_list("heading", "column"))


def holders(township: Township | UUID, *roles: Role, unit: Unit | None = None) -> Any:
    """The posts held in these roles in a township, of one unit if given."""
    posts = Post.objects.select_related("person", "unit").filter(township=township, role__in=roles, until=None)
    return posts.filter(unit=unit) if unit else posts


def people_holding(township: Township | UUID, *roles: Role, unit: Unit | None = None) -> list[UUID]:
    """The ids of the persons who hold them; for notices."""
    return list(holders(township, *roles, unit=unit).values_list("person_id", flat=True).distinct())


def units_of_person(person_id: UUID) -> set[UUID]:
    """The units in which a person holds a post now, in whatever role: what recusal asks."""
    held = Post.objects.filter(person=person_id, until=None).exclude(unit=None)
    return set(held.values_list("unit_id", flat=True))


def names(entries: Iterable[Entry]) -> dict[UUID, str]:
    """The name behind each post that acted, and behind each person who acted without one. One query, or two."""
    rows = list(entries)
    posts = Post.objects.filter(pk__in={entry.post_id for entry in rows}).values_list("pk", "person__name")
    alone = {entry.person_id for entry in rows if entry.person_id and not entry.post_id}
    people = Person.objects.filter(pk__in=alone).values_list("pk", "name") if alone else ()
    return {**dict(posts), **dict(people)}


def told(entries: Iterable[Entry], here: Any = None) -> list[Told]:
    """Entries as sentences with names, runs of the same act folded into one line. here: what the page is about."""
    rows = list(entries)
    return folded(tell(rows, names(rows), here))


def history(*things: Any) -> list[Told]:
    """What happened to these objects, in order; the first is what the page is about."""
    return told(Entry.objects.filter(subject_id__in=[thing.pk for thing in things]).order_by("number"), things[0])


@dataclass(frozen=True)
class NoticeLine:
    """A notice with its sentence."""

    notice: Notice
    told: Told

    in_data = ("told", "read_at")

    @property
    def read_at(self) -> datetime | None:
        """When it was read."""
        return self.notice.read_at


def notices(person: Person, *, before: int | None = None) -> list[NoticeLine]:
    """The person's newest notices; older ones from before entry `before`."""
    rows = Notice.objects.select_related("entry").filter(person_id=person.pk)
    rows = rows.filter(entry__number__lt=before) if before else rows
    page = list(rows.order_by("-entry__number")[:PAGE])
    lines = {one.entry.pk: one for one in tell([row.entry for row in page], names([row.entry for row in page]))}
    return [NoticeLine(row, lines[row.entry_id]) for row in page]


def posts_held(person: Person) -> Any:
    """The posts a person may act in; where a page has asked before, `person.held`."""
    if person.held is not None:
        return person.held
    return Post.objects.select_related(*Post.alongside).filter(person=person, until=None)


def hold(person: Person) -> None:
    """Ask for the posts of this person now, for all who will ask on this page."""
    person.held = _held(person.pk)


@written_once
def _held(person_id: UUID) -> Any:
    return Post.objects.select_related(*Post.alongside).filter(person=person_id, until=None)


def sessions(person: Person, on: datetime) -> Any:
    """Where a person is signed in."""
    return SignIn.objects.select_related("post__unit", "post__township").filter(lasting(on), person=person)


def roster(post: Post, township: Township | None = None, search: str = "") -> Any:
    """People with the posts they hold, of one township or of all that `post` may see."""
    people = people_for(post).prefetch_related("posts__unit", "posts__township")
    people = people.filter(township=township) if township else people
    return people.filter(Q(name__contains=search) | Q(login__contains=search)) if search else people


def units_with_posts(post: Post) -> Any:
    """Units and how many posts are held in each."""
    held = Count("posts", filter=Q(posts__until=None))
    return units_for(post).annotate(held=held).order_by("township__order", "kind", "name")


@dataclass(frozen=True)
class Sheet:
    """One person or unit: itself, its posts, what may be done, what happened."""

    it: Any
    posts: list[Post]
    acts: list[OpenAct]
    history: list[Told]
    post_acts: list[tuple[Post, list[OpenAct]]]


def sheet(it: Person | Unit, *, by: Post, on: Any) -> Sheet:
    """A person or a unit as a page shows it."""
    posts = list(it.posts.select_related("person", "unit", "township").order_by("until", "since"))
    return Sheet(
        it=it, posts=posts, acts=open_acts(it, by=by, on=on), history=history(it, *posts),
        post_acts=[(post, open_acts(post, by=by, on=on)) for post in posts],
    )  # fmt: skip
