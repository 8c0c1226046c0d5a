"""The minutes: numbered without a gap, sealed, told in sentences."""

from copy import copy
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from changren.base.acts import Clockwork
from changren.base.minutes import verify
from changren.base.minutes.models import Chain, Entry
from changren.base.minutes.seal import SEALED, seal_of
from changren.base.minutes.telling import Told, folded, sentence, tell
from changren.base.minutes.writing import plain
from changren.base.tenancy.scope import within_district
from changren.organisation import acts, queries
from changren.organisation.models import Role, Unit

BEGIN = datetime(2010, 4, 1, 1, 0, tzinfo=UTC)


# --- the seal, in memory


def chain(length):
    """A sound chain of entries, and its head."""
    entries, seal = [], ""
    for n in range(1, length + 1):
        entry = Entry(
            district_id=330302, township_id=UUID(int=7), number=n, at=BEGIN + timedelta(minutes=n), act="base.note",
            subject_kind="organisation.Unit", subject_id=UUID(int=n), before="a", after="b", post_id=UUID(int=1),
            person_id=UUID(int=2), cause_id=None, once=UUID(int=100 + n), kept={"name": "站", "n": n},
        )  # fmt: skip
        entry.seal = seal = seal_of(entry, seal)
        entries.append(entry)
    return entries, Chain(number=length, seal=seal)


def places(entries, head):
    return [fault.number for fault in verify(entries, head)]


OTHER = {
    "id": UUID(int=99), "number": 99, "township_id": UUID(int=99), "act": "base.other", "subject_kind": "base.Township",
    "subject_id": UUID(int=99), "before": "x", "after": "x", "post_id": None, "person_id": UUID(int=99),
    "cause_id": UUID(int=99), "once": None, "kept": {"name": "站", "n": 99}, "at": BEGIN + timedelta(microseconds=1),
    "district_id": 330303,
}  # fmt: skip


def test_every_column_is_under_the_seal():
    columns = {field.attname for field in Entry._meta.concrete_fields}
    assert columns == set(SEALED) | {"at", "district_id", "seal"}
    assert columns == set(OTHER) | {"seal"}


def test_sound_chain_has_no_fault():
    assert places(*chain(5)) == []
    assert places([], None) == []
    assert places([], Chain()) == []


@given(st.integers(0, 5), st.sampled_from(sorted(OTHER.keys() - {"number"})))
def test_altered_entry_is_found_and_it_alone(which, field):
    entries, head = chain(6)
    entries[which] = copy(entries[which])
    setattr(entries[which], field, OTHER[field])
    assert places(entries, head) == [which + 1]


@given(st.integers(0, 5), st.sampled_from(["", "sha256:", "sha256:00", "md5:00", "shake_128:00", "nonsense", "::"]))
def test_altered_seal_is_found(which, seal):
    entries, head = chain(6)
    entries[which].seal = seal
    found = places(entries, head)
    assert found[0] == which + 1
    assert set(found) <= {which + 1, which + 2, 0}


def test_entry_sealed_again_with_a_weak_hash_is_found():
    entries, head = chain(3)
    entries[1].kept = {}
    entries[1].seal = seal_of(entries[1], entries[0].seal, "md5")
    assert places(entries, head) == [2, 3]


@given(st.integers(0, 5))
def test_removed_entry_is_found(which):
    entries, head = chain(6)
    del entries[which]
    assert places(entries, head) == [which + 1 if which < 5 else 0]


@given(st.integers(0, 4), st.integers(1, 5))
def test_swapped_entries_are_found(first, distance):
    second = min(first + distance, 5)
    entries, head = chain(6)
    entries[first].number, entries[second].number = second + 1, first + 1
    entries.sort(key=lambda entry: entry.number)
    assert {first + 1, second + 1} <= set(places(entries, head))


def test_inserted_entry_is_found():
    entries, head = chain(3)
    extra = copy(entries[-1])
    extra.number = 4
    extra.seal = seal_of(extra, entries[-1].seal)
    assert places([*entries, extra], head) == [0]
    entries[2].number = 4
    extra.number = 3
    extra.seal = seal_of(extra, entries[1].seal)
    assert places([*entries[:2], extra, entries[2]], head) == [4, 0]


@pytest.mark.parametrize("change", [{"number": 2}, {"number": 4}, {"seal": "sha256:00"}, {"seal": ""}])
def test_altered_head_is_found(change):
    entries, head = chain(3)
    for name, value in change.items():
        setattr(head, name, value)
    assert places(entries, head) == [0]
    assert places(entries, None) == [0]


def test_fault_says_where():
    entries, head = chain(4)
    entries[1].act = "base.other"
    del entries[2]
    assert [fault.says for fault in verify(entries, head)] == [
        "base.other of 2010-04-01 01:02 does not match its seal",
        "entries 3 to 3 are missing",
    ]


# --- written by acts


def enter(place, by, on, n=3):
    return [acts.add_unit(place.township, by=by, on=on, name=f"站{m}", kind="office", handles=False) for m in range(n)]


def test_each_district_numbers_its_own_without_a_gap(world, elsewhere, on, faults):
    enter(world.here, world.officer, on)
    with within_district(elsewhere.district.code):
        enter(elsewhere.here, elsewhere.officer, on, 2)
        assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
        assert faults() == []
    enter(world.there, world.officer, on, 1)
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert faults() == []
    assert Chain.objects.get().number == 4


@pytest.mark.parametrize(
    "kept",
    [
        {"text": "“引号” \\ 𠮷 \u200b"}, {"n": 2**53, "zero": 0, "minus": -1, "half": 0.5},
        {"yes": True, "none": None}, {"list": ["甲", 1, None], "day": date(2010, 4, 1)}, {},
    ],
    ids=["text", "numbers", "nothing", "lists", "empty"],
)  # fmt: skip
def test_seal_holds_after_the_database_has_kept_it(declare, here, on, faults, kept):
    def note(unit, **anything): ...

    one = declare(note, Unit, keeps=list(kept))
    one(here.units["office"], by=here.posts["clerk"], on=on, **kept)
    assert Entry.objects.get().kept == {name: plain(value) for name, value in kept.items()}
    assert faults() == []


def test_moment_is_sealed_to_the_microsecond_in_any_zone(declare, here, on, faults):
    def note(unit): ...

    one = declare(note, Unit)
    one(here.units["office"], by=here.posts["clerk"], on=on.replace(microsecond=123456))
    one(here.units["office"], by=here.posts["clerk"], on=on.astimezone(UTC))
    assert faults() == []


def test_verification_finds_what_was_changed_behind_our_back(here, on, faults):
    enter(here, here.posts["clerk"], on, 4)
    Entry.objects.filter(number=2).update(kept={"name": "另一个"})
    assert [fault.number for fault in faults()] == [2]
    Entry.objects.filter(number=3).delete()
    assert [fault.number for fault in faults()] == [2, 3]


def test_values_become_what_json_can_keep(here):
    unit, day, key = here.units["office"], date(2010, 4, 1), uuid4()
    asked = [None, True, 7, day, BEGIN, unit, key, gettext_lazy("unit"), "x", [day, unit], (1,), Role.CLERK, {"a": [1]}]
    with translation.override("en"):
        assert [plain(value) for value in asked] == [
            None, True, 7, "2010-04-01", BEGIN.isoformat(), unit.name, str(key), "unit", "x", ["2010-04-01", unit.name],
            [1], "clerk", {"a": [1]},
        ]  # fmt: skip
    assert plain(Unit.objects.filter(pk=unit.pk)) == [unit.name]


def test_what_json_cannot_keep_is_an_error():
    with pytest.raises(TypeError):
        plain(object())


# --- told


def test_sentence_names_actor_object_and_what_is_kept(here, on):
    clerk, person = here.posts["clerk"], here.posts["head"].person
    post = acts.appoint(
        person, by=clerk, on=on, unit=here.units["office"], role="handler", title="", since=date(2010, 4, 1)
    )
    with translation.override("en"):
        (told,) = queries.told(Entry.objects.all())
        assert told.sentence == (
            f"{clerk.person.name} entered “{person.name}” as handler in a unit, {here.units['office'].name}"
        )
    assert (told.it, told.link) == (post, f"/organisation/people/{person.pk}/")


def test_sentence_words_lists_choices_and_nothing(declare, here):
    def note(unit): ...

    declare(note, Unit, says="{by}: {roles}, {n}, {day}", keeps={"roles": Role, "n": None, "day": None})
    entry = Entry(act="base.note", kept={"roles": ["clerk", "head"], "n": 3, "day": None})
    with translation.override("en"):
        assert sentence(entry, by="A", it="B") == "A: clerk of the standing-system office, head of a unit, 3, —"


def test_actor_is_the_calendar_a_post_or_a_person_without_one(declare, world, here, on):
    def note(unit): ...

    one, unit = declare(note, Unit), here.units["office"]
    one(unit, by=Clockwork(330302), on=on)
    one(unit, by=here.posts["clerk"], on=on)
    alone = SimpleNamespace(id=None, person_id=world.officer.person_id, district_id=330302)
    one(unit, by=alone, on=on)
    with translation.override("en"):
        assert [told.sentence for told in queries.told(Entry.objects.order_by("number"))] == [
            f"the calendar did it to {unit.name}",
            f"{here.posts['clerk'].person.name} did it to {unit.name}",
            f"{world.officer.person.name} did it to {unit.name}",
        ]


def test_object_that_is_gone_and_unknown_names_are_told_as_such(declare, here, on):
    def note(unit): ...

    unit = Unit.objects.create(township=here.township, name="短命", kind="office")
    entry = declare(note, Unit)(unit, by=here.posts["clerk"], on=on).last_entry
    unit.delete()
    (told,) = tell([entry], {})
    assert (told.sentence, told.it, told.link) == ("? did it to …", None, None)


def test_page_does_not_repeat_the_name_of_what_it_is_about(declare, here, on):
    def note(unit): ...

    one, clerk = declare(note, Unit), here.posts["clerk"]
    entries = [one(here.units[key], by=clerk, on=on).last_entry for key in ("office", "station")]
    names = {clerk.pk: "李明"}
    with translation.override("en"):
        said = [told.sentence for told in tell(entries, names, here=here.units["office"])]
    assert said == ["李明 did it to this matter", f"李明 did it to {here.units['station'].name}"]


@pytest.mark.parametrize("n", [1, 3])
def test_telling_costs_the_same_for_one_and_for_three(here, on, n):
    units = enter(here, here.posts["clerk"], on, n)
    with CaptureQueriesContext(connection) as asked:
        lines = queries.history(*units)
        assert [told.it.township.name for told in lines] == [here.township.name] * n
    assert len(asked) == 3  # entries, names, units


def told(act="base.note", subject=1, person=1, kept=None, minute=0, after=""):
    entry = Entry(
        act=act, subject_id=UUID(int=subject), person_id=UUID(int=person), kept=kept or {}, after=after,
        at=BEGIN + timedelta(minutes=minute),
    )  # fmt: skip
    return Told(entry, "…", None)


def test_runs_of_the_same_become_one_line():
    lines = folded([told(minute=m) for m in range(3)])
    assert [(line.times, line.since, line.entry.at) for line in lines] == [(3, BEGIN, BEGIN + timedelta(minutes=2))]


@pytest.mark.parametrize(
    "other", [{"act": "base.other"}, {"subject": 2}, {"person": 2}, {"kept": {"n": 1}}, {"after": "held"}]
)
def test_what_differs_stays_apart(other):
    lines = folded([told(), told(**other), told()])
    assert [(line.times, line.since) for line in lines] == [(1, None)] * 3


def test_nothing_folds_to_nothing():
    assert folded([]) == []


def test_posts_stand_for_their_persons(world, here):
    entry = Entry(post_id=here.posts["clerk"].pk, person_id=here.posts["clerk"].person_id)
    assert queries.names([entry]) == {here.posts["clerk"].pk: here.posts["clerk"].person.name}
