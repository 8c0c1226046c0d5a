"""Whom I keep contact with, on one page for a phone: who is next, what came down, what came back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from changren.contact.models import Counterpart, Message, Plan, Talk
from changren.contact.queries.asking import Stretch, listed, mandate_of, plan_in_force, rule_of, stretch
from changren.contact.queries.doors import messages_for, talks_for, ties_of
from changren.contact.queries.edges import last_with_people, last_with_ties
from changren.organisation.models import Post, Role

LATEST = 5  # messages and talks


@dataclass(frozen=True)
class Contact:
    """One line: who, what is known of them, when they were last spoken with, and where a talk is logged."""

    name: str
    note: str
    url: str
    log: str
    last: date | None
    is_reached: bool


@dataclass(frozen=True)
class Mine:
    """Everything the page shows. above: for a delegate, the committee member who keeps contact with them.

    may_list: whether there is room on the delegate's list. waits: how many were not reached in this stretch.
    """

    plan: Plan | None
    stretch: Stretch | None
    contacts: list[Contact]
    above: list[Contact]
    messages: list[Message]
    talks: list[Talk]
    may_list: bool
    is_member: bool
    every: Any

    @property
    def waits(self) -> int:
        return sum(not one.is_reached for one in self.contacts)


def mine(post: Post, day: date) -> Mine:
    """The contacts of this post: a committee member's delegates, or a delegate's list."""
    plan, member = plan_in_force(post.township_id), post.role == Role.COMMITTEE
    if plan is None or post.role not in (Role.COMMITTEE, Role.DELEGATE):
        return Mine(plan, None, [], [], [], [], False, member, None)
    now, mandate = stretch(plan, day), mandate_of(post)
    people = list(listed(mandate)) if mandate and not member else []
    most = rule_of(plan, "people_most").value + rule_of(plan, "branches").value
    tied = _ties(post, now, member)
    return Mine(
        plan, now, tied if member else _people(people, now), [] if member else tied,
        list(messages_for(post).filter(plan=plan)[:LATEST]), list(talks_for(post).distinct()[:LATEST]),
        mandate is not None and not member and len(people) < most, member, rule_of(plan, "every"),
    )  # fmt: skip


def _ties(post: Post, now: Stretch, member: bool) -> list[Contact]:
    ties = list(ties_of(post).select_related("mandate__electing_unit", "mandate__person", "member", "plan"))
    last = last_with_ties(one.pk for one in ties)
    return [
        _contact(
            one.mandate.person.name if member else one.member.name,
            one.mandate.electing_unit.name if member else "", one, reverse("contact:log_talk", args=[one.pk]),
            last, now,
        )
        for one in sorted(ties, key=lambda one: one.mandate.number)
    ]  # fmt: skip


def _people(people: list[Counterpart], now: Stretch) -> list[Contact]:
    last = last_with_people(one.pk for one in people)
    return [
        _contact(
            one.name, f"{one.get_kind_display()} · {one.village}", one,
            reverse("contact:log_visit", args=[one.pk]), last, now,
        )
        for one in people
    ]  # fmt: skip


def _contact(name: str, note: str, it: Any, log: str, last: dict[Any, date], now: Stretch) -> Contact:
    day = last.get(it.pk)
    return Contact(name, note, it.get_absolute_url(), log, day, day is not None and day >= now.start)
