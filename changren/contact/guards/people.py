"""Who may: the office, the Party committee, whoever stands at one end of a tie, and the delegate whose list it is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.contact import queries
from changren.contact.models import Counterpart, Talk, Tie
from changren.organisation.guards import of_township
from changren.organisation.models import Role

is_office = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)
is_delegate = of_township(Role.DELEGATE)
is_member_or_office = of_township(Role.COMMITTEE, Role.CLERK)


def is_on_this_tie(tie: Tie, by: Any) -> Objection | None:
    """The committee member, or the delegate: either of them may log what both were there for."""
    member = is_committee(tie, by) is None and by.person_id == tie.member_id
    if member or (is_delegate(tie, by) is None and by.person_id == tie.mandate.person_id):
        return None
    return no(_("Only {member} or {delegate} may do this."), member=tie.member.name, delegate=tie.mandate)


def is_listed_by_oneself(counterpart: Counterpart, by: Any) -> Objection | None:
    """The delegate whose list it is."""
    own = is_delegate(counterpart, by) is None and by.person_id == counterpart.mandate.person_id
    return None if own else no(_("Only {delegate}, whose list it is, may do this."), delegate=counterpart.mandate)


def may_take_off(counterpart: Counterpart, by: Any) -> Objection | None:
    """The same; and the office, to which somebody may turn who wishes to leave the list (art. 3)."""
    return None if is_office(counterpart, by) is None else is_listed_by_oneself(counterpart, by)


def logged_it(talk: Talk, by: Any) -> Objection | None:
    """Whoever wrote it down."""
    own = getattr(by, "township_id", None) == talk.township_id and by.is_held and by.person_id == talk.by_id
    return None if own else no(_("Only {name}, who logged it, may do this."), name=talk.by.name)


def answers_for_it(talk: Talk, by: Any) -> Objection | None:
    """Down the edge on which it came up: the committee member who keeps contact with the delegate; or the office."""
    if is_office(talk, by) is None:
        return None
    member = is_committee(talk, by) is None and by.person_id in queries.members_above(talk)
    return None if member else no(_("Only the committee member who keeps contact, or the office, may do this."))


def visited(talk: Talk, by: Any) -> Objection | None:
    """The delegate who was there."""
    own = talk.mandate is not None and is_delegate(talk, by) is None and by.person_id == talk.mandate.person_id
    return None if own else no(_("Only the delegate who was there may do this."))
