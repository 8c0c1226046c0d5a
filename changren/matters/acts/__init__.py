"""Matters from what was said to the last verdict, and the workrooms where they are said. Read with README.md."""

from changren.matters.acts.answering import answer_at_once, judge, report_answer, take_up
from changren.matters.acts.clockwork import forget, settle
from changren.matters.acts.handling import decline, hand_over, join, pass_on, send_up, verify
from changren.matters.acts.raising import log, note, raise_matter, withdraw
from changren.matters.acts.receiving import call_off, close_workroom, hold, open_workroom, plan_reception

__all__ = [
    "answer_at_once",
    "call_off",
    "close_workroom",
    "decline",
    "forget",
    "hand_over",
    "hold",
    "join",
    "judge",
    "log",
    "note",
    "open_workroom",
    "pass_on",
    "plan_reception",
    "raise_matter",
    "report_answer",
    "send_up",
    "settle",
    "take_up",
    "verify",
    "withdraw",
]
