"""The access doors of meetings: plans are for those who prepare them, what is convened is for the township."""

from typing import Any

from django.db.models import Q

from changren.base.acts.asked import asked_once
from changren.base.documents.models import Attachment
from changren.congress.models import Bulletin, Invitee, Item, Meeting, Officer, Paper, Place, Resolution
from changren.mandates.models import Session
from changren.mandates.queries import sessions_for as sessions_of_mandates
from changren.organisation.models import Post, Role

PREPARES = (Role.CLERK, Role.COMMITTEE, Role.DISCIPLINE)
SEES_ALL = (*PREPARES, Role.DISTRICT)
PRESIDES = (Officer.Office.PRESIDIUM, Officer.Office.SECRETARY_GENERAL)


def for_reader(post: Post) -> Any:
    """A township's people see its meetings once they are convened; who prepares them, from the first day."""
    rows = Meeting.objects.select_related(*Meeting.alongside)
    if post.role == Role.DISTRICT:
        return rows
    ours = rows.filter(township=post.township_id)
    return ours if post.role in PREPARES else ours.exclude(convened_on=None)


def sessions_for(post: Post) -> Any:
    """The sessions at which a meeting may be prepared."""
    return sessions_of_mandates(post)


def items_for(post: Post) -> Any:
    """What stands on the agendas that a post may read."""
    return _of_meetings(Item, post).filter(is_removed=False)


def officers_for(post: Post) -> Any:
    """Who has an office at the meetings that a post may open."""
    return _of_meetings(Officer, post).filter(is_relieved=False)


def invitees_for(post: Post) -> Any:
    """Who is expected at the meetings that a post may open."""
    return _of_meetings(Invitee, post).filter(is_withdrawn=False)


def places_for(post: Post) -> Any:
    """Where the delegations sit and meet."""
    return _of_meetings(Place, post)


def papers_for(post: Post) -> Any:
    """The papers of their level: for everybody in the hall, for delegates, for the presidium; and those of one's unit.

    Who prepares the meeting, and the district, sees all.
    """
    rows = _of_meetings(Paper, post).filter(is_removed=False)
    if post.role in SEES_ALL:
        return rows
    listed = Invitee.objects.filter(person=post.person_id, is_withdrawn=False)
    delegate = listed.filter(standing=Invitee.Standing.DELEGATE)
    presides = Officer.objects.filter(person=post.person_id, is_relieved=False, office__in=PRESIDES)
    own = Q(unit=post.unit_id) if post.unit_id else Q(pk__in=())
    return rows.filter(
        Q(level=Paper.Level.HALL, meeting__in=listed.values("meeting"))
        | Q(level=Paper.Level.DELEGATES, meeting__in=delegate.values("meeting"))
        | Q(level=Paper.Level.PRESIDIUM, meeting__in=presides.values("meeting"))
        | own
    )


def files_for(post: Post) -> Any:
    """The files of the papers that a post may read, every version."""
    owners = papers_for(post).values("pk")
    return Attachment.objects.select_related("township").filter(owner_id__in=owners, is_removed=False)


def resolutions_for(post: Post) -> Any:
    """Drafts are for those in the hall and those who prepare; what was adopted is for the township."""
    rows = _of_meetings(Resolution, post)
    if post.role in SEES_ALL:
        return rows
    listed = Invitee.objects.filter(person=post.person_id, is_withdrawn=False).values("meeting")
    return rows.filter(~Q(adopted_on=None) | Q(meeting__in=listed))


def bulletins_for(post: Post) -> Any:
    """What was released is for those in the hall; before, for the office, the committee and who filed it."""
    rows = _of_meetings(Bulletin, post)
    if post.role in SEES_ALL:
        return rows
    listed = Invitee.objects.filter(person=post.person_id, is_withdrawn=False).values("meeting")
    return rows.filter(Q(filed_by=post.person_id) | (Q(meeting__in=listed) & ~Q(state=Bulletin.State.FILED)))


def _of_meetings(model: Any, post: Post) -> Any:
    return model.objects.select_related(*model.alongside).filter(meeting__in=for_reader(post).order_by())


def of_session(session: Session) -> Meeting | None:
    """The meeting that is prepared for a session."""
    return Meeting.objects.filter(session=session.pk).first()


def meetings_before(session: Session) -> Any:
    """The meetings of the township whose agenda may be taken over, newest first."""
    return Meeting.objects.filter(township=session.township_id).exclude(state=Meeting.State.CANCELLED)


def meeting_of(it: Any) -> Meeting:
    """The meeting itself, or the one that something belongs to."""
    return it if isinstance(it, Meeting) else it.meeting


@asked_once
def open_meeting(township_id: Any) -> Meeting | None:
    """The meeting that is open in a township just now."""
    rows = Meeting.objects.select_related(*Meeting.alongside)
    return rows.filter(township=township_id, state=Meeting.State.OPEN).first()
