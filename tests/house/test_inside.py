"""Every room has the same inside, and nothing in it grows too large (docs/house.md, sections 1 and 8)."""

import pytest

from tests.house import plan

FILE, FUNCTION, VIEW, GUARD, BASE_MODULE, README = 300, 25, 12, 6, 120, 50  # lines of code; README: lines
PARTS = ("models", "guards", "acts", "queries", "forms", "views", "urls")
READERS = {"overview", "search"}  # rooms that only read: no models, guards, acts or forms
FORBIDDEN = {"utils", "helpers", "services", "managers", "common"}

LARGER = {  # what is over its budget, and why
    "base/acts/declaration.py": "what an act declares, in one place: split, it would have to be read in two",
    "base/ui/gallery/samples.py": "one sample of every control in every state",
}
LONGER = {
    "casework/guards/clock.py:is_long_overdue": "when it was referred, when nothing is due, when it is not long enough",
}


@pytest.mark.parametrize("room", plan.rooms())
def test_room_has_its_parts(room):
    wanted = ("queries", "views", "urls") if room in READERS else PARTS
    missing = [part for part in wanted if not plan.part_of(room, part)]
    assert missing == []


@pytest.mark.parametrize("room", plan.rooms())
def test_room_says_what_it_is_in_one_screen(room):
    readme = plan.CODE / room / "README.md"
    assert readme.exists(), f"{room} has no README.md"
    assert 5 < len(readme.read_text("utf-8").splitlines()) <= README


def test_no_file_is_called_after_nothing():
    named = [
        plan.name_of(path)
        for path in plan.sources()
        if path.stem in FORBIDDEN or FORBIDDEN & set(path.relative_to(plan.CODE).parts)
    ]
    assert named == []


def test_files_keep_their_budget():
    over = set()
    for path in plan.sources():
        most = BASE_MODULE if plan.room_of(path) == "base" else FILE
        if plan.lines_of_code(path.read_text("utf-8")) > most:
            over.add(plan.name_of(path))
    assert over == {name for name in LARGER if (plan.CODE / name).exists()}


def test_functions_keep_their_budget():
    over = set()
    for path in plan.sources():
        inside = path.relative_to(plan.CODE).parts[1:]
        part = (inside[0] if inside else "").removesuffix(".py")
        most = {"views": VIEW, "guards": GUARD}.get(part, FUNCTION)
        for function in plan.functions(path):
            long = plan.statements(function) if part == "guards" else plan.body_lines(path, function)
            if long > most:
                over.add(f"{plan.name_of(path)}:{function.name} has {long}, {most} at most")
    assert sorted(one for one in over if one.split(" ")[0] not in LONGER) == []
    assert LONGER.keys() - {one.split(" ")[0] for one in over} == set()


def test_functions_in_the_open_say_what_they_do():
    silent = [
        f"{plan.name_of(path)}:{function.name}"
        for path in plan.sources()
        if plan.room_of(path) == "base" or path.stem in ("acts", "guards", "queries")
        for function in plan.tree(path).body
        if isinstance(function, plan.ast.FunctionDef)
        and not function.name.startswith("_")
        and plan.ast.get_docstring(function) is None
    ]
    assert silent == []
