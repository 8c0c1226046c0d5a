"""The life of a case, from the office to the raisers' verdict. Read with README.md beside it."""

from changren.casework.acts.answering import (
    draft_answer,
    give_back_draft,
    record_contact,
    report_progress,
    revise_answer,
    sign_off,
)
from changren.casework.acts.assigning import (
    accept,
    assign,
    deem_accepted,
    give_opinion,
    move_window,
    open_case,
    return_to_office,
)
from changren.casework.acts.judging import close, do_again, judge, let_rest, refer_up
from changren.casework.acts.timing import (
    ask_extension,
    decline_extension,
    grant_extension,
    move_date,
    refer_overdue,
    remind,
    resume_clock,
    stop_clock,
    take_in_charge,
    urge,
)

__all__ = [
    "accept",
    "ask_extension",
    "assign",
    "close",
    "decline_extension",
    "deem_accepted",
    "do_again",
    "draft_answer",
    "give_back_draft",
    "give_opinion",
    "grant_extension",
    "judge",
    "let_rest",
    "move_date",
    "move_window",
    "open_case",
    "record_contact",
    "refer_overdue",
    "refer_up",
    "remind",
    "report_progress",
    "resume_clock",
    "return_to_office",
    "revise_answer",
    "sign_off",
    "stop_clock",
    "take_in_charge",
    "urge",
]
