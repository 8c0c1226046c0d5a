"""How many are in the hall: counted by what went in and out."""

from uuid import UUID

from django.db.models import Count

from changren.congress.models import Floor, Invitee, Meeting, Passage

Standing = Invitee.Standing


def counted(meeting_id: UUID) -> dict[str, int]:
    """How many are in the hall, by standing: who went in, less who went out."""
    rows = Passage.objects.filter(meeting=meeting_id, invitee__is_withdrawn=False).order_by()
    here = dict.fromkeys(Standing.values, 0)
    for standing, way, n in rows.values_list("standing", "way").annotate(n=Count("pk")):
        here[standing] += n if way == Passage.Way.IN else -n
    return here


def delegates_inside(meeting: Meeting) -> int | None:
    """How many delegates have checked in; None where no desk was opened, so that nobody could."""
    known = Floor.objects.filter(meeting=meeting).exists()
    return counted(meeting.pk)[Standing.DELEGATE] if known else None
