"""The house as data: its storeys, its rooms, its sources. The tests beside this file ask whether the code fits."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "changren"
STOREYS = {  # room: how high it lies; mechanisms on one storey do not know one another
    "base": 0, "organisation": 1, "rulebook": 2, "mandates": 3, "ballots": 4, "casework": 5, "congress": 6,
    "proposals": 7, "gallery": 7, "forum": 7, "matters": 7, "evaluation": 7, "elections": 7, "contact": 7,
    "overview": 8, "search": 9, "site": 10,
}  # fmt: skip
NO_ROOM_OF_ACTS = {"base", "site"}


def rooms() -> list[str]:
    """The rooms that stand: packages of the house without its ground and its roof."""
    found = {path.parent.name for path in CODE.glob("*/__init__.py")}
    return [room for room in STOREYS if room in found - NO_ROOM_OF_ACTS]


def room_of(path: Path) -> str:
    """The room that a file lies in; "" for the house's own __init__.py."""
    inside = path.relative_to(CODE).parts
    return inside[0] if len(inside) > 1 else ""


def name_of(path: Path) -> str:
    """A file as people call it: "organisation/acts.py"."""
    return path.relative_to(CODE).as_posix()


@cache
def sources() -> tuple[Path, ...]:
    """Every Python file but for migrations."""
    return tuple(sorted(path for path in CODE.rglob("*.py") if "migrations" not in path.parts))


@cache
def templates() -> tuple[Path, ...]:
    """Every template."""
    return tuple(sorted(CODE.rglob("*.html")))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a file."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def strings(path: Path) -> Iterator[str]:
    """Every string in a file that is no docstring."""
    notes = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


def part_of(room: str, part: str) -> list[Path]:
    """The files of one part of a room, such as "acts": acts.py, or all in acts/."""
    return [*CODE.glob(f"{room}/{part}.py"), *sorted(CODE.glob(f"{room}/{part}/**/*.py"))]


def lines_of_code(text: str) -> int:
    """Lines that are neither empty nor only a comment."""
    return sum(bool(line.strip()) and not line.strip().startswith("#") for line in text.splitlines())


def body_lines(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code in a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    lines = path.read_text("utf-8").splitlines()[body[0].lineno - 1 : function.end_lineno]
    return lines_of_code("\n".join(lines))


def statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Statements in a function, nested ones included, its docstring left out. A wrapped sentence counts once."""
    count = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return count - (ast.get_docstring(function) is not None)


def addresses(text: str) -> list[str]:
    """What a template asks the address of: "organisation:board"."""
    return re.findall(r"{%-?\s*url\s+['\"]([^'\"]+)['\"]", text)


def included(text: str) -> list[str]:
    """The templates that a template extends or includes."""
    return [name.split("#")[0] for name in re.findall(r"{%-?\s*(?:extends|include)\s+['\"]([^'\"]+)['\"]", text)]
