"""The life of an evaluation, from the draft of the form to what was put right. Read with README.md beside it."""

from changren.evaluation.acts.counting import (
    correct_count,
    draw_up,
    enter_count,
    give_back_result,
    sign_result,
    strike_group,
)
from changren.evaluation.acts.following import (
    finish,
    give_feedback,
    read_feedback,
    report_rectification,
    report_result,
    settle_line,
)
from changren.evaluation.acts.holding import (
    close_evaluation,
    find_void,
    hand_out,
    open_evaluation,
    repeat,
    use_own_device,
)
from changren.evaluation.acts.preparing import (
    add_subject,
    adopt,
    call_off,
    draft,
    file_report,
    fix_electorate,
    name_scrutineer,
    relieve_scrutineer,
    remove_subject,
    revise,
)

__all__ = [
    "add_subject",
    "adopt",
    "call_off",
    "close_evaluation",
    "correct_count",
    "draft",
    "draw_up",
    "enter_count",
    "file_report",
    "find_void",
    "finish",
    "fix_electorate",
    "give_back_result",
    "give_feedback",
    "hand_out",
    "name_scrutineer",
    "open_evaluation",
    "read_feedback",
    "relieve_scrutineer",
    "remove_subject",
    "repeat",
    "report_rectification",
    "report_result",
    "revise",
    "settle_line",
    "sign_result",
    "strike_group",
    "use_own_device",
]
