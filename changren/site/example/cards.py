"""The people whose names and passwords are printed: one for each role, all of the first township but the officer."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

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
    held = Post.objects.filter(person__password_chosen_at__isnull=False, until=None)
    posts = sorted(held.select_related(*Post.alongside), key=lambda post: (_posts(post, held), post.since, post.pk))
    found = {role: next((post for post in posts if post.role == role), None) for role in SHOWN}
    return [_card(role, post) for role, post in found.items() if post]


def _posts(post: Post, held: Any) -> int:
    """How many posts the person holds: a card shows one role, not two."""
    return sum(other.person_id == post.person_id for other in held)


def _card(role: Role, post: Post) -> Card:
    return Card(role.label, post.person.name, post.capacity, post.person.login, PASSWORD)
