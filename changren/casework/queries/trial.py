"""What another value of the Handling Measures would have meant."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from changren.base.clock.calendar import Calendar, calendar_of_district
from changren.base.clock.period import Period
from changren.base.tenancy.models import Township
from changren.casework.models import Answer, Case
from changren.rulebook.queries import WhatIf, WhatIfRow
from changren.rulebook.rules import rule

TRIALS = ("casework.answer_within", "casework.assign_within")


def would_change(key: str, value: Any, organisation: Township, period: Period) -> WhatIf:
    """Each case of the period that the rule applies to: whether it was in time, then and with `value`.

    Pauses and extensions are left out on both sides: what is compared is the rule.
    """
    rows = Case.objects.select_related("township").filter(opened_on__range=(period.start, period.end))
    if not organisation.is_district:
        rows = rows.filter(township=organisation)
    done = _done(key, rows)
    calendar = calendar_of_district()
    found = [
        _row(key, value, case, done[case.pk], calendar)
        for case in rows.order_by("opened_on", "serial")
        if case.pk in done
    ]
    return WhatIf(key, value, "casework", tuple(found))


def _done(key: str, cases: Any) -> dict[Any, tuple[Any, Any]]:
    """For each case: when the time began, and when it was done."""
    if key == "casework.assign_within":
        return {case.pk: (case.opened_on, case.assigned_on) for case in cases if case.assigned_on}
    first = Answer.objects.filter(case__in=[case.pk for case in cases], round=1, state=Answer.State.SENT)
    begun = {case.pk: case.assigned_on for case in cases}
    return {one.case_id: (begun[one.case_id], one.sent_on) for one in first if begun[one.case_id]}


def _row(key: str, value: Any, case: Case, days: tuple[Any, Any], calendar: Calendar) -> WhatIfRow:
    held = rule(key, at=case.township, on=case.opened_on)
    began, done = days
    then, now = (provision.term.after(began, calendar) for provision in (held, held.with_value(value)))
    return WhatIfRow(str(case), case.get_absolute_url(), _said(then, done), _said(now, done))


def _said(due: Any, done: Any) -> Any:
    return format_lazy("{due}: {word}", due=due, word=_("in time") if done <= due else _("late"))
