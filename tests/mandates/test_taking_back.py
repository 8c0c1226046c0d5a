"""A roster is taken back: exactly what it did, as long as nothing hangs on it; and then it can be entered again."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changren.base.acts import Kind, Refused
from changren.base.minutes.models import Chain, Entry
from changren.base.minutes.seal import verify
from changren.base.notices.models import Notice
from changren.base.secrets import HiddenText
from changren.mandates import acts, queries
from changren.mandates.models import Delegation, ElectingUnit, Mandate, Roster, RosterLine
from changren.organisation import acts as organisation
from changren.organisation import signing
from changren.organisation.models import KnownHeading, Person, Post
from changren.search.models import Found
from tests.mandates.conftest import everything, heard, refused, told
from tests.mandates.rosters import HEAD, NEW, ON, OTHER, clerk, entered, known_row, roster, term
from tests.proposals.conftest import readers
from tests.world import at

__all__ = ["clerk", "readers", "term"]
pytestmark = pytest.mark.usefixtures("readers")
LATER = at("2010-04-02 09:00")
REGISTER = (Mandate, Person, ElectingUnit, Delegation, KnownHeading)
ONCE = "01890000-0000-7000-8000-000000000002"


def register():
    """What the register says."""
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in REGISTER}


def taken_back(done, by, **given):
    return acts.take_back_roster(done, by=by, on=LATER, **given)


def new(name="欧阳兰"):
    return Mandate.objects.get(person__name=name)


def test_take_back_roster_leaves_the_register_as_it_was(term, here, clerk):
    moved, phoned = here.mandates[0], here.mandates[3]
    rows = [
        (*NEW, "", ""), (*OTHER, "", ""), moved_row(moved, delegation="新团", unit="新村支部"),
        moved_row(phoned, phone="13900009999", number="77"), moved_row(here.mandates[4]),
    ]  # fmt: skip
    before, heads = register(), Delegation.objects.get(head=moved)
    done = entered(term, clerk, *rows, head=(*HEAD, "代表号", "当选日期"), password="yi ju mima 1")
    heads.refresh_from_db()
    assert (done.entered, done.corrected, heads.head, register() != before) == (2, 2, None, True)
    assert taken_back(done, clerk).state == "taken_back"
    assert register() == before
    assert RosterLine.objects.count() == 0


def moved_row(mandate, *, delegation="", unit="", phone="", number=""):
    """A row that says this of a delegate who is there."""
    name = mandate.person.name
    return (name, "", "", "", phone, unit or mandate.electing_unit.name, delegation or mandate.delegation.name, "", "",
            number, "")  # fmt: skip


def test_whoever_was_taken_out_is_not_found_any_more(term, clerk):
    done = entered(term, clerk, NEW, OTHER)
    keys = list(RosterLine.objects.values_list("thing", flat=True))
    assert Found.objects.filter(thing__in=keys).count() == 4
    taken_back(done, clerk)
    assert Found.objects.filter(thing__in=keys).count() == 0


def test_roster_that_was_taken_back_can_be_entered_again(term, clerk):
    done = entered(term, clerk, NEW, OTHER)
    first = (new().number, new().person.login, new().person.phone)
    taken_back(done, clerk)
    assert roster(term, NEW, OTHER).counted["new"] == 2
    entered(term, clerk, NEW, OTHER)
    assert (new().number, new().person.login, new().person.phone) == first


def test_take_back_roster_is_in_the_minutes_whole(term, clerk):
    numbers = Entry.objects.count()
    done = entered(term, clerk, NEW, OTHER)
    taken_back(done, clerk)
    said = list(Entry.objects.order_by("number")[numbers:].values_list("act", flat=True))
    assert said[said.index("mandates.enter_roster") + 1 :] == [
        *["mandates.strike_delegate", "organisation.strike_person"] * 2,
        "mandates.strike_delegation", "mandates.strike_electing_unit", "mandates.take_back_roster",
    ]  # fmt: skip
    assert told("take_back_roster") == "BY took “IT” back: 2 delegates entered, 0 corrected"
    assert told("strike_delegate", it="…").startswith("BY took delegate no. 15 out")
    assert list(verify(Entry.objects.order_by("number"), Chain.objects.get())) == []
    assert [word for word in ("欧阳兰", "13811112222") if word in str(list(Entry.objects.values()))] == []


def test_secretary_hears_that_a_delegate_is_not_in_the_register_any_more(term, here, clerk):
    ElectingUnit.objects.filter(term=term).update(seats=99)
    done = entered(term, clerk, (*NEW[:5], here.mandates[0].electing_unit.name, *NEW[6:]))
    secretary = here.posts["branch"].person_id
    assert heard("confirm_delegate") == {secretary, new().person_id}
    gone = new().person_id
    taken_back(done, clerk)
    assert heard("strike_delegate") == {secretary}
    assert not Notice.objects.filter(person_id=gone).exists()


def test_take_back_roster_twice_counts_once(term, clerk):
    done = entered(term, clerk, NEW)
    taken_back(done, clerk, once=ONCE)
    before = everything()
    assert taken_back(done, clerk, once=ONCE) == done
    assert everything() == before
    with refused("This is not possible while the state is “taken back”.", Kind.STATE):
        taken_back(done, clerk)


def test_take_back_roster_is_the_offices(term, here, there, world, clerk):
    done = entered(term, clerk, NEW)
    for post in (here.posts["committee"], here.delegates[0], there.posts["clerk"], world.officer):
        with refused("This may only be done by: clerk of the standing-system office, 甲区东镇.", Kind.WHO):
            taken_back(done, post)


def signed_in(here, clerk):
    signing.begin(new().person, "", ON)


def password_chosen(here, clerk):
    person = new().person
    itself = Post(district_id=person.district_id, id=None, person=person, township=person.township)
    organisation.choose_password(person, by=itself, on=ON, password="zi ji de mima 2")


def seated(here, clerk):
    acts.take_seat(new(), by=clerk, on=ON, day=date(2010, 4, 1))


def corrected(here, clerk):
    person = new().person
    organisation.correct_person(person, by=clerk, on=ON, name=person.name, login="lan", phone="")


def given_a_post(here, clerk):
    organisation.appoint(
        new().person, by=clerk, on=ON, unit=here.units["station"], role="handler", title="", since=date(2010, 4, 1)
    )


def joined_by_another(here, clerk):
    entered(here.term, clerk, ("王五", *NEW[1:4], "", here.mandates[0].electing_unit.name, "新团", *NEW[7:]))


def moved_away_by_a_later_roster(here, clerk):
    entered(here.term, clerk, moved_row(here.mandates[5], delegation="新团"), head=(*HEAD, "代表号", "当选日期"))
    entered(here.term, clerk, moved_row(here.mandates[5]), head=(*HEAD, "代表号", "当选日期"))


@pytest.mark.parametrize(
    ("meanwhile", "what"),
    [
        (signed_in, "欧阳兰 has signed in"), (password_chosen, "欧阳兰 has done something: Choose a password"),
        (seated, "something was done to 欧阳兰: Take the seat"), (corrected, "something was done to 欧阳兰: Correct"),
        (given_a_post, "there is something of 欧阳兰: post"),
        (joined_by_another, "there is something of 新团: mandate"),
        (moved_away_by_a_later_roster, "a later roster moved somebody from 新团"),
    ],
)  # fmt: skip
def test_take_back_roster_is_refused_while_something_hangs_on_it(term, here, clerk, meanwhile, what):
    ElectingUnit.objects.filter(term=term).exclude(name="新村支部").update(seats=99)
    done = entered(term, clerk, NEW, password="yi ju mima 1")
    meanwhile(here, clerk)
    with refused(f"It cannot be taken back: {what}."):
        taken_back(done, clerk)


def test_refusal_names_everybody_up_to_five(term, clerk):
    rows = [(f"新人{n}", *NEW[1:4], "", *NEW[5:]) for n in "甲乙丙丁戊己庚"]
    done = entered(term, clerk, *rows, password="yi ju mima 1")
    for mandate in Mandate.objects.filter(person__name__startswith="新人"):
        signing.begin(mandate.person, "", ON)
    with pytest.raises(Refused) as why:
        taken_back(done, clerk)
    assert (str(why.value).count("has signed in"), str(why.value).endswith(", 2 more.")) == (5, True)


def test_later_correction_is_not_undone(term, here, clerk):
    mandate = here.mandates[3]
    head = (*HEAD, "代表号", "当选日期")
    done = entered(term, clerk, moved_row(mandate, number="77"), head=head)
    mandate.refresh_from_db()
    given = {name: getattr(mandate, name) for name in queries.rosterlines.REGISTER}
    acts.correct_delegate(mandate, by=clerk, on=ON, **given | {"number": 78})
    with refused(f"It cannot be taken back. Corrected again since then: {mandate}."):
        taken_back(done, clerk)
    mandate.refresh_from_db()
    acts.correct_delegate(mandate, by=clerk, on=ON, **given | {"rank": "leader"})
    taken_back(done, clerk)
    mandate.refresh_from_db()
    assert (mandate.number, mandate.rank) == (4, "leader")


def test_telephone_of_somebody_who_was_there_is_given_back(term, here, clerk):
    person = here.posts["clerk"].person
    done = entered(term, clerk, (person.name, *NEW[1:4], "13700000000", *NEW[5:]))
    taken_back(done, clerk)
    person.refresh_from_db()
    assert (person.phone, person.phone_digest, Mandate.objects.filter(person=person).exists()) == ("", None, False)


def test_seat_that_was_taken_meanwhile_is_not_taken_twice(term, here, clerk):
    full = here.mandates[3].electing_unit
    done = entered(term, clerk, moved_row(here.mandates[3], unit="新村支部"), head=(*HEAD, "代表号", "当选日期"))
    entered(term, clerk, (*OTHER[:5], full.name, *OTHER[6:]))
    with refused(f"All {full.seats} seats of “{full}” are taken.", rule="mandates.quota_binds"):
        taken_back(done, clerk)


def test_what_a_roster_changed_is_kept_hidden(term, here, clerk):
    said = known_row(here.mandates[3], 手机="13900009999")
    entered(term, clerk, tuple(said.values()), head=tuple(said))
    (line,) = RosterLine.objects.all()
    assert line.changed == {"phone": ("", "13900009999")}
    assert isinstance(RosterLine._meta.get_field("changes"), HiddenText)


# the page


def test_page_of_a_roster_shows_what_it_did_and_offers_to_take_it_back(term, here, clerk, browse):
    row = moved_row(here.mandates[3], phone="13900009999", number="77")
    done = entered(term, clerk, (*NEW, "", ""), row, head=(*HEAD, "代表号", "当选日期"), source="名册.xlsx")
    text = browse(clerk).get(done.get_absolute_url()).content.decode()
    for says in ("名册.xlsx", "欧阳兰", "新村支部", "新团", "4 → 77", "— → 139****9999", "take_back_roster/"):
        assert says in text
    assert "13900009999" not in text
    listed = browse(clerk).get(term.get_absolute_url()).content.decode()
    assert done.get_absolute_url() in listed and "名册.xlsx" in listed


def test_page_of_a_roster_says_why_it_cannot_be_taken_back(term, here, clerk, browse):
    done = entered(term, clerk, NEW, password="yi ju mima 1")
    signed_in(here, clerk)
    assert (
        "It cannot be taken back: 欧阳兰 has signed in." in browse(clerk).get(done.get_absolute_url()).content.decode()
    )


def test_page_of_a_roster_that_was_taken_back_still_stands(term, clerk, browse):
    done = entered(term, clerk, NEW)
    client = browse(clerk)
    answer = client.post(f"{done.get_absolute_url()}../../{done.pk}/take_back_roster/")
    assert answer.status_code == 404
    answer = client.post(f"/mandates/{done.pk}/take_back_roster/")
    assert (answer.status_code, answer.url) == (302, done.get_absolute_url())
    text = client.get(done.get_absolute_url()).content.decode()
    assert "taken back" in text and "欧阳兰" not in text


def test_page_of_a_roster_is_the_offices_and_the_districts(term, here, there, world, clerk, browse):
    done = entered(term, clerk, NEW)
    for post in (here.delegates[0], here.posts["committee"], there.posts["clerk"]):
        assert browse(post).get(done.get_absolute_url()).status_code == 404
        if post.township_id == term.township_id:
            assert done.get_absolute_url() not in browse(post).get(term.get_absolute_url()).content.decode()
    text = browse(world.officer).get(done.get_absolute_url()).content.decode()
    assert "欧阳兰" in text and "take_back_roster/" not in text


def test_page_of_a_roster_asks_as_often_however_many_it_entered(term, clerk, browse):
    one = entered(term, clerk, NEW)
    many = entered(term, clerk, *((f"新人{n}", *NEW[1:4], "", "别村支部", "别团", *NEW[7:]) for n in "甲乙丙"))
    client, asked = browse(clerk), []
    client.get(one.get_absolute_url())
    for done in (one, many):
        with CaptureQueriesContext(connection) as asking:
            assert client.get(done.get_absolute_url()).status_code == 200
        asked.append(len(asking))
    assert asked[0] == asked[1]


def test_roster_is_called_after_its_day():
    assert str(Roster(at=ON)) == "Roster of April 1, 2010"
