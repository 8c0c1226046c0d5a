"""What is voted on: questions, and the public description of an election whose bytes everything else is bound to."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from changren.ballots.protocol import plain
from changren.ballots.protocol.groups import Element, Group, group, powers_of
from changren.ballots.protocol.plain import BASE58, a_list, a_text, an_integer, fields, fingerprint, picked, written
from changren.ballots.protocol.proofs import Powers
from changren.ballots.protocol.rules import Rule, no

VERSION = 1
UUID_LENGTH = 14
LARGEST = 1_000_000  # bytes of a description
MOST_BOXES = 10_000  # in one election


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers, of which `least` to `most` are ticked. blank: whether a blank vote is a box."""

    text: str
    answers: tuple[str, ...]
    least: int = 1
    most: int = 1
    blank: bool = False

    @property
    def boxes(self) -> int:
        """How many numbers are encrypted for it; the blank one comes first."""
        return len(self.answers) + self.blank

    @property
    def sums(self) -> range:
        """How many boxes may be ticked, the blank one not counted."""
        return range(self.least, self.most + 1)

    def plain(self) -> dict[str, Any]:
        """As it is written."""
        told: dict[str, Any] = {"answers": list(self.answers)}
        if self.blank:
            told["blank"] = True
        return told | {"min": self.least, "max": self.most, "question": self.text}

    @classmethod
    def of(cls, value: Any) -> "Question":
        """What `plain` wrote. Rejected (Rule.QUESTION) if it cannot be answered."""
        answers, blank, least, most, text = fields(
            value, "answers", "blank", "min", "max", "question", maybe=("blank",)
        )
        it = cls(
            a_text(text), tuple(map(a_text, a_list(answers))), an_integer(least), an_integer(most), blank is True
        )  # fmt: skip
        if not (it.answers and it.least <= it.most <= len(it.answers)) or blank not in (None, True, False):
            raise no(Rule.QUESTION, it.text)
        return it


@dataclass(frozen=True)
class Election:
    """The description that every ballot and share is bound to. raw: its bytes, which are never written anew."""

    raw: bytes
    uuid: str
    name: str
    description: str
    group: Group
    key: Element
    questions: tuple[Question, ...]
    fingerprint: str = field(default="")

    @cached_property
    def powers(self) -> Powers:
        """Of the generator and of the election's key."""
        its = self.group
        of_g, of_y = (powers_of(its.name, its.text(base)) for base in (its.generator, self.key))
        return of_g, of_y

    @cached_property
    def largest_ballot(self) -> int:
        """Bytes that no ballot of this election can exceed: every number as long as it can be."""
        element, number = len(self.group.text(self.group.generator)) + 4, len(str(self.group.order)) + 4
        proof = 2 * number + 30
        boxes, sums = self.boxes, sum(len(question.sums) + 3 * question.blank for question in self.questions)
        return boxes * (2 * element + 2 * proof + 40) + sums * proof + len(self.questions) * 100 + element + 600

    @property
    def boxes(self) -> int:
        """How many numbers one ballot encrypts."""
        return sum(question.boxes for question in self.questions)


def describe(
    uuid: str, name: str, description: str, key: tuple[Group, Element], questions: Sequence[Question]
) -> Election:
    """A new election. uuid: of `new_uuid`. key: the trustees' together, in its group."""
    its, y = key
    raw = written({
        "version": VERSION, "description": description, "name": name, "group": its.name, "public_key": its.text(y),
        "questions": [question.plain() for question in questions], "uuid": uuid,
    })  # fmt: skip
    return read(raw)


def read(raw: bytes) -> Election:
    """The election of these bytes. Rejected if it is not one in which anybody could vote."""
    if len(raw) > LARGEST:
        raise no(Rule.TOO_BIG)
    value = plain.read(raw)
    version, its, y, asked, uuid, name, description = picked(
        value, "version", "group", "public_key", "questions", "uuid", "name", "description"
    )
    if version != VERSION:
        raise no(Rule.VERSION, version)
    where = group(a_text(its))
    key = where.read(a_text(y))
    questions = tuple(Question.of(one) for one in a_list(asked))
    if not where.contains(key) or key == where.one:
        raise no(Rule.MEMBER, "public_key")
    if not 0 < sum(question.boxes for question in questions) <= MOST_BOXES:
        raise no(Rule.QUESTION, len(questions))
    return Election(raw, _uuid(uuid), a_text(name), a_text(description), where, key, questions, fingerprint(raw))


def _uuid(value: Any) -> str:
    text = a_text(value)
    if len(text) < UUID_LENGTH or not set(text) <= set(BASE58):
        raise no(Rule.JSON, "uuid")
    return text


def new_uuid() -> str:
    """A name for an election that no other has."""
    return "".join(secrets.choice(BASE58) for _n in range(UUID_LENGTH))
