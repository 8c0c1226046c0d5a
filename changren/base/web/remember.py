"""Parts of pages kept in memory until the district's minutes move (decision 0024).

Facts change through acts alone (law 1), and every act is an entry. So what a page shows of them stays true until
there is a new entry, and its "today" until the minute is over. A hall of telephones that asks for the same list
after an act is shown one rendering of it.
"""

from collections.abc import Callable, Hashable
from hashlib import sha256
from typing import Any

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from changren.base.tenancy.scope import district_here
from changren.base.web.page import rendered, settled


def remembered(request: Any, template: str, alike: Hashable, make: Callable[[], dict[str, Any]]) -> SafeString:
    """`template` rendered with what `make()` answers; `make` is called only if the part is not in memory.

    alike: what those have in common who are to see the same. Nothing else about the reader may show in the part;
    nor a form with a token.
    """

    def drawn() -> str:
        return rendered(template, settled(make()) | {"path": request.get_full_path()}, None)

    return mark_safe(kept("parts", request, (template, alike), drawn))  # noqa: S308  (our own template made it)


def kept(memory: str, request: Any, alike: Hashable, make: Callable[[], str]) -> str:
    """What `make()` answers to this address, from memory if it is there. memory: "parts" of pages, or "lists" of data.

    It may tell of nothing that changes without an act.
    """
    known = (
        district_here(), request.signed_in.seal, f"{request.on:%Y%m%d%H%M}", get_language(), request.get_full_path(),
        alike,
    )  # fmt: skip
    place, key = caches[memory], sha256(repr(known).encode()).hexdigest()
    text: str | None = place.get(key)
    if text is None:
        text = make()
        place.set(key, text)
    return text
