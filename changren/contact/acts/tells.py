"""Who hears of what is done here."""

from typing import Any
from uuid import UUID

from changren.contact import queries
from changren.contact.models import Message, Plan, Talk
from changren.organisation.models import Role
from changren.organisation.queries import people_holding


def office(it: Any) -> list[UUID]:
    """The standing-system office."""
    return people_holding(it.township_id, Role.CLERK)


def committee(it: Any) -> list[UUID]:
    """The Party committee."""
    return people_holding(it.township_id, Role.COMMITTEE)


def both_ends(plan: Plan) -> list[UUID]:
    """The members and the delegates of a plan."""
    found = plan.ties.values_list("member", "mandate__person")
    return [person for pair in found for person in pair]


def those_who_answer(talk: Talk) -> list[UUID]:
    """Where something was raised: the member above, and the office. Nobody is told of a talk itself."""
    return [*queries.members_above(talk), *office(talk)] if talk.is_raised else []


def those_who_raised(talk: Talk) -> list[UUID]:
    """The delegates for whom an answer is."""
    return [talk.mandate.person_id] if talk.mandate else [one.mandate.person_id for one in queries.ties_in(talk)]


def whom_it_is_for(message: Message) -> list[UUID]:
    """The delegates who should read it."""
    return list(queries.addressees(message).values_list("mandate__person", flat=True))


def the_sender(reply: Any) -> list[UUID]:
    """Whoever sent the message."""
    return [reply.message.sender_id]
