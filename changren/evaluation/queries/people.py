"""Who is who in an evaluation: those evaluated, those who take part, those who watch."""

from typing import Any
from uuid import UUID

from changren.base.acts.asked import asked_once
from changren.evaluation.models import Evaluation, Rater, Scrutineer, Subject
from changren.evaluation.queries.asking import rule_of
from changren.mandates.models import Mandate
from changren.organisation.models import Person, Post, Role, Unit
from changren.organisation.queries import people_holding


def evaluated(evaluation: Evaluation) -> set[UUID]:
    """The persons on the form."""
    return set(evaluation.subjects.exclude(person=None).order_by().values_list("person_id", flat=True))


def of_bodies(evaluation: Evaluation) -> set[UUID]:
    """Everybody who holds a post in a body on the form, whichever post."""
    units = evaluation.subjects.exclude(unit=None).values("unit")
    return set(Post.objects.filter(unit__in=units, until=None).order_by().values_list("person_id", flat=True))


@asked_once
def recused(evaluation: Evaluation) -> set[UUID]:
    """Who may not adopt, count, sign, close or settle: those evaluated, and the members of bodies that are."""
    return evaluated(evaluation) | of_bodies(evaluation)


def free_of_committee(evaluation: Evaluation) -> set[UUID]:
    """The members of the Party committee who are not evaluated themselves."""
    return set(people_holding(evaluation.township_id, Role.COMMITTEE)) - recused(evaluation)


def watchers(evaluation: Evaluation) -> set[UUID]:
    """Scrutineers and counters."""
    return set(evaluation.scrutineers.order_by().values_list("person_id", flat=True))


def chief(evaluation: Evaluation) -> UUID | None:
    """The chief scrutineer's person."""
    return evaluation.scrutineers.filter(task=Scrutineer.Task.CHIEF).values_list("person_id", flat=True).first()


def watching(evaluation: Evaluation) -> int:
    """How many watch, the chief among them; counters do not."""
    return evaluation.scrutineers.filter(task__in=Scrutineer.WATCHES).count()  # type: ignore[no-any-return]


def keepers(evaluation: Evaluation) -> list[Person]:
    """The persons who keep a part of the key: those who watch."""
    rows = evaluation.scrutineers.select_related("person").filter(task__in=Scrutineer.WATCHES)
    return [one.person for one in rows.order_by("id")]


def is_subject(subject: Subject, person_id: UUID | None) -> bool:
    """Whether it is about this person, or about a body that they belong to."""
    if person_id is None:
        return False
    if subject.unit_id is None:
        return subject.person_id == person_id
    return Post.objects.filter(unit=subject.unit_id, person=person_id, until=None).exists()


def subject_people(subject: Subject) -> set[UUID]:
    """The person evaluated, or everybody who holds a post in the body."""
    if subject.unit_id is None:
        return {subject.person_id} if subject.person_id else set()
    return set(Post.objects.filter(unit=subject.unit_id, until=None).values_list("person_id", flat=True))


def may_rate(evaluation: Evaluation) -> list[Mandate]:
    """The active delegates of the term but for those whom art. 5 leaves out."""
    out = evaluated(evaluation)
    rows = Mandate.objects.filter(term=evaluation.term_id, state=Mandate.State.ACTIVE)
    if not rule_of(evaluation, "committee_rates").value:
        out |= of_bodies(evaluation)
        rows = rows.filter(on_committee=False)
    return list(rows.exclude(person__in=out).order_by("number"))


def handed_out(evaluation: Evaluation) -> int:
    """To how many a form or a slip was handed."""
    return evaluation.raters.exclude(drew_on=None).count()  # type: ignore[no-any-return]


def is_rater(evaluation: Evaluation, person_id: UUID | None) -> bool:
    """Whether the person may take part."""
    return Rater.objects.filter(evaluation=evaluation, mandate__person=person_id).exists()


def people_here(evaluation: Evaluation) -> Any:
    """Persons who hold a post in the township: who can be put on the form, or watch."""
    held = Post.objects.filter(township=evaluation.township_id, until=None)
    return Person.objects.filter(pk__in=held.values("person")).order_by("name", "id")


def units_here(evaluation: Evaluation) -> Any:
    """The open units of the township."""
    return Unit.objects.filter(township=evaluation.township_id, is_open=True).order_by("kind", "name")
