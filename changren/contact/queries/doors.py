"""The access doors. Who contacts whom is the township's to know; what is said, whose names a list holds, is not."""

from typing import Any

from django.db.models import Q

from changren.contact.models import Counterpart, Message, Plan, Talk, Tie
from changren.mandates.models import Mandate
from changren.organisation.models import Post, Role

PREPARES = (Role.CLERK, Role.COMMITTEE)
State = Plan.State


def plans_for(post: Post) -> Any:
    """A township's people see a plan once it is adopted; who prepares and adopts, proposals too."""
    rows = Plan.objects.select_related(*Plan.alongside)
    if post.role == Role.DISTRICT:
        return rows.exclude(adopted_on=None)
    ours = rows.filter(township=post.township_id)
    return ours if post.role in PREPARES else ours.exclude(adopted_on=None)


def ties_for(post: Post) -> Any:
    """The ties of the plans that a post may open."""
    return Tie.objects.select_related(*Tie.alongside).filter(plan__in=plans_for(post))


def counterparts_for(post: Post) -> Any:
    """Lists are for the delegate whose list it is, and for the office that keeps them (art. 6)."""
    rows = Counterpart.objects.select_related(*Counterpart.alongside).filter(township=post.township_id)
    return rows if post.role == Role.CLERK else rows.filter(mandate__person=post.person_id)


def talks_for(post: Post) -> Any:
    """What was said is for those who spoke; where something was raised, also for those who have to answer it."""
    rows = Talk.objects.select_related(*Talk.alongside).filter(township=post.township_id)
    mine = Q(member=post.person_id) | Q(mandate__person=post.person_id)
    taking_part = Tie.objects.filter(mandate__person=post.person_id).values("pk")
    mine |= Q(pk__in=Talk.objects.filter(parts__tie__in=taking_part).values("pk"))
    if post.role == Role.CLERK:
        mine |= Q(is_raised=True)
    elif post.role == Role.COMMITTEE:
        mine |= Q(is_raised=True, mandate__in=contacted_by(post))
    return rows.filter(mine)


def messages_for(post: Post) -> Any:
    """Messages are for who sent them, for the delegates they are for, and for the office."""
    rows = Message.objects.select_related(*Message.alongside).filter(township=post.township_id)
    if post.role == Role.CLERK:
        return rows
    senders = Tie.objects.filter(mandate__person=post.person_id, plan__state=State.ADOPTED).values("member")
    mine = Q(sender=post.person_id)
    if post.role == Role.DELEGATE:
        mine |= Q(is_for_all=True) | Q(sender__in=senders)
    return rows.filter(mine)


def contacted_by(post: Post) -> Any:
    """The mandates of those with whom this committee member keeps contact now."""
    return Tie.objects.filter(member=post.person_id, plan__state=State.ADOPTED).values("mandate")


def ties_of(post: Post) -> Any:
    """The ties that are one's own in the plan in force: as committee member, or as delegate."""
    rows = Tie.objects.select_related(*Tie.alongside).filter(
        plan__state=State.ADOPTED, plan__township=post.township_id, mandate__state=Mandate.State.ACTIVE
    )
    own = Q(member=post.person_id) if post.role == Role.COMMITTEE else Q(mandate__person=post.person_id)
    return rows.filter(own)


def addressees(message: Message) -> Any:
    """The delegates for whom a message is, by number."""
    rows = Tie.objects.select_related(*Tie.alongside).filter(plan=message.plan_id)
    return rows if message.is_for_all else rows.filter(member=message.sender_id)
