"""The preparatory meeting, the opening, the closing, and the minutes (art. 3, 5 and 8)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.congress import guards as only
from changren.congress import queries
from changren.congress.acts.tells import committee, district, everybody, office, officers, the_officer
from changren.congress.models import Meeting, Officer
from changren.mandates import acts as mandates
from changren.mandates.models import Session
from changren.organisation.models import Person

State = Meeting.State


@act(Meeting, {state: state for state in (State.APPROVED, State.CONVENED, State.PREPARED, State.OPEN)},
     who=only.is_office, keeps={"office": Officer.Office}, tells=[officers],
     when=[only.somebody_is_named, only.are_fit_for_office, only.have_no_such_office, only.office_is_free,
           only.nobody_stands],
     says=_("{by} entered who has an office at “{it}” ({office})"), verb=_("Name officers"))  # fmt: skip
def name_officers(meeting: Meeting, *, people: Sequence[Person], office: str) -> None:
    """Annual Meeting Rules, art. 3: presidium, secretary-general, scrutineers and counters."""
    Officer.objects.bulk_create(
        Officer(township=meeting.township, meeting=meeting, person=one, office=office) for one in people
    )


@act(Officer, who=only.is_office, when=[only.is_still_to_be_held, only.holds_office], tells=[the_officer],
     says=_("{by} relieved {it} of the office"), verb=_("Relieve of the office"))  # fmt: skip
def relieve_officer(officer: Officer) -> None:
    """Also of who turns out to be a candidate: nobody counts votes on themselves."""
    officer.is_relieved = True


@act(Meeting, {State.CONVENED: State.PREPARED}, who=only.is_office, tells=[everybody],
     when=[only.session_stands, only.papers_are_out, only.has_presidium],
     says=_("{by} recorded the preparatory meeting of “{it}”: agenda and officers are adopted"),
     verb=_("Record the preparatory meeting"))  # fmt: skip
def prepare(meeting: Meeting, *, by: Any, on: datetime) -> None:
    """Annual Meeting Rules, art. 3 and 5. How many should attend is fixed with it; the agenda stays as it is."""
    if meeting.session.state == Session.State.PLANNED:
        mandates.fix_should_attend(meeting.session, by=by, on=on)
    meeting.prepared_on = day_of(on)


@act(Meeting, {State.PREPARED: State.OPEN}, who=only.is_office, keeps=["present"], tells=[district],
     when=[only.session_stands, only.day_has_come, only.none_is_open, only.enough_are_expected],
     says=_("{by} opened “{it}” with {present} delegates"), verb=_("Open the meeting"))  # fmt: skip
def open_meeting(meeting: Meeting, *, by: Any, on: datetime) -> None:
    """Annual Meeting Rules, art. 5. The session counts as held."""
    meeting.present, meeting.opened_on = queries.expected(meeting), day_of(on)
    if meeting.session.state == Session.State.PLANNED:
        mandates.hold_session(meeting.session, by=by, on=on, day=day_of(on))


@act(Meeting, {State.OPEN: State.CLOSED}, who=only.is_office, when=[only.no_draft_is_left], tells=[office, district],
     says=_("{by} closed “{it}”"), verb=_("Close the meeting"))  # fmt: skip
def close_meeting(meeting: Meeting, *, on: datetime) -> None:
    """Everything that was put has been decided."""
    meeting.closed_on = day_of(on)


@act(Meeting, {State.CLOSED: State.CLOSED}, who=only.is_office, tells=[committee],
     says=_("{by} wrote the minutes of “{it}”"), verb=_("Write the minutes"))  # fmt: skip
def write_minutes(meeting: Meeting, *, text: str) -> None:
    """Annual Meeting Rules, art. 8. They begin with what the records say; the office corrects the words."""
    meeting.minutes = text


@act(Meeting, {State.CLOSED: State.FOLLOWED}, who=only.is_committee, tells=[everybody, office, district],
     when=[only.has_minutes, only.all_have_owners],
     says=_("{by} adopted the minutes of “{it}”"), verb=_("Adopt the minutes"))  # fmt: skip
def adopt_minutes(meeting: Meeting, *, by: Any, on: datetime) -> None:
    """Annual Meeting Rules, art. 8. From now on nothing of the meeting changes but what becomes of its resolutions."""
    meeting.followed_on, meeting.adopted_by = day_of(on), by.person.name
