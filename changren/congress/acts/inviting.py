"""Who is expected in the hall, who answers, who is on leave, where delegations sit and meet (art. 4 and 6)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.congress import guards as only
from changren.congress import queries
from changren.congress.acts.tells import delegates, the_head, the_invitee, who_grants_leave
from changren.congress.models import Invitee, Meeting, Place
from changren.mandates.models import Delegation, Mandate
from changren.organisation.models import Person

Answer, State = Invitee.Answer, Meeting.State


@act(Invitee, who=only.is_office, within=Meeting, tells=[the_invitee], keeps={"standing": Invitee.Standing},
     when=[only.is_still_to_be_held, only.is_not_invited, only.mandate_is_of_term, only.person_is_of_township],
     says=_("{by} put {it} on the list ({standing})"), verb=_("Invite"))  # fmt: skip
def invite(meeting: Meeting, *, name: str, standing: str, person: Person | None = None,
           mandate: Mandate | None = None) -> Invitee:  # fmt: skip
    """Annual Meeting Rules, art. 4. Who is not a delegate is expected beside the delegates, and counted apart."""
    return Invitee.objects.create(
        township=meeting.township, meeting=meeting, name=name, standing=standing, mandate=mandate,
        person=mandate.person if mandate else person, delegation=mandate.delegation if mandate else None,
        code=queries.new_code(),
    )  # fmt: skip


@act(Invitee, who=only.is_office, when=[only.is_still_to_be_held, only.is_invited], tells=[the_invitee],
     says=_("{by} took {it} off the list"), verb=_("Take off the list"))  # fmt: skip
def take_back_invitation(invitee: Invitee) -> None:
    """Before the meeting is closed. The code on the badge opens nothing any more."""
    invitee.is_withdrawn = True


@act(Invitee, who=only.is_invitee, when=[only.is_invited, only.is_convened, only.is_not_told],
     says=_("{by} read the notice"), verb=_("I have read the notice"))  # fmt: skip
def read_notice(invitee: Invitee, *, on: datetime) -> None:
    """Annual Meeting Rules, art. 1. The office sees who has not."""
    invitee.told_on = day_of(on)


@act(Invitee, who=only.may_answer, when=[only.is_invited, only.is_convened, only.has_not_begun, only.has_not_said_so],
     says=_("{by} entered that {it} is coming"), verb=_("I am coming"))  # fmt: skip
def say_coming(invitee: Invitee, *, on: datetime) -> None:
    """A request for leave falls away with it. Who says so has read the notice."""
    invitee.answer, invitee.leave_reason, invitee.leave_view = Answer.COMING, "", ""
    invitee.told_on = invitee.told_on or day_of(on)


@act(Invitee, who=only.may_answer, tells=[the_head, who_grants_leave],
     when=[only.is_invited, only.is_convened, only.has_not_begun, only.is_delegate, only.has_not_asked],
     says=_("{by} asked for leave for {it}"), verb=_("Ask for leave"))  # fmt: skip
def ask_leave(invitee: Invitee, *, reason: str, on: datetime) -> None:
    """Annual Meeting Rules, art. 6: in writing, before the meeting."""
    invitee.answer, invitee.leave_reason, invitee.leave_view = Answer.LEAVE_ASKED, reason, ""
    invitee.told_on = invitee.told_on or day_of(on)


@act(Invitee, who=only.heads_delegation, when=[only.is_invited, only.has_not_begun, only.asks_for_leave],
     tells=[who_grants_leave], says=_("{by} gave a view on the leave of {it}"), verb=_("Give a view"))  # fmt: skip
def give_view(invitee: Invitee, *, view: str) -> None:
    """Annual Meeting Rules, art. 6: the head of the delegation signs."""
    invitee.leave_view = view


@act(Invitee, who=only.grants_leave, tells=[the_invitee, the_head],
     when=[only.is_invited, only.has_not_begun, only.asks_for_leave, only.head_has_spoken],
     says=_("{by} granted {it} leave"), verb=_("Grant leave"))  # fmt: skip
def grant_leave(invitee: Invitee) -> None:
    """Annual Meeting Rules, art. 6. The delegate still counts among those who should attend."""
    invitee.answer = Answer.ON_LEAVE


@act(Invitee, who=only.grants_leave, when=[only.is_invited, only.has_not_begun, only.asks_for_leave],
     tells=[the_invitee, the_head], keeps=["reason"],
     says=_("{by} did not grant {it} leave: {reason}"), verb=_("Refuse leave"))  # fmt: skip
def refuse_leave(invitee: Invitee, *, reason: str) -> None:
    """The delegate is expected."""
    invitee.answer = Answer.NONE


@act(Place, who=only.is_office, within=Meeting, when=[only.is_still_to_be_held, only.delegation_is_of_term],
     says=_("{by} gave “{it}” its room and its seats"), verb=_("Give a delegation its place"))  # fmt: skip
def give_place(meeting: Meeting, *, delegation: Delegation, room: str, seats: str) -> Place:
    """Where a delegation meets, and where it sits. Given again, it takes the place of what was said before."""
    there = Place.objects.filter(meeting=meeting, delegation=delegation).first()
    it = there or Place(township=meeting.township, meeting=meeting, delegation=delegation)
    it.room, it.seats = room, seats
    it.save()
    return it


@act(Meeting, {state: state for state in (State.CONVENED, State.PREPARED)}, who=only.is_office,
     when=[only.somebody_sits], tells=[delegates], keeps=["a_row"],
     says=_("{by} drew up the seating, {a_row} seats a row"), verb=_("Draw up the seating"))  # fmt: skip
def draw_up_seating(meeting: Meeting, *, a_row: int) -> None:
    """Delegation by delegation, in the order of strokes. Who is on leave has no seat."""
    for invitee, seat in queries.seating(meeting, a_row):
        invitee.seat = seat
        invitee.save()
