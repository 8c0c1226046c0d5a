"""What the tests of the search share: matters to find, and finding them."""

import pytest

from changren.mandates.models import Mandate
from changren.organisation.models import Person, Unit
from changren.search.index import keep
from changren.search.queries import Asked, search
from tests.proposals.conftest import ON, clerk, english, filed, files, handed, lead, plan, read, readers

__all__ = ["ON", "clerk", "english", "filed", "files", "handed", "lead", "plan", "read", "readers"]


@pytest.fixture
def known(world):
    """The world was built from rows, not by acts: its people and units are put into the index here."""
    for model in (Mandate, Person, Unit):
        keep(model.objects.select_related(*model.alongside))


def found(post, question, page=1, **narrowed):
    """What a post finds: for each room its objects."""
    groups = search(post, Asked.of(question, **narrowed), page=page)
    return {group.room.name: [hit.it for hit in group.hits] for group in groups}


def text_of(pieces):
    """Pieces as text, what is marked in brackets."""
    return "".join(f"[{one.text}]" if one.marked else one.text for one in pieces)
