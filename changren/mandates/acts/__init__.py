"""Terms and sessions, delegates, how a mandate rests and ends, and the seat it leaves."""

from changren.mandates.acts.congress import (
    begin_term,
    cancel_session,
    correct_term,
    fix_should_attend,
    hold_session,
    move_session,
    plan_session,
)
from changren.mandates.acts.delegates import (
    confirm_delegate,
    correct_delegate,
    restore,
    strike_delegate,
    suspend,
    take_seat,
)
from changren.mandates.acts.endings import end_by_law, end_term, expire, stop
from changren.mandates.acts.groups import (
    add_delegation,
    add_electing_unit,
    appoint_head,
    correct_delegation,
    correct_electing_unit,
    relieve_head,
    set_target,
    strike_delegation,
    strike_electing_unit,
)
from changren.mandates.acts.rosters import enter_roster
from changren.mandates.acts.seats import link_by_election, open_vacancy
from changren.mandates.acts.takingback import take_back_roster
from changren.mandates.acts.terminations import (
    decide_termination,
    dismiss_termination,
    end_by_decision,
    file_termination,
    propose_termination,
)

__all__ = [
    "add_delegation",
    "add_electing_unit",
    "appoint_head",
    "begin_term",
    "cancel_session",
    "confirm_delegate",
    "correct_delegate",
    "correct_delegation",
    "correct_electing_unit",
    "correct_term",
    "decide_termination",
    "dismiss_termination",
    "end_by_decision",
    "end_by_law",
    "end_term",
    "enter_roster",
    "expire",
    "file_termination",
    "fix_should_attend",
    "hold_session",
    "link_by_election",
    "move_session",
    "open_vacancy",
    "plan_session",
    "propose_termination",
    "relieve_head",
    "restore",
    "set_target",
    "stop",
    "strike_delegate",
    "strike_delegation",
    "strike_electing_unit",
    "suspend",
    "take_back_roster",
    "take_seat",
]
