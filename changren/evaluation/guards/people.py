"""Who may: the office, the committee, those who watch, those evaluated; and who may not, because it is about them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, ask, no
from changren.evaluation import queries
from changren.evaluation.models import Count, Evaluation, Rater, Subject
from changren.organisation.guards import of_district, of_township
from changren.organisation.models import Role

is_office = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)


def is_not_evaluated(evaluation: Evaluation, by: Any) -> Objection | None:
    """Recusal: nobody who is evaluated, or belongs to a body that is, runs their own evaluation."""
    if by.person_id not in queries.recused(evaluation):
        return None
    says = _("You are evaluated here, or belong to a body that is; somebody else must do this.")
    return no(says, rule=queries.rule_of(evaluation, "scrutineers_least"))


def may_adopt(evaluation: Evaluation, by: Any) -> Objection | None:
    """The Party committee; where all its members are evaluated, the district."""
    if not queries.free_of_committee(evaluation):
        return of_district(evaluation, by)
    return ask(is_committee, evaluation, by=by) or is_not_evaluated(evaluation, by)  # type: ignore[return-value]


def is_office_and_free(evaluation: Evaluation, by: Any) -> Objection | None:
    """The office, unless it is evaluated itself."""
    return ask(is_office, evaluation, by=by) or is_not_evaluated(evaluation, by)  # type: ignore[return-value]


def watches(evaluation: Evaluation, by: Any) -> Objection | None:
    """A scrutineer or a counter, in any post of the township."""
    here = by.is_held and by.township_id == evaluation.township_id
    ours = here and by.person_id in queries.watchers(evaluation)
    return is_not_evaluated(evaluation, by) if ours else no(_("Only a scrutineer or a counter may do this."))


def is_chief(evaluation: Evaluation, by: Any) -> Objection | None:
    """The chief scrutineer, in any post of the township."""
    here = by.is_held and by.township_id == evaluation.township_id
    ours = here and by.person_id == queries.chief(evaluation)
    return is_not_evaluated(evaluation, by) if ours else no(_("Only the chief scrutineer may do this."))


def may_count(evaluation: Evaluation, by: Any) -> Objection | None:
    """Who watches or counts, or the office."""
    return is_office_and_free(evaluation, by) if by.role == Role.CLERK else watches(evaluation, by)


def may_close(evaluation: Evaluation, by: Any) -> Objection | None:
    """The office, or the chief scrutineer."""
    return is_office_and_free(evaluation, by) if by.role == Role.CLERK else is_chief(evaluation, by)


def entered_it(count: Count, by: Any) -> Objection | None:
    """Who entered it, and may still count."""
    own = by.person_id == count.entered_by_id
    return may_count(count.evaluation, by) if own else no(_("Only who entered this count may correct it."))


def is_this_rater(rater: Rater, by: Any) -> Objection | None:
    """The delegate who may take part."""
    ours = by.role == Role.DELEGATE and by.is_held and by.person_id == rater.mandate.person_id
    return None if ours else no(_("Everybody takes part for themselves, as a delegate."))


def is_subject(subject: Subject, by: Any) -> Objection | None:
    """The person evaluated; of a body, whoever belongs to it."""
    ours = by.is_held and by.township_id == subject.township_id and queries.is_subject(subject, by.person_id)
    return None if ours else no(_("Only those evaluated may do this."))


def may_file_report(subject: Subject, by: Any) -> Any:
    """Those evaluated, or the office for them."""
    return is_office(subject, by) and is_subject(subject, by)


def may_settle(subject: Subject, by: Any) -> Objection | None:
    """The district's organisation department; on the choice of a cadre the Party committee, whose choice it is."""
    consent = subject.evaluation.kind == Evaluation.Kind.CONSENT
    who = is_committee if consent else of_district
    return ask(who, subject, by=by) or is_not_evaluated(subject.evaluation, by)  # type: ignore[return-value]
