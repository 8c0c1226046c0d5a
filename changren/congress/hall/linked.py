"""The pages that a signed link opens, without a session: the hall's screen, a desk, and what telephones send.

Nothing here looks at a cookie, so there is nothing that a request forged by another site could borrow.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from changren.base.acts import Refused
from changren.base.stream.token import Channel, token_for
from changren.base.tenancy.scope import within_district
from changren.base.web.page import page, rendered, settled
from changren.congress.hall import links
from changren.congress.hall.entering import enter
from changren.congress.hall.pressing import press as put
from changren.congress.models import Invitee, Meeting, Passage
from changren.congress.queries import hall
from changren.organisation.middleware import bare
from changren.organisation.spelling import spelled

FRESH = 1  # seconds for which the hall's picture is shown to whoever asks, without asking the database
PASSAGES_MOST, HOURS_MOST = 200, 12  # in one request; hours that a desk was cut off
NOT_ON_LIST = translation.gettext_lazy("This badge is not on the list of this meeting.")


def linked(kind: links.Kind) -> Callable[[Any], Any]:
    """Open a view by a link of this kind, inside the district and in the language that it names."""

    def opened(view: Any) -> Any:
        @wraps(view)
        def answered(request: Any, token: str) -> HttpResponse:
            link = kind.read(token)
            if link is None:
                raise Http404
            request.token = token
            with within_district(link.district):
                return view(request, link)  # type: ignore[no-any-return]

        return bare(never_cache(answered))

    return opened


def _meeting(link: links.Link) -> Meeting:
    found: Meeting = get_object_or_404(Meeting.objects.select_related(*Meeting.alongside), pk=link.pk)
    return found


def _stream(meeting: Meeting) -> str:
    return f"/live/{token_for(Channel(meeting.district_id, meeting.township_id))}"


@linked(links.SCREEN)
def screen(request: Any, link: links.Link) -> HttpResponse:
    """The hall's screen, for the projector."""
    it = _meeting(link)
    return page(request, "congress/hall/screen.html", shown=hall.screen(it, request.on), token=request.token,
                stream=_stream(it))  # fmt: skip


@linked(links.SCREEN)
def now(request: Any, link: links.Link) -> HttpResponse:
    """The picture of the hall, alike for everybody, so drawn once a second at most by each process."""
    number = request.GET.get("n", "")[:18]
    key, place = f"hall.{link.pk}.{link.word}.{number}", caches["parts"]
    text: str | None = place.get(key)
    if text is None:
        with translation.override(link.word or None):
            shown = hall.screen(_meeting(link), request.on)
            text = rendered("congress/hall/now.html", settled({"shown": shown}), None)
        place.set(key, text, FRESH)
    return HttpResponse(text)


@linked(links.SCREEN)
def code(request: Any, link: links.Link) -> HttpResponse:
    """The code by which delegates let themselves in; another one whenever it is asked for."""
    import segno  # only where a code is drawn

    address = request.build_absolute_uri(reverse("congress:here", args=[links.HERE.to(_meeting(link))]))
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, omitsize=True)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@linked(links.DESK)
def desk(request: Any, link: links.Link) -> HttpResponse:
    """A desk at the door."""
    it = _meeting(link)
    return page(request, "congress/hall/desk.html", meeting=it, desk=link.word, token=request.token,
                attendance=hall.attendance(it), is_open=hall.desks_are_open(it), stream=_stream(it))  # fmt: skip


@linked(links.DESK)
def names(request: Any, link: links.Link) -> HttpResponse:
    """Everybody on the list, so that a desk finds them while the network is away."""
    rows = hall.roll(_meeting(link))
    return JsonResponse({"people": [_on_list(one) for one in rows]}, json_dumps_params={"ensure_ascii": False})


def _on_list(one: hall.Expected) -> dict[str, Any]:
    it = one.invitee
    return {
        "id": str(it.pk), "code": it.code, "name": it.name, "sounds": spelled(it.name), "seat": it.seat,
        "number": it.mandate.number if it.mandate else None, "group": str(it.delegation or ""),
        "standing": str(it.get_standing_display()), "in": one.is_inside,
    }  # fmt: skip


@csrf_exempt
@require_POST
@linked(links.DESK)
def passing(request: Any, link: links.Link) -> HttpResponse:
    """People come in or go out at a desk: those of now, and those who were noted while the network was away."""
    sent = _sent(request).get("passages")
    if not isinstance(sent, list) or len(sent) > PASSAGES_MOST:
        return JsonResponse({"refused": "passages"}, status=400)
    known = _known(link.pk, sent)
    done = [_passed(request, link, one, known) for one in sent if isinstance(one, dict)]
    return JsonResponse({"done": done})


def _sent(request: Any) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _known(meeting: UUID, sent: list[Any]) -> dict[str, Invitee]:
    """Those on the list, by their ids and by the codes of their badges. One query."""
    said = {str(one.get("who", "")).strip() for one in sent if isinstance(one, dict)}
    ids = {one for one in map(_id, said) if one}
    rows = Invitee.objects.filter(Q(code__in=said) | Q(pk__in=ids), meeting=meeting, is_withdrawn=False)
    return {name: one for one in rows for name in (str(one.pk), one.code)}


def _id(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def _passed(request: Any, link: links.Link, one: dict[str, Any], known: dict[str, Invitee]) -> dict[str, Any]:
    key, who = _id(one.get("key")), known.get(str(one.get("who", "")).strip())
    told = {"key": str(key or ""), "who": str(one.get("who", ""))}
    if key is None or who is None:
        return told | {"refused": str(NOT_ON_LIST)}
    way = Passage.Way.OUT if one.get("way") == Passage.Way.OUT else Passage.Way.IN
    try:
        passed = enter(link.pk, who, way, key=key, at=request.on - _waited(one), desk=link.word)
    except Refused as why:
        return told | {"refused": str(why), "closed": True}
    return told | {"id": str(who.pk), "name": who.name, "seat": who.seat, "new": passed.is_new,
                   "in": passed.last is not None and passed.last.way == Passage.Way.IN}  # fmt: skip


def _waited(one: dict[str, Any]) -> timedelta:
    """How long it lay in the desk's browser, whose clock may be wrong."""
    waited = one.get("waited", 0)
    seconds = waited if isinstance(waited, int | float) and waited > 0 else 0
    return min(timedelta(seconds=min(seconds, HOURS_MOST * 3600)), timedelta(hours=HOURS_MOST))


@csrf_exempt
@require_POST
@linked(links.PHONE)
def press(request: Any, link: links.Link) -> HttpResponse:
    """A delegate's answer comes in."""
    told = _sent(request)
    vote, key = _id(told.get("vote")), _id(told.get("key"))
    if vote is None or key is None:
        return JsonResponse({"refused": "vote, key"}, status=400)
    with translation.override(link.word or None):
        try:
            put(vote, link.pk, str(told.get("answer", "")), key)
        except Refused as why:
            return JsonResponse({"refused": str(why)}, status=409)
    return JsonResponse({"taken": True})
