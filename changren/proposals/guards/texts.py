"""When a text may be begun, changed and put before others (art. 2 to 5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.documents.models import Attachment
from changren.base.tenancy.models import Township
from changren.mandates.models import Delegation
from changren.organisation.models import Post
from changren.proposals import queries
from changren.proposals.guards.asking import rule_at, rule_of
from changren.proposals.guards.people import is_lead
from changren.proposals.minute import Minute
from changren.proposals.models import Activity, Evidence, Proposal, Signature

Kind, State = Proposal.Kind, Proposal.State


def has_mandate(township: Township, by: Post) -> Objection | None:
    """An active mandate in this township."""
    return None if queries.mandate_of(by) else no(_("Your mandate is not active."))


def plan_is_open(township: Township, kind: str, on: datetime) -> Objection | None:
    """A proposal is made under a published work plan, between its opening and its first cut-off (art. 5)."""
    if kind != Kind.PROPOSAL or queries.open_plan(township, on):
        return None
    return no(
        _("No work plan is open now; make a recess proposal or a suggestion."),
        rule=rule_at("plan_before", township, on),
    )


def delegation_proposes(township: Township, delegation: Delegation | None, kind: str, on: datetime) -> Objection | None:
    """What a delegation raises is a proposal to a session (art. 4)."""
    if delegation is None or kind == Kind.PROPOSAL:
        return None
    return no(_("A delegation raises proposals only."), rule=rule_at("delegation_majority", township, on))


def is_member(township: Township, delegation: Delegation | None, by: Post) -> Objection | None:
    """A delegation's proposal is drafted by one of its members."""
    mandate = queries.mandate_of(by)
    if delegation is None or (mandate and mandate.delegation_id == delegation.pk):
        return None
    return no(_("You are not a member of this delegation."))


def names_what_is_open(it: Any, earlier: Sequence[Proposal] | None, by: Post) -> Objection | None:
    """Whoever drafts refers only to what they may open, or what is public; and to no text itself."""
    named = earlier or ()
    open_to = set(queries.nameable_by(by).filter(pk__in=[one.pk for one in named]).values_list("pk", flat=True))
    wrong = next((one for one in named if one.pk not in open_to or one.pk == it.pk), None)
    return no(_("“{it}” cannot be referred to."), it=wrong.title) if wrong else None


def text_fits(it: Any, subject: str, grounds: str, measures: str, on: datetime) -> Objection | None:
    """The text is no longer than the rules allow (art. 2): those of the day it was begun."""
    length = len(subject) + len(grounds) + len(measures)
    most = rule_of(it, "text_most") if isinstance(it, Proposal) else rule_at("text_most", it, on)
    return (
        None
        if most.is_met_by(length)
        else no(_("The text has {n} characters; {most} are allowed."), n=length, most=most, rule=most)
    )


def is_complete(proposal: Proposal) -> Objection | None:
    """Subject, grounds and plan are written (art. 2)."""
    needed = ("subject",) if proposal.kind == Kind.SUGGESTION else ("subject", "grounds", "measures")
    missing = next((name for name in needed if not getattr(proposal, name).strip()), None)
    if missing is None:
        return None
    label = Proposal._meta.get_field(missing).verbose_name
    return no(_("“{part}” is still empty."), part=label, rule=rule_of(proposal, "text_most"))


def collects_signatures(proposal: Proposal) -> Objection | None:
    """A suggestion needs no other signatures."""
    return no(_("A suggestion needs no signatures; hand it in.")) if proposal.kind == Kind.SUGGESTION else None


def before_first_cutoff(proposal: Proposal, on: datetime) -> Objection | None:
    """Put forward in time (art. 5); and what is taken back later could not be put forward again."""
    plan = proposal.plan
    late = proposal.kind == Kind.PROPOSAL and (plan is None or on > plan.forward_until)
    return no(_("Proposals could be put forward until {time}."), time=Minute(plan and plan.forward_until),
              rule=rule_of(proposal, "plan_before")) if late else None  # fmt: skip


def is_put_forward(proposal: Proposal) -> Objection | None:
    """A proposal is put forward by the first cut-off before it is handed in, however small its delegation (art. 5)."""
    straight = proposal.kind == Kind.PROPOSAL and proposal.state == State.DRAFT
    return no(_("It has not been put forward yet."), rule=rule_of(proposal, "plan_before")) if straight else None


def before_second_cutoff(it: Any, on: datetime) -> Objection | None:
    """Signed and handed in in time (art. 5)."""
    proposal = it.proposal if isinstance(it, Signature) else it
    plan = proposal.plan
    late = proposal.kind == Kind.PROPOSAL and (plan is None or on > plan.sign_until)
    return no(_("Proposals could be signed and handed in until {time}."), time=Minute(plan and plan.sign_until),
              rule=rule_of(proposal, "plan_before")) if late else None  # fmt: skip


def is_past_second_cutoff(proposal: Proposal, on: datetime) -> Objection | None:
    """What was not handed in by the second cut-off has expired."""
    past = proposal.plan is not None and on > proposal.plan.sign_until
    return None if past else no(_("There is still time."), rule=rule_of(proposal, "plan_before"))


def leads_what_came_too_late(proposal: Proposal, by: Any, on: datetime) -> Objection | None:
    """The lead of what expired, or of a draft that can be put forward no more."""
    in_time = proposal.state == State.DRAFT and before_first_cutoff(proposal, on) is None
    return no(_("There is still time."), rule=rule_of(proposal, "plan_before")) if in_time else is_lead(proposal, by)


def has_something_to_cite(proposal: Proposal) -> Objection | None:
    """A reported activity that is not cited yet."""
    return None if queries.citable(proposal).exists() else no(_("No other activity has been reported yet."))


def is_done(proposal: Proposal, activity: Activity) -> Objection | None:
    """Only what has happened is evidence, of the same township."""
    done = activity.state == Activity.State.DONE and activity.township_id == proposal.township_id
    return None if done else no(_("“{it}” has not been reported yet."), it=activity)


def is_not_cited(proposal: Proposal, activity: Activity) -> Objection | None:
    """Each activity is cited once."""
    twice = Evidence.objects.filter(proposal=proposal, activity=activity).exists()
    return no(_("“{it}” is cited already."), it=activity) if twice else None


def is_shown(paper: Attachment) -> Objection | None:
    """The paper was not removed before."""
    return no(_("It was removed already.")) if paper.is_removed else None
