"""The unit speaks with the raisers, drafts, signs off; each of them is answered; promises are reported on."""

from datetime import date

from changren.base.documents.models import Attachment
from changren.casework import acts
from changren.casework.models import Answer, Contact, Delivery, Extension, Pause, Progress
from tests.casework.conftest import (
    ON,
    RAISERS,
    TEXT,
    TODAY,
    answered,
    asked,
    chosen,
    delivered,
    draft,
    drafted,
    followed,
    handling,
    heard,
    joins,
    last,
    paper,
    people,
    spoken,
    told,
    verdict,
)
from tests.world import at

LATER = at("2010-04-20 09:00")
SOON = date(2010, 12, 20)


# contact


def test_record_contact_says_how_and_when_and_keeps_the_words_out_of_the_minutes(here, handler):
    case = handling(here)
    given = {"raiser": case.raisers.get(order=1), "how": "call", "day": TODAY, "note": "希望年内修好"}
    acts.record_contact(case, by=handler, on=ON, **given)
    contact = Contact.objects.get()
    assert (contact.raiser.order, contact.round, contact.how, contact.day, contact.note) == (
        1, 1, "call", TODAY, "希望年内修好",
    )  # fmt: skip
    assert told("record_contact") == "BY recorded contact with a raiser of “IT” (telephone call, 2010-04-01)"
    assert last("record_contact").kept == {"how": "call", "day": "2010-04-01"}


def test_record_contact_after_a_promise_counts_for_the_next_answer(here, handler):
    case = followed(here)
    given = {"raiser": case.raisers.get(order=0), "how": "visit", "day": TODAY, "note": ""}
    acts.record_contact(case, by=handler, on=ON, **given)
    assert Contact.objects.latest("id").round == 2


# drafted


def test_draft_answer_is_seen_by_the_head(here, head):
    case = draft(handling(here), here, LATER, "B", SOON)
    answer = Answer.objects.get()
    assert (case.state, case.round) == ("drafted", 1)
    assert (answer.round, answer.text, answer.grade, answer.promised_by, answer.state, answer.sent_on) == (
        1, TEXT, "B", SOON, "draft", None,
    )  # fmt: skip
    assert (told("draft_answer"), heard("draft_answer")) == ("BY drafted the answer to “IT”", people(head))


def test_draft_answer_keeps_the_paper_with_it(here, handler):
    given = {"text": TEXT, "grade": "A", "promised_by": None, "paper": paper()}
    acts.draft_answer(handling(here), by=handler, on=ON, **given)
    assert list(Attachment.objects.values_list("owner_id", "name")) == [(Answer.objects.get().pk, "照片.pdf")]


def test_revise_answer_writes_it_anew_and_takes_papers_off(here, handler):
    given = {"text": TEXT, "grade": "A", "promised_by": None}
    case = acts.draft_answer(handling(here), by=handler, on=ON, paper=paper(), **given)
    revised = {"text": "已动工。", "grade": "C", "promised_by": None, "paper": paper("方案.pdf")}
    case = acts.revise_answer(case, by=handler, on=LATER, drop=[Attachment.objects.get()], **revised)
    answer = Answer.objects.get()
    assert (case.state, answer.text, answer.grade) == ("drafted", "已动工。", "C")
    assert list(Attachment.objects.filter(is_removed=False).values_list("name", flat=True)) == ["方案.pdf"]
    assert told("revise_answer") == "BY revised the answer to “IT”"


def test_give_back_draft_says_what_should_change(here, head, handler):
    case = acts.give_back_draft(drafted(here), by=head, on=LATER, remark="写明完成时间")
    assert (case.state, case.round, Answer.objects.get().remark) == ("handling", 1, "写明完成时间")
    assert (told("give_back_draft"), heard("give_back_draft")) == ("BY gave the draft for “IT” back", people(handler))


def test_draft_answer_goes_on_with_what_was_given_back(here, head):
    case = acts.give_back_draft(drafted(here), by=head, on=LATER, remark="写明完成时间")
    draft(case, here, LATER, "B", SOON)
    answer = Answer.objects.get()
    assert (answer.grade, answer.remark) == ("B", "写明完成时间")


def test_give_back_draft_of_a_kept_promise_leads_back_to_the_promise(here, head):
    case = draft(spoken(followed(here), here), here)
    assert (case.state, case.round, case.is_followed) == ("drafted", 2, True)
    case = acts.give_back_draft(case, by=head, on=ON, remark="附验收单")
    assert (case.state, case.round, case.is_followed, case.promised_by) == ("followed", 1, True, SOON)


# signed off


def test_sign_off_answers_each_of_them(here, head, clerk):
    case = acts.sign_off(drafted(here), by=head, on=LATER)
    deliveries = list(
        Delivery.objects.order_by("raiser__order").values_list(
            "raiser__order", "state", "judge_by", "attitude", "result"
        )
    )
    assert deliveries == [(n, "sent", date(2010, 5, 20), "", "") for n in range(RAISERS)]
    assert (case.state, case.answered_on, case.answer_due, case.grade) == ("answered", date(2010, 4, 20), None, "A")
    assert told("sign_off") == "BY signed off the answer to “IT” (A: solved or basically solved)"
    assert heard("sign_off") == people(clerk, *here.delegates[:RAISERS])


def test_sign_off_keeps_who_signed_it_when_it_was_due_and_no_remark(here, head):
    case = acts.give_back_draft(drafted(here), by=head, on=ON, remark="写明完成时间")
    acts.sign_off(draft(case, here), by=head, on=LATER)
    answer = Answer.objects.get()
    assert (answer.state, answer.sent_on, answer.due_on, answer.signed_by, answer.remark, answer.was_on_time) == (
        "sent", date(2010, 4, 20), date(2010, 7, 1), head.person.name, "", True,
    )  # fmt: skip


def test_sign_off_late_is_late(here, head):
    acts.sign_off(drafted(here), by=head, on=at("2010-07-02 08:00"))
    assert Answer.objects.get().was_on_time is False


def test_sign_off_recuses_those_who_belong_to_a_unit_that_answers(here, head):
    case = drafted(here, assisting=["office"])
    joins(here.delegates[1], here.units["office"])
    acts.give_opinion(case.assignments.get(role="assist"), by=here.posts["assist_head"], on=ON, said="同意")
    acts.sign_off(case, by=head, on=LATER)
    states = Delivery.objects.order_by("raiser__order").values_list("raiser__order", "state")
    assert list(states) == [(0, "sent"), (1, "recused"), (2, "sent")]


def test_sign_off_ends_the_pause_and_the_request_for_more_time(here, head, clerk):
    case = handling(here)
    asked(case, here)
    case = acts.stop_clock(case, by=clerk, on=ON, reason="等待上级决定")
    case = acts.sign_off(draft(spoken(case, here), here), by=head, on=LATER)
    assert (Pause.objects.get().end, Extension.objects.get().state) == (date(2010, 4, 20), "lapsed")
    assert (Extension.objects.get().settled_on, Answer.objects.get().due_on) == (
        date(2010, 4, 20), date(2010, 7, 20),
    )  # fmt: skip


def test_sign_off_does_not_wait_for_an_opinion_whose_time_has_passed(here, head):
    case = acts.sign_off(drafted(here, assisting=["office"]), by=head, on=at("2010-05-04 09:00"))
    assert case.state == "answered"


def test_sign_off_waits_for_nothing_that_the_rules_do_not_ask(here, head):
    chosen(here, contact_first=False, assist_first=False)
    case = draft(handling(here, assisting=["office"]), here)
    assert acts.sign_off(case, by=head, on=ON).state == "answered"


def test_sign_off_asks_for_no_contact_with_those_who_cannot_judge(here, head, handler):
    case = handling(here)
    joins(here.delegates[2], here.units["station"])
    here.delegates[1].until = TODAY
    here.delegates[1].save()
    given = {"raiser": case.raisers.get(order=0), "how": "visit", "day": TODAY, "note": ""}
    case = acts.record_contact(case, by=handler, on=ON, **given)
    assert acts.sign_off(draft(case, here), by=head, on=ON).state == "answered"


def test_sign_off_of_a_kept_promise_has_no_date_and_begins_another_verdict(here, head):
    case = draft(spoken(followed(here), here, LATER), here, LATER)
    case = acts.sign_off(case, by=head, on=LATER)
    assert (case.state, case.round, case.redone, case.is_followed, case.promised_by) == ("answered", 2, 0, False, None)
    assert Answer.objects.get(round=2).due_on is None
    assert delivered(case, 2).state == "sent"


def test_record_contact_of_the_former_answer_does_not_count_for_the_next(here, head):
    case = verdict(answered(here), here, 1, "not", LATER)
    case = spoken(case, here, at("2010-04-21 09:00"))
    assert Contact.objects.filter(round=2).count() == RAISERS


# promises


def test_report_progress_moves_the_promise_and_tells_the_raisers(here, handler):
    case = acts.report_progress(followed(here), by=handler, on=LATER, text="已完成招标", promised_by=date(2010, 11, 1))
    line = Progress.objects.get()
    assert (case.state, case.promised_by, case.reminded) == ("followed", date(2010, 11, 1), "")
    assert (line.kind, line.day, line.text, line.promised_by) == (
        "reported", date(2010, 4, 20), "已完成招标", date(2010, 11, 1),
    )  # fmt: skip
    assert told("report_progress") == "BY reported progress on “IT”; promised by 2010-11-01"
    assert heard("report_progress") == people(*here.delegates[:RAISERS])
