"""Delegates judge the report on proposals at their meeting; what they are not satisfied with goes up (art. 11)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.casework import acts as casework
from changren.congress.models import Meeting
from changren.congress.queries import delegate_at
from changren.proposals import guards as only
from changren.proposals.acts.tells import committee, signers
from changren.proposals.models import Assessment, Proposal

State = Proposal.State


@act(Assessment, who=only.is_delegate, within=Meeting,
     when=[only.is_open, only.is_on_list, only.report_is_judged, only.has_not_assessed, only.marks_are_of_report],
     says=_("{by} judged the report on proposals at “{it}”"), verb=_("Judge the report on proposals"))  # fmt: skip
def assess_report(meeting: Meeting, *, marks: Mapping[str, bool], by: Any, on: datetime) -> Assessment:
    """Art. 11: satisfied or not with each. Once for each delegate; the marks are counted, and told of nobody."""
    mandate: Any = delegate_at(meeting, by.person_id)  # there is one, see the guard
    return Assessment.objects.create(
        township=meeting.township, meeting=meeting, mandate=mandate, marks=dict(marks), given_on=day_of(on)
    )


@act(Proposal, {State.HANDED: State.HANDED}, who=only.is_office, tells=[signers, committee],
     when=[only.congress_is_not_satisfied, only.is_not_referred_since], verb=_("Refer it to the Party committee"),
     says=_("{by} referred “{it}” to the Party committee: the congress is not satisfied"))  # fmt: skip
def refer_to_committee(proposal: Proposal, *, by: Any, on: datetime) -> None:
    """Art. 11: a member of the committee takes charge, and what was answered is done again."""
    casework.refer_for_congress(proposal.case, by=by, on=on)
