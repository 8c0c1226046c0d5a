"""The founding of a district: laid bare, then told from the first entry on."""

from dataclasses import replace

import pytest

from changren.base.acts import Refused
from changren.base.minutes.models import Chain, Entry
from changren.base.tenancy.models import District, Township
from changren.base.tenancy.scope import within_district
from changren.organisation import founding, queries, signing
from changren.organisation.models import Person, Post, Unit

CODE = 330304
ASKED = founding.Founding(
    code=CODE, name="丙区", officer="李明", login=" LiMing８８ ", phone="13800138000", password="k7mq-22xx-9abc",
    city="某市", province="某省", name_en="Bing", host="bing.test", townships=("甲镇", "乙乡"),
)  # fmt: skip


@pytest.fixture
def founded(db, on):
    post = founding.found(ASKED, on)
    with within_district(CODE):
        yield post


def test_founding_makes_the_district_its_level_its_townships_and_its_officer(founded):
    district = District.objects.get(code=CODE)
    assert (district.name, district.city, district.province, district.host, district.is_example) == (
        "丙区", "某市", "某省", "bing.test", False,
    )  # fmt: skip
    assert queries.district_level().name == "丙区"
    assert list(queries.townships().values_list("name", "kind")) == [("甲镇", "town"), ("乙乡", "township")]
    assert (founded.person.name, founded.role, founded.township) == ("李明", "district", queries.district_level())
    assert [unit.kind for unit in Unit.objects.all()] == ["liaison"]


def test_officer_signs_in_under_the_plain_name_and_must_choose_a_password(founded, on):
    for login in ("liming88", "LiMing88", "13800138000"):
        assert signing.check(login, "k7mq-22xx-9abc", "127.0.0.1", on) == founded.person
    assert Person.objects.get().must_choose_password is True


def test_minutes_begin_with_the_founding(founded, faults):
    entries = list(Entry.objects.order_by("number"))
    assert entries[-1].act == "organisation.found_district"
    assert {entry.cause_id for entry in entries[:-1]} == {entries[-1].pk}
    assert faults() == []
    assert founding.is_founded(CODE) is True


def test_founding_again_changes_nothing(founded, on, dump):
    before = dump()
    for asked in (ASKED, replace(ASKED, name="别的区", city="别的市")):
        with pytest.raises(Refused):
            founding.found(asked, on)
        assert dump() == before


def test_founding_goes_on_where_it_was_interrupted(db, on, faults):
    with within_district(CODE):
        founding._ground(ASKED)
        assert founding.is_founded(CODE) is False
    founding.found(ASKED, on)
    with within_district(CODE):
        assert (Chain.objects.count(), Township.objects.filter(kind="district").count(), Post.objects.count()) == (
            1,
            1,
            1,
        )
        assert faults() == []


def test_founding_that_was_broken_off_is_repeated_under_another_code(world, on, faults):
    with within_district(CODE):
        founding._ground(ASKED)
    founding.found(replace(ASKED, code=CODE + 1), on)
    assert set(District.objects.values_list("code", flat=True)) == {CODE + 1, world.district.code}
    with within_district(CODE):
        assert (Chain.objects.count(), Township.objects.count()) == (0, 0)
    with within_district(CODE + 1):
        assert (founding.is_founded(CODE + 1), faults()) == (True, [])


def test_password_that_was_chosen_need_not_be_changed(db, on):
    post = founding.found(replace(ASKED, must_choose=False), on)
    with within_district(CODE):
        person = Person.objects.get(pk=post.person_id)
        assert (person.must_choose_password, person.check_password(ASKED.password)) == (False, True)


def test_districts_do_not_meet(founded, world):
    with within_district(CODE):
        assert Person.objects.count() == 1
