"""The guides of docs/guides/ as pages: what stands beside the code, in the reader's language.

They are ours, and written in Markdown; HTML in them is shown as text, so that nothing but words, links to each other
and pictures comes out.
"""

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from changren.base.web.page import page
from changren.organisation.middleware import bare, public

GUIDES = settings.ROOT / "docs" / "guides"
PICTURES = GUIDES / "pictures"
ROLES = ("delegate", "clerk", "handler", "head", "committee", "district")
TOPICS = ("sealed",)  # what is not about one role
ENDINGS = {"zh-hans": ".zh.md", "en": ".en.md"}
KEPT_FOR = 86400  # seconds that a browser may keep a picture


@dataclass(frozen=True)
class Guide:
    """One guide: its title, what it is for in a sentence, and the rest as HTML."""

    name: str
    title: str
    lede: str
    text: SafeString


@public
def guides(request: Any) -> HttpResponse:
    """All guides, that of one's own role first."""
    names = [*sorted(ROLES, key=lambda name: name != request.role), *TOPICS]
    return page(request, "site/help.html", guides=[read(name, request.LANGUAGE_CODE) for name in names])


@public
def guide(request: Any, name: str) -> HttpResponse:
    """One guide."""
    if name not in (*ROLES, *TOPICS):
        raise Http404
    return page(request, "site/help_guide.html", guide=read(name, request.LANGUAGE_CODE))


@bare
def picture(request: Any, name: str) -> FileResponse:
    """A picture of a guide."""
    if name not in pictures():
        raise Http404
    response = FileResponse((PICTURES / name).open("rb"), content_type="image/png")
    response["Cache-Control"] = f"max-age={KEPT_FOR}"
    return response


@cache
def pictures() -> frozenset[str]:
    """The names of the pictures there are."""
    return frozenset(path.name for path in PICTURES.glob("*.png"))


@cache
def read(name: str, language: str) -> Guide:
    """The guide for a role or a topic; its file begins with a heading and one paragraph."""
    from markdown_it import MarkdownIt  # only here: a process that shows no guide does not need it

    reader = MarkdownIt("commonmark", {"html": False})
    tokens = reader.parse((GUIDES / f"{name}{ENDINGS[language]}").read_text("utf-8"))
    for one in (part for token in tokens for part in token.children or ()):
        _lead_there(one, ENDINGS[language])
    head, rest = tokens[:6], tokens[6:]
    text = SafeString(reader.renderer.render(rest, reader.options, {}))
    return Guide(name, head[1].content, head[4].content, text)


def _lead_there(part: Any, ending: str) -> None:
    """Give a link to another guide, or a picture, the address it has here."""
    if part.type == "link_open" and part.attrs["href"].endswith(ending):
        part.attrs["href"] = reverse("guide", args=[part.attrs["href"].removesuffix(ending)])
    if part.type == "image":
        name = Path(part.attrs["src"]).name
        wide, high = size(PICTURES / name)
        part.attrs |= {"src": reverse("help-picture", args=[name]), "width": wide, "height": high, "loading": "lazy"}


def size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG in pixels, as its first chunk has them."""
    with path.open("rb") as file:
        wide, high = struct.unpack(">16x2I", file.read(24))
    return wide, high
