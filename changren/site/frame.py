"""The parts of the frame that every page has: rendered once for all who see the same, with gaps for what is their own.

Nothing of the reader reaches the templates but what `Seen` says; so a gap that somebody forgets stays empty, and
never shows the words of another.
"""

import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from changren.base.ui.tags import minute
from changren.site.ways import ROOMS

PARTS = ("top", "rooms", "print", "foot")
GAPS = ("csrf_token", "path", "minute", "name", "office", "township", "unread")
BEGIN, END = "\ue000", "\ue001"  # characters for private use (Unicode 23.5), which no escaping touches
GAP = re.compile(f"{BEGIN}(\\w+){END}")
KEPT_IN_MEMORY = 256


@dataclass(frozen=True)
class Seen:
    """What those have in common whose frames are alike but for the gaps. room: in which they are, if in any."""

    language: str
    text_size: str
    theme: str
    example: bool
    has_post: bool
    has_unread: bool
    room: str


def frame(request: Any, seen: Seen) -> dict[str, SafeString]:
    """The parts by name, with what is the reader's own."""
    own = _own(request)
    return {name: _filled(pieces, own) for name, pieces in _parts(seen).items()}


@lru_cache(KEPT_IN_MEMORY)
def _parts(seen: Seen) -> dict[str, list[str]]:
    """Each part in pieces, of which every second is the name of a gap. In the language that is active."""
    rooms = [(way, way.name == seen.room) for way in ROOMS] if seen.has_post else []
    shown = {name: f"{BEGIN}{name}{END}" for name in GAPS} | asdict(seen)
    shown |= {"display": shown, "rooms": rooms, "ways": {"help": reverse("help")}}
    return {name: GAP.split(render_to_string(f"ui/shell/{name}.html", shown)) for name in PARTS}


def _filled(pieces: list[str], own: dict[str, str]) -> SafeString:
    return mark_safe("".join(own[piece] if n % 2 else piece for n, piece in enumerate(pieces)))  # noqa: S308


def _own(request: Any) -> dict[str, str]:
    """What belongs into the gaps, escaped."""
    own = {"csrf_token": get_token(request), "path": request.get_full_path(), "minute": minute(request.on)}
    if request.post:
        post = request.post
        office = f"{post.township} · {post.capacity}" if post.unit_id else post.capacity
        own |= {"name": post.person.name, "office": office, "township": str(post.township)}
        own |= {"unread": str(request.signed_in.unread)}
    return {name: str(escape(text)) for name, text in own.items()}
