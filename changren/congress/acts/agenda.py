"""The agenda is put together, and papers are asked for and put in (art. 2 to 4)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import act
from changren.base.clock.now import day_of
from changren.base.documents.uploads import attach
from changren.congress import guards as only
from changren.congress.acts.tells import office, the_unit
from changren.congress.models import Item, Meeting, Paper
from changren.organisation.models import Unit


@act(Item, who=only.is_office, within=Meeting, when=[only.is_still_to_be_held, only.parent_fits],
     keeps={"kind": Item.Kind}, says=_("{by} put “{it}” on the agenda"), verb=_("Add an item"))  # fmt: skip
def add_item(meeting: Meeting, *, title: str, kind: str, parent: Item | None) -> Item:
    """Annual Meeting Rules, art. 4. What comes after the agenda was adopted is marked as late."""
    last = meeting.items.filter(parent=parent).last()
    return Item.objects.create(
        township=meeting.township, meeting=meeting, parent=parent, title=title, kind=kind,
        order=last.order + 1 if last else 1, is_late=meeting.is_prepared,
    )  # fmt: skip


@act(Item, who=only.is_office,
     when=[only.is_still_to_be_held, only.agenda_is_free, only.stands_on_agenda, only.parent_fits, only.has_no_parts],
     says=_("{by} changed “{it}” on the agenda"), verb=_("Change"))  # fmt: skip
def change_item(item: Item, *, title: str, kind: str, parent: Item | None) -> None:
    """Its words, its kind, or what it is part of, until the agenda is adopted."""
    item.title, item.kind, item.parent = title, kind, parent


@act(Item, who=only.is_office, when=[only.is_still_to_be_held, only.agenda_is_free, only.stands_on_agenda],
     keeps=["place"], says=_("{by} moved “{it}” to place {place} of the agenda"), verb=_("Move"))  # fmt: skip
def move_item(item: Item, *, place: int) -> None:
    """Among the items beside it; place: from 1. Beyond the end is the end."""
    beside = [one for one in Item.objects.filter(meeting=item.meeting_id, parent=item.parent_id, is_removed=False)
              if one.pk != item.pk]  # fmt: skip
    beside.insert(max(place, 1) - 1, item)
    for n, one in enumerate(beside, 1):
        one.order = n
        if one is not item:
            one.save()


@act(Item, who=only.is_office,
     when=[only.is_still_to_be_held, only.agenda_is_free, only.stands_on_agenda, only.nothing_hangs_on_item],
     says=_("{by} took “{it}” off the agenda"), verb=_("Take off"))  # fmt: skip
def remove_item(item: Item) -> None:
    """Until the agenda is adopted. Papers that were only asked for go with it."""
    item.is_removed = True
    Paper.objects.filter(item=item).update(is_removed=True)


@act(Paper, who=only.is_office, within=Meeting, tells=[the_unit],
     when=[only.is_still_to_be_held, only.item_is_of_it, only.unit_is_ours],
     says=_("{by} asked for “{it}”"), verb=_("Ask for a paper"))  # fmt: skip
def ask_paper(meeting: Meeting, *, title: str, item: Item | None, unit: Unit | None, level: str,
              is_required: bool) -> Paper:  # fmt: skip
    """Annual Meeting Rules, art. 2. is_required: whether the meeting waits for it."""
    return Paper.objects.create(
        township=meeting.township, meeting=meeting, item=item, unit=unit, title=title, level=level,
        is_required=is_required,
    )  # fmt: skip


@act(Paper, who=only.provides, when=[only.is_still_to_be_held, only.is_asked_for], tells=[office], keeps=["version"],
     says=_("{by} put in “{it}” (version {version})"), verb=_("Put in the paper"))  # fmt: skip
def file_paper(paper: Paper, *, file: Any, by: Any, on: datetime) -> None:
    """Annual Meeting Rules, art. 2. A further version is put beside the ones before; the last one holds."""
    attach(paper, file, by=by, on=on)
    paper.version, paper.last_on = paper.version + 1, day_of(on)
    paper.first_on = paper.first_on or day_of(on)


@act(Paper, who=only.is_office, when=[only.is_still_to_be_held, only.is_asked_for, only.was_not_put_in],
     says=_("{by} no longer asks for “{it}”"), verb=_("No longer ask for it"))  # fmt: skip
def withdraw_paper(paper: Paper) -> None:
    """What was never put in. What delegates have had in hand stays."""
    paper.is_removed = True
