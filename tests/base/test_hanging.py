"""What hangs on a row is found in every room, by foreign keys and by keys that are none."""

import pytest

from changren.base.documents.models import Attachment
from changren.base.tenancy.hanging import hanging_on
from changren.organisation import acts
from changren.organisation.models import Person, Post


def found(things, but=()):
    return sorted((str(thing), type(row).__name__) for thing, row in hanging_on(things, but=but))


def test_rows_that_name_them_hang_on_them(here):
    person, other = here.delegates[0].person, here.delegates[1].person
    assert found([person, other]) == sorted((str(one), kind) for one in (person, other) for kind in ("Post", "Mandate"))
    assert found([here.mandates[0], here.mandates[5]]) == [(str(here.mandates[0]), "Delegation")]


def test_rows_that_are_left_out_do_not_hang(here):
    assert found([here.delegates[0].person], but=[here.mandates[0].pk]) == [(str(here.mandates[0]), "Post")]
    assert found([]) == []


def test_keys_that_are_no_foreign_keys_count_as_well(here, on):
    new = Person.objects.create(township=here.township, name="新人", login="xin")
    assert found([new]) == []
    Attachment.objects.create(
        township=here.township, owner_kind="x", owner_id=here.units["station"].pk, name="照片.pdf", kind="pdf", size=1,
        digest="0" * 64, file="x", added_by_id=new.pk, added_at=on,
    )  # fmt: skip
    assert found([new]) == [("新人", "Attachment")]
    assert ("甲区东镇station", "Attachment") in found([here.units["station"]])


def test_minutes_and_notices_do_not_hang(here, clerk_acted):
    rows = [type(row) for _thing, row in hanging_on([here.posts["clerk"].person], but=())]
    assert clerk_acted.person_id == here.posts["clerk"].person_id
    assert rows == [Post]


@pytest.fixture
def clerk_acted(here, on):
    """An entry of something that the clerk did."""
    given = {"name": "站", "kind": "office", "handles": False}
    return acts.add_unit(here.township, by=here.posts["clerk"], on=on, **given).last_entry
