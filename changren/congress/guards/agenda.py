"""When the agenda and the papers may change."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from changren.base.acts import Objection, no
from changren.congress import queries
from changren.congress.models import Item, Meeting, Paper
from changren.organisation.models import Unit


def agenda_is_free(it: Any) -> Objection | None:
    """Until the preparatory meeting has adopted it (art. 3)."""
    meeting = queries.meeting_of(it)
    says = _("The agenda was adopted on {day}. What is added now is marked as late; nothing is changed.")
    rule = queries.rule_of(meeting, "presidium_share")
    return no(says, day=meeting.prepared_on, rule=rule) if meeting.is_prepared else None


def stands_on_agenda(item: Item) -> Objection | None:
    """It was not taken off."""
    return no(_("“{it}” is not on the agenda any more."), it=item) if item.is_removed else None


def parent_fits(it: Any, parent: Item | None) -> Objection | None:
    """Part of an item of the same agenda that is itself no part of another."""
    meeting = queries.meeting_of(it)
    ours = parent is None or (parent.meeting_id == meeting.pk and parent.parent_id is None and parent.pk != it.pk)
    return None if ours else no(_("“{it}” cannot have parts."), it=parent)


def has_no_parts(item: Item, parent: Item | None) -> Objection | None:
    """What has parts stands on its own."""
    parts = parent is not None and Item.objects.filter(parent=item, is_removed=False).exists()
    return no(_("“{it}” has parts itself."), it=item) if parts else None


def nothing_hangs_on_item(item: Item) -> Objection | None:
    """Neither parts nor papers that were put in."""
    parts = Item.objects.filter(parent=item, is_removed=False).exists()
    papers = Paper.objects.filter(item=item, is_removed=False, version__gt=0).exists()
    return no(_("“{it}” has parts or papers; move them first."), it=item) if parts or papers else None


def item_is_of_it(meeting: Meeting, item: Item | None) -> Objection | None:
    """An item of this agenda."""
    ours = item is None or (item.meeting_id == meeting.pk and not item.is_removed)
    return None if ours else no(_("“{item}” is not on this agenda."), item=item)


def unit_is_ours(it: Any, unit: Unit | None) -> Objection | None:
    """A unit of the township, or of the district."""
    ours = unit is None or unit.township_id == it.township_id or unit.township.is_district
    return None if ours else no(_("“{unit}” belongs to another township."), unit=unit)


def is_asked_for(paper: Paper) -> Objection | None:
    """It was not withdrawn."""
    return no(_("“{it}” was withdrawn."), it=paper) if paper.is_removed else None


def was_not_put_in(paper: Paper) -> Objection | None:
    """What delegates have had in hand stays."""
    return no(_("It was put in on {day}."), day=paper.first_on) if paper.version else None
