"""The procedure of the Measures on Proposals, in the order of their articles. Read with README.md beside it."""

from changren.proposals.acts.drafting import (
    attach,
    cite,
    detach,
    draft,
    put_forward,
    revive,
    take_back,
    withdraw,
    write,
)
from changren.proposals.acts.planning import (
    cancel_activity,
    draft_plan,
    move_cutoffs,
    plan_activity,
    publish_plan,
    report_activity,
    revise_plan,
)  # fmt: skip
from changren.proposals.acts.reviewing import (
    allow_appeal,
    appeal,
    dismiss_appeal,
    downgrade,
    file,
    hand_over,
    merge,
    publish,
    reclassify,
    refuse,
    withhold,
)  # fmt: skip
from changren.proposals.acts.signing import decline, expire, hand_in, invite, sign, withdraw_signature

__all__ = [
    "allow_appeal", "appeal", "attach", "cancel_activity", "cite", "decline", "detach", "dismiss_appeal", "downgrade",
    "draft", "draft_plan", "expire", "file", "hand_in", "hand_over", "invite", "merge", "move_cutoffs",
    "plan_activity", "publish", "publish_plan", "put_forward", "reclassify", "refuse", "report_activity",
    "revise_plan", "revive", "sign", "take_back", "withdraw", "withdraw_signature", "withhold", "write",
]  # fmt: skip
