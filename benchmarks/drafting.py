"""What the measured delegates know and write. Imports nothing of ours: clients have environments of their own."""

import uuid

PASSWORD = "yi ju xiao mima"  # tests/world.py
TEXT = "村道路面破损,雨天积水,老人和学生出行不便;经走访三个自然村共四十二户,普遍要求尽快整修并安装路灯。" * 4


def draft_form(number: int) -> dict[str, str]:
    """What a delegate sends to begin a proposal of about 2 kB."""
    return {
        "once": str(uuid.uuid4()), "kind": "proposal", "title": f"第{number}号:整修村道", "subject": "请求整修村道",
        "grounds": TEXT, "measures": TEXT, "field": "livelihood", "delegation": "", "wanted_unit": "",
        "confidential": "no", "may_publish": "yes",
    }  # fmt: skip
