"""The one view for every act: its form, its refusal, its performance."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.http import urlencode

from changren.base.clock import now
from changren.base.minutes.models import Entry
from changren.base.web.models import UnsentText
from changren.organisation.models import Unit

ADD = "/organisation/add_unit/"
GIVEN = {"name": "水利站", "kind": "station", "handles": "yes"}


@pytest.fixture
def clerk(here, browse):
    here.posts["clerk"].person.language = "en"
    here.posts["clerk"].person.save()
    return browse(here.posts["clerk"])


def text(response):
    return response.content.decode()


def test_form_is_shown_with_a_key_of_its_own(clerk):
    keys = [re.search(r'name="once" value="([0-9a-f-]{36})"', text(clerk.get(ADD)))[1] for _ in range(2)]
    assert keys[0] != keys[1]
    assert "Enter a unit" in text(clerk.get(ADD))


def test_act_is_performed_and_leads_to_its_object(clerk):
    response = clerk.post(ADD, GIVEN)
    unit = Unit.objects.get(name="水利站")
    assert (response.status_code, response["Location"]) == (302, unit.get_absolute_url())
    assert (unit.kind, unit.handles) == ("station", True)
    assert "You entered the unit “水利站”" in text(clerk.get(response["Location"]))


def test_wrong_form_keeps_what_was_typed(clerk, dump):
    before = dump()
    response = clerk.post(ADD, {"name": "水利站", "kind": "nothing", "handles": "yes"})
    assert response.status_code == 422
    assert 'value="水利站"' in text(response)
    assert "Please check" in text(response)
    assert dump() == before


def test_refusal_keeps_what_was_typed_and_its_key(clerk, here, dump):
    before, once = dump(), str(uuid4())
    name = here.units["office"].name
    response = clerk.post(ADD, {**GIVEN, "name": name, "once": once})
    assert response.status_code == 409
    assert escape(f"There is already a unit called “{name}”.") in text(response)
    assert f'value="{name}"' in text(response)
    assert once in text(response)
    assert dump() == before


def test_same_form_sent_twice_counts_once(clerk):
    given = {**GIVEN, "once": str(uuid4())}
    first, second = clerk.post(ADD, given), clerk.post(ADD, given)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Unit.objects.filter(name="水利站").count() == 1


def test_form_without_a_key_works(clerk):
    assert clerk.post(ADD, GIVEN).status_code == 302
    assert Entry.objects.get().once is None


def test_broken_key_is_a_wrong_form(clerk, dump):
    before = dump()
    assert clerk.post(ADD, {**GIVEN, "once": "not-a-key"}).status_code == 422
    assert dump() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_act_of_somebody_else_is_forbidden(browse, here, dump, method):
    delegate = browse(here.posts["delegate"])
    before = dump()
    response = getattr(delegate, method)(ADD, GIVEN if method == "post" else {})
    assert response.status_code == 403
    with translation.override("zh-hans"):
        assert here.posts["clerk"].get_role_display() in text(response)
    assert 'name="name"' not in text(response)
    assert dump() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_object_behind_another_door_is_not_there(clerk, there, elsewhere, method):
    for unit in (there.units["office"].pk, elsewhere.here.units["office"].pk, uuid4()):
        assert getattr(clerk, method)(f"/organisation/{unit}/close_unit/").status_code == 404


def test_greyed_act_shows_why(clerk, here):
    response = clerk.get(f"/organisation/{here.units['office'].pk}/close_unit/")
    assert response.status_code == 200
    assert "2 posts are still held in this unit; end them first." in text(response)


def test_act_without_fields_is_done_by_its_button(clerk, here):
    unit = Unit.objects.create(township=here.township, name="旧站", kind="station")
    assert clerk.post(f"/organisation/{unit.pk}/close_unit/").status_code == 302
    assert Unit.objects.get(pk=unit.pk).is_open is False


def test_nul_in_a_field_is_a_wrong_form(clerk, dump):
    before = dump()
    assert clerk.post(ADD, {**GIVEN, "name": "a\0b"}).status_code == 422
    assert dump() == before


# --- what was typed and not sent


def test_typed_text_comes_back_on_any_device(clerk, here, browse):
    clerk.post("/unsent/", {"form": ADD, "name": "半个名", "kind": "office", "once": "x", "csrfmiddlewaretoken": "x"})
    row = UnsentText.objects.get()
    assert (row.person_id, row.form, row.fields) == (
        here.posts["clerk"].person_id, ADD, {"name": ["半个名"], "kind": ["office"]},
    )  # fmt: skip
    page = text(browse(here.posts["clerk"]).get(ADD))
    assert 'value="半个名"' in page
    assert "What you had typed here is back." in page


def test_typed_text_is_written_over_and_gone_when_sent(clerk):
    for name in ("一", "二"):
        assert clerk.post("/unsent/", {"form": ADD, "name": name}).status_code == 204
    assert UnsentText.objects.get().fields == {"name": ["二"]}
    clerk.post(ADD, GIVEN)
    assert UnsentText.objects.count() == 0


def test_typed_text_stays_when_the_act_is_refused(clerk, here):
    clerk.post("/unsent/", {"form": ADD, "name": "一"})
    clerk.post(ADD, {**GIVEN, "name": here.units["office"].name})
    assert UnsentText.objects.count() == 1


def test_typed_text_can_be_thrown_away(clerk):
    clerk.post("/unsent/", {"form": ADD, "name": "一"})
    assert clerk.post("/unsent/drop/", {"form": ADD}).status_code == 204
    assert UnsentText.objects.count() == 0
    assert "What you had typed" not in text(clerk.get(ADD))


def test_typed_text_is_private(clerk, browse, here):
    clerk.post("/unsent/", {"form": ADD, "name": "机密"})
    other = browse(here.posts["district"])
    assert "机密" not in text(other.get(ADD))
    other.post("/unsent/drop/", {"form": ADD})
    assert UnsentText.objects.count() == 1


def test_typed_secrets_are_not_kept(clerk):
    secret = {"phone": "13800138000", "password": "x", "first_password": "x", "now": "x", "again": "x"}
    clerk.post("/unsent/", {"form": "/organisation/add_person/", "name": "李", **secret})
    assert UnsentText.objects.get().fields == {"name": ["李"]}


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"form": ""}, 400), ({}, 400), ({"form": "/" + "a" * 160}, 400), ({"form": "/a/", "text": "a\0b"}, 400),
        ({"form": "/a/", "a\0b": "x"}, 400), ({"form": "/a\0/"}, 400), ({"form": "/a/", "text": "长" * 200_001}, 413),
    ],
)  # fmt: skip
def test_what_no_form_can_be_is_refused(clerk, typed, status):
    assert clerk.post("/unsent/", typed).status_code == status
    assert UnsentText.objects.count() == 0


@pytest.fixture
def at_end(on):
    """The moment at which sessions of the beginning have ended by lapse of time."""
    moment = on + settings.IDLE_FOR + timedelta(minutes=1)
    now.follow(lambda: moment)
    return moment


def test_form_sent_after_the_session_ended_waits_for_the_same_person(clerk, here, browse, at_end):
    response = clerk.post(ADD, GIVEN)
    assert response["Location"] == f"/organisation/sign-in/?{urlencode({'next': ADD})}"
    assert not Unit.objects.filter(name=GIVEN["name"]).exists()
    row = UnsentText.objects.get()
    assert (row.person_id, row.form) == (here.posts["clerk"].person_id, ADD)
    assert row.fields == {name: [value] for name, value in GIVEN.items() if name != "once"}


def test_form_sent_without_any_session_is_kept_for_nobody(client, world):
    response = client.post(ADD, GIVEN)
    assert response["Location"] == f"/organisation/sign-in/?{urlencode({'next': ADD})}"
    assert UnsentText.objects.count() == 0


def test_what_is_no_form_is_not_kept_after_the_session_ended(clerk, at_end):
    assert clerk.post("/organisation/notices/read/")["Location"] == "/organisation/sign-in/"
    assert UnsentText.objects.count() == 0


def test_typing_is_only_for_those_signed_in(client, world):
    assert client.post("/unsent/", {"form": "/a/"}).status_code == 302
    assert UnsentText.objects.count() == 0


def test_typing_costs_few_queries(clerk, django_assert_num_queries):
    with django_assert_num_queries(2):  # the session, the row
        clerk.post("/unsent/", {"form": ADD, "name": "一"})
