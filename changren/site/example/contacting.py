"""Double contact in the nine townships: 61 committee members contacted 469 delegates, each of whom keeps contact with 3
to 5 people (the published figures). Who is whose contact is worked out; the names on lists and the talks are invented.
"""

from datetime import date, timedelta
from itertools import islice

from changren.contact import acts
from changren.contact.models import Counterpart, Message, Plan, Tie
from changren.site.example.diary import Story
from changren.site.example.facts import facts, moment
from changren.site.example.names import names
from changren.site.example.places import ELECTING, Town

DAY = timedelta(days=1)
BEGINS, HEARD = date(2010, 3, 15), date(2010, 5, 20)
KINDS = (Counterpart.Kind.RESIDENT, Counterpart.Kind.MEMBER, Counterpart.Kind.RESIDENT, Counterpart.Kind.MIGRANT,
         Counterpart.Kind.MEMBER)  # fmt: skip
OVER = "本届代表名额较多，委员人数有限，经党委会研究，适当增加每名委员联系的代表数。"
ROUND = "与联系代表座谈，听取对镇党委工作和提案办理的意见。"
TITLE, TEXT = (
    "镇党委上半年工作情况",
    "上半年重点推进新农村建设、城镇化建设和基层组织建设，党代会常任制工作各项制度已经施行。",
)
BACK = "上半年主要抓了三件事。群众最关心的是村里污水什么时候接管，希望公布时间表。"
SAID = "走访了解生产生活情况，没有需要办理的事项。"
ASKED, ANSWERED = "反映村口路灯坏了两盏，老人夜里出行不便。", "已联系村镇建设办公室，本周内更换。"


def year(town: Town) -> Story:
    """The plan, the lists, and a talk of every member with all of their delegates."""
    on = yield moment(BEGINS - 9 * DAY, 9 + town.facts.number % 3, town.facts.number)
    plan = acts.propose(town.township, by=town.clerk, on=on, year=BEGINS.year, keeps_pairs=False)
    on = yield moment(BEGINS - 3 * DAY, 15, town.facts.number)
    plan = acts.adopt(
        plan, by=town.posts["committee-1"], on=on, begins_on=BEGINS, reason=OVER if _is_over(town) else ""
    )
    on = yield moment(BEGINS + 4 * DAY, 9, town.facts.number)
    plan = acts.enter_lists(plan, by=town.clerk, on=on, lines=_lists(town))
    yield from _rounds(town, plan)


def _is_over(town: Town) -> bool:
    return town.facts.seats - town.facts.committee > 8 * town.facts.committee


def _lists(town: Town) -> list[dict[str, object]]:
    """From three to five people, and the branch of the electing unit, for every delegate."""
    contacts = facts()["contacts"]
    least, most = contacts["each_delegate_contacts_min"], contacts["each_delegate_contacts_max"]
    lines: list[dict[str, object]] = []
    people = names(town.facts.number)
    for n, mandate in enumerate(town.mandates):
        village = ELECTING[n % len(ELECTING)]
        for k, name in enumerate(islice(people, least + n % (most - least + 1))):
            lines.append({"mandate": mandate.pk, "name": name, "kind": KINDS[(n + k) % len(KINDS)], "village": village})
        branch = f"{village}党支部"
        lines.append({"mandate": mandate.pk, "name": branch, "kind": Counterpart.Kind.BRANCH, "village": village})
    return lines


def _rounds(town: Town, plan: Plan) -> Story:
    """Each member meets all of their delegates once; those of the first months are due again by the end of the year."""
    for n in range(town.facts.committee):
        day = HEARD + (n * 25 + town.facts.number) * DAY
        on = yield moment(min(day, date(2010, 11, 20)), 9, 10 + n)
        post = town.posts[f"committee-{n}"]
        rows = Tie.objects.select_related(*Tie.alongside).filter(plan=plan, member=post.person_id)
        first, *others = rows.order_by("mandate__number")
        acts.log_talk(
            first, by=post, on=on, day=on.date(), how="talk", text=ROUND, is_raised=False, also=others
        )  # fmt: skip


def told_and_visited(town: Town) -> Story:
    """A message down and what was said back; then visits, one of which is answered."""
    on = yield moment(date(2010, 7, 20), 9)
    plan = Plan.objects.select_related(*Plan.alongside).get(township=town.township)
    acts.send_down(plan, by=town.clerk, on=on, title=TITLE, text=TEXT)
    message = Message.objects.select_related(*Message.alongside).get(plan=plan)
    for n in range(3):
        on = yield moment(date(2010, 7, 21) + n * DAY, 19)
        acts.say_back(message, by=town.delegates[town.facts.committee + n], on=on, text=BACK)
    yield from _visits(town)


def _visits(town: Town) -> Story:
    """Three delegates visit people of their lists; one of them hears what must be answered."""
    for n in range(3):
        by = town.delegates[town.facts.committee + n]
        own = Counterpart.objects.select_related(*Counterpart.alongside).filter(mandate__person=by.person_id)
        one = own.order_by("number").first()
        on = yield moment(date(2010, 10, 8) + n * DAY, 19, 30)
        text = ASKED if n == 0 else SAID
        talk = acts.log_visit(one, by=by, on=on, day=on.date(), how="visit", text=text, is_raised=n == 0, also=[])
        if n == 0:
            on = yield moment(date(2010, 10, 11), 10)
            talk = acts.answer(talk, by=town.clerk, on=on, text=ANSWERED)
            on = yield moment(date(2010, 10, 13), 19)
            acts.tell_on(talk, by=by, on=on)
