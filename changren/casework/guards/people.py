"""Who may: the office, the lead unit, those who raised it; and who may not, because their unit answers it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Guard, Objection, ask, no
from changren.casework import queries
from changren.casework.models import Assignment, Case, Delivery, Extension, Raiser
from changren.casework.queries import rule_of
from changren.casework.voices import Voice
from changren.organisation.guards import of_township
from changren.organisation.models import Post, Role

is_office = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)


def is_not_respondent(case: Case, by: Any) -> Objection | None:
    """Recusal: nobody who belongs to a unit that answers may judge, close or stop the clock."""
    if not queries.is_respondent(case, by.person_id):
        return None
    return no(
        _("You belong to a unit that answers this case; somebody else must do this."), rule=rule_of(case, "close_by")
    )


def both(*guards: Guard) -> Guard:
    """All of these; the first no counts."""

    def guard(it: Any, by: Any) -> Any:
        return next((answer for one in guards if (answer := ask(one, it, by=by)) is not None), None)

    return guard


is_office_and_free = both(is_office, is_not_respondent)
is_committee_and_free = both(is_committee, is_not_respondent)


def may_urge(case: Case, by: Any) -> Any:
    """The office, or the member of the Party committee who supervises the case."""
    supervises = case.supervisor_id is not None and by.id == case.supervisor_id and by.is_held
    return is_not_respondent(case, by) if supervises else is_office_and_free(case, by)


def in_lead_unit(case: Case, by: Post) -> Objection | None:
    """The head or a handler of the unit that answers."""
    ours = by.role in (Role.HEAD, Role.HANDLER) and by.is_held and by.unit_id == case.lead_unit_id
    return None if ours else no(_("Only the lead unit may do this."))


def heads_lead_unit(case: Case, by: Post) -> Objection | None:
    """The head of the unit that answers."""
    head = by.role == Role.HEAD and in_lead_unit(case, by) is None
    return None if head else no(_("Only the head of the lead unit may do this."))


def heads_its_unit(extension: Extension, by: Post) -> Objection | None:
    """The head of the unit that asked for more time."""
    return heads_lead_unit(extension.case, by)


def in_assisting_unit(assignment: Assignment, by: Post) -> Objection | None:
    """The head or a handler of the unit that was asked to assist."""
    ours = by.role in (Role.HEAD, Role.HANDLER) and by.is_held and by.unit_id == assignment.unit_id
    return None if ours and assignment.role == Assignment.Role.ASSIST else no(_("Only the assisting unit may do this."))


def is_raiser(case: Case, by: Any) -> Objection | None:
    """One of those who raised the case, acting as a delegate, and not of a unit that answers it; or for whom it was."""
    if _is_voice_in(case, by):
        return is_not_respondent(case, by)
    seated = by.role == Role.DELEGATE and by.is_held
    if seated and Raiser.objects.filter(case=case, person=by.person_id).exists():
        return is_not_respondent(case, by)
    return no(_("Only those who raised the case may do this, as delegates."), rule=rule_of(case, "close_by"))


def _is_voice_in(case: Case, by: Any) -> bool:
    return isinstance(by, Voice) and by.case == case.pk


def is_this_raiser(delivery: Delivery, by: Any) -> Objection | None:
    """The raiser whom this answer was delivered to, or the person for whom they raised it."""
    if _is_voice_in(delivery.answer.case, by) and by.raiser == delivery.raiser.person_id:
        return None
    if by.role == Role.DELEGATE and by.is_held and delivery.raiser.person_id == by.person_id:
        return is_not_respondent(delivery.answer.case, by)
    return no(
        _("Everybody who raised it judges for themselves, as a delegate."),
        rule=rule_of(delivery.answer.case, "verdict_within"),
    )


def may_close(case: Case, by: Any) -> Objection | None:
    """The lead of those who raised it; another of them where the lead can no longer act, or the rules say so."""
    provision = rule_of(case, "close_by")
    if isinstance(by, Voice) or provision.value == "anyone" or by.person_id in queries.closers(case):
        return is_raiser(case, by)
    return no(_("Only the lead of those who raised the case may do this."), rule=provision)


def may_consent(extension: Extension, by: Post) -> Any:
    """Whoever the rules ask for consent."""
    if rule_of(extension.case, "extension_consent").value == "office":
        return is_office_and_free(extension.case, by)
    return (
        None
        if is_raiser(extension.case, by) is None and by.person_id in queries.closers(extension.case)
        else no(
            _("Only the lead of those who raised the case may agree."),
            rule=rule_of(extension.case, "extension_consent"),
        )
    )
