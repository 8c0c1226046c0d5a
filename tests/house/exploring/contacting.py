"""Contact plans at every stage of their life, told by the people of one township."""

from typing import Any

from changren.contact import acts
from changren.contact.models import Counterpart, Plan, Tie
from changren.mandates.models import Mandate

KIND = Counterpart.Kind


def contacts(it: Any) -> None:
    """One plan that ended, one in force with lists, talks and messages, one dropped, one proposed."""
    it.ground.day("2010-03-13")
    _adopted(it)
    plan = _adopted(it)
    delegates = it.place.delegates
    _lists(it, plan)
    _talks(it, plan)
    message = it.act(acts.send_down, plan, it.clerk, title="半年工作", text="各项工作按计划推进。")
    it.act(acts.say_back, message, delegates[2], text="知道了")
    it.act(acts.send_down, plan, it.posts["committee"], title="提案办理", text="各项工作按计划推进。")
    it.act(acts.drop, _proposed(it), it.clerk)
    _proposed(it)


def _proposed(it: Any) -> Plan:
    return it.act(acts.propose, it.place.township, it.clerk, year=2010, keeps_pairs=True)


def _adopted(it: Any) -> Plan:
    given = {"begins_on": it.ground.on.date(), "reason": "委员只有一名"}
    return it.act(acts.adopt, _proposed(it), it.posts["committee"], **given)


def _lists(it: Any, plan: Plan) -> None:
    delegates = it.place.delegates
    for n, kind in enumerate((KIND.RESIDENT, KIND.MEMBER, KIND.BRANCH)):
        given = {"name": f"联系人{n}", "kind": kind, "village": "上山村", "phone": ""}
        it.act(acts.list_person, it.place.township, delegates[2], **given)
    seat = Mandate.objects.get(person=delegates[3].person_id)
    line = {"mandate": seat.pk, "name": "名单来人", "kind": KIND.MIGRANT, "village": "下山村"}
    it.act(acts.enter_lists, plan, it.clerk, lines=[line, line | {"name": "名单另一人"}])
    it.act(acts.take_off, Counterpart.objects.filter(mandate=seat).first(), it.clerk)


def _talks(it: Any, plan: Plan) -> None:
    day, member = it.ground.on.date(), it.posts["committee"]
    mine = Tie.objects.select_related(*Tie.alongside).filter(plan=plan, member=member.person_id)
    *ties, last = mine.order_by("mandate__number")
    said = {"day": day, "how": "talk", "text": "谈了谈。", "is_raised": False, "also": []}
    it.act(acts.log_talk, ties[0], member, **said | {"also": ties[1:]})
    by = next(post for post in it.place.delegates if post.person_id == last.mandate.person_id)
    it.act(acts.answer, it.act(acts.log_talk, last, by, **said | {"is_raised": True}), member, text="好的，马上办")
    one, other, third = Counterpart.objects.select_related(*Counterpart.alongside).filter(name__startswith="联系人")
    visited = it.act(acts.log_visit, one, it.place.delegates[2], **said | {"is_raised": True})
    it.act(acts.tell_on, it.act(acts.answer, visited, it.clerk, text="好的，马上办"), it.place.delegates[2])
    it.act(acts.log_visit, other, it.place.delegates[2], **said | {"is_raised": True, "also": [third]})
