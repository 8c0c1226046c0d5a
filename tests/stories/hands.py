"""People who do things in their browsers: open a form, fill it in, send it, read what comes back."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from changren.base.acts import Act
from changren.base.clock.now import now
from changren.organisation.models import Person, Post

ONCE = re.compile(r'name="once" value="([^"]+)"')
LINK = re.compile(r'href="([^"#]+)"')
TAGS = re.compile(r"<[^>]+>")


class Hands:
    """One person in one post, signed in anew whenever time has passed.

    `do` sends an act's form as the browser would, with what the page put into it.
    """

    def __init__(self, post: Post, browse: Callable[[Post], Client]) -> None:
        self.post, self._browse = post, browse
        self._client, self._since = browse(post), now()

    @property
    def client(self) -> Client:
        if now() != self._since:
            self._client, self._since = self._browse(self.post), now()
        return self._client

    def reads(self, language: str) -> "Hands":
        """From now on the pages speak this language to them: "en" or "zh-hans"."""
        Person.objects.filter(pk=self.post.person_id).update(language=language)
        return self

    def sees(self, url: str, status: int = 200) -> str:
        """The text of a page, without tags."""
        response = self.client.get(url)
        assert response.status_code == status, f"{url}: {response.status_code}"
        return text_of(response)

    def finds(self, url: str, *links: str) -> str:
        """Open a page and follow, one after the other, the only link whose address contains these words; its address.

        AssertionError if a page has no such link, or several that lead to different places.
        """
        for words in links:
            page = self.client.get(url).content.decode()
            found = {unescape(link) for link in LINK.findall(page) if words in unescape(link)}
            assert len(found) == 1, f"{url}: {found or 'no link'} with {words!r}"
            url = found.pop()
        return url

    def do(self, act: Act, it: Any = None, **fields: Any) -> str:
        """Open the form of `act` on `it`, send it, and return the text of the page it leads to."""
        url = address(act, it)
        form = self.client.get(url)
        assert form.status_code == 200, f"{url}: {form.status_code} {text_of(form)}"
        once = ONCE.search(form.content.decode())
        response = self.client.post(url, {"once": once[1] if once else "", **fields}, follow=True)
        assert response.status_code == 200 and response.redirect_chain, f"{act.name}: {text_of(response)}"
        if it is not None:
            it.refresh_from_db()
        return text_of(response)

    def cannot(self, act: Act, it: Any = None, **fields: Any) -> str:
        """Send it all the same; it is refused, and this is what the page says."""
        response = self.client.post(address(act, it), fields)
        assert response.status_code in (403, 404, 409, 422), f"{act.name}: {response.status_code}"
        return text_of(response)


def address(act: Act, it: Any) -> str:
    """Where the form of an act is."""
    return reverse(f"{act.room}:{act.verb_name}", args=[] if act.in_own_township else [it.pk])


def text_of(response: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", unescape(TAGS.sub(" ", response.content.decode())))
