"""日历: the district marks a day, and what was due on it becomes due on the next working day; the history says so."""

from changren.base.clock.models import CalendarDay
from changren.organisation import acts as organisation
from tests.stories.telling import NOTICES, day, suggestion


def test_marked_day_moves_the_date_and_the_history_tells_it(tale):
    case = suggestion(tale, day="2010-03-22")
    assert case.answer_due == day("2010-06-22")  # a Tuesday
    tale.at("2010-06-01 09:00")
    officer = tale.who("district")
    officer.do(organisation.mark_day, day="2010-06-22", kind="rest", reason="台风停工")
    assert tale.who("clerk").cannot(organisation.mark_day, day="2010-06-23", kind="rest", reason="台风") != ""

    assert tale.evening() == 2  # the date of the case, and the day as applied
    assert tale.evening() == 0
    case.refresh_from_db()
    assert case.answer_due == day("2010-06-23")
    says = "The calendar changed: “this matter” is now due 2010-06-23"
    handler = tale.who("handler")
    assert says in handler.sees(case.get_absolute_url())
    assert "工作日历有调整，“本事项”的答复期限改为2010-06-23" in handler.reads("zh-hans").sees(case.get_absolute_url())
    assert "is now due 2010-06-23" in tale.delegate(0).sees(NOTICES)

    officer.do(organisation.strike_day, CalendarDay.objects.get())
    assert tale.evening() == 2
    case.refresh_from_db()
    assert case.answer_due == day("2010-06-22")
    assert tale.holds()
