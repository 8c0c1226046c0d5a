"""When a count may be entered, and when it is a result."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from changren.ballots import queries as ballots
from changren.base.acts import Objection, no
from changren.base.tallies import Group
from changren.evaluation import queries
from changren.evaluation.models import Count, Evaluation
from changren.rulebook.rules import rule

State = Evaluation.State


def is_being_counted(it: Evaluation | Count) -> Objection | None:
    """Paper forms, after closing and before the result is drawn up."""
    evaluation = it.evaluation if isinstance(it, Count) else it
    if isinstance(it, Count) and it.is_struck:
        return no(_("This count was struck out."))
    if not evaluation.is_paper:
        return no(_("Sealed ballots are counted by the scrutineers' programs."))
    return None if evaluation.state == State.CLOSED else no(_("Forms are counted between closing and the result."))


def has_not_entered(evaluation: Evaluation, by: object, group: str) -> Objection | None:
    """The two entries of a group are made by two people (art. 9)."""
    provision = queries.rule_of(evaluation, "scrutineers_least")
    if queries.own_entry(evaluation, group, getattr(by, "person_id", None)):
        return no(_("You have entered this group; somebody else enters it the second time."), rule=provision)
    if queries.next_entry(evaluation, group) is None:
        return no(_("Both entries of this group are there."), rule=provision)
    return None


def adds_up(it: Evaluation | Count, collected: int, valid: int, invalid: int) -> Objection | None:
    """Valid and invalid forms are those collected."""
    if valid + invalid == collected:
        return None
    return no(_("{valid} valid and {invalid} invalid forms are not {collected}."), valid=valid, invalid=invalid,
              collected=collected)  # fmt: skip


def marks_add_up(it: Evaluation | Count, valid: int, numbers: Sequence[Sequence[int]]) -> Objection | None:
    """As many marks for each question as the form allows."""
    evaluation = it.evaluation if isinstance(it, Count) else it
    wrong = queries.misfit(evaluation.questions, numbers, valid) if numbers else None
    if wrong is None:
        return None
    says = _("Question {n}: {marks} marks do not fit {valid} valid forms.")
    return no(says, n=wrong[0] + 1, marks=wrong[1], valid=valid)


def is_large_enough(it: Evaluation | Count, collected: int, numbers: Sequence[Sequence[int]]) -> Objection | None:
    """Too few forms are not counted on their own: no marks are written down (art. 4)."""
    evaluation = it.evaluation if isinstance(it, Count) else it
    provision = queries.rule_of(evaluation, "counted_least")
    if provision.is_met_by(collected):
        return None if numbers else no(_("The marks are missing."))
    says = _("{n} forms are too few to be counted on their own; add them to another group, or leave the marks empty.")
    return no(says, n=collected, rule=provision) if numbers else None


def group_was_entered(evaluation: Evaluation, group: str) -> Objection | None:
    """There is such a group."""
    entered = evaluation.counts.filter(group=group).exists()
    return None if entered else no(_("No group is called “{group}”."), group=group)


def counts_agree(evaluation: Evaluation) -> Objection | None:
    """Each group was entered twice, with the same numbers (art. 9). Sealed ballots count by their sum."""
    return _entered_twice(evaluation) if evaluation.is_paper else _opened(evaluation)


def _entered_twice(evaluation: Evaluation) -> Objection | None:
    rows, provision = queries.groups(evaluation), queries.rule_of(evaluation, "scrutineers_least")
    wrong = next((one for one in rows if not one.agrees), None)
    if not rows:
        return no(_("No count was entered yet."), rule=provision)
    return _unlike(wrong, provision) if wrong else None


def _opened(evaluation: Evaluation) -> Objection | None:
    says = _("The scrutineers have not opened the sum of the sealed ballots yet.")
    return (
        None
        if queries.is_counted(evaluation)
        else no(says, rule=rule("ballots.keys_share", at=evaluation.township, on=evaluation.drafted_on))
    )


def _unlike(group: Group, provision: object) -> Objection:
    if group.second is None:
        return no(_("“{group}” was entered once; the second entry is missing."), group=group.name, rule=provision)
    n = len(group.differences or ())
    return no(_("The two entries of “{group}” differ in {n} cells."), group=group.name, n=n, rule=provision)


def groups_are_large_enough(evaluation: Evaluation) -> Objection | None:
    """Beside others no group stands that is too small to be counted (art. 4)."""
    small, provision = queries.too_small(evaluation), queries.rule_of(evaluation, "counted_least")
    return no(_("“{group}” is too small; count its forms with another group."), group=small.group, rule=provision) \
        if small else None  # fmt: skip


def issued_are_those_handed_out(evaluation: Evaluation) -> Objection | None:
    """The counters found as many issued as were ticked on the list (art. 3); of slips only the list knows."""
    counted, handed = queries.total(evaluation).counted, queries.handed_out(evaluation)
    if counted.issued == handed:
        return None
    provision = queries.rule_of(evaluation, "collected_min")
    return no(_("{n} issued by the count, {handed} by the list."), n=counted.issued, handed=handed, rule=provision)


def it_holds(evaluation: Evaluation) -> Objection | None:
    """Enough came back, and no more than were issued (art. 3)."""
    counted, provision = queries.total(evaluation).counted, queries.rule_of(evaluation, "collected_min")
    if queries.holds(counted, provision):
        return None
    says = _("{n} of {of} forms came back; it is void and done again.")
    return no(says, n=counted.collected, of=counted.issued, rule=provision)


def it_does_not_hold(evaluation: Evaluation) -> Objection | None:
    """Only what art. 3 calls void is void; or what is sealed and cannot be opened, so that nobody knows it."""
    provision = queries.rule_of(evaluation, "collected_min")
    if it_holds(evaluation) or not (evaluation.is_paper or queries.is_counted(evaluation)):
        return None
    return no(_("Enough forms came back, and not too many: it holds."), rule=provision)


def both_entries_agree(evaluation: Evaluation) -> Objection | None:
    """What is void on paper was counted twice first."""
    return _entered_twice(evaluation) if evaluation.is_paper else None


def ballots_are_ready(evaluation: Evaluation) -> Objection | None:
    """Sealed: the key is drawn and the slips are registered."""
    if evaluation.poll is None or ballots.is_ready(evaluation.poll):
        return None
    says = _("The sealed poll is not ready: {state}.")
    return no(says, state=evaluation.poll.get_state_display(),
              rule=rule("ballots.keepers_least", at=evaluation.township, on=evaluation.drafted_on))  # fmt: skip
