"""The people whose names and passwords are printed: one for each role, all of the first township but the officer."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from changren.base.tenancy.models import Township
from changren.organisation.models import Post, Role
from changren.site.example.facts import PASSWORD

SHOWN = (Role.DELEGATE, Role.CLERK, Role.HANDLER, Role.HEAD, Role.COMMITTEE, Role.DISTRICT)


@dataclass(frozen=True)
class Card:
    """One example account."""

    role: Any
    name: str
    capacity: str
    login: str
    password: str


def cards() -> list[Card]:
    """The example accounts, in the order of a proposal's way; none outside the example."""
    if not settings.EXAMPLE:
        return []
    posts = Post.objects.select_related(*Post.alongside).filter(person__password_chosen_at__isnull=False, until=None)
    found = {role: next((post for post in posts if post.role == role), None) for role in SHOWN}
    return [
        Card(role.label, post.person.name, post.capacity, post.person.login, PASSWORD)
        for role, post in found.items()
        if post
    ]


def first_township() -> Township:
    """The township of the example accounts."""
    return Township.objects.exclude(kind=Township.Kind.DISTRICT).order_by("order").first()  # type: ignore[return-value]
