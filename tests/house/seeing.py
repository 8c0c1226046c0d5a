"""Every page of the site as somebody sees it: with what a township has in every state, by those who may open it."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from django.test import Client

from changren.ballots import documents
from changren.base.clock import now
from changren.base.jobs.declaration import KINDS
from changren.base.tenancy.scope import within_district
from changren.congress.hall import links
from changren.congress.models import Meeting
from changren.gallery.models import Application
from changren.gallery.visitors import link_of
from changren.matters.models import Matter, Workroom
from changren.matters.visitors import address_of
from changren.matters.visitors import link_of as link_to
from changren.organisation import signing
from changren.organisation.models import Post
from changren.rulebook.loading import books
from changren.site.help import ROLES, pictures
from changren.site.setup import new_link
from tests.house.exploring.ground import tick
from tests.house.isolating import IDLE, OF_THE_LEVEL, Address, District, addresses, rows_of
from tests.world import at

MOMENT = at("2010-04-01 09:00")
GUEST = ""
HTML = "text/html"
WORDS: dict[str, Iterable[str]] = {
    "guide": ROLES,
    "help-picture": sorted(pictures()),
    "rulebook:text": sorted(books()),
    "ballots:alone": sorted(documents.ALONE),
}
ASKS = {  # pages that answer a question, and questions
    "overview:records": ["?key=handed_in", "?key=took_part", "?key=verdicts.recused"],
    "overview:trial": ["", "?key=proposals.cosigners_min&value=9", "?key=x&value="],
    "proposals:board": ["", "?search=none"],
    "casework:board": ["", "?search=none"],
    "evaluation:board": ["", "?kind=body"],
    "elections:board": ["", "?kind=by"],
    "gallery:application": ["", "?show=contact"],
    "contact:counterpart": ["", "?show=contact"],
    "contact:board": ["", "?state=ended"],
    "congress:board": ["", "?state=open"],
    "congress:resolutions": ["", "?state=adopted"],
    "search:similar": ["", "?title=%E5%8A%9E%E5%85%AC%E6%A5%BC%E6%BC%8F%E9%9B%A8"],
}
REFUSED = 403


def linked() -> dict[str, list[str]]:
    """What stands in the signed links to the hall of the meeting that is open."""
    meeting = Meeting.objects.filter(state="open").first()
    kinds = {"screen": links.SCREEN, "desk": links.DESK, "here": links.HERE}
    return {f"congress:{name}": [kind.to(meeting, "1")] for name, kind in kinds.items()} if meeting else {}


def token_in(address: str) -> str:
    """The last part of an address."""
    return address.rstrip("/").rpartition("/")[2]


TAG = re.compile(r"<\w[^>]*>")
KIND_OF_TAG = re.compile(r'<\w+| (?:class|type|role)="[^"]*"')


@dataclass(frozen=True)
class Sight:
    """One page: the name of its address, its path, and the key of the post that sees it."""

    name: str
    path: str
    post: str


@dataclass
class Looking:
    """All pages of a district that has lived.

    answers: what was there instead of a page. wrong: how forms come back that are sent empty. refused: the first page
    of an act that somebody may not do.
    """

    district: District
    html: dict[Sight, str] = field(default_factory=dict)
    answers: dict[str, set[tuple[int, str]]] = field(default_factory=dict)
    wrong: dict[Sight, str] = field(default_factory=dict)
    refused: dict[Sight, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with within_district(self.district.code):
            tick(self.district.code, MOMENT)
            posts = [*self.district.insiders(), self.district.world.officer, self.district.department]
            self.cookies = {str(post.pk): _cookie(post) for post in posts}
            private = [link_of(one).split("/")[3] for one in rows_of(Application, self.district.x)]
            signed = linked() | {
                "gallery:mine": private, "setup": [new_link().split("/")[2]],
                "matters:at": [token_in(address_of(one)) for one in rows_of(Workroom, self.district.x)],
                "matters:mine": [token_in(link_to(one)) for one in rows_of(Matter, self.district.x)],
            }  # fmt: skip
            self._posts = {str(post.pk): post for post in posts}
        self.roles = [*{post.role: str(post.pk) for post in posts}.values(), GUEST]
        self.browsers = {post: _browser(cookie) for post, cookie in self.cookies.items()} | {GUEST: Client()}
        self._order = [*self.cookies, GUEST]
        self._words: dict[str, Iterable[str]] = WORDS | signed
        for address in addresses():
            for path, it in self._paths(address):
                self._look(address, path, it)

    def _look(self, address: Address, path: str, it: Any) -> None:
        """The first who may; every role if it is one page, and no act."""
        if not (address.of or address.act or str(address) in WORDS):
            for post in self.roles:
                self._opens(Sight(str(address), path, post))
            return
        opened = next((post for post in self._order if self._opens(Sight(str(address), path, post))), None)
        if opened is not None:  # next time first if it is an act, for speed; else last, so that others see pages, too
            self._order.remove(opened)
            self._order.insert(0 if address.act else len(self._order), opened)
        if opened and address.act and str(address) not in {one.name for one in self.wrong}:
            self._send_empty(address, Sight(str(address), path, opened), it)

    def _paths(self, address: Address) -> Iterator[tuple[str, Any]]:
        with within_district(self.district.code):
            place = self.district.level if str(address) in OF_THE_LEVEL else self.district.x
            rows = rows_of(address.of, place) if address.of else [None]
        words = [(word,) for word in self._words.get(str(address), [])] or [()]
        for it, word, asked in product(rows, words, ASKS.get(str(address), [""])):
            yield address.url(it, *word) + asked, it

    def _opens(self, sight: Sight) -> bool:
        """Whether there is something for them: a page, or a file of which nothing more is asked."""
        response = self.browsers[sight.post].get(sight.path)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if (response.status_code, kind) == (200, HTML):
            self.html[sight] = response.content.decode()
            return True
        if response.status_code == REFUSED and not self.refused:
            self.refused[sight] = response.content.decode()
        self.answers.setdefault(sight.name, set()).add((response.status_code, kind))
        return response.status_code == 200

    def _send_empty(self, address: Address, sight: Sight, it: Any) -> None:
        """Its form, if that asks for something; so nothing comes of it."""
        post = self._posts[sight.post]
        with within_district(post.district_id):
            is_enough = address.part("form")({}, {}, it=it or post.township, by=post, on=MOMENT).is_valid()
        if not is_enough:
            self.wrong[sight] = self.browsers[sight.post].post(sight.path).content.decode()

    def without_page(self) -> dict[str, list[tuple[int, str]]]:
        """The addresses at which nobody saw a page, and what was there instead."""
        seen = {sight.name for sight in self.html}
        return {name: sorted(answers) for name, answers in self.answers.items() if name not in seen}


def different(pages: dict[Sight, str], *, each: bool) -> list[Sight]:
    """Pages in which an element follows one that it followed on no page before; each: and one of each address."""
    follows, names, found = set[tuple[str, str]](), set[str](), []
    for sight, html in pages.items():
        new = set(pairwise("".join(KIND_OF_TAG.findall(tag)) for tag in TAG.findall(html))) - follows
        if new or (each and sight.name not in names):
            found.append(sight)
        follows |= new
        names.add(sight.name)
    return found


def _cookie(post: Post) -> str:
    cookie = signing.begin(post.person, "平板电脑", MOMENT)
    session = signing.session_of(cookie, MOMENT)
    signing.SignIn.objects.filter(pk=session and session.pk).update(post=post)  # others may act in other posts
    return cookie


def _browser(cookie: str) -> Client:
    client = Client()
    client.cookies[signing.COOKIE] = cookie
    return client


def prepare(code: int, file: Path) -> None:
    """Tell a district in a database of its own, and write down what there is to see."""
    KINDS[IDLE.name] = IDLE
    now.follow(lambda: MOMENT)
    district = District(code, "甲区")
    district.live()
    looking = Looking(district)
    refused = next(iter(looking.refused))
    others = [Sight("refused", refused.path, refused.post), Sight("nothing", "/nothing/", refused.post)]
    shown = [*different(looking.html, each=True), *others]
    wrong = different(looking.wrong, each=False)
    file.write_text(json.dumps({
        "sights": [astuple(one) for one in {**dict.fromkeys(shown), **dict.fromkeys(wrong)}],
        "wrong": [astuple(one) for one in wrong], "status": {"refused": REFUSED, "nothing": 404},
        "cookies": looking.cookies, "without": looking.without_page(),
    }))  # fmt: skip
