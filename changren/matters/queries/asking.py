"""What a matter asks the rulebook and casework; the few sentences that are made of it."""

from datetime import date
from typing import Any
from uuid import UUID

from changren.base.clock.calendar import Calendar, calendar_of_district
from changren.casework.models import Answer, Case, Delivery
from changren.casework.voices import Voice
from changren.matters.models import Matter
from changren.matters.visitors import Visitor
from changren.rulebook.rules import rule

TITLE_MOST = 30  # characters of the text that make a first title


def rule_of(matter: Matter, name: str) -> Any:
    """The provision as it held when the matter was raised."""
    return rule(f"matters.{name}", at=matter.township, on=matter.raised_on)


def rules_of_case(matter: Matter) -> dict[str, str]:
    """The provisions of these rules that take the place of those of the Handling Measures."""
    return {
        "answer_within": rule_of(matter, "answer_within").key, "return_within": rule_of(matter, "decline_within").key,
        "extension_term": rule_of(matter, "extension_term").key,
    }  # fmt: skip


def verify_by(matter: Matter) -> date:
    """The day by which the delegate verifies it."""
    return rule_of(matter, "verify_within").term.after(matter.raised_on, calendar_of_district())  # type: ignore[no-any-return]


def hand_over_by(matter: Matter) -> date | None:
    """The day by which it goes to a unit, or up, once it is verified."""
    if matter.verified_on is None:
        return None
    return rule_of(matter, "refer_within").term.after(matter.verified_on, calendar_of_district())  # type: ignore[no-any-return]


def kept_until(matter: Matter) -> date | None:
    """The last day on which personal data are kept; None while it is open."""
    ended = matter.leads.ended_on
    return rule_of(matter, "kept_after").term.after(ended, Calendar()) if ended else None


def first_title(text: str) -> str:
    """A title to begin with: the first words. The delegate words it when it is verified."""
    return text.strip().splitlines()[0][:TITLE_MOST] if text.strip() else ""


def serial_of(matter: Matter) -> str:
    """The number under which a unit has it, as it stands on papers in either language."""
    return f"{matter.raised_on.year}-群众意见-{matter.number}"


def delegates_of(matter: Matter) -> list[UUID]:
    """The persons of the delegates to whom it, and what is joined to it, was said; the lead first."""
    others = matter.joined.select_related("mandate").order_by("number")
    found = [one.mandate.person_id for one in (matter, *others) if one.mandate and one.mandate.is_active]
    return list(dict.fromkeys(found))


def theme_size(matter: Matter) -> int:
    """How many raised it: itself, and what is joined to it."""
    return 1 + int(matter.joined.count())


def delivery_of(matter: Matter) -> Delivery | None:
    """The answer of its case as it went to the delegate, while it may be judged."""
    case = matter.case
    if case is None or matter.mandate is None or case.state != Case.State.ANSWERED:
        return None
    rows = Delivery.objects.select_related(*Delivery.alongside).filter(answer__case=case.pk, answer__round=case.round)
    return rows.filter(raiser__person=matter.mandate.person_id).first()


def heard_as(matter: Matter, by: Any) -> Any:
    """As whom somebody is heard in the case: whoever holds the link, for the delegate who raised it for them."""
    if not isinstance(by, Visitor) or matter.mandate is None or matter.case_id is None:
        return by
    return Voice(matter.district_id, matter.township_id, matter.case_id, matter.mandate.person_id)


def answers_to(matter: Matter) -> list[Answer]:
    """What the unit answered so far, to this matter or to the one it is joined to."""
    rows = Answer.objects.select_related(*Answer.alongside, "case__lead_unit")
    sent = rows.filter(case=matter.leads.case_id, state=Answer.State.SENT)
    return list(sent.order_by("round")) if matter.leads.case_id else []
