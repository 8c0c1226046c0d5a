"""What the review may decide, when an appeal is possible, and what may be published (art. 6 to 11)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.base.clock.now import day_of
from changren.organisation.models import Post
from changren.proposals import queries
from changren.proposals.guards.asking import rule_of
from changren.proposals.guards.people import is_office
from changren.proposals.models import Proposal

Kind = Proposal.Kind
LADDER = (Kind.SUGGESTION, Kind.RECESS, Kind.PROPOSAL)


def has_none_merged(proposal: Proposal) -> Objection | None:
    """Others were merged into this one, and their signers wait for its answer (art. 9)."""
    n = proposal.merged.count()
    return no(_("{n} proposals were merged into this one."), n=n, rule=rule_of(proposal, "reviewer")) if n else None


def can_merge(proposal: Proposal, into: Proposal) -> Objection | None:
    """Into another one of the same type, township and confidentiality that is not handed over yet (art. 9)."""
    fits = queries.mergeable(proposal).filter(pk=into.pk).exists()
    return None if fits else no(_("“{into}” cannot take it up."), into=into, rule=rule_of(proposal, "reviewer"))


def goes_down(proposal: Proposal, kind: str) -> Objection | None:
    """Things move down the ladder, never up (art. 6)."""
    down = LADDER.index(Kind(kind)) < LADDER.index(Kind(proposal.kind))
    return None if down else no(_("It can only become a lower type."), rule=rule_of(proposal, "reviewer"))


def in_appeal_time(proposal: Proposal, on: datetime) -> Objection | None:
    """Within the time the rules give."""
    last, today = proposal.appeal_by, day_of(on)
    if last is None or today <= last:
        return None
    return no(_("An appeal was possible until {day}."), day=last, rule=rule_of(proposal, "appeal_within"))


def appeal_time_is_over(proposal: Proposal, on: datetime) -> Objection | None:
    """What may still be appealed against is not handed over over the proposers' heads (art. 8)."""
    last, today = proposal.appeal_by, day_of(on)
    if last is None or today > last or not queries.can_still_appeal(proposal):
        return None
    return no(_("The proposers may appeal until {day}."), day=last, rule=rule_of(proposal, "appeal_within"))


def may_publish(proposal: Proposal, by: Post) -> Any:
    """The office, once: it makes the secrecy check (art. 11)."""
    unchecked = proposal.publicity == Proposal.Publicity.UNCHECKED
    done = None if unchecked else no(_("The check was made already."), rule=rule_of(proposal, "filing_base"))
    return is_office(proposal, by) or done


def may_withhold(proposal: Proposal, by: Post) -> Any:
    """The office, once; what is on the public list can still be taken off it."""
    withheld = proposal.publicity == Proposal.Publicity.WITHHELD
    done = no(_("It is withheld already."), rule=rule_of(proposal, "filing_base")) if withheld else None
    return is_office(proposal, by) or done


def consents_to_publication(proposal: Proposal) -> Objection | None:
    """The proposers agreed to publication, and it is not confidential."""
    if proposal.confidential:
        return no(_("It is confidential."), rule=rule_of(proposal, "filing_base"))
    return None if proposal.may_publish else no(_("The proposers do not agree to publication."))
