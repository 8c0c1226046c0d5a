"""Posts go with mandates; seats, quotas, terms and regulations are in order."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from changren.mandates.models import Delegation, ElectingUnit, Mandate, Term, Termination, Vacancy
from changren.organisation.models import Post, Role, Unit
from changren.rulebook.models import Choice, Consultation, Regulation
from tests.house.exploring.invariants.reading import reads
from tests.house.exploring.records import Records

State = Mandate.State


@reads(Mandate, Post)
def posts_go_with_mandates(records: Records) -> Iterator[str]:
    """The post of a delegate is held, once, when and only when the mandate is active."""
    active = Counter((one.township_id, one.person_id) for one in records.of(Mandate, state=State.ACTIVE))
    held = Counter((post.township_id, post.person_id) for post in records.of(Post, role=Role.DELEGATE, until=None))
    for key in active.keys() | held.keys():
        if (active[key], held[key]) != (1, 1):
            yield f"{active[key]} active mandates and {held[key]} posts held as delegate by one person"


@reads(Mandate, Vacancy)
def a_left_seat_is_vacant_once(records: Records) -> Iterator[str]:
    """Who stopped or was terminated left one vacancy, and a vacancy is filled once."""
    left = Counter(one.left_by_id for one in records[Vacancy])
    for one in records[Mandate]:
        if left[one.pk] != (one.state in (State.STOPPED, State.TERMINATED)):
            yield f"the mandate of {one.number} is {one.state}, and left {left[one.pk]} vacancies"
    filled = Counter(one.filled_by_id for one in records[Vacancy] if one.filled_by_id)
    if any(n > 1 for n in filled.values()):
        yield "one delegate fills two seats"
    for one in records[Vacancy]:
        if (one.state == Vacancy.State.FILLED) != (one.filled_by_id is not None):
            yield f"a vacancy is {one.state} and filled by {one.filled_by_id}"


@reads(Mandate, ElectingUnit, Term)
def seats_are_enough(records: Records) -> Iterator[str]:
    """No more delegates than the quota of their electing unit, no more quotas than seats."""
    taken = Counter(one.electing_unit_id for one in records[Mandate] if one.is_in_force)
    shared: dict[Any, int] = defaultdict(int)
    for unit in records[ElectingUnit]:
        shared[unit.term_id] += unit.seats
        if taken[unit.pk] > unit.seats:
            yield f"{unit.name}: {taken[unit.pk]} delegates on {unit.seats} seats"
    for term in records[Term]:
        if shared[term.pk] > term.seats:
            yield f"term {term.number}: {shared[term.pk]} of {term.seats} seats shared out"


@reads(Mandate, Delegation, ElectingUnit, Term, Vacancy, Termination)
def terms_are_whole(records: Records) -> Iterator[str]:
    """One current term a township; a mandate's groups are of its term; nobody is in force when it has ended."""
    current = Counter(term.township_id for term in records.of(Term, state=Term.State.CURRENT))
    if any(n > 1 for n in current.values()):
        yield "two terms are current in one township"
    terms = records.by_id(Term)
    for one in records[Mandate]:
        groups = {
            records.by_id(ElectingUnit)[one.electing_unit_id].term_id,
            records.by_id(Delegation)[one.delegation_id].term_id,
        }
        if groups != {one.term_id}:
            yield f"delegate {one.number} is grouped in another term"
        if one.is_in_force and terms[one.term_id].state == Term.State.EXPIRED:
            yield f"delegate {one.number} is {one.state} and the term has ended"
    for delegation in records[Delegation]:
        head = records.by_id(Mandate).get(delegation.head_id)
        if head and (
            head.delegation_id != delegation.pk or head.state not in (State.ACTIVE, State.SUSPENDED, State.EXPIRED)
        ):
            yield f"{delegation.name} is headed by a delegate who is {head.state}"
    proposed = Counter(one.mandate_id for one in records.of(Termination, state=Termination.State.PROPOSED))
    if any(n > 1 for n in proposed.values()):
        yield "two terminations of one mandate are proposed"
    for one in records[Termination]:
        decided = one.state in (Termination.State.DECIDED, Termination.State.FILED)
        if decided and records.by_id(Mandate)[one.mandate_id].state != State.TERMINATED:
            yield "a termination is decided and the mandate goes on"


@reads(Post, Unit)
def closed_units_are_empty(records: Records) -> Iterator[str]:
    """Nobody holds a post in a unit that was closed."""
    closed = {unit.pk for unit in records.of(Unit, is_open=False)}
    held = sum(post.unit_id in closed for post in records.of(Post, until=None))
    if held:
        yield f"{held} posts are held in closed units"


@reads(Regulation, Choice, Consultation)
def regulations_are_in_order(records: Records) -> Iterator[str]:
    """One version in work at a time; an adopted one has its dates, in order, and was discussed."""
    in_work = Counter((one.township_id, one.book) for one in records[Regulation] if one.is_open)
    if any(n > 1 for n in in_work.values()):
        yield "two versions of one regulation are in work"
    since: dict[Any, list[Any]] = defaultdict(list)
    for one in sorted(records[Regulation], key=lambda one: one.version):
        if one.state == Regulation.State.ADOPTED:
            since[one.township_id, one.book].append(one.in_force_from)
            consulted = records.of(Consultation, regulation_id=one.pk)
            if not consulted or any(row.state != Consultation.State.SETTLED for row in consulted):
                yield f"{one.book} was adopted before the consultation ended"
        elif one.in_force_from or one.adopted_on:
            yield f"{one.book} is {one.state} and in force from {one.in_force_from}"
    for key, days in since.items():
        if None in days or days != sorted(set(days)):
            yield f"{key[1]} came into force on {days}"


ALWAYS = [
    posts_go_with_mandates, a_left_seat_is_vacant_once, seats_are_enough, terms_are_whole, closed_units_are_empty,
    regulations_are_in_order,
]  # fmt: skip
