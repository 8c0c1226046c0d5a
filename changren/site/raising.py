"""What was said in the forum becomes a suggestion: one click, two acts of rooms that do not know one another."""

from typing import Any
from uuid import uuid5

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from changren.base.acts import Refused
from changren.base.tenancy.ids import is_id
from changren.forum import acts as forum
from changren.forum.models import Contribution
from changren.forum.queries import contributions_for
from changren.proposals import acts as proposals
from changren.proposals.fields import Field
from changren.proposals.models import Proposal

TITLE_MOST = 40  # characters of the text that make a first title


@require_POST
def from_forum(request: Any) -> HttpResponse:
    """Draft a suggestion of a contribution, and tell the forum. Sent again it leads to the same draft."""
    key = request.POST.get("contribution", "")
    if not is_id(key):
        raise Http404
    it = get_object_or_404(contributions_for(request.post), pk=key)
    if it.taken_up_by is not None and it.taken_up_by.person_id == request.post.person_id:
        return HttpResponseRedirect(it.became)
    objection = forum.take_up.objection(it, by=request.post, on=request.on)
    if objection:
        raise Refused(objection)
    once, place = uuid5(it.pk, str(request.post.pk)), request.post.township
    made = proposals.draft(place, by=request.post, on=request.on, once=once, **drafted(it))
    became = made.get_absolute_url()
    forum.take_up(it, by=request.post, on=request.on, once=uuid5(once, "forum"), became=became)
    return HttpResponseRedirect(became)


def drafted(it: Contribution) -> dict[str, Any]:
    """The draft as it begins: the text, and where it came from."""
    first = it.text.strip().splitlines()[0]
    origin = _("(From the delegates' forum “{forum}”, no. {n})").format(forum=it.forum, n=it.number)
    return {
        "kind": Proposal.Kind.SUGGESTION, "delegation": None, "title": first[:TITLE_MOST],
        "subject": f"{it.text}\n\n{origin}", "grounds": "", "measures": "", "field": Field.OTHER,
        "wanted_unit": None, "confidential": False, "may_publish": True,
    }  # fmt: skip
