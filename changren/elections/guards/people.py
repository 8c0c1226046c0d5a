"""Who may: the office, the committee, those who watch and count; never a candidate."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, ask, no
from changren.elections import queries
from changren.elections.models import Election, Sheet
from changren.organisation.guards import of_township
from changren.organisation.models import Role

is_office = of_township(Role.CLERK)
is_committee = of_township(Role.COMMITTEE)


def is_no_candidate(election: Election, by: Any) -> Objection | None:
    """No candidate counts, closes or certifies (art. 4)."""
    if by.person_id not in queries.standing_people(election):
        return None
    says = _("You stand in this election; somebody else must do this.")
    return no(says, rule=queries.rule_of(election, "scrutineers_least"))


def is_chief(election: Election, by: Any) -> Objection | None:
    """The chief scrutineer, in any post of the township."""
    here = by.is_held and by.township_id == election.township_id
    ours = here and by.person_id == queries.chief(election)
    return is_no_candidate(election, by) if ours else no(_("Only the chief scrutineer may do this."))


def may_count(election: Election, by: Any) -> Objection | None:
    """Who watches or counts, or the office; in no case a candidate."""
    if by.role == Role.CLERK:
        return ask(is_office, election, by=by) or is_no_candidate(election, by)  # type: ignore[return-value]
    here = by.is_held and by.township_id == election.township_id
    ours = here and by.person_id in queries.officials(election)
    return is_no_candidate(election, by) if ours else no(_("Only a scrutineer or a counter may do this."))


def may_close(election: Election, by: Any) -> Objection | None:
    """The office, or the chief scrutineer."""
    return may_count(election, by) if by.role == Role.CLERK else is_chief(election, by)


def entered_it(sheet: Sheet, by: Any) -> Objection | None:
    """Who entered it, and may still count."""
    own = by.person_id == sheet.entered_by_id
    return may_count(sheet.election, by) if own else no(_("Only who entered this count may correct it."))
