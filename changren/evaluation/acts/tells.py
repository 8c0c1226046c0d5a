"""Who hears of what happens to an evaluation: ids of persons."""

from uuid import UUID

from changren.evaluation import queries
from changren.evaluation.models import Evaluation, Rater, Subject
from changren.organisation.models import Role
from changren.organisation.queries import district_level, people_holding


def office(it: Evaluation | Subject) -> list[UUID]:
    """The standing-system office."""
    return people_holding(it.township_id, Role.CLERK)


def committee(it: Evaluation | Subject) -> list[UUID]:
    """The Party committee."""
    return people_holding(it.township_id, Role.COMMITTEE)


def district(it: Evaluation | Subject) -> list[UUID]:
    """The district's organisation department."""
    return people_holding(district_level(), Role.DISTRICT)


def raters(evaluation: Evaluation) -> list[UUID]:
    """Everybody who may take part."""
    rows = Rater.objects.filter(evaluation=evaluation).order_by()
    return list(rows.values_list("mandate__person", flat=True))


def those_evaluated(evaluation: Evaluation) -> set[UUID]:
    """The persons on the form, and the members of the bodies on it."""
    return queries.recused(evaluation)


def those_watching(evaluation: Evaluation) -> set[UUID]:
    """Scrutineers and counters."""
    return queries.watchers(evaluation)


def those_told(evaluation: Evaluation) -> list[UUID]:
    """The district; and where the rules have the result announced, everybody who could take part."""
    told = district(evaluation)
    return told + raters(evaluation) if evaluation.announced == Evaluation.Announced.ALL else told


def the_scrutineer(scrutineer: object) -> list[UUID]:
    """Who was named."""
    return [scrutineer.person_id]  # type: ignore[attr-defined]
