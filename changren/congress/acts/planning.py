"""A meeting is planned, agreed to, convened, prepared, or cancelled (art. 1 to 3)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.congress import guards as only
from changren.congress import queries
from changren.congress.models import Item, Meeting, Paper
from changren.mandates.models import Session

State, Kind = Meeting.State, Meeting.Kind


@act(Meeting, {None: State.PLANNED}, who=only.is_office, within=Session, keeps={"kind": Kind},
     when=[only.session_is_planned, only.session_is_free, only.ends_later],
     says=_("{by} planned “{it}” ({kind})"), verb=_("Prepare the meeting"))  # fmt: skip
def plan(session: Session, *, kind: str, title: str, place: str, starts_at: datetime, ends_at: datetime,
         like: Meeting | None, on: datetime) -> Meeting:  # fmt: skip
    """Annual Meeting Rules, art. 1 and 4. like: a meeting whose agenda is taken; None for the template of its kind."""
    it = Meeting.objects.create(
        township=session.township, session=session, kind=kind, title=title or queries.title_of(session), place=place,
        starts_at=starts_at, ends_at=ends_at, planned_on=day_of(on),
    )  # fmt: skip
    drawn = queries.agenda_like(like) if like else queries.agenda_of(it)
    items = Item.objects.bulk_create(
        Item(township=it.township, meeting=it, order=n, title=one.title, kind=one.kind)
        for n, one in enumerate(drawn.items, 1)
    )
    Paper.objects.bulk_create(
        Paper(township=it.township, meeting=it, item=items[one.n] if one.n is not None else None, unit=one.unit,
              title=one.title, level=one.level, is_required=one.is_required)
        for one in drawn.papers
    )  # fmt: skip
    return it


@act(Meeting, {State.PLANNED: State.PLANNED, State.APPROVED: State.PLANNED}, who=only.is_office,
     when=[only.ends_later], says=_("{by} changed day or place of “{it}”"), verb=_("Change day or place"))  # fmt: skip
def revise(meeting: Meeting, *, title: str, place: str, starts_at: datetime, ends_at: datetime) -> None:
    """As long as the delegates are not told. The district has agreed to a day, so it is asked again."""
    meeting.title, meeting.place = title, place
    meeting.starts_at, meeting.ends_at, meeting.approved_on = starts_at, ends_at, None
