"""What was said in the forum, or raised by many, becomes a suggestion: one click, two acts of rooms apart."""

from typing import Any
from uuid import uuid5

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from changren.base.acts import Act, Refused
from changren.base.tenancy.ids import is_id
from changren.forum import acts as forum
from changren.forum.models import Contribution
from changren.forum.queries import contributions_for
from changren.matters import acts as matters
from changren.matters.models import Matter
from changren.matters.queries import matters_for, theme_size
from changren.proposals import acts as proposals
from changren.proposals.fields import Field
from changren.proposals.models import Proposal

TITLE_MOST = 40  # characters of the text that make a first title


@require_POST
def from_forum(request: Any) -> HttpResponse:
    """Draft a suggestion of a contribution, and tell the forum. Sent again it leads to the same draft."""
    it = _chosen(request, "contribution", contributions_for(request.post))
    return _made(request, it, forum.take_up, drafted(it))


@require_POST
def from_matters(request: Any) -> HttpResponse:
    """Draft a suggestion, or a recess proposal, of what many have raised, and tell the matter."""
    it = _chosen(request, "matter", matters_for(request.post))
    recess = request.POST.get("kind") == Proposal.Kind.RECESS
    kind = Proposal.Kind.RECESS if recess else Proposal.Kind.SUGGESTION
    return _made(request, it, matters.take_up, drafted_of_matters(it) | {"kind": kind})


def _chosen(request: Any, name: str, rows: Any) -> Any:
    key = request.POST.get(name, "")
    if not is_id(key):
        raise Http404
    return get_object_or_404(rows, pk=key)


def _made(request: Any, it: Any, take_up: Act, text: dict[str, Any]) -> HttpResponse:
    if it.taken_up_by is not None and it.taken_up_by.person_id == request.post.person_id:
        return HttpResponseRedirect(it.became)
    objection = take_up.objection(it, by=request.post, on=request.on)
    if objection:
        raise Refused(objection)
    once, place = uuid5(it.pk, str(request.post.pk)), request.post.township
    made = proposals.draft(place, by=request.post, on=request.on, once=once, **text)
    became = made.get_absolute_url()
    take_up(it, by=request.post, on=request.on, once=uuid5(once, take_up.room), became=became)
    return HttpResponseRedirect(became)


def drafted(it: Contribution) -> dict[str, Any]:
    """The draft as it begins: the text, and where it came from."""
    first = it.text.strip().splitlines()[0]
    origin = _("(From the delegates' forum “{forum}”, no. {n})").format(forum=it.forum, n=it.number)
    return _draft(first[:TITLE_MOST], f"{it.text}\n\n{origin}")


def drafted_of_matters(it: Matter) -> dict[str, Any]:
    """The same of what several people raised; never who they are."""
    origin = _("(From matter no. {n}, raised by {people})").format(n=it.number, people=theme_size(it))
    return _draft(it.title[:TITLE_MOST], "\n\n".join(filter(None, (it.text, it.place, it.found, origin))))


def _draft(title: str, subject: str) -> dict[str, Any]:
    return {
        "kind": Proposal.Kind.SUGGESTION, "delegation": None, "title": title, "subject": subject, "grounds": "",
        "measures": "", "field": Field.OTHER, "wanted_unit": None, "confidential": False, "may_publish": True,
    }  # fmt: skip
