"""Acts by programs: the same guards and sentences as their pages; done once under one key."""

import json
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from changren.base.minutes.models import Entry
from changren.mandates.models import Mandate, Roster, Term
from changren.proposals import acts
from changren.proposals.models import Proposal
from tests.proposals.conftest import PDF, TEXT

DRAFT = "/proposals/draft/"
GIVEN = {"kind": "suggestion", **TEXT}


@pytest.fixture
def one(here, program, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return program(here.delegates[0])


@pytest.fixture
def draft(one, on):
    given = {"delegation": None, **GIVEN}
    return acts.draft(one.post.township, by=one.post, on=on, **given)


def test_what_may_be_sent_is_told_with_choices_and_first_values(one, here):
    told = one.get(DRAFT).json()
    fields = {field["name"]: field for field in told["fields"]}
    assert (told["act"], told["objection"]) == ("proposals.draft", None)
    assert {choice["is"] for choice in fields["kind"]["choices"]} == set(Proposal.Kind.values)
    assert (fields["confidential"]["value"], fields["confidential"]["schema"]["type"]) == (False, "boolean")
    assert {choice["says"] for choice in fields["wanted_unit"]["choices"]} >= {str(here.units["station"])}
    assert "once" not in fields


def test_act_answers_with_its_entry_and_where_the_thing_is(one):
    response = one.do(DRAFT, **GIVEN)
    told, it, entry = response.json(), Proposal.objects.get(), Entry.objects.get()
    assert response.status_code == 201
    assert response.headers["Location"] == told["subject"]["url"] == f"/api/v1/proposals/{it.pk}/"
    assert told["entry"]["id"] == str(entry.pk)
    assert told["entry"]["says"] == f"{one.post} began a draft (suggestion)"
    assert (told["entry"]["before"], told["entry"]["after"]) == ("", "draft")
    assert one.get(f"/proposals/{it.pk}/").json()["sheet"]["proposal"]["grounds"] == TEXT["grounds"]


def test_sent_again_under_the_same_key_it_is_done_once_and_answered_alike(one):
    first, again = (one.do(DRAFT, once="a-key", **GIVEN) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert (Proposal.objects.count(), Entry.objects.count()) == (1, 1)


def test_answer_comes_again_though_it_could_not_be_done_again(one, draft):
    """What a form would not offer any more, and a state that has moved on, do not matter to what was done."""
    first = one.do(f"/proposals/{draft.pk}/withdraw/", once="k", opinion="")
    again = one.do(f"/proposals/{draft.pk}/withdraw/", once="k", opinion="")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    assert one.do(f"/proposals/{draft.pk}/withdraw/", opinion="").status_code == 409


def test_answer_comes_again_to_whoever_lost_sight_of_the_thing(here, program, on):
    clerk = program(here.posts["clerk"])
    other = here.posts["handler"].person
    path = f"/organisation/{other.pk}/reset_password/"
    first = clerk.do(path, once="k", first_password="k7mq-22xx")
    type(other).objects.filter(pk=other.pk).update(township=here.posts["district"].township)
    again = clerk.do(path, once="k", first_password="k7mq-22xx")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert clerk.do(path, first_password="k7mq-22xx").status_code == 404


def test_key_of_what_was_done_does_not_answer_for_what_is_wrong(one):
    one.do(DRAFT, once="k", **GIVEN)
    response = one.do(DRAFT, once="k", **GIVEN, colour="red")
    assert (response.status_code, list(response.json()["errors"])) == (422, ["colour"])


def test_key_used_for_something_else_is_refused(one):
    one.do(DRAFT, once="a-key", **GIVEN)
    response = one.do(DRAFT, once="a-key", **GIVEN | {"title": "另一件事"})
    assert (response.status_code, Proposal.objects.count()) == (422, 1)
    assert "another" in response.json()["detail"].lower()


def test_same_key_of_another_person_is_another_key(one, here, program):
    other = program(here.delegates[1])
    assert [each.do(DRAFT, once="a-key", **GIVEN).status_code for each in (one, other)] == [201, 201]


def test_refusal_is_no_answer_that_is_kept(one, draft):
    """What was refused may be asked again under the same key, once it is possible."""
    refused = one.do(f"/proposals/{draft.pk}/take_back/", once="k")
    assert refused.status_code == 409
    assert Entry.objects.filter(act="proposals.take_back").count() == 0


@pytest.mark.parametrize("key", ["", "x" * 201, "schlüssel"])
def test_act_needs_an_idempotency_key(one, key):
    response = one.client.post(
        f"/api/v1{DRAFT}", json.dumps(GIVEN), content_type="application/json",
        headers=one.shown | ({"Idempotency-Key": key} if key else {}),
    )  # fmt: skip
    assert (response.status_code, Proposal.objects.count()) == (400, 0)


def sent(one, body, kind="application/json"):
    headers = one.shown | {"Idempotency-Key": uuid4().hex}
    return one.client.post(f"/api/v1{DRAFT}", body, content_type=kind, headers=headers)


@pytest.mark.parametrize("body", ["", "[]", "null", "{", "[" * 100_000, b"\xff", '{"title": "\\ud800"}', '"x"', "1"])
def test_what_is_no_json_object_is_said(one, body):
    assert sent(one, body).status_code == (422 if body == "" else 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml"])
def test_other_content_is_not_taken(one, kind):
    assert sent(one, "kind=suggestion", kind).status_code == 415


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"colour": "red"}, "colour"), ({"title": ["a"]}, "title"), ({"title": True}, "title"),
     ({"earlier": "x"}, "earlier"), ({"earlier": [[]]}, "earlier"), ({"confidential": "yes"}, "confidential"),
     ({"kind": "nonsense"}, "kind"), ({"wanted_unit": "x"}, "wanted_unit"), ({"title": ""}, "title"),
     ({"title": None}, "title"), ({"title": "字" * 61}, "title")],
)  # fmt: skip
def test_what_is_wrong_is_said_of_its_field(one, wrong, field):
    response = one.do(DRAFT, **GIVEN | wrong)
    assert (response.status_code, Proposal.objects.count()) == (422, 0)
    assert list(response.json()["errors"]) == [field]


def test_key_of_a_form_is_none_of_its_fields(one):
    response = sent(one, json.dumps(GIVEN | {"once": str(uuid4())}))
    assert (response.status_code, list(response.json()["errors"])) == (422, ["once"])


def test_sentences_are_those_of_the_page(one, browse):
    response = one.do(DRAFT, headers={"Accept-Language": "zh"}, **GIVEN | {"title": "", "field": "x"})
    page = browse(one.post).post(f"{DRAFT}", {"kind": "suggestion", "field": "x"}).content.decode()
    for says in [each for several in response.json()["errors"].values() for each in several]:
        assert says in page


def test_refusal_of_the_time_names_its_provision(one, on):
    given = {**GIVEN, "kind": "proposal"}
    response = one.do(DRAFT, **given)
    told = response.json()
    assert (response.status_code, told["because"]) == (409, "when")
    assert Proposal.objects.count() == 0


def test_rule_of_a_refusal_is_told_with_its_article(one, on):
    given = {**GIVEN, "grounds": "字" * 6000, "measures": "字" * 6000}
    told = one.do(DRAFT, **given).json()
    assert told["rule"]["key"] == "proposals.text_most"
    assert re.search(r"art\. \d+", told["rule"]["article"])


def test_who_may_not_hears_that_before_anything_else(here, program, draft):
    other = program(here.posts["reviewer"])
    wrong = [{"title": [1]}, {"colour": "red"}, {}, GIVEN]
    assert [other.do(DRAFT, **given).status_code for given in wrong] == [403] * 4
    assert other.get(DRAFT).status_code == 403


def test_state_that_does_not_fit_is_said(one, draft):
    told = one.do(f"/proposals/{draft.pk}/take_back/").json()
    assert (told["status"], told["because"]) == (409, "state")


def test_file_comes_as_a_part(one, draft):
    paper = SimpleUploadedFile("现场.pdf", PDF, "application/pdf")
    headers = one.shown | {"Idempotency-Key": "f"}
    answers = [
        one.client.post(f"/api/v1/proposals/{draft.pk}/attach/", {"paper": paper}, headers=headers)
        for _ in range(2) if paper.seek(0) == 0
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [200, 200]
    (line,) = one.get(f"/proposals/{draft.pk}/").json()["sheet"]["papers"]
    assert line[0]["name"] == "现场.pdf"
    assert b"".join(one.get(f"/proposals/papers/{line[0]['id']}/").streaming_content) == PDF


def test_values_beside_a_file_are_read_like_json(one):
    headers = one.shown | {"Idempotency-Key": "m"}
    given = {name: value for name, value in GIVEN.items() if value is not None}
    given |= {"confidential": "true", "may_publish": "false"}
    answer = one.client.post(f"/api/v1{DRAFT}", given, headers=headers)
    it = Proposal.objects.get()
    assert (answer.status_code, it.confidential, it.may_publish) == (201, True, False)
    assert one.client.post(f"/api/v1{DRAFT}", given | {"colour": "red"}, headers=headers).status_code == 422


def test_roster_is_looked_at_first_and_then_entered(here, program):
    clerk = program(here.posts["clerk"])
    Term.objects.filter(pk=here.term.pk).update(seats=15)
    path = f"/mandates/{here.term.pk}/enter_roster/"
    rows = [
        "姓名\t代表证号\t选举单位\t代表团\t类别\t一线或领导\t性别\t民族\t出生年月\t当选日期",
        "沈小荷\t90\t新设支部\t第一代表团\t村居\t一线\t女\t汉\t1985.6\t2010-03-01",
    ]
    looked = clerk.do(path, pasted="\n".join(rows))
    told = looked.json()
    assert (looked.status_code, [(row["row"], row["name"], row["state"]) for row in told["rows"]]) == (
        422, [(2, "沈小荷", "new")],
    )  # fmt: skip
    assert not Mandate.objects.filter(number=90).exists()
    entered = clerk.do(path, table=told["table"], step="enter")
    assert entered.status_code == 201, entered.json()
    assert Mandate.objects.get(number=90).person.name == "沈小荷"
    done = Roster.objects.get()
    told = clerk.get(f"/mandates/rosters/{done.pk}/").json()["sheet"]
    assert [line["it"]["name"] for line in told["lines"]] == ["沈小荷"]
    assert clerk.do(f"/mandates/{done.pk}/take_back_roster/").status_code == 200
    assert not Mandate.objects.filter(number=90).exists()


def test_draft_of_somebody_else_is_not_there(here, program, draft):
    other = program(here.delegates[1])
    assert other.get(f"/proposals/{draft.pk}/").status_code == 404
    assert other.do(f"/proposals/{draft.pk}/withdraw/", opinion="").status_code == 404


def test_acts_for_the_browser_alone_have_no_address(one):
    for name in ("make_key", "choose_password"):
        assert one.get(f"/organisation/{one.post.person_id}/{name}/").status_code == 404
