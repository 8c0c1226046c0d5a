"""Review, appeal, and handing over to those who must answer (art. 6 to 11)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.calendar import calendar_of_district
from changren.base.clock.now import day_of
from changren.casework import acts as casework
from changren.organisation.models import Unit
from changren.proposals import guards as only
from changren.proposals import queries
from changren.proposals.acts.tells import committee, office, signers
from changren.proposals.fields import Field
from changren.proposals.models import Proposal
from changren.rulebook.rules import rule

Kind, State, Outcome, Reason = Proposal.Kind, Proposal.State, Proposal.Outcome, Proposal.Reason


@act(Proposal, {State.SUBMITTED: State.FILED}, who=only.may_decide, tells=[signers, office], keeps={"kind": Kind},
     says=_("{by} filed “{it}” as {kind}"), verb=_("File"))  # fmt: skip
def file(proposal: Proposal, *, opinion: str, on: datetime) -> None:
    """Art. 6 (立案)."""
    _reviewed(proposal, Outcome.FILED, opinion, on)


@act(Proposal, {State.SUBMITTED: State.FILED}, who=only.may_register, tells=[signers],
     says=_("{by} registered “{it}”"), verb=_("Register"))  # fmt: skip
def register(proposal: Proposal, *, opinion: str, on: datetime) -> None:
    """A suggestion is not decided upon: it is registered and handed over (登记)."""
    _reviewed(proposal, Outcome.REGISTERED, opinion, on)


@act(Proposal, {State.SUBMITTED: State.MERGED}, who=only.may_review, when=[only.can_merge], tells=[signers],
     keeps=["into"], says=_("{by} merged “{it}” into “{into}”"), verb=_("Merge"))  # fmt: skip
def merge(proposal: Proposal, *, into: Proposal, opinion: str, on: datetime) -> None:
    """Art. 9: its signers are answered, and judge, like those of the other one."""
    _reviewed(proposal, Outcome.MERGED, opinion, on)
    proposal.merged.update(merged_into=into)
    proposal.merged_into = into


@act(Proposal, {State.SUBMITTED: State.FILED}, who=only.may_decide, when=[only.has_none_merged, only.goes_down],
     tells=[signers, office], keeps={"kind": Kind, "reason": Reason}, verb=_("Turn into a lower type"),
     says=_("{by} turned “{it}” into a {kind}: {reason}"))  # fmt: skip
def downgrade(proposal: Proposal, *, kind: str, reason: str, opinion: str, on: datetime) -> None:
    """Art. 6: it is handled all the same."""
    _decided_against(proposal, Outcome.DOWNGRADED, reason, opinion, on)
    proposal.kind = kind


@act(Proposal, {State.SUBMITTED: State.REFUSED}, who=only.may_decide, when=[only.has_none_merged], tells=[signers],
     keeps={"reason": Reason}, says=_("{by} did not file “{it}”: {reason}"), verb=_("Do not file"))  # fmt: skip
def refuse(proposal: Proposal, *, reason: str, opinion: str, on: datetime) -> None:
    """Art. 7: never without a reason."""
    _decided_against(proposal, Outcome.REFUSED, reason, opinion, on)


@act(Proposal, {(State.REFUSED, State.FILED): State.APPEALED}, who=only.may_appeal, tells=[committee],
     when=[only.in_appeal_time], says=_("{by} appealed for “{it}”"), verb=_("Appeal"))  # fmt: skip
def appeal(proposal: Proposal, *, words: str) -> None:
    """Art. 8: once."""
    proposal.appeal = words


@act(Proposal, {state: state for state in (State.REFUSED, State.FILED)}, who=only.may_appeal, tells=[signers, office],
     when=[only.in_appeal_time], verb=_("Accept the decision"),
     says=_("{by} accepted the decision on “{it}”"))  # fmt: skip
def accept_decision(proposal: Proposal) -> None:
    """Art. 8: the proposers waive the appeal, so that what was downgraded can be handed over at once."""
    proposal.appeal_by = None


@act(Proposal, {State.APPEALED: State.FILED}, who=only.may_decide_appeal, tells=[signers, office],
     says=_("{by} allowed the appeal for “{it}”"), verb=_("Allow the appeal"))  # fmt: skip
def allow_appeal(proposal: Proposal, *, decision: str) -> None:
    """It is filed as what it was raised as."""
    proposal.appeal_decision, proposal.outcome, proposal.reason = decision, Outcome.FILED, ""
    proposal.kind = proposal.raised_as


@act(Proposal, {State.APPEALED: (State.REFUSED, State.FILED)}, who=only.may_decide_appeal, tells=[signers, office],
     says=_("{by} dismissed the appeal for “{it}”"), verb=_("Dismiss the appeal"))  # fmt: skip
def dismiss_appeal(proposal: Proposal, *, decision: str) -> str:
    """What the review decided stands."""
    proposal.appeal_decision = decision
    return State.REFUSED if proposal.outcome == Outcome.REFUSED else State.FILED


@act(Proposal, {State.FILED: State.HANDED}, who=only.is_office, when=[only.appeal_time_is_over], tells=[signers],
     says=_("{by} handed “{it}” over to be answered"), verb=_("Hand over and assign"))  # fmt: skip
def hand_over(proposal: Proposal, *, lead: Unit, assisting: Sequence[Unit], by: Any, on: datetime) -> None:
    """A case is opened for every signer, those of merged proposals included, and assigned."""
    case = casework.open_case(
        proposal.township, by=by, on=on, serial=proposal.serial, title=proposal.title, text=proposal.text,
        origin=proposal, people=queries.all_signers(proposal), confidential=proposal.confidential,
    )  # fmt: skip
    proposal.case = casework.assign(case, by=by, on=on, lead=lead, assisting=assisting)
    proposal.merged.update(case=proposal.case)


@act(Proposal, {state: state for state in (State.SUBMITTED, State.FILED, State.HANDED)}, who=only.is_office,
     keeps={"field": Field}, says=_("{by} sorted “{it}” under {field}"), verb=_("Change the field"))  # fmt: skip
def reclassify(proposal: Proposal, *, field: str) -> None:
    """The field in which it is counted."""
    proposal.field = field


@act(Proposal, {State.HANDED: State.HANDED}, who=only.may_publish, tells=[signers],
     when=[only.consents_to_publication], says=_("{by} cleared “{it}” for the public list"),
     verb=_("Publish after the secrecy check"))  # fmt: skip
def publish(proposal: Proposal) -> None:
    """Art. 11: title, state, class of answer and verdicts; never names."""
    proposal.publicity = Proposal.Publicity.PUBLIC


@act(Proposal, {State.HANDED: State.HANDED}, who=only.may_withhold,
     says=_("{by} withheld “{it}” from the public list"), verb=_("Withhold from the public list"))  # fmt: skip
def withhold(proposal: Proposal) -> None:
    """It stays with those who may see it. What was published by mistake is taken off the list."""
    proposal.publicity = Proposal.Publicity.WITHHELD


def _reviewed(proposal: Proposal, outcome: str, opinion: str, on: datetime) -> None:
    proposal.outcome, proposal.opinion, proposal.reviewed_on = outcome, opinion, day_of(on)


def _decided_against(proposal: Proposal, outcome: str, reason: str, opinion: str, on: datetime) -> None:
    """From now on the time to appeal runs. What concerns a secret is from now on for those who need to know."""
    _reviewed(proposal, outcome, opinion, on)
    within = rule("proposals.appeal_within", at=proposal.township, on=proposal.drafted_on)
    proposal.reason, proposal.appeal_by = reason, within.term.after(day_of(on), calendar_of_district())
    proposal.confidential = proposal.confidential or reason == Reason.SECRET
