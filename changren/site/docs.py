"""Pages of docs/ that are written from the code: `python -m changren.site.docs`, or `make docs`.

A test fails when one of them is stale, so that they can be read instead of the code.
"""

import inspect
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "changren.site.settings")
django.setup()

from django.apps import apps  # noqa: E402  (models can be read from here on)
from django.conf import settings  # noqa: E402
from django.utils import translation  # noqa: E402

from changren.base.acts import ACTS, Act  # noqa: E402
from changren.rulebook.documents import rules_as_markdown  # noqa: E402
from changren.site import urls  # noqa: E402, F401  (loads every room, and so declares every act)

DOCS = settings.ROOT / "docs"
ROOMS = (
    "base", "organisation", "rulebook", "mandates", "ballots", "casework", "congress", "proposals", "gallery", "forum",
    "matters", "evaluation", "elections", "contact", "overview", "search",
)  # fmt: skip
GENERATED = "<!-- From here on written by `make docs`; change the code instead. -->"

ACTS_HEAD = """# The acts

Every change that anybody can make, room by room, in the order of the procedure. An act that "only follows" is part of
another one and is offered to nobody. The sentence of the minutes stands in both languages, with {by} for whoever
acted and {it} for what it was done to. Generated from the declarations by `make docs`; a test fails when this page is
stale. How an act is declared and performed: [house.md](house.md), section 2.
"""
SENTENCE = re.compile(r"(?<!\bart)\.\s+(?=[A-Z“`])")  # where a sentence ends; not after "art."
CITATION = re.compile(r".*\b[Aa]rt\. \d+( (to|and) \d+)?$")

MODELS_HEAD = "| in the code | English | zh | what it is |\n| --- | --- | --- | --- |"
VERBS_HEAD = "| act | English | zh | what it does |\n| --- | --- | --- | --- |"


def acts() -> str:
    """docs/acts.md: every act with what it asks for, what it does, and what the minutes say of it."""
    return "\n".join([ACTS_HEAD, *(line for room in ROOMS for line in _room(room))])


def glossary() -> str:
    """docs/glossary.md: the terms as somebody wrote them, then every model and every act from the code."""
    written, _mark, _old = (DOCS / "glossary.md").read_text("utf-8").partition(GENERATED)
    return "\n".join([written + GENERATED, "", *_models(), *_verbs()])


def write() -> None:
    """Write every generated page again."""
    for name, made in PAGES.items():
        (DOCS / name).write_text(made(), "utf-8")


PAGES: dict[str, Callable[[], str]] = {"acts.md": acts, "glossary.md": glossary, "rules.md": rules_as_markdown}


def models() -> list[Any]:
    """The models of Changren, in the order of the storeys."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("changren.")]
    return sorted(ours, key=lambda model: ROOMS.index(model._meta.app_label))


def both(says: Any) -> tuple[str, str]:
    """A sentence in English and in Chinese; the Chinese is empty where there is none."""
    with translation.override("en"):
        english = str(says)
    with translation.override("zh-hans"):
        chinese = str(says)
    return english, chinese if chinese != english else ""


def _in_room(room: str) -> list[Act]:
    return [one for one in ACTS.values() if one.room == room]


def _room(room: str) -> Iterator[str]:
    for number, one in enumerate(_in_room(room)):
        yield from [f"## {room}", ""] if not number else []
        yield from [f"### `{one.name}`", "", " · ".join(both(one.verb)) + f". {_text(one)}", ""]
        yield from (f"- **{label}**: {says}" for label, says in _facts(one) if says)
        yield ""


def _facts(one: Act) -> Iterator[tuple[str, str]]:
    """What an act declares, line by line; an empty line is left out."""
    asked = sorted(one.wants)
    yield "done to", f"{_name(one.model)}{f', created in {_name(one.within)}' if one.within else ''}"
    yield "moves", _moves(one)
    yield "only follows", "part of another act" if one.follows else ""
    yield "by hand", "no program does it" if one.by_hand else ""
    yield "who", _meaning(one.who)
    yield "when", "; ".join(map(_meaning, one.when))
    yield "asks for", ", ".join(f"`{name}`" for name in asked)
    yield "tells", "; ".join(map(_meaning, one.tells))
    yield "the minutes say", " · ".join(filter(None, both(one.says)))
    yield "and keep", ", ".join(f"`{name}`" for name in one.keeps)


def _name(model: Any) -> str:
    return " · ".join(filter(None, both(model._meta.verbose_name)))


def _moves(one: Act) -> str:
    if one.starts_as:
        return f"→ {one.starts_as}"
    moves = (f"{source} → {' or '.join(targets)}" for source, targets in one.steps.items())
    return "; ".join(moves)


def _text(one: Any) -> str:
    return " ".join((one.__doc__ or "").split())


def _first(one: Any) -> str:
    """The first sentence of a docstring that is more than a citation, without its full stop."""
    sentences = SENTENCE.split(_text(one).rstrip("."))
    return next((says for says in sentences if not CITATION.match(says)), sentences[0])


def _meaning(asked: Callable[..., Any]) -> str:
    """What a guard or a list of people means: its docstring, or what it was made from."""
    if asked.__doc__:
        return _first(asked)
    if asked.__name__ == "<lambda>":
        return next(_meaning(one) for one in _called(asked))
    made_from = inspect.getclosurevars(asked).nonlocals
    if "roles" in made_from:
        return f"{' or '.join(both(role.label)[0] for role in made_from['roles'])} of the township"
    parts = made_from.get("guards", ())
    return ", and ".join(map(_meaning, parts)) if parts else asked.__name__.replace("_", " ")


def _called(function: Any) -> Iterator[Any]:
    """The functions that a lambda calls by a name of its module, or by one of a module that it knows."""
    known = dict(function.__globals__)
    for name in function.__code__.co_names:
        found = known.get(name)
        if inspect.isfunction(found):
            yield found
        elif inspect.ismodule(found):
            known |= vars(found)


def _models() -> Iterator[str]:
    yield from ["## Every model", "", MODELS_HEAD]
    for model in models():
        english, chinese = both(model._meta.verbose_name)
        yield _row(f"`{model._meta.label}`", english, chinese or "—", _first(model))
    yield ""


def _verbs() -> Iterator[str]:
    yield from ["## Every act", "", "More of each in [acts.md](acts.md).", "", VERBS_HEAD]
    for one in (one for room in ROOMS for one in _in_room(room)):
        yield _row(f"`{one.name}`", *both(one.verb), _first(one))
    yield ""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    write()
