"""Who is told of an act. A notice is a row; sending it elsewhere is a worker's affair."""

from typing import Any

from changren.base.minutes.models import Entry
from changren.base.notices.models import Notice


def write(act: Any, subject: Any, entry: Entry, by: Any) -> None:
    """One notice for each person whom the act tells, the actor left out. One statement."""
    people = {person for told in act.tells for person in told(subject)} - {None, by.person_id}
    if people:
        Notice.objects.bulk_create(Notice(township_id=entry.township_id, person_id=one, entry=entry) for one in people)
