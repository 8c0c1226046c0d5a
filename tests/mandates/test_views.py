"""Pages and forms, by whom they are opened and what they say."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from changren.mandates import acts
from changren.mandates.models import Mandate, Session, StructureTarget, Term, Termination, Vacancy
from changren.organisation.models import Person
from tests.mandates.conftest import confirmed, everything, facts, room

TODAY = date(2010, 4, 1)
BOARD = "/mandates/"
NUMBER = re.compile(r'class="(?:num"[^>]*|chart-value")>(?:<a [^>]+>)?(\d+)<')


@pytest.fixture(autouse=True)
def readers(world):
    """Everybody reads English here."""
    Person.objects.update(language="en")


@pytest.fixture
def clerk(here):
    return here.posts["clerk"]


@pytest.fixture
def read(browse):
    """`read(post, url)`: the text of a page in English; 200, or another status that is asked for."""

    def reading(post, url, status=200):
        response = browse(post).get(url)
        assert response.status_code == status
        return response.content.decode()

    return reading


@pytest.fixture
def send(browse):
    """`send(post, url, **fields)`: the answer to a form that was sent."""

    def sending(post, url, **fields):
        return browse(post).post(url, fields)

    return sending


def address(act, it=None):
    return reverse(f"mandates:{act.verb_name}", args=[it.pk] if it else [])


def rows(text):
    """The links of the register's table, in order."""
    return re.findall(r'data-label="Name"><a href="[^"]+">([^<]+)</a>', text)


# pages


@pytest.mark.parametrize("role", ["clerk", "delegate", "committee", "branch", "handler"])
def test_register_is_open_to_the_township(here, read, role):
    assert rows(read(here.posts[role], BOARD)) == [str(one) for one in here.mandates]


def test_register_shows_no_telephone(here, clerk, on, read):
    it = confirmed(here, on, phone="13812345678")
    for post in (clerk, here.posts["delegate"]):
        text = read(post, BOARD)
        assert (str(it) in text, "138****5678" in text, "13812345678" in text) == (True, False, False)


def test_register_filters_by_what_is_asked(here, clerk, on, read):
    acts.suspend(here.mandates[3], by=clerk, on=on, cause="custody", day=TODAY)
    assert rows(read(clerk, f"{BOARD}?state=suspended")) == [str(here.mandates[3])]
    assert rows(read(clerk, f"{BOARD}?delegation={here.delegations[1].pk}&q=代表2")) == [str(here.mandates[1])]


def test_register_leaves_out_a_filter_that_makes_no_sense(here, there, clerk, read):
    text = read(clerk, f"{BOARD}?state=flying&delegation={there.delegations[0].pk}&page=x")
    assert len(rows(text)) == 14


def test_register_of_the_district_filters_by_township(here, there, world, read):
    assert len(rows(read(world.officer, BOARD))) == 28
    text = read(world.officer, f"{BOARD}?township={there.township.pk}")
    assert rows(text) == [str(one) for one in there.mandates]


def test_register_says_what_to_do_where_nothing_is_found(here, clerk, read):
    assert "No delegates here." in read(clerk, f"{BOARD}?q=nobody")
    assert "No delegate in this state." in read(clerk, f"{BOARD}?state=expired")


def test_register_says_what_to_do_before_the_first_term(here, clerk, on, read):
    acts.end_term(here.term, by=clerk, on=on, day=TODAY)
    text = read(clerk, BOARD)
    assert ("No term is entered yet." in text, address(acts.begin_term) in text) == (True, True)
    assert address(acts.begin_term) not in read(here.posts["committee"], BOARD)


def test_register_of_an_ended_term_still_opens(here, clerk, on, read):
    acts.end_term(here.term, by=clerk, on=on, day=TODAY)
    assert len(rows(read(clerk, reverse("mandates:delegates", args=[here.term.pk])))) == 14


def test_register_offers_the_office_to_enter_a_delegate(here, clerk, read):
    url = address(acts.confirm_delegate, here.term)
    assert (url in read(clerk, BOARD), url in read(here.posts["delegate"], BOARD)) == (True, False)


@pytest.mark.parametrize("name", ["term", "delegates", "report"])
def test_pages_of_a_term_are_closed_to_other_townships(here, there, world, read, name):
    url = reverse(f"mandates:{name}", args=[there.term.pk])
    for role in ("clerk", "delegate", "committee"):
        read(here.posts[role], url, 404)
    read(world.officer, url)


def test_mandate_is_closed_to_other_townships_and_districts(here, there, elsewhere, read):
    for post in (here.posts["clerk"], here.posts["delegate"]):
        read(post, there.mandates[0].get_absolute_url(), 404)
        read(post, elsewhere.here.mandates[0].get_absolute_url(), 404)


def test_mandate_shows_the_file_to_the_office_only(here, clerk, on, read):
    it = here.mandates[3]
    acts.suspend(it, by=clerk, on=on, cause="custody", day=TODAY)
    acts.propose_termination(it, by=here.posts["branch"], on=on, cause="resigned", grounds="家庭原因")
    secret = ("custody", "家庭原因", "History")
    office, delegate = read(clerk, it.get_absolute_url()), read(here.posts["delegate"], it.get_absolute_url())
    assert [word in office for word in secret] == [True] * 3
    assert [word in delegate for word in secret] == [False] * 3
    assert "suspended" in delegate


def test_mandate_offers_the_committee_its_decision(here, on, read):
    it = here.mandates[3]
    termination = acts.propose_termination(it, by=here.posts["branch"], on=on, cause="resigned", grounds="x")
    text = read(here.posts["committee"], it.get_absolute_url())
    assert address(acts.decide_termination, termination) in text
    assert address(acts.dismiss_termination, termination) in text
    assert address(acts.decide_termination, termination) not in read(here.posts["clerk"], it.get_absolute_url())


def test_mandate_names_the_rule_of_every_date(here, clerk, on, read):
    it = confirmed(here, on)
    text = read(clerk, it.get_absolute_url())
    assert ("2010-05-19" in text, "/rulebook/provisions/mandates.seat_within/" in text) == (True, True)


def test_term_shows_what_is_in_it(here, clerk, on, read):
    acts.set_target(here.term, by=clerk, on=on, kind="women", at_least=6)
    acts.stop(here.mandates[3], by=clerk, on=on, day=TODAY)
    text = read(clerk, here.term.get_absolute_url())
    shown = ("annual meeting", "东镇支部", "第一代表团", "not met", "2010-07-01", "mandates.by_election_within")
    assert [word in text for word in shown] == [True] * len(shown)
    assert str(here.mandates[3]) in text


def test_term_of_a_newcomer_says_what_to_do(here, clerk, on, read):
    acts.end_term(here.term, by=clerk, on=on, day=TODAY)
    term = acts.begin_term(here.township, by=clerk, on=on, number=8, seats=60, began_on=TODAY)
    text = read(clerk, term.get_absolute_url())
    empty = (
        "No meeting is planned.", "No electing unit is entered.", "No delegation is entered.", "No target is set.",
        "No seat fell vacant.",
    )  # fmt: skip
    assert [says in text for says in empty] == [True] * 5


def test_report_prints_the_sentence_on_the_suspended_with_its_rule(here, clerk, on, read):
    acts.suspend(here.mandates[3], by=clerk, on=on, cause="custody", day=TODAY)
    text = read(here.posts["delegate"], reverse("mandates:report", args=[here.term.pk]))
    assert "<dt>Should attend</dt><dd><b>13</b></dd>" in text
    assert "1 · suspended delegates do not count among those who should attend" in text
    assert "/rulebook/provisions/mandates.suspended_attend/" in text


def test_report_s_printed_numbers_add_up(here, clerk, on, read):
    confirmed(here, on)
    acts.stop(here.mandates[3], by=clerk, on=on, day=TODAY)
    text = read(clerk, reverse("mandates:report", args=[here.term.pk]))
    tables = [
        table for table in re.findall(r"<table.*?</table>", text, re.S) if "<caption>" in table and "<tfoot>" in table
    ]
    for table in tables:
        body, foot = table.split("<tfoot>")
        numbers = [int(n) for n in NUMBER.findall(body)]
        (total,) = (int(n) for n in NUMBER.findall(foot))
        assert sum(numbers) == total
    assert len(tables) == 8


def test_pages_ask_no_more_with_more_to_show(here, clerk, on, browse):
    client = browse(clerk)
    urls = (BOARD, here.term.get_absolute_url(), reverse("mandates:report", args=[here.term.pk]))

    def counts():
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            ours = [one for one in asked.captured_queries if 'FROM "mandates_' in one["sql"]]
            found.append((len(asked), len(ours)))
        return found

    def one_more(n):
        confirmed(here, on, number=90 + n, name=f"新{n}", login=f"新{n}")
        acts.stop(here.mandates[n], by=clerk, on=on, day=TODAY)
        acts.add_delegation(here.term, by=clerk, on=on, name=f"团{n}")
        acts.plan_session(here.term, by=clerk, on=on, number=5 + n, planned_on=TODAY)
        acts.set_target(here.term, by=clerk, on=on, kind=list(StructureTarget.Kind)[n], at_least=n)

    one_more(0)
    counts()
    once = counts()
    one_more(1)
    one_more(2)
    assert counts() == once
    assert [ours for _all, ours in once] == [6, 13, 6]  # the rest is what every page asks


# forms


def filled(here, **other):
    """What the form for a new delegate is sent."""
    given = facts(here, electing_unit=here.mandates[0].electing_unit.pk, delegation=here.delegations[0].pk)
    given |= {"is_woman": "yes", "is_minority": "no", "on_committee": "no", "person": "", "elected_on": "2010-03-20"}
    return given | other


def test_confirm_delegate_by_its_form(here, clerk, send):
    room(here)
    answer = send(clerk, address(acts.confirm_delegate, here.term), **filled(here))
    it = Mandate.objects.get(number=99)
    assert (answer.status_code, answer["Location"], it.person.name, it.is_woman) == (
        302, it.get_absolute_url(), "新代表", True,
    )  # fmt: skip


def test_confirm_delegate_by_its_form_with_somebody_known(here, clerk, send):
    room(here)
    person = here.posts["handler"].person
    fields = filled(here, person=person.pk, name="", login="", first_password="")
    assert send(clerk, address(acts.confirm_delegate, here.term), **fields).status_code == 302
    assert Mandate.objects.get(number=99).person == person


def test_confirm_delegate_form_offers_people_without_a_mandate_and_open_vacancies(here, clerk, on, read):
    url = address(acts.confirm_delegate, here.term)
    assert 'name="vacancy"' not in read(clerk, url)
    acts.stop(here.mandates[3], by=clerk, on=on, day=TODAY)
    text = read(clerk, url)
    assert f'value="{Vacancy.objects.get().pk}"' in text
    assert (str(here.posts["handler"].person) in text, f'value="{here.mandates[0].person_id}"' in text) == (True, False)


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"name": ""}, "name", "Needed for a new person; or choose somebody above."),
        ({"login": " "}, "login", "Needed for a new person; or choose somebody above."),
        ({"first_password": ""}, "first_password", "Needed for a new person; or choose somebody above."),
        ({"phone": "12345"}, "phone", "This is not a mobile number: eleven digits, the first is 1."),
        ({"number": "0"}, "number", "Ensure this value is greater than or equal to 1."),
        ({"number": "many"}, "number", "Enter a whole number."),
        ({"elected_on": "soon"}, "elected_on", "Enter a valid date."),
        ({"is_woman": ""}, "is_woman", "Please choose."),
    ],
)
def test_confirm_delegate_form_says_what_is_wrong_and_keeps_what_was_typed(here, clerk, send, wrong, field, says):
    room(here)
    before = everything()
    answer = send(clerk, address(acts.confirm_delegate, here.term), **filled(here, **wrong))
    text = answer.content.decode()
    assert (answer.status_code, everything() == before) == (422, True)
    kept = 'value="新代表"' if field != "name" else 'value="2010-03-20"'
    assert (says in text, f'id="id_{field}_error"' in text, kept in text) == (True, True, True)


def test_confirm_delegate_form_refuses_both_somebody_known_and_somebody_new(here, clerk, send):
    room(here)
    fields = filled(here, person=here.posts["handler"].person_id)
    answer = send(clerk, address(acts.confirm_delegate, here.term), **fields)
    assert answer.status_code == 422
    assert "You have chosen somebody above: leave this empty, or choose nobody." in answer.content.decode()


def test_refusal_shows_the_form_again_with_its_rule(here, clerk, send):
    before = everything()
    answer = send(clerk, address(acts.confirm_delegate, here.term), **filled(here))
    text = answer.content.decode()
    assert (answer.status_code, everything() == before) == (409, True)
    assert f"All 14 seats of “{here.mandates[0].electing_unit}” are taken." in text
    assert ("/rulebook/provisions/mandates.quota_binds/" in text, 'value="新代表"' in text) == (True, True)


def test_forms_of_others_are_not_opened(here, there, world, read, send):
    it = here.mandates[3]
    for post in (here.posts["delegate"], here.posts["committee"], world.officer):
        read(post, address(acts.suspend, it), 403)
    read(there.posts["clerk"], address(acts.suspend, it), 404)
    answer = send(here.posts["delegate"], address(acts.suspend, it), cause="custody", day="2010-04-01")
    assert (answer.status_code, Mandate.objects.get(pk=it.pk).state) == (403, "active")


def test_suspend_form_offers_only_what_suspends(here, clerk, read, send):
    url = address(acts.suspend, here.mandates[3])
    assert re.findall(r'name="cause" value="(\w+)"', read(clerk, url)) == ["custody", "investigation"]
    assert send(clerk, url, cause="died", day="2010-04-01").status_code == 422
    assert send(clerk, url, cause="custody", day="2010-04-01").status_code == 302


@pytest.mark.parametrize("verb", ["take_seat", "restore", "stop", "end_by_law", "suspend", "correct_delegate"])
def test_forms_that_do_not_fit_the_state_say_so(here, clerk, on, read, verb):
    it = here.mandates[3]
    acts.stop(it, by=clerk, on=on, day=TODAY)
    text = read(clerk, reverse(f"mandates:{verb}", args=[it.pk]))
    assert "This is not possible while the state is “stopped”." in text


def test_correct_delegate_form_begins_with_what_is_there(here, clerk, read, send):
    it = here.mandates[3]
    text = read(clerk, address(acts.correct_delegate, it))
    chosen = re.findall(r'name="(is_woman|rank|age_band)" value="(\w+)"[^>]*checked', text)
    assert (chosen, 'name="number" value="4"' in text) == (
        [("rank", "front_line"), ("is_woman", "yes"), ("age_band", "to_45")], True,
    )  # fmt: skip


def test_term_acts_by_their_forms(here, clerk, send):
    term = here.term
    Term.objects.filter(pk=term.pk).update(seats=20)
    branch = here.units["branch"].pk
    for act, fields in (
        (acts.plan_session, {"number": 3, "planned_on": "2011-03-01"}),
        (acts.add_electing_unit, {"name": "西支部", "seats": 2, "branch": branch}),
        (acts.add_delegation, {"name": "第三代表团"}),
        (acts.set_target, {"kind": "women", "at_least": 4}),
        (acts.correct_term, {"number": 7, "seats": 60, "began_on": "2008-03-01"}),
    ):
        answer = send(clerk, address(act, term), **fields)
        assert (answer.status_code, answer["Location"]) == (302, term.get_absolute_url())
    assert Session.objects.filter(term=term).count() == 3


def test_session_acts_by_their_forms(here, clerk, send):
    it = here.session
    for act, fields in (
        (acts.move_session, {"planned_on": "2010-03-30"}), (acts.fix_should_attend, {}),
        (acts.hold_session, {"day": "2010-03-30"}),
    ):  # fmt: skip
        assert send(clerk, address(act, it), **fields).status_code == 302
    it.refresh_from_db()
    assert (it.state, it.should_attend, it.held_on) == ("held", 14, date(2010, 3, 30))


def test_group_acts_by_their_forms(here, clerk, send):
    group, unit = here.delegations[0], here.mandates[0].electing_unit
    assert send(clerk, address(acts.appoint_head, group), head=here.mandates[2].pk).status_code == 302
    assert send(clerk, address(acts.appoint_head, group), head=here.mandates[1].pk).status_code == 422
    assert send(clerk, address(acts.correct_delegation, group), name="东片").status_code == 302
    assert send(clerk, address(acts.relieve_head, group)).status_code == 302
    fields = {"name": "东支部", "seats": 14, "branch": ""}
    assert send(clerk, address(acts.correct_electing_unit, unit), **fields).status_code == 302
    group.refresh_from_db()
    assert (group.name, group.head) == ("东片", None)


def test_termination_by_its_forms(here, world, send):
    it = here.mandates[3]
    answer = send(here.posts["branch"], address(acts.propose_termination, it), cause="resigned", grounds="")
    assert (answer.status_code, "This field is required." in answer.content.decode()) == (422, True)
    fields = {"cause": "resigned", "grounds": "家庭原因"}
    assert send(here.posts["branch"], address(acts.propose_termination, it), **fields).status_code == 302
    termination = Termination.objects.get()
    url = address(acts.decide_termination, termination)
    answer = send(here.posts["committee"], url, day="2010-04-01", decision="同意")
    assert (answer.status_code, answer["Location"]) == (302, it.get_absolute_url())
    assert send(world.officer, address(acts.file_termination, termination)).status_code == 302
    termination.refresh_from_db()
    assert termination.state == "filed"


def test_by_election_by_its_form(here, clerk, on, send, read):
    acts.stop(here.mandates[3], by=clerk, on=on, day=date(2010, 3, 1))
    vacancy = Vacancy.objects.get()
    new = acts.confirm_delegate(here.term, by=clerk, on=on, **facts(here))
    url = address(acts.link_by_election, vacancy)
    offered = re.findall(r'<option value="([^"]+)">', read(clerk, url))
    assert offered == [str(new.pk)]
    assert send(clerk, url, filled_by=new.pk).status_code == 302


def test_begin_term_by_its_form(here, clerk, on, send, read):
    acts.end_term(here.term, by=clerk, on=on, day=TODAY)
    assert 'name="number" value="8"' in read(clerk, address(acts.begin_term))
    answer = send(clerk, address(acts.begin_term), number=8, seats=60, began_on="2010-04-01")
    assert answer["Location"] == Term.objects.get(number=8).get_absolute_url()


def test_every_page_is_there_in_chinese(here, clerk, on, browse):
    acts.stop(here.mandates[3], by=clerk, on=on, day=TODAY)
    Person.objects.update(language="zh-hans")
    client = browse(clerk)
    urls = [reverse(f"mandates:{name}", args=[here.term.pk]) for name in ("term", "report", "delegates")]
    for url in (*urls, here.mandates[3].get_absolute_url()):
        answer = client.get(url)
        assert (answer.status_code, '<html lang="zh-hans"' in answer.content.decode()) == (200, True)


def test_sending_twice_counts_once(here, clerk, send):
    room(here)
    fields = filled(here, once="0198f4c8-1111-7000-8000-000000000001")
    first = send(clerk, address(acts.confirm_delegate, here.term), **fields)
    again = send(clerk, address(acts.confirm_delegate, here.term), **fields)
    assert (first["Location"], Mandate.objects.filter(number=99).count()) == (again["Location"], 1)
