"""Who is who in a case: those who raised it, those who answer it, and what they have said."""

from datetime import date
from uuid import UUID

from changren.casework.models import Assignment, Case, Delivery
from changren.organisation.models import Post, Role
from changren.organisation.queries import handling_units, people_holding, units_of_person
from changren.rulebook.rules import rule

__all__ = ["handling_units"]

ANSWERS = (Assignment.State.SENT, Assignment.State.ACCEPTED, Assignment.State.OPINED)


def answering_units(case: Case) -> set[UUID]:
    """The units that have the case now, lead and assisting."""
    return set(Assignment.objects.filter(case=case, state__in=ANSWERS).values_list("unit_id", flat=True))


def is_respondent(case: Case, person_id: UUID | None) -> bool:
    """Whether the person belongs, in whatever post, to a unit that answers the case."""
    return person_id is not None and bool(answering_units(case) & units_of_person(person_id))


def units_of_raisers(case: Case) -> list[set[UUID]]:
    """For each raiser, the units they belong to."""
    return [units_of_person(raiser.person_id) for raiser in case.raisers.all()]


def closers(case: Case) -> set[UUID]:
    """The persons who may close for all: the lead; if the lead cannot act any more, the others who can."""
    acting = set(
        Post.objects.filter(
            township=case.township_id, role=Role.DELEGATE, until=None, person__in=_people(case)
        ).values_list("person_id", flat=True)
    )
    free = {person for person in acting if not is_respondent(case, person)}
    lead = set(case.raisers.filter(is_lead=True).values_list("person_id", flat=True))
    return lead & free or free


def _people(case: Case) -> list[UUID]:
    return list(case.raisers.values_list("person_id", flat=True))


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


def present_verdicts(case: Case) -> list[Delivery]:
    """The deliveries of the present round's answer."""
    return list(Delivery.objects.filter(answer__case=case, answer__round=case.round))


def not_judged(case: Case) -> list[Delivery]:
    """Those who were answered and have not judged yet."""
    return [one for one in present_verdicts(case) if one.state == Delivery.State.SENT]


def dissatisfied(case: Case) -> tuple[int, int]:
    """How many are not satisfied with the result of the present answer, and of how many it reached."""
    rows = [one for one in present_verdicts(case) if one.state != Delivery.State.RECUSED]
    return sum(one.result == Delivery.Verdict.NOT for one in rows), len(rows)


def is_sent_back(case: Case) -> bool:
    """Whether so many are dissatisfied that the rules send the answer back."""
    unhappy, of = dissatisfied(case)
    if rule("casework.redo_trigger", at=case.township, on=case.opened_on).value == "any":
        return unhappy > 0
    return rule("casework.escalation_share", at=case.township, on=case.opened_on).is_met_by(unhappy, of)
