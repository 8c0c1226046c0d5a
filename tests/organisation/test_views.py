"""The pages of the organisation: whom they open to, what they show, what they cost."""

import pytest
from django.test import Client
from django.utils.html import escape

from changren.organisation import acts
from changren.organisation.models import Person, Post, Role, Unit
from tests.world import PASSWORD

ROLES = ["clerk", "reviewer", "committee", "discipline", "head", "handler", "branch", "delegate", "district"]
PAGES = ["", "people/", "calendar/", "notices/", "account/", "posts/", "password/"]


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_pages_open_to_every_role_in_both_languages(role, here, browse):
    client = browse(here.posts[role])
    for language in ("zh-hans", "en"):
        Person.objects.filter(pk=here.posts[role].person_id).update(language=language)
        for page in PAGES:
            response = client.get(f"/organisation/{page}")
            assert response.status_code == 200, page
            assert f'<html lang="{language}"' in text(response)


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_to_nobody_else(page, world, client):
    assert client.get(f"/organisation/{page}")["Location"].startswith("/organisation/sign-in/?next=")


@pytest.mark.parametrize("page", PAGES)
def test_part_of_a_page_is_refused_when_the_session_is_over(page, world, client):
    """Not led to the sign-in page, which htmx would put in the place of what the reader looks at."""
    response = client.get(f"/organisation/{page}", headers={"HX-Request": "true"})
    assert (response.status_code, response.content, response.headers.get("Location")) == (401, b"", None)


def test_every_page_says_who_acts_in_which_post(here, browse):
    page = text(browse(here.posts["head"]).get("/organisation/"))
    assert here.posts["head"].person.name in page
    assert here.posts["head"].capacity in page


OFFERS = {
    "clerk": {"add_unit", "add_person"}, "district": {"add_unit", "add_person", "add_township", "mark_day"},
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_pages_offer_what_a_role_may_do(role, here, browse):
    client = browse(here.posts[role])
    pages = "".join(text(client.get(f"/organisation/{page}")) for page in ("", "people/", "calendar/"))
    asked = {"add_unit", "add_person", "add_township", "mark_day"}
    assert {verb for verb in asked if f'href="/organisation/{verb}/"' in pages} == OFFERS.get(role, set())


@pytest.mark.parametrize("role", ["clerk", "district", "delegate"])
def test_person_page_is_behind_its_door(role, here, there, elsewhere, browse):
    client = browse(here.posts[role])
    opens = {
        key: client.get(f"/organisation/people/{post.person_id}/").status_code
        for key, post in {
            "self": here.posts[role], "here": here.posts["head"], "there": there.posts["head"],
            "elsewhere": elsewhere.here.posts["head"],
        }.items()
    }  # fmt: skip
    beyond = {"clerk": (200, 404), "district": (200, 200), "delegate": (404, 404)}[role]
    assert opens == {"self": 200, "here": beyond[0], "there": beyond[1], "elsewhere": 404}


def test_unit_page_is_behind_its_door(here, there, elsewhere, browse):
    client = browse(here.posts["delegate"])
    units = [here.units["office"], here.units["department"], there.units["office"], elsewhere.here.units["office"]]
    assert [client.get(unit.get_absolute_url()).status_code for unit in units] == [200, 200, 404, 404]


@pytest.mark.parametrize("who", ["there", "elsewhere"])
def test_every_address_of_an_object_is_shut_to_other_places(who, here, there, elsewhere, world, browse, on, dump):
    """Every URL with an id of this township, asked for by the office of another township or district."""
    stranger = browse(there.posts["clerk"] if who == "there" else elsewhere.officer)
    unit, person, post = here.units["station"], here.posts["head"].person, here.posts["head"]
    addresses = [
        f"units/{unit.pk}/", f"people/{person.pk}/", f"{unit.pk}/correct_unit/", f"{unit.pk}/close_unit/",
        f"{person.pk}/correct_person/", f"{person.pk}/reset_password/", f"{person.pk}/close_account/",
        f"{person.pk}/open_account/", f"{person.pk}/appoint/", f"{post.pk}/relieve/",
        f"{here.township.pk}/correct_township/", f"posts/{post.pk}/act-as/",
    ]  # fmt: skip
    stranger.get("/")
    before = dump()
    for address in addresses:
        for method in (stranger.get, stranger.post):
            assert method(f"/organisation/{address}").status_code in (403, 404, 405), address
    assert dump() == before


def test_board_lists_townships_and_units(here, there, browse, world):
    page = text(browse(world.officer).get("/organisation/"))
    for name in (here.township, there.township, here.units["station"], there.units["station"]):
        assert escape(str(name)) in page


def test_people_are_found_by_name(here, browse):
    client = browse(here.posts["clerk"])
    page = text(client.get("/organisation/people/?q=head"))
    assert here.posts["head"].person.name in page
    assert here.posts["handler"].person.name not in page
    assert client.get("/organisation/people/?q=%00").status_code == 200
    assert "<script>" not in text(client.get("/organisation/people/?q=<script>"))


def test_telephone_is_masked_wherever_it_is_listed(here, browse, on):
    given = {"name": "王芳", "login": "wangfang", "phone": "13800138000", "first_password": "x" * 9}
    person = acts.add_person(here.township, by=here.posts["clerk"], on=on, **given)
    client = browse(here.posts["clerk"])
    for page in ("people/", f"people/{person.pk}/"):
        shown = text(client.get(f"/organisation/{page}"))
        assert "138****8000" in shown
        assert "13800138000" not in shown


def test_person_page_shows_posts_and_history(here, browse, on, english):
    clerk = english(here.posts["clerk"])
    acts.relieve(here.posts["head"], by=clerk, on=on, until=on.date())
    page = text(browse(clerk).get(f"/organisation/people/{here.posts['head'].person_id}/"))
    assert "2008-03-01–2010-04-01" in page
    assert f"{clerk.person.name} ended the post of" in page


@pytest.mark.parametrize("before", ["", "abc", "²", "9" * 40, "-1", "7"])
def test_notices_take_any_page_number(before, here, browse):
    assert browse(here.posts["head"]).get(f"/organisation/notices/?before={before}").status_code == 200


def test_notices_are_told_counted_and_read(here, browse, on, english):
    handler, clerk = english(here.posts["handler"]), here.posts["clerk"]
    acts.appoint(handler.person, by=clerk, on=on, unit=None, role=Role.REVIEWER, title="", since=on.date())
    client = browse(handler)
    page = text(client.get("/organisation/notices/"))
    assert f"{clerk.person.name} entered “{handler.person.name}” as member of the proposal committee, —" in page
    assert "1 unread" in page
    assert client.post("/organisation/notices/read/").status_code == 302
    assert "unread" not in text(client.get("/organisation/notices/"))


def test_calendar_says_what_differs_and_whether_it_was_applied(world, here, browse, on, english):
    record = acts.mark_day(world.level, by=world.officer, on=on, day=on.date(), kind="rest", reason="本区通知")
    client = browse(english(here.posts["delegate"]))
    assert "being recomputed" in text(client.get("/organisation/calendar/"))
    type(record).objects.update(applied_at=on)
    page = text(client.get("/organisation/calendar/"))
    assert ("本区通知" in page, "recomputed" in page, "strike_day" in page) == (True, True, False)
    assert f"/organisation/{record.pk}/strike_day/" in text(browse(world.officer).get("/organisation/calendar/"))


def test_account_lists_where_one_is_signed_in(here, browse, english):
    clerk = english(here.posts["clerk"])
    browse(clerk)
    page = text(browse(clerk).get("/organisation/account/"))
    assert page.count("Sign out there") == 1
    assert "this browser" in page


# --- what pages cost


def more_people(here, n):
    for k in range(n):
        person = Person.objects.create(township=here.township, name=f"新{k}", login=f"xin{k}", password=PASSWORD)
        unit = Unit.objects.create(township=here.township, name=f"新站{k}", kind="station")
        Post.objects.create(township=here.township, person=person, unit=unit, role="head", since="2010-03-01")


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"), [("", 4), ("people/", 5), ("calendar/", 2), ("notices/", 2), ("account/", 4)]
)
def test_lists_cost_the_same_for_few_and_for_many(page, queries, n, here, world, browse, on, django_assert_num_queries):
    more_people(here, n)
    for k in range(n):
        acts.mark_day(world.level, by=world.officer, on=on, day=on.date().replace(day=k + 5), kind="rest", reason="x")
    client = browse(here.posts["clerk"])
    client.get(f"/organisation/{page}")
    with django_assert_num_queries(queries):
        client.get(f"/organisation/{page}")


def test_sign_in_page_costs_one_query(world, django_assert_num_queries):
    guest = Client(SERVER_NAME=world.district.host)
    with django_assert_num_queries(1):
        guest.get("/organisation/sign-in/")
