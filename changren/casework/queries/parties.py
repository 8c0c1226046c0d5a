"""Who is who in a case: those who raised it, those who answer it, and what they have said."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from changren.casework.models import Answer, Assignment, Case, Contact, Delivery, Raiser
from changren.organisation.models import Post, Role
from changren.organisation.queries import handling_units, people_holding, units_of_person
from changren.rulebook.rules import rule

__all__ = ["handling_units"]

ANSWERS = (Assignment.State.SENT, Assignment.State.ACCEPTED, Assignment.State.OPINED)
MORE_THAN_HALF = Fraction(1, 2)  # 过半数: what the word says, not a number of the regulations
People = dict[UUID, set[UUID]]  # persons by case


def respondents_of(cases: Iterable[UUID]) -> People:
    """For each of these cases, everybody who holds a post, whichever, in a unit that answers it. Two queries."""
    found: People = {case: set() for case in cases}
    parts = list(
        Assignment.objects.filter(case__in=found, state__in=ANSWERS).order_by().values_list("case_id", "unit_id")
    )
    members: dict[UUID, set[UUID]] = {}
    held = Post.objects.filter(unit__in={unit for _case, unit in parts}, until=None)
    for unit, person in held.order_by().values_list("unit_id", "person_id"):
        members.setdefault(unit, set()).add(person)
    for case, unit in parts:
        found[case] |= members.get(unit, set())
    return found


def respondents(case: Case) -> set[UUID]:
    """Everybody who holds a post in a unit that answers the case."""
    return respondents_of([case.pk])[case.pk]


def is_respondent(case: Case, person_id: UUID | None) -> bool:
    """Whether the person belongs, in whatever post, to a unit that answers the case."""
    return person_id is not None and bool(recused_from(person_id).filter(case=case))


def recused_from(person_id: UUID) -> Any:
    """The assignments by which a unit of this person answers a case."""
    return Assignment.objects.filter(unit__in=units_of_person(person_id), state__in=ANSWERS)


def judges_of(cases: Iterable[UUID]) -> People:
    """For each of these cases, who can still judge it: raised it, is a delegate, and answers nothing. Four queries."""
    ids = list(cases)
    rows = Raiser.objects.filter(case__in=ids).order_by()
    raised = list(rows.values_list("case_id", "person_id", "township_id"))
    people = {person for _case, person, _township in raised}
    seats = Post.objects.filter(person__in=people, role=Role.DELEGATE, until=None)
    seated = set(seats.order_by().values_list("person_id", "township_id"))
    answering = respondents_of(ids)
    found: People = {case: set() for case in ids}
    for case, person, township in raised:
        if (person, township) in seated and person not in answering[case]:
            found[case].add(person)
    return found


def judges(case: Case) -> set[UUID]:
    """Those who raised it, are delegates still, and belong to no unit that answers it."""
    return judges_of([case.pk])[case.pk]


def closers_of(cases: Iterable[UUID]) -> People:
    """For each of these cases, who may act for all who raised it: the lead; where the lead cannot, the others."""
    able = judges_of(cases)
    leads = Raiser.objects.filter(case__in=able, is_lead=True).order_by().values_list("case_id", "person_id")
    led = {case: {person} & able[case] for case, person in leads}
    return {case: led.get(case) or people for case, people in able.items()}


def closers(case: Case) -> set[UUID]:
    """The persons who may close for all: the lead; if the lead cannot act any more, the others who can."""
    return closers_of([case.pk])[case.pk]


def leaves_nobody(case: Case, units: Iterable[UUID]) -> bool:
    """Whether nobody who raised it could judge it if these units answered it."""
    theirs = Post.objects.filter(unit__in=list(units), until=None).values("person")
    return not case.raisers.exclude(person__in=theirs).exists()


def lead_unit_people(case: Case) -> list[UUID]:
    """Head and handlers of the lead unit; for notices."""
    if case.lead_unit is None:
        return []
    return people_holding(case.lead_unit.township_id, Role.HEAD, Role.HANDLER, unit=case.lead_unit)


def lead_assignment(case: Case) -> Assignment:
    """The assignment by which the lead unit has the case."""
    return Assignment.objects.filter(case=case, role=Assignment.Role.LEAD, state__in=ANSWERS).latest("id")


def missing_opinions(case: Case, today: date) -> list[Assignment]:
    """The assisting units that owe their opinion and still have time."""
    owed = Assignment.objects.select_related("unit").filter(case=case, role=Assignment.Role.ASSIST)
    return list(owed.filter(state=Assignment.State.SENT, due_on__gte=today))


def not_spoken_with(case: Case) -> list[Raiser]:
    """Those who can judge the answer and have not been spoken with before it."""
    spoken = Contact.objects.filter(case=case, round=case.round).values("raiser")
    return list(case.raisers.filter(person__in=judges(case)).exclude(pk__in=spoken))


def present_answer(case: Case) -> Answer:
    """The answer of the present round."""
    return Answer.objects.get(case=case, round=case.round)


def present_verdicts(case: Case) -> list[Delivery]:
    """The deliveries of the present round's answer."""
    rows = Delivery.objects.select_related("raiser").filter(answer__case=case, answer__round=case.round)
    return list(rows)


def not_judged(case: Case) -> list[Delivery]:
    """Those who were answered, have not judged yet, and still can."""
    able = judges(case)
    return [one for one in present_verdicts(case) if one.state == Delivery.State.SENT and one.raiser.person_id in able]


def dissatisfied(case: Case) -> tuple[int, int]:
    """How many are not satisfied with the result of the present answer, and of how many who judged it or still can."""
    able, judged, sent = judges(case), Delivery.State.JUDGED, Delivery.State.SENT
    rows = [
        one
        for one in present_verdicts(case)
        if one.state == judged or (one.state == sent and one.raiser.person_id in able)
    ]
    return sum(one.result == Delivery.Verdict.NOT for one in rows), len(rows)


def is_sent_back(case: Case) -> bool:
    """Whether so many are dissatisfied that the rules send the answer back."""
    unhappy, of = dissatisfied(case)
    if rule("casework.redo_trigger", at=case.township, on=case.opened_on).value == "any":
        return unhappy > 0
    return unhappy > MORE_THAN_HALF * of
