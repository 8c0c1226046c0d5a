"""Nobody asks what time it is but the clock (docs/house.md, section 2: the clock is an argument)."""

from tests.house import plan

ASKS = {
    "timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.localdate",
    "timezone.localtime", "time.time", "time.time_ns", "time.localtime", "time.gmtime",
}  # fmt: skip
TURN_A_MOMENT = {"timezone.localdate", "timezone.localtime", "localdate", "localtime"}  # ask nothing if given one
MAY_ASK = {
    "ballots/commands.py": {"time.time": 1},  # at a terminal without Django
    "base/clock/now.py": {"timezone.now": 1},  # the clock itself
    "base/tenancy/ids.py": {"time.time_ns": 1},  # ids sort by time
    "site/example/loading.py": {"timezone.now": 3},  # since when the clock of the example runs
}


def asked(path):
    """What a file asks for, and how often: "timezone.now"."""
    found: dict[str, int] = {}
    for call in plan.calls(path):
        name = ".".join(plan.ast.unparse(call.func).split(".")[-2:])
        if name in ASKS | TURN_A_MOMENT and not (name in TURN_A_MOMENT and call.args):
            found[name] = found.get(name, 0) + 1
    return found


def test_time_is_asked_for_in_one_place():
    everywhere = {plan.name_of(path): found for path in plan.sources() if (found := asked(path))}
    assert everywhere == MAY_ASK


def test_time_comes_in_under_no_other_name():
    renamed = [
        f"{plan.name_of(path)} takes {alias.name} from {node.module}"
        for path in plan.sources()
        for node in plan.ast.walk(plan.tree(path))
        if isinstance(node, plan.ast.ImportFrom)
        for alias in node.names
        if node.module in ("time", "django.utils.timezone") or (node.module == "datetime" and alias.asname)
        if f"{(node.module or '').split('.')[-1]}.{alias.name}" in ASKS - TURN_A_MOMENT or alias.asname
    ]
    assert renamed == []
