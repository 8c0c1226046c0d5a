"""From the first idea to a text that others can read (art. 1 to 3)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.documents.models import Attachment
from changren.base.documents.uploads import attach as keep_paper
from changren.base.tenancy.models import Township
from changren.mandates.models import Delegation
from changren.organisation.models import Unit
from changren.proposals import guards as only
from changren.proposals import queries
from changren.proposals.acts.asking import ask_to_sign, stop_asking, void_signatures
from changren.proposals.acts.tells import let_go, newly_asked, reviewers, signers
from changren.proposals.models import Activity, Evidence, Proposal, Reference

Kind, State = Proposal.Kind, Proposal.State


@act(Proposal, {None: State.DRAFT}, who=only.is_delegate, within=Township, keeps={"kind": Kind},
     when=[only.has_mandate, only.plan_is_open, only.delegation_proposes, only.is_member, only.text_fits,
           only.names_what_is_open],
     says=_("{by} began a draft ({kind})"), verb=_("Raise a matter"))  # fmt: skip
def draft(township: Township, *, kind: str, delegation: Delegation | None, title: str, subject: str, grounds: str,
          measures: str, field: str, wanted_unit: Unit | None, confidential: bool, may_publish: bool, by: Any,
          on: datetime, earlier: Sequence[Proposal] = ()) -> Proposal:  # fmt: skip
    """A draft that only its lead sees. A proposal belongs to the work plan that is open."""
    plan = queries.open_plan(township, on) if kind == Kind.PROPOSAL else None
    proposal = Proposal.objects.create(
        township=township, kind=kind, plan=plan, session=plan.session if plan else None, lead=queries.mandate_of(by),
        delegation=delegation, title=title, subject=subject, grounds=grounds, measures=measures, field=field,
        wanted_unit=wanted_unit, confidential=confidential, may_publish=may_publish, drafted_on=day_of(on),
    )  # fmt: skip
    _refer(proposal, earlier)
    return proposal


@act(Proposal, {State.DRAFT: State.DRAFT}, who=only.is_lead, when=[only.text_fits, only.names_what_is_open],
     says=_("{by} went on with the draft"), verb=_("Edit the text"))  # fmt: skip
def write(proposal: Proposal, *, title: str, subject: str, grounds: str, measures: str, field: str,
          wanted_unit: Unit | None, confidential: bool, may_publish: bool,
          earlier: Sequence[Proposal] | None = None) -> None:  # fmt: skip
    """The text, as long as nobody is asked to sign it. `earlier`: what it refers to; None leaves that as it is."""
    proposal.title, proposal.subject, proposal.grounds, proposal.measures = title, subject, grounds, measures
    proposal.field, proposal.wanted_unit = field, wanted_unit
    proposal.confidential, proposal.may_publish = confidential, may_publish
    if earlier is not None:
        proposal.references.exclude(earlier__in=earlier).delete()
        _refer(proposal, earlier)


def _refer(proposal: Proposal, earlier: Iterable[Proposal]) -> None:
    rows = [Reference(township=proposal.township, proposal=proposal, earlier=one) for one in earlier]
    Reference.objects.bulk_create(rows, ignore_conflicts=True)


@act(Proposal, {State.DRAFT: State.DRAFT}, who=only.is_lead, says=_("{by} added a paper to the draft"),
     verb=_("Add a paper"))  # fmt: skip
def attach(proposal: Proposal, *, paper: Any, by: Any, on: datetime) -> None:
    """A picture, a table, a document that supports the grounds."""
    keep_paper(proposal, paper, by=by, on=on)


@act(Attachment, who=only.owns_paper, when=[only.is_shown], says=_("{by} removed a paper from the draft"),
     verb=_("Remove"))  # fmt: skip
def detach(paper: Attachment) -> None:
    """It is no longer shown or sent."""
    paper.is_removed = True


@act(Proposal, {State.DRAFT: State.DRAFT}, who=only.is_lead,
     when=[only.is_done, only.is_not_cited, only.has_something_to_cite],
     says=_("{by} cited an activity as evidence in the draft"), verb=_("Cite an activity"))  # fmt: skip
def cite(proposal: Proposal, *, activity: Activity) -> None:
    """What was seen on a research trip or found in a study is the grounds of a proposal."""
    Evidence.objects.create(township=proposal.township, proposal=proposal, activity=activity)


@act(Proposal, {State.DRAFT: State.COLLECTING}, who=only.is_lead, tells=[newly_asked],
     when=[only.collects_signatures, only.is_complete, only.before_first_cutoff],
     says=_("{by} put “{it}” forward for signatures"), verb=_("Put forward for signatures"))  # fmt: skip
def put_forward(proposal: Proposal) -> None:
    """The text is fixed. For a delegation's proposal all its members are asked."""
    if proposal.delegation is not None:
        ask_to_sign(proposal, queries.invitable(proposal).filter(delegation=proposal.delegation))


@act(Proposal, {State.COLLECTING: State.DRAFT}, who=only.is_lead, when=[only.before_first_cutoff], tells=[let_go],
     keeps=["title"], verb=_("Take it back to change it"),
     says=_("{by} took “{title}” back to change the text; signatures are void"))  # fmt: skip
def take_back(proposal: Proposal) -> None:
    """A changed text must be read and signed anew, and so put forward in time."""
    proposal.version += 1
    void_signatures(proposal)


@act(Proposal, {(State.DRAFT, State.EXPIRED): State.DRAFT}, who=only.leads_what_came_too_late,
     says=_("{by} goes on with “{it}” as a suggestion"), verb=_("Go on with it as a suggestion"))  # fmt: skip
def revive(proposal: Proposal) -> None:
    """What came too late as a proposal need not be lost. Whoever had signed that has not signed this."""
    proposal.kind, proposal.plan, proposal.session, proposal.delegation = Kind.SUGGESTION, None, None, None
    proposal.version += 1
    void_signatures(proposal)


@act(Proposal, {(State.DRAFT, State.COLLECTING, State.SUBMITTED): State.WITHDRAWN}, who=only.is_lead,
     when=[only.has_none_merged], tells=[signers, let_go, reviewers], says=_("{by} withdrew “{it}”"),
     verb=_("Withdraw"))  # fmt: skip
def withdraw(proposal: Proposal, *, opinion: str) -> None:
    """Art. 10: until the review has decided."""
    proposal.opinion = opinion
    stop_asking(proposal)
