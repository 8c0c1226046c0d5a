"""Nothing is written to the database but by an act (docs/house.md, law 1). The exceptions, each with its reason."""

from collections import Counter

from tests.house import plan

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "acreate", "aupdate", "adelete", "asave", "abulk_create", "execute", "executemany",
}  # fmt: skip

REVIEWED: dict[str, tuple[str, dict[str, int]]] = {
    # the ceremony itself
    "base/acts/ceremony.py": ("saves what an act changed, or deletes what it removes", {"save": 1, "delete": 1}),
    "base/minutes/writing.py": (
        "writes the entry; writes it again when a request is repeated",
        {"save": 1, "update": 1, "changed_once": 1},
    ),
    "base/notices/__init__.py": ("writes the notices of an act", {"bulk_create": 1}),
    "base/documents/uploads.py": ("called from an act's effect; and a hash is updated", {"create": 1, "update": 1}),
    # the ground under it
    "base/tenancy/access.py": ("the manager's own update and bulk_create", {"update": 1, "bulk_create": 1}),
    "base/tenancy/models.py": ("the row's own save and delete", {"save": 1, "delete": 1}),
    "base/tenancy/written.py": (
        "runs what was written once; each change is listed where it is declared",
        {"execute": 1},
    ),
    "base/tenancy/postgres/base.py": ("migrations: tables, not rows", {"execute": 6}),
    "base/stream/feed.py": ("PRAGMA data_version: reads", {"execute": 1}),
    # what is no fact of the institution
    "base/jobs/queue.py": (
        "a job is asked for, or no longer wanted; what it does is an act",
        {"bulk_create": 1, "update": 2},
    ),
    "base/jobs/worker.py": ("who has a job, and how it ended", {"update": 8}),
    "base/jobs/progress.py": ("how far a job is", {"update": 2}),
    "base/web/unsent.py": ("what is being typed is not yet a fact (decision 0006)", {"bulk_create": 1, "delete": 2}),
    "base/web/page.py": ("the net around the database: passes on what was asked", {}),
    "organisation/keys.py": ("the day on which a key was last used, once a day", {"update": 1}),
    "organisation/signing.py": (
        "sessions and wrong passwords: who looked at a screen is not the institution's business",
        {"create": 1, "bulk_create": 1, "update": 2, "delete": 3},
    ),
    "organisation/views/entrance.py": ("in which post one acts in this session; how pages look", {"update": 2}),
    "organisation/views/rooms.py": (
        "which notices one has read; ending one's other sessions",
        {"update": 1, "delete": 1},
    ),
    # what takes hundreds of writes a second
    "ballots/archiving.py": ("appends an event to an archive, from an act or from casting", {"save": 2}),
    "congress/hall/entering.py": (
        "who goes in or out, once; sent twice, confirmed twice",
        {"save": 1, "changed_once": 1},
    ),
    "congress/hall/linked.py": ("a code is drawn into memory: no rows", {"save": 1}),
    "congress/hall/pressing.py": (
        "an open vote and its part of the running count; one that is changed, or confirmed once more",
        {"save": 2, "changed_once": 2},
    ),
    "ballots/casting.py": ("a ballot sent twice is written once, and confirmed twice", {"save": 1}),
    # before there is anybody to act
    "organisation/founding.py": (
        "the district, its level and its chain: the founding, or an interrupted one once more",
        {"get_or_create": 1, "update_or_create": 2, "delete": 3},
    ),
    "search/engines/postgres.py": ("the index follows the act; its column", {"execute": 5, "executemany": 1}),
    "search/engines/sqlite.py": ("the index follows the act; its table", {"execute": 5, "executemany": 2}),
    "search/frequencies.py": (
        "counts what there is; the row of the last count goes",
        {"create": 1, "delete": 1},
    ),
    "search/likeness.py": ("counts pieces of text: no rows", {"update": 3}),
    "search/similar.py": ("adds up weights: no rows", {"update": 1}),
    "search/index.py": (
        "the index follows the act, inside its transaction (decision 0025)",
        {"bulk_create": 1, "bulk_update": 1, "delete": 1},
    ),
    "site/backup/archive.py": ("a hash is updated", {"update": 2}),
    "site/backup/databases.py": ("reads one state of everything; counts districts", {"execute": 14}),
    "site/backup/beside.py": ("makes, finds and drops databases beside", {"execute": 3}),
    "site/backup/swapping.py": ("two databases change their names: no rows", {"execute": 2}),
    "site/calendar.py": ("whether one wants a link to one's dates, and which (decision 0006)", {"update": 1}),
    "site/checklist.py": ("asks the database how it was set up: reads", {"execute": 2}),
    "site/example/loading.py": ("a progress bar", {"update": 1}),
    "site/moving/archive.py": ("a hash is updated", {"update": 2}),
    "site/moving/arriving.py": (
        "rows that acts wrote elsewhere, as they were, with the entries of those acts; who may let the others in",
        {"bulk_create": 1, "save": 1},
    ),
}


def written(path):
    """The writing calls of a file, by name."""
    names = (call.func.attr for call in plan.calls(path) if isinstance(call.func, plan.ast.Attribute))
    decorators = (one for part in plan.ast.walk(plan.tree(path)) for one in getattr(part, "decorator_list", ()))
    changes = (one.id for one in decorators if isinstance(one, plan.ast.Name) and one.id == "changed_once")
    return dict(Counter([*(name for name in names if name in WRITES), *changes]))


def is_act(path):
    return "acts" in (path.stem, path.parent.name) and plan.room_of(path) not in plan.NO_ROOM_OF_ACTS


def test_writes_happen_in_acts_only():
    found = {plan.name_of(path): calls for path in plan.sources() if not is_act(path) and (calls := written(path))}
    assert found == {name: calls for name, (_reason, calls) in REVIEWED.items() if calls}


def test_acts_ask_for_no_raw_sql():
    raw = [plan.name_of(path) for path in plan.sources() if is_act(path) and written(path).keys() & {"execute"}]
    assert raw == []
