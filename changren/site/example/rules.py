"""Which of the "1+N" each township adopted, after asking whom."""

from datetime import date, timedelta

from changren.rulebook import acts
from changren.rulebook.models import Regulation
from changren.site.example.diary import Story
from changren.site.example.facts import moment
from changren.site.example.places import Town

DAY = timedelta(days=1)
FEW = ("main", "proposals", "casework", "mandates")
ADOPTED = {
    0: (*FEW, "contact", "sittingin", "inspection"),
    1: (*FEW, "gallery", "evaluation"),
    2: (*FEW, "inspection"),
    3: FEW, 4: ("main", "proposals", "casework"), 5: FEW, 6: ("main", "proposals"), 7: ("main",), 8: ("main",),
}  # fmt: skip
CHOSEN = {(2, "proposals"): ("proposals.cosigners_min", 8), (4, "casework"): ("casework.answer_within", 2)}
ASKED = (
    ("机关代表团", "建议明确办理时限。", "taken", ""),
    ("农村第一代表团", "联名人数对小组来说偏多。", "not", "全镇代表人数较多，维持原规定，下次会议前再评估。"),
    ("镇纪委", "", "none", ""),
)


def regulation(town: Town, book: str) -> Story:
    """Drafted, discussed, adopted by the annual meeting and in force from the next day; or still in consultation."""
    meets, clerk = town.facts.meets_on, town.clerk
    on = yield moment(meets - 36 * DAY, 10)
    it: Regulation = acts.draft_regulation(town.township, by=clerk, on=on, book=book)
    if (town.facts.number, book) in CHOSEN:
        key, value = CHOSEN[town.facts.number, book]
        acts.choose(it.choices.get(key=key), by=clerk, on=on, value=value)
    on = yield moment(meets - 34 * DAY, 9)
    it = acts.open_consultation(it, by=clerk, on=on)
    for n, (who, said, outcome, reason) in enumerate(ASKED):
        on = yield moment(meets - (33 - n) * DAY, 9)
        asked = acts.ask(it, by=clerk, on=on, asked=who, asked_on=on.date())
        if said:
            on = yield moment(meets - (25 - n) * DAY, 9)
            asked = acts.record_opinion(asked, by=clerk, on=on, said=said)
        on = yield moment(meets - (20 - n) * DAY, 9)
        acts.settle_opinion(asked, by=clerk, on=on, outcome=outcome, reason=reason)
    on = yield moment(meets, 18)
    session = "第七届代表大会第二次会议"
    acts.adopt(it, by=clerk, on=on, adopted_by=session, adopted_on=meets, in_force_from=_next_day(meets))


def _next_day(day: date) -> date:
    return day + DAY
