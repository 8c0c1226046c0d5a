"""The access doors, and who is who: the delegate and the office know the person, others know the matter."""

from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Q, Value

from changren.base.documents.uploads import attached_to
from changren.base.tenancy.models import Township
from changren.casework.models import Assignment
from changren.casework.queries import cases_for
from changren.mandates.models import Mandate
from changren.matters.models import Matter, Reception, Workroom
from changren.organisation.models import Post, Role, Unit
from changren.organisation.queries import units_of_person

OF_A_UNIT = (Role.HEAD, Role.HANDLER)
READS_ALL = (Role.CLERK, Role.COMMITTEE, Role.DISCIPLINE)


def matters_for(post: Post) -> Any:
    """A township's delegates and offices read its matters, a unit those it answers, the district all.

    What a matter says about a unit is for the delegate who heard it and the offices, never for that unit. What was said
    to somebody they find in every post that they hold in the township; whoever else reads a case reads its matter.
    """
    rows = Matter.objects.select_related(*Matter.alongside)
    if post.role == Role.DISTRICT:
        return rows
    heard = Q(mandate__person=post.person_id, township=post.township_id)
    if post.role in OF_A_UNIT:
        given = Assignment.objects.filter(unit=post.unit_id).values("case")
        return rows.filter(heard | (Q(case__in=given) & (Q(about=None) | ~Q(about=post.unit_id))))
    ours = rows.filter(township=post.township_id)
    if post.role in READS_ALL:
        return ours
    known = heard | Q(case__in=cases_for(post).order_by().values("pk"))
    return ours.filter(known | Q(about=None)) if post.role == Role.DELEGATE else ours.filter(known)


def comparable_for(post: Post, on: Any) -> Any:
    """The matters that are shown as similar to another: those that are open, and that the post may read."""
    rows = matters_for(post).filter(state__in=Matter.UNDERWAY)
    yes = Value(True, output_field=BooleanField())
    return rows.annotate(is_open=yes, is_read=yes)


def workrooms_for(post: Post) -> Any:
    """Everybody in a township knows its workrooms."""
    rows = Workroom.objects.select_related(*Workroom.alongside)
    return rows if post.role == Role.DISTRICT else rows.filter(township=post.township_id)


def receptions_for(post: Post) -> Any:
    """And its reception days."""
    rows = Reception.objects.select_related(*Reception.alongside)
    return rows if post.role == Role.DISTRICT else rows.filter(township=post.township_id)


def photos_for(post: Post) -> Any:
    """The photos of the matters that a post may open, until they are deleted."""
    return attached_to(*matters_for(post)).select_related("township")


def may_know(matter: Matter, post: Post) -> bool:
    """Whether the post may ask for name and number: the delegate, the office; the unit where the person agreed."""
    if is_recused(matter, post.person_id) and post.role not in OF_A_UNIT:
        return False
    if post.role in OF_A_UNIT:
        return matter.naming == Matter.Naming.OPEN
    ours = matter.mandate is not None and matter.mandate.person_id == post.person_id
    return ours or (post.role == Role.CLERK and post.township_id == matter.township_id)


def belongs_to(person_id: UUID | None, unit: UUID) -> bool:
    """Whether the person holds a post in the unit, whichever."""
    return person_id is not None and unit in set(units_of_person(person_id))


def is_recused(matter: Matter, person_id: UUID | None) -> bool:
    """Whether the matter is about a unit of this person, or answered by one."""
    if person_id is None:
        return False
    theirs = set(units_of_person(person_id))
    answering = Assignment.objects.filter(case=matter.case_id).exclude(state=Assignment.State.RETURNED)
    return matter.about_id in theirs or (matter.case_id is not None and answering.filter(unit__in=theirs).exists())


def mandate_of(post: Any) -> Mandate | None:
    """The active mandate behind a delegate's post."""
    if post.role != Role.DELEGATE:
        return None
    return delegates_in(post.township).filter(person=post.person_id).first()  # type: ignore[no-any-return]


def delegates_in(township: Township) -> Any:
    """The delegates in office of a township, by number."""
    rows = Mandate.objects.select_related("person").filter(township=township.pk, state=Mandate.State.ACTIVE)
    return rows.order_by("number")


def units_in(township: Township) -> Any:
    """The units that a matter may be about."""
    return Unit.objects.filter(township=township.pk, is_open=True).order_by("name", "id")


def open_workroom(key: UUID) -> Any:
    """The workroom behind the code of a poster, while it is in use."""
    return Workroom.objects.select_related(*Workroom.alongside).filter(pk=key, state=Workroom.State.OPEN)


def joinable(matter: Matter, post: Post) -> Any:
    """The open matters of the township that this one may be joined to, newest first."""
    rows = matters_for(post).filter(township=matter.township_id, state__in=Matter.UNDERWAY)
    return rows.exclude(pk=matter.pk).order_by("-number")


def next_number(township: Township) -> int:
    """The number of the next matter of a township."""
    last = Matter.objects.filter(township=township.pk).order_by("number").last()
    return last.number + 1 if last else 1


def receptions_on(township: Township, on: Any) -> Any:
    """The reception days of which a register may still be kept: those that have begun and are not closed."""
    rows = Reception.objects.select_related(*Reception.alongside).filter(township=township.pk)
    return rows.filter(state=Reception.State.PLANNED, starts_at__lte=on).order_by("-starts_at")
