"""Coming in: by name or telephone, locked out after too many tries, for as long as the settings allow."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from changren.base.secrets import digest
from changren.base.tenancy.models import District
from changren.base.tenancy.scope import within_district
from changren.organisation import acts, queries, signing
from changren.organisation.models import FailedSignIn, Post, SignIn
from tests.world import PASSWORD

SIGN_IN = "/organisation/sign-in/"
HOME = "/organisation/account/"
PHONE = "13800138000"


@pytest.fixture
def person(here):
    """The clerk, with a telephone number and a login name of Latin letters."""
    one = here.posts["clerk"].person
    one.login, one.phone, one.phone_digest = "liming88", PHONE, digest(PHONE)
    one.save()
    return one


def enter(client, login, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def is_in(client):
    return client.get(HOME).status_code == 200


SPELLINGS = ["liming88", " LiMing88 ", "ｌｉｍｉｎｇ８８", "li ming 88", "Liming８８"]


@pytest.mark.parametrize("typed", [*SPELLINGS, PHONE, "138 0013 8000", "１３８００１３８０００"])
def test_sign_in_by_name_or_telephone_however_it_is_typed(guest, person, typed):
    response = enter(guest, typed)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_in(guest)


def test_sign_in_by_a_chinese_name(guest, here):
    enter(guest, here.posts["head"].person.login)
    assert is_in(guest)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("liming88", "falsch"),
        ("nobody", PASSWORD),
        ("liming88", f"{PASSWORD} "),
        ("13900139000", PASSWORD),
        ("liming", PASSWORD),
    ],
)
def test_wrong_name_and_wrong_password_look_alike(guest, person, login, password):
    response = enter(guest, login, password)
    assert response.status_code == 422
    assert "Login name or password is wrong." in response.content.decode()
    assert signing.COOKIE not in response.cookies
    assert not is_in(guest)


@pytest.mark.parametrize(
    "given", [{}, {"login": "liming88"}, {"password": PASSWORD}, {"login": "a" * 61, "password": "x"}]
)
def test_unfinished_form_is_shown_again_and_not_counted(guest, person, given):
    response = guest.post(SIGN_IN, {"next": "", **given})
    assert response.status_code == 422
    assert FailedSignIn.objects.count() == 0


def test_unknown_name_costs_the_same_work(guest, person, monkeypatch):
    """The hash is computed for names that do not exist, too; otherwise the time would tell."""
    worked = []
    monkeypatch.setattr(signing, "make_password", lambda text: worked.append(text) or make_password(text))
    enter(guest, "nobody", "falsch")
    assert worked == ["falsch"]


def test_closed_account_does_not_open(guest, person, world, on):
    acts.close_account(person, by=world.officer, on=on)
    assert enter(guest, "liming88").status_code == 422


def test_person_of_another_district_does_not_sign_in_here(guest, elsewhere):
    assert enter(guest, elsewhere.here.posts["clerk"].person.login).status_code == 422


# --- the district comes from the host name


def test_host_name_chooses_the_district(world, elsewhere):
    client = Client(SERVER_NAME=elsewhere.district.host)
    enter(client, elsewhere.here.posts["clerk"].person.login)
    assert client.cookies[signing.COOKIE].value.startswith(f"{elsewhere.district.code}.")


def test_unknown_host_is_no_district_when_there_are_several(world, elsewhere):
    client = Client(SERVER_NAME="elsewhere.test")
    client.cookies["language"] = "en"
    for response in (client.get(SIGN_IN), enter(client, world.officer.person.login)):
        assert "No district signs in at this address." in response.content.decode()
    assert SignIn.every_district.count() == 0


def test_only_district_there_is_needs_no_host_name(world):
    client = Client(SERVER_NAME="anything.test")
    enter(client, world.officer.person.login)
    assert is_in(client)


def test_no_district_at_all_is_told(db):
    assert District.objects.count() == 0
    assert Client().get(SIGN_IN).status_code == 200


# --- the lock-out


def fail(client, login="liming88", times=1, address="127.0.0.1"):
    for _ in range(times):
        response = client.post(SIGN_IN, {"login": login, "password": "falsch"}, REMOTE_ADDR=address)
    return response


def test_account_is_locked_for_an_address_after_five_failures(guest, person):
    assert settings.LOCK_AFTER == 5
    assert fail(guest, times=5).status_code == 422
    response = enter(guest, "liming88")
    assert response.status_code == 429
    assert "Try again in 15 minutes" in response.content.decode()
    assert not is_in(guest)


def test_lock_does_not_hold_for_another_address_or_another_name(guest, person, here):
    fail(guest, times=5)
    elsewhere = guest.post(SIGN_IN, {"login": "liming88", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 302
    assert enter(Client(), here.posts["head"].person.login).status_code == 302


def test_lock_cannot_be_got_round_by_spelling_the_name_otherwise(guest, person):
    for spelling in SPELLINGS:
        fail(guest, spelling)
    assert enter(guest, "liming88").status_code == 429


def test_lock_ends_after_its_time(guest, person, later):
    fail(guest, times=5)
    later(minutes=14, seconds=59)
    assert enter(guest, "liming88").status_code == 429
    later(minutes=15)
    assert enter(guest, "liming88").status_code == 302


def test_attempts_while_locked_do_not_make_it_longer(guest, person, later):
    fail(guest, times=5)
    later(minutes=10)
    fail(guest, times=3)
    later(minutes=15)
    assert enter(guest, "liming88").status_code == 302


def test_old_failures_are_forgotten(guest, person, later):
    fail(guest, times=4)
    later(minutes=16)
    fail(guest, times=4)
    assert enter(guest, "liming88").status_code == 302


def test_success_forgets_the_failures_of_that_name_and_address(guest, person):
    fail(guest, times=4)
    enter(guest, "liming88")
    assert set(FailedSignIn.objects.values_list("login_digest", flat=True)) == {signing.ANY_LOGIN}
    fail(Client(), times=4)
    assert enter(Client(), "liming88").status_code == 302


def test_address_is_slowed_down_over_all_names(guest, person, settings):
    settings.LOCK_ADDRESS_AFTER = 6
    for n in range(6):
        fail(guest, f"name{n}")
    assert enter(guest, "liming88").status_code == 429
    other = guest.post(SIGN_IN, {"login": "liming88", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 302


def test_failures_are_kept_as_digests_only(guest, person):
    fail(guest)
    row = FailedSignIn.objects.exclude(login_digest=signing.ANY_LOGIN).get()
    assert (row.login_digest, row.address_digest, row.count) == (digest("liming88"), digest("127.0.0.1"), 1)


# --- the session


def test_cookie_is_for_the_server_only_and_its_token_is_not_in_the_database(guest, person):
    cookie = enter(guest, "liming88").cookies[signing.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    token = cookie.value.partition(".")[2]
    assert SignIn.objects.get().token_digest != token
    assert len(token) >= 43


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (30, True), (31, False)])
def test_idle_session_ends(browse, here, later, minutes, stays):
    client = browse(here.posts["clerk"])
    later(minutes=minutes)
    assert is_in(client) is stays


def test_ended_session_is_listed_nowhere_and_goes_with_the_next_sign_in(person, later):
    signing.begin(person, "old", later(minutes=0))
    moment = later(minutes=31)
    assert list(queries.sessions(person, moment)) == []
    signing.begin(person, "new", moment)
    assert [one.device for one in SignIn.objects.all()] == ["new"]


def test_session_in_use_goes_on_but_not_beyond_half_a_day(browse, here, later):
    client = browse(here.posts["clerk"])
    for minutes in range(20, 12 * 60 + 1, 20):
        later(minutes=minutes)
        assert is_in(client)
    later(minutes=12 * 60 + 10)
    assert not is_in(client)


def test_session_is_written_once_a_minute_at_most(browse, here, later):
    client = browse(here.posts["clerk"])
    seen = SignIn.objects.get().seen_at
    later(seconds=60)
    client.get(HOME)
    assert SignIn.objects.get().seen_at == seen
    moment = later(seconds=61)
    client.get(HOME)
    assert SignIn.objects.get().seen_at == moment


def test_third_session_ends_the_oldest(person, later, on):
    cookies = []
    for minute in range(3):
        cookies.append(signing.begin(person, f"device {minute}", later(minutes=minute)))
    moment = later(minutes=4)
    assert [bool(signing.session_of(cookie, moment)) for cookie in cookies] == [False, True, True]


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "330302", "330302.", ".token", "330302.falsch", "999999.token", "²³.x", "9" * 5000 + ".x", "-33030.x"],
)
def test_cookie_that_is_none_is_no_session(world, on, cookie):
    assert signing.session_of(cookie, on) is None
    client = Client()
    client.cookies[signing.COOKIE] = cookie
    assert client.get(HOME).status_code == 302


def test_cookie_of_one_district_is_worth_nothing_in_another(person, elsewhere, on):
    token = signing.begin(person, "", on).partition(".")[2]
    assert signing.session_of(f"{elsewhere.district.code}.{token}", on) is None


def test_session_costs_one_query(person, on, django_assert_num_queries):
    cookie = signing.begin(person, "", on)
    with django_assert_num_queries(1):
        found = signing.session_of(cookie, on)
        assert found.post.capacity
        names = found.post.person.name, found.post.township.name, found.person.township.name
        assert names == (person.name, "甲区东镇", "甲区东镇")


def test_sign_out_ends_the_session_for_good(browse, here, on):
    client = browse(here.posts["clerk"])
    cookie = client.cookies[signing.COOKIE].value
    response = client.post("/organisation/sign-out/")
    assert (response.status_code, response["Location"]) == (302, SIGN_IN)
    assert signing.session_of(cookie, on) is None
    assert SignIn.objects.count() == 0


def test_sign_out_is_no_link(browse, here):
    client = browse(here.posts["clerk"])
    assert client.get("/organisation/sign-out/").status_code == 405
    assert is_in(client)


def test_closed_account_loses_its_sessions_at_once(browse, here, world, on):
    client = browse(here.posts["head"])
    acts.close_account(here.posts["head"].person, by=here.posts["clerk"], on=on)
    assert not is_in(client)
    assert SignIn.objects.filter(person=here.posts["head"].person).count() == 0


def test_new_first_password_ends_all_sessions(browse, here, on):
    clients = [browse(here.posts["head"]) for _ in range(2)]
    acts.reset_password(here.posts["head"].person, by=here.posts["clerk"], on=on, first_password="neu-neu-neu")
    assert [is_in(client) for client in clients] == [False, False]


def test_other_browser_can_be_signed_out(browse, here):
    mine, other = (browse(here.posts["head"]) for _ in range(2))
    newest = SignIn.objects.filter(person=here.posts["head"].person).latest("id")
    assert mine.post(f"/organisation/account/sessions/{newest.pk}/end/").status_code == 302
    assert (is_in(mine), is_in(other)) == (True, False)


def test_session_of_somebody_else_cannot_be_ended(browse, here):
    browse(here.posts["head"])
    theirs = SignIn.objects.get()
    response = browse(here.posts["clerk"]).post(f"/organisation/account/sessions/{theirs.pk}/end/")
    assert response.status_code == 404
    assert SignIn.objects.filter(pk=theirs.pk).exists()


# --- where to go afterwards


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("/organisation/people/?q=x", "/organisation/people/?q=x"), ("", "/"), ("https://evil.test/", "/"),
        ("//evil.test/", "/"), ("/\\evil.test", "/"), ("javascript:alert(1)", "/"), ("http:///evil.test", "/"),
    ],
)  # fmt: skip
def test_next_leads_to_pages_of_ours_only(guest, person, wanted, there):
    assert enter(guest, "liming88", next=wanted)["Location"] == there


def test_guest_is_led_back_to_the_page_they_asked_for(guest, person):
    response = guest.get("/organisation/people/?q=x")
    assert response["Location"] == f"{SIGN_IN}?next=%2Forganisation%2Fpeople%2F%3Fq%3Dx"
    assert 'value="/organisation/people/?q=x"' in guest.get(response["Location"]).content.decode()


def test_guest_who_sent_a_form_is_not_led_back_to_it(guest):
    assert guest.post("/organisation/notices/read/")["Location"] == SIGN_IN


def test_who_is_signed_in_does_not_sign_in_again(browse, here):
    assert browse(here.posts["clerk"]).get(SIGN_IN)["Location"] == "/"


# --- in which post


def second_post(here, on, **more):
    person = here.posts["head"].person
    given = {"unit": here.units["office"], "role": "handler", "title": "", "since": on.date(), **more}
    return acts.appoint(person, by=here.posts["clerk"], on=on, **given)


def test_only_post_is_taken_without_asking(guest, here):
    enter(guest, here.posts["head"].person.login)
    assert SignIn.objects.get().post == here.posts["head"]


def test_choice_is_asked_for_first_and_remembered(guest, here, on):
    other = second_post(here, on)
    enter(guest, here.posts["head"].person.login)
    assert SignIn.objects.get().post is None
    assert guest.get("/")["Location"] == "/organisation/posts/"
    page = guest.get("/organisation/posts/").content.decode()
    assert (here.posts["head"].capacity in page, other.capacity in page) == (True, True)
    assert guest.post(f"/organisation/posts/{other.pk}/act-as/")["Location"] == "/"
    assert SignIn.objects.get().post == other
    again = Client()
    enter(again, here.posts["head"].person.login)
    assert SignIn.objects.latest("id").post == other


def test_nobody_acts_in_the_post_of_another(browse, here, world, elsewhere):
    client = browse(here.posts["head"])
    for post in (here.posts["clerk"], world.officer, elsewhere.officer):
        assert client.post(f"/organisation/posts/{post.pk}/act-as/").status_code == 404
    assert SignIn.objects.get().post == here.posts["head"]


def test_ended_post_is_lost_with_the_next_click(browse, here, on):
    client = browse(here.posts["head"])
    acts.relieve(here.posts["head"], by=here.posts["clerk"], on=on, until=on.date())
    assert client.get("/")["Location"] == "/organisation/posts/"
    assert client.post(f"/organisation/posts/{here.posts['head'].pk}/act-as/").status_code == 404
    assert is_in(client) is False


def test_who_holds_no_post_is_told_so(guest, here, on, english):
    english(here.posts["head"])
    Post.objects.filter(pk=here.posts["head"].pk).update(until=on.date())
    enter(guest, here.posts["head"].person.login)
    assert "You hold no post at present." in guest.get("/organisation/posts/").content.decode()


# --- how pages look


def test_guest_chooses_a_language_for_this_browser(guest):
    assert "Sign in" in guest.get(SIGN_IN).content.decode()
    response = guest.post("/organisation/display/", {"language": "zh-hans", "next": SIGN_IN})
    assert (response["Location"], response.cookies["language"].value) == (SIGN_IN, "zh-hans")
    assert '<html lang="zh-hans"' in guest.get(SIGN_IN).content.decode()


def test_person_chooses_for_all_their_browsers(browse, here):
    mine, other = browse(here.posts["head"]), browse(here.posts["head"])
    mine.post("/organisation/display/", {"language": "en", "text_size": "large"})
    mine.post("/organisation/display/", {"theme": "dark"})
    page = other.get(HOME).content.decode()
    assert '<html lang="en" data-theme="dark" data-text="large"' in page


@pytest.mark.parametrize("given", [{"language": "xx"}, {"text_size": "huge"}, {"theme": "pink"}])
def test_display_that_there_is_not_changes_nothing(browse, here, given, world):
    client = browse(here.posts["head"])
    assert client.post("/organisation/display/", given)["Location"] == "/"
    here.posts["head"].person.refresh_from_db()
    person = here.posts["head"].person
    assert (person.language, person.text_size, person.theme) == ("zh-hans", "normal", "auto")


def test_display_leads_nowhere_else(guest):
    assert guest.post("/organisation/display/", {"language": "en", "next": "https://evil.test/"})["Location"] == "/"


def test_language_cookie_of_nonsense_is_chinese(guest):
    guest.cookies["language"] = "klingon"
    assert '<html lang="zh-hans"' in guest.get(SIGN_IN).content.decode()


def test_sign_ins_are_kept_in_the_district(person, elsewhere, on):
    signing.begin(person, "x" * 200, on)
    assert len(SignIn.objects.get().device) == 80
    with within_district(elsewhere.district.code):
        assert SignIn.objects.count() == 0
