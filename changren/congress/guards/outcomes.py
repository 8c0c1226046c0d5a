"""When resolutions are put, adopted, reported on and judged; when bulletins are filed and answered."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.congress import queries
from changren.congress.models import Meeting, Resolution


def is_being_held(it: Any) -> Objection | None:
    """The meeting is open."""
    meeting = queries.meeting_of(it)
    return None if meeting.state == Meeting.State.OPEN else no(_("This is done while “{it}” is open."), it=meeting)


def meeting_goes_on(it: Any) -> Objection | None:
    """Until the minutes are adopted (art. 8); from then on the meeting stays as it is."""
    ended = it.meeting.state == Meeting.State.FOLLOWED
    rule = queries.rule_of(it.meeting, "minutes_within")
    return no(_("The minutes were adopted; this stays as it is."), rule=rule) if ended else None


def has_owner(resolution: Resolution) -> Objection | None:
    """Somebody is responsible who can report (art. 8)."""
    rule = queries.rule_of(resolution.meeting, "minutes_within")
    return None if resolution.unit_id else no(_("No unit is responsible yet."), rule=rule)


def has_not_judged(resolution: Resolution, by: Any) -> Objection | None:
    """Each delegate judges once."""
    meeting = queries.open_meeting(resolution.township_id)
    mandate = queries.delegate_at(meeting, by.person_id) if meeting else None
    twice = mandate is not None and queries.has_judged(resolution, mandate)
    return no(_("You have judged it already."), rule=_rule(resolution)) if twice else None


def is_reported(resolution: Resolution) -> Objection | None:
    """The unit responsible has said what became of it (art. 8)."""
    ready = resolution.state == Resolution.State.REPORTED
    return None if ready else no(_("What became of it has not been reported yet."), rule=_rule(resolution))


def is_of_an_earlier_meeting(resolution: Resolution) -> Objection | None:
    """It is judged at a later meeting than the one that adopted it (art. 8)."""
    meeting = queries.open_meeting(resolution.township_id)
    later = meeting is not None and meeting.pk != resolution.meeting_id
    return None if later else no(_("It is judged at the next meeting."), rule=_rule(resolution))


def somebody_judged(resolution: Resolution) -> Objection | None:
    """There is something to count (art. 8)."""
    return None if queries.judged(resolution) else no(_("Nobody has judged it yet."), rule=_rule(resolution))


def _rule(resolution: Resolution) -> Any:
    return queries.rule_of(resolution.meeting, "minutes_within")
