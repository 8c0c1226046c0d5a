"""What the tests of the hall share: a meeting of the first township that is open, laid once for the tests of a file."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps

from changren.base.acts import Kind, Refused
from changren.base.minutes.models import Entry
from changren.base.tenancy.scope import within_district
from tests.conftest import HERE
from tests.congress.hall import scene
from tests.rows import rows_of

WATCHED = (*apps.get_app_config("congress").get_models(), Entry)


@pytest.fixture(scope="module")
def in_hall(laid):
    with within_district(HERE):
        return scene.meeting_of(laid.here)


@pytest.fixture
def meeting(in_hall, world):
    return type(in_hall).objects.select_related(*in_hall.alongside).get(pk=in_hall.pk)


def everything() -> dict[str, list[str]]:
    """Every row that this room could write."""
    return rows_of(WATCHED)


@contextmanager
def refused(says: str, kind: Kind = Kind.WHEN, rule: str = "") -> Iterator[None]:
    """The block is refused with this sentence, of this kind, resting on this provision; and leaves no trace."""
    before = everything()
    with pytest.raises(Refused) as no:
        yield
    objection = no.value.objection
    assert (str(objection), objection.kind) == (says, kind)
    assert (objection.rule.key if objection.rule else "") == rule
    assert everything() == before
