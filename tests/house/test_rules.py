"""Law 3: no number of the regulations is written in code; every provision has its article; both languages say it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import changren
from changren.rulebook.conflicts import RELATIONS
from changren.rulebook.loading import books, definitions
from changren.rulebook.provisions import (
    ABOUT,
    ANY,
    BASES,
    CHOICE,
    COMPARATORS,
    COUNTED,
    DURATIONS,
    FRACTION,
    LEAVE,
    NOTHING,
    YES_NO,
)

ROOT = Path(changren.__file__).parent
LANGUAGES = {"zh", "en"}
PLACE = re.compile(r"\{(\w+)\}")
WAITING = {  # keys of the main rule that a room not built yet will ask for
}
ASKS = re.compile(r"(^|_)rule(_|$)")
KEYS = sorted(definitions())
BOOKS = sorted(books())


def declared(name: str) -> list[Path]:
    """The files of the guards or the acts of every room: a module, or a folder of them."""
    return sorted([*ROOT.glob(f"*/{name}.py"), *ROOT.glob(f"*/{name}/*.py")])


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def numbers(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, int | float | complex) and value not in (0, 1):  # True and False are 1 and 0
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {value}"


@cache
def asked() -> dict[str, str]:
    """Every key that the code asks for, with a place where it does.

    A room may ask through a function of its own that is named after `rule` (`_rule(case, "answer_within")`); a name
    without a dot is then a key of that room's book.
    """
    found = {}
    for path in ROOT.rglob("*.py"):
        room = path.relative_to(ROOT).parts[0]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ASKS.search(_called(node)):
                for name in (one.value for one in node.args if isinstance(one, ast.Constant)):
                    if isinstance(name, str):
                        found[name if "." in name else f"{room}.{name}"] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def rooms_built() -> set[str]:
    """Rooms that have acts: those whose numbers must be in use."""
    return {path.name for path in ROOT.iterdir() if (path / "acts.py").exists() or (path / "acts").is_dir()}


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def words_of(name: str) -> list[Any]:
    """Every text of a book that is read in two languages."""
    book = books()[name]
    found = [book.title, book.short, *book.articles.values()]
    for one in book.provisions.values():
        found += [one.says, *(one.options or {}).values()]
    return found


def is_in_both(words: Any) -> bool:
    """Whether a text is told in Chinese and in English."""
    return not isinstance(words, str) and set(words) == LANGUAGES and all(text.strip() for text in words.values())


def test_there_are_guards_and_acts_to_look_at():
    assert ROOT / "rulebook" / "guards.py" in declared("guards")
    assert ROOT / "rulebook" / "acts.py" in declared("acts")


@pytest.mark.parametrize("path", declared("guards") + declared("acts"), ids=lambda path: str(path.relative_to(ROOT)))
def test_guards_and_acts_hold_no_number_but_0_and_1(path):
    assert list(numbers(path)) == []


def test_a_number_would_be_found(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.house.test_rules.ROOT", tmp_path)
    (tmp_path / "guards.py").write_text("a = [0, 1, True, 10]\nb = 0.5\n")
    assert sorted(numbers(tmp_path / "guards.py")) == ["guards.py:1: 10", "guards.py:2: 0.5"]


def test_every_key_asked_for_is_in_the_book():
    assert {key: where for key, where in asked().items() if key not in definitions()} == {}


@pytest.mark.parametrize("book", sorted({"main", *rooms_built()} & set(BOOKS)))
def test_every_key_of_a_room_that_is_built_is_asked_for(book):
    owed = [key for key in books()[book].provisions if key not in WAITING]
    assert [key for key in owed if key not in asked()] == []


def test_no_key_waits_that_is_asked_for_already():
    assert [key for key in WAITING if key in asked() or key not in definitions()] == []
    rooms = {reason.split(":")[0] for reason in WAITING.values()}
    assert [room for room in rooms if (ROOT / room).exists()] == []


@pytest.mark.parametrize("book", BOOKS)
def test_every_text_is_there_in_both_languages(book):
    assert [words for words in words_of(book) if not is_in_both(words)] == []


@pytest.mark.parametrize("book", BOOKS)
def test_the_evidence_for_every_value_is_told_in_both_languages(book):
    """It stands on the provision's page, which a reader of Chinese alone must be able to use."""
    assert [one.key for one in books()[book].provisions.values() if not is_in_both(one.source)] == []


@pytest.mark.parametrize("book", BOOKS)
def test_an_article_names_exactly_the_provisions_that_stand_in_it(book):
    one = books()[book]
    stand = {number: {} for number in one.articles}
    for key, definition in one.provisions.items():
        stand[definition.article][key.split(".")[1]] = None
    for number, words in one.articles.items():
        for language, text in words.items():
            assert (number, language, set(PLACE.findall(text))) == (number, language, set(stand[number]))


@pytest.mark.parametrize("book", BOOKS)
def test_articles_hold_no_number_of_their_own(book):
    for number, words in books()[book].articles.items():
        assert (number, re.findall(r"\d+", PLACE.sub("", words["zh"]))) == (number, [])


@pytest.mark.parametrize("book", BOOKS)
def test_articles_are_numbered_without_gaps(book):
    assert sorted(books()[book].articles) == list(range(1, len(books()[book].articles) + 1))


def test_the_books_stand_in_an_order():
    orders = [book.order for book in books().values()]
    assert orders == list(range(1, len(orders) + 1))
    assert next(iter(books())) == "main"


@pytest.mark.parametrize("key", KEYS)
def test_a_provision_is_well_formed(key):
    one = definitions()[key]
    assert one.unit in {CHOICE, FRACTION, YES_NO, *DURATIONS, *COUNTED}
    assert one.comparator in COMPARATORS
    assert one.townships_may in LEAVE
    assert (one.unit == CHOICE) == bool(one.options)
    assert one.unit not in (CHOICE, YES_NO) or one.townships_may in (ANY, NOTHING)
    assert (one.unit == FRACTION) == bool(one.base)
    assert one.base == "" or one.base in BASES or definitions()[one.base].unit == CHOICE
    assert one.comparator != ABOUT or one.unit == FRACTION
    assert [dated.since for dated in one.values] == sorted({dated.since for dated in one.values})


@pytest.mark.parametrize("key", KEYS)
def test_the_values_of_the_book_are_of_their_kind_and_within_their_bounds(key):
    one = definitions()[key]
    for dated in one.values:
        assert one.takes(dated.value)
        assert one.least is None or one.size(one.least) <= one.size(dated.value)
        assert one.most is None or one.size(dated.value) <= one.size(one.most)


@pytest.mark.parametrize("key", [key for key in KEYS if definitions()[key].must])
def test_what_a_provision_must_not_contradict_exists_and_can_be_compared(key):
    one = definitions()[key]
    for relation, others in one.must.items():
        assert relation in RELATIONS
        for other in [others] if isinstance(others, str) else others:
            assert definitions()[other].size(definitions()[other].values[0].value) is not None
