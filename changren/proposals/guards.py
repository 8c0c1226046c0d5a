"""Who may, and when, told by the Measures on Proposals."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.base.documents.models import Attachment
from changren.base.tenancy.models import Township
from changren.mandates.models import Delegation, Mandate, Session
from changren.organisation.guards import of_township
from changren.organisation.models import Post, Role
from changren.proposals import queries
from changren.proposals.models import Activity, Evidence, Plan, Proposal, Signature
from changren.rulebook.rules import rule

Kind, State = Proposal.Kind, Proposal.State
LADDER = (Kind.SUGGESTION, Kind.RECESS, Kind.PROPOSAL)

is_office = of_township(Role.CLERK)
is_delegate = of_township(Role.DELEGATE)


def is_lead(proposal: Proposal, by: Any) -> Objection | None:
    """The delegate whose proposal it is."""
    ours = by.role == Role.DELEGATE and proposal.lead.person_id == by.person_id
    return None if ours else no(_("Only the lead proposer may do this."))


def may_hand_in(proposal: Proposal, by: Post) -> Objection | None:
    """The lead; for a delegation, its head (art. 4)."""
    if proposal.delegation is None:
        return is_lead(proposal, by)
    head = proposal.delegation.head
    signs = head is not None and head.person_id == by.person_id and by.role == Role.DELEGATE
    return (
        None if signs else no(_("The head of the delegation hands it in."), rule=_rule(proposal, "delegation_majority"))
    )


def is_invited(signature: Signature, by: Post) -> Objection | None:
    """The delegate who was invited."""
    ours = by.role == Role.DELEGATE and signature.mandate.person_id == by.person_id
    return None if ours else no(_("Everybody signs for themselves."))


def may_review(proposal: Proposal, by: Post) -> Objection | None:
    """Whoever the rules name, and nobody who has signed it (art. 6). Suggestions are registered by the office."""
    provision = _rule(proposal, "reviewer")
    by_office = proposal.kind == Kind.SUGGESTION or provision.value == "office"
    answer = is_office(proposal, by) if by_office else of_township(Role.REVIEWER)(proposal, by)
    return answer if isinstance(answer, Objection) else has_not_signed(proposal, by)


def may_file(proposal: Proposal, by: Post) -> Objection | None:
    """Proposals and recess proposals are filed."""
    return may_review(proposal, by) if proposal.kind != Kind.SUGGESTION else no(_("A suggestion is registered."))


def may_register(proposal: Proposal, by: Post) -> Objection | None:
    """Suggestions are registered."""
    return may_review(proposal, by) if proposal.kind == Kind.SUGGESTION else no(_("A proposal is filed."))


def may_decide_appeal(proposal: Proposal, by: Post) -> Objection | None:
    """Whoever the rules name, and nobody who has signed it (art. 8)."""
    role = {"party_committee": Role.COMMITTEE}[_rule(proposal, "appeal_to").value]
    answer = of_township(role)(proposal, by)
    return answer if isinstance(answer, Objection) else has_not_signed(proposal, by)


def has_not_signed(proposal: Proposal, by: Any) -> Objection | None:
    """Recusal of those who proposed it."""
    if by.person_id not in queries.signers(proposal):
        return None
    return no(_("You have signed this proposal yourself; somebody else decides."), rule=_rule(proposal, "reviewer"))


def has_mandate(township: Township, by: Post) -> Objection | None:
    """An active mandate in this township."""
    return None if queries.mandate_of(by) else no(_("Your mandate is not active."))


def mandate_is_active(signature: Signature) -> Objection | None:
    """Only active mandates sign."""
    return None if signature.mandate.is_active else no(_("Your mandate is not active."))


def plan_is_open(township: Township, kind: str, on: datetime) -> Objection | None:
    """A proposal is made under a published work plan, between its opening and its first cut-off (art. 5)."""
    if kind != Kind.PROPOSAL or queries.open_plan(township, on):
        return None
    return no(
        _("No work plan is open now; make a recess proposal or a suggestion."),
        rule=_rule_at("plan_before", township, on),
    )


def is_member(township: Township, delegation: Delegation | None, by: Post) -> Objection | None:
    """A delegation's proposal is drafted by one of its members."""
    mandate = queries.mandate_of(by)
    if delegation is None or (mandate and mandate.delegation_id == delegation.pk):
        return None
    return no(_("You are not a member of this delegation."))


def text_fits(it: Any, subject: str, grounds: str, measures: str, on: datetime) -> Objection | None:
    """The text is no longer than the rules allow (art. 2)."""
    length, most = len(subject) + len(grounds) + len(measures), _rule_at("text_most", it.township, on)
    return (
        None
        if most.is_met_by(length)
        else no(_("The text has {n} characters; {most} are allowed."), n=length, most=most, rule=most)
    )


def is_complete(proposal: Proposal) -> Objection | None:
    """Subject, grounds and plan are written (art. 2)."""
    missing = [name for name in ("subject", "grounds", "measures") if not getattr(proposal, name).strip()]
    if not missing or (proposal.kind == Kind.SUGGESTION and proposal.subject.strip()):
        return None
    label = Proposal._meta.get_field(missing[0]).verbose_name
    return no(_("“{part}” is still empty."), part=label, rule=_rule(proposal, "text_most"))


def collects_signatures(proposal: Proposal) -> Objection | None:
    """A suggestion needs no other signatures."""
    return no(_("A suggestion needs no signatures; hand it in.")) if proposal.kind == Kind.SUGGESTION else None


def before_first_cutoff(proposal: Proposal, on: datetime) -> Objection | None:
    """Put forward in time (art. 5)."""
    plan = proposal.plan
    late = proposal.kind == Kind.PROPOSAL and (plan is None or on > plan.forward_until)
    return no(_("Proposals could be put forward until {time}."), time=_Minute(plan and plan.forward_until),
              rule=_rule(proposal, "plan_before")) if late else None  # fmt: skip


def before_second_cutoff(it: Any, on: datetime) -> Objection | None:
    """Signed and handed in in time (art. 5)."""
    proposal = it.proposal if isinstance(it, Signature) else it
    plan = proposal.plan
    late = proposal.kind == Kind.PROPOSAL and (plan is None or on > plan.sign_until)
    return no(_("Proposals could be signed and handed in until {time}."), time=_Minute(plan and plan.sign_until),
              rule=_rule(proposal, "plan_before")) if late else None  # fmt: skip


def is_past_second_cutoff(proposal: Proposal, on: datetime) -> Objection | None:
    """What was not handed in by the second cut-off has expired."""
    past = proposal.plan is not None and on > proposal.plan.sign_until
    return None if past else no(_("There is still time."), rule=_rule(proposal, "plan_before"))


def enough_signers(proposal: Proposal) -> Objection | None:
    """So many delegates, the lead included (art. 3); or the majority of a delegation's full membership (art. 4)."""
    have = len(queries.signers(proposal))
    if proposal.delegation is not None:
        need, of = _rule(proposal, "delegation_majority"), queries.full_membership(proposal.delegation)
        return None if need.is_met_by(have, of) else no(_("{have} of {of} members agree."), have=have, of=of, rule=need)
    if proposal.kind == Kind.SUGGESTION:
        return None
    need = _rule(proposal, "recess_min") if proposal.kind == Kind.RECESS else _rule(proposal, "cosigners_min")
    return None if need.is_met_by(have) else no(_("{have} of {need} signatures."), have=have, need=need, rule=need)


def is_collecting(signature: Signature) -> Objection | None:
    """Signatures are being collected."""
    ok = signature.proposal.state == State.COLLECTING
    return None if ok else no(_("Signatures are not being collected any more."))


def has_read_this(signature: Signature, version: int) -> Objection | None:
    """What was read is what is signed (art. 3)."""
    proposal = signature.proposal
    same = version == proposal.version
    return (
        None
        if same
        else no(_("The text was changed after you opened it; read it again."), rule=_rule(proposal, "cosigners_min"))
    )


def can_be_invited(proposal: Proposal, delegates: Sequence[Mandate]) -> Objection | None:
    """Active delegates of the same congress, not the lead, and nobody who has an invitation or has signed."""
    if not delegates:
        return no(_("Choose at least one delegate."))
    possible = {mandate.pk for mandate in queries.invitable(proposal)}
    wrong = next((mandate for mandate in delegates if mandate.pk not in possible), None)
    return no(_("{name} cannot be invited."), name=wrong.person.name) if wrong else None


def has_none_merged(proposal: Proposal) -> Objection | None:
    """Others were merged into this one, and their signers wait for its answer (art. 9)."""
    n = proposal.merged.count()
    return no(_("{n} proposals were merged into this one."), n=n, rule=_rule(proposal, "reviewer")) if n else None


def can_merge(proposal: Proposal, into: Proposal) -> Objection | None:
    """Into another one of the same type and township that is not handed over yet (art. 9)."""
    fits = into.township_id == proposal.township_id and into.kind == proposal.kind and into.pk != proposal.pk
    open_ = into.state in (State.SUBMITTED, State.FILED)
    return None if fits and open_ else no(_("“{into}” cannot take it up."), into=into, rule=_rule(proposal, "reviewer"))


def goes_down(proposal: Proposal, kind: str) -> Objection | None:
    """Things move down the ladder, never up (art. 6)."""
    down = LADDER.index(Kind(kind)) < LADDER.index(Kind(proposal.kind))
    return None if down else no(_("It can only become a lower type."), rule=_rule(proposal, "reviewer"))


def is_appealable(proposal: Proposal) -> Objection | None:
    """Refused or downgraded, not yet handed over, and not appealed before (art. 8)."""
    decided = proposal.outcome in (Proposal.Outcome.REFUSED, Proposal.Outcome.DOWNGRADED)
    if decided and not proposal.appeal:
        return None
    return no(_("An appeal is possible once, against refusal or downgrading."), rule=_rule(proposal, "appeal_within"))


def in_appeal_time(proposal: Proposal, on: datetime) -> Objection | None:
    """Within the time the rules give."""
    late = proposal.appeal_by is not None and day_of(on) > proposal.appeal_by
    return (
        no(_("An appeal was possible until {day}."), day=proposal.appeal_by, rule=_rule(proposal, "appeal_within"))
        if late
        else None
    )


def is_unchecked(proposal: Proposal) -> Objection | None:
    """The secrecy check has not been made."""
    done = proposal.publicity != Proposal.Publicity.UNCHECKED
    return no(_("The check was made already."), rule=_rule(proposal, "filing_base")) if done else None


def consents_to_publication(proposal: Proposal) -> Objection | None:
    """The proposers agreed to publication, and it is not confidential."""
    if proposal.confidential:
        return no(_("It is confidential."), rule=_rule(proposal, "filing_base"))
    return None if proposal.may_publish else no(_("The proposers do not agree to publication."))


def has_no_plan(session: Session) -> Objection | None:
    """One work plan a session."""
    return no(_("This session has a work plan already.")) if Plan.objects.filter(session=session).exists() else None


def cutoffs_in_order(it: Any, opens_at: datetime, forward_until: datetime, sign_until: datetime) -> Objection | None:
    """Opening, first cut-off, second cut-off, in this order."""
    return (
        None if opens_at < forward_until <= sign_until else no(_("Opening, first and second cut-off are not in order."))
    )


def is_published_early(plan: Plan, on: datetime) -> Objection | None:
    """Published so many days before the session (art. 5)."""
    provision = rule("proposals.plan_before", at=plan.township, on=on)
    ahead = (plan.session.planned_on - day_of(on)).days
    return None if provision.is_met_by(ahead) else no(_("The session is in {n} days."), n=ahead, rule=provision)


def cutoffs_not_past(plan: Plan, on: datetime) -> Objection | None:
    """What is over is not opened again."""
    return None if on <= plan.sign_until else no(_("The second cut-off has passed."))


def leads_activity(activity: Activity, by: Post) -> Objection | None:
    """Who organised it, or the office."""
    ours = by.role == Role.DELEGATE and activity.owner.person_id == by.person_id
    return None if ours else is_office(activity, by)  # type: ignore[return-value]


def may_plan_activity(plan: Plan, by: Post) -> Objection | None:
    """The office, or any delegate of the township."""
    return None if by.role == Role.DELEGATE and by.township_id == plan.township_id else is_office(plan, by)  # type: ignore[return-value]


def is_not_in_future(it: Any, held_on: date, on: datetime) -> Objection | None:
    """What is reported has happened."""
    return no(_("{day} has not come yet."), day=held_on) if held_on > day_of(on) else None


def is_done(proposal: Proposal, activity: Activity) -> Objection | None:
    """Only what has happened is evidence, of the same township."""
    done = activity.state == Activity.State.DONE and activity.township_id == proposal.township_id
    return None if done else no(_("“{it}” has not been reported yet."), it=activity)


def is_not_cited(proposal: Proposal, activity: Activity) -> Objection | None:
    """Each activity is cited once."""
    twice = Evidence.objects.filter(proposal=proposal, activity=activity).exists()
    return no(_("“{it}” is cited already."), it=activity) if twice else None


def owns_paper(paper: Attachment, by: Post) -> Objection | None:
    """Who added it, as long as the text is a draft."""
    free = queries.is_draft_paper(paper) and paper.added_by_id == by.person_id and not paper.is_removed
    return None if free else no(_("Only who added it may remove it, as long as the text is a draft."))


class _Minute:
    """A moment exact to the minute, worded when it is read."""

    def __init__(self, moment: datetime | None) -> None:
        self.moment = moment

    def __str__(self) -> str:
        return f"{localtime(self.moment):%Y-%m-%d %H:%M}" if self.moment else "—"


def _rule(proposal: Proposal, name: str) -> Any:
    return _rule_at(name, proposal.township, proposal.drafted_on)


def _rule_at(name: str, township: Township, on: date | datetime) -> Any:
    return rule(f"proposals.{name}", at=township, on=on)
