"""The form: which questions it asks with which answers, in the words of the provisions on the day it is adopted."""

from typing import Any, TypedDict

from django.utils import translation
from django.utils.translation import get_language

from changren.evaluation.models import About, Evaluation, Subject
from changren.evaluation.queries.asking import rule_of

CHINESE = "zh-hans"
NOTHING = "none"  # the choice of a provision by which a question is left out
ASKED = {  # kind of evaluation: what is asked of each subject
    Evaluation.Kind.BODY: (About.BODY,), Evaluation.Kind.PERSON: (About.WORK, About.INTEGRITY),
    Evaluation.Kind.CONSENT: (About.CONSENT,), Evaluation.Kind.SATISFACTION: (About.SATISFACTION,),
}  # fmt: skip


class Words(TypedDict):
    """A word of the form in both languages."""

    zh: str
    en: str


class Question(TypedDict):
    """One question: the subject's id ("" where the subjects are the answers), and what may be marked."""

    subject: str
    about: str
    answers: list[Words]
    min: int
    max: int


def questions_of(evaluation: Evaluation, subjects: list[Subject]) -> list[Question]:
    """What the form asks, question by question, in the order of its subjects."""
    if evaluation.kind == Evaluation.Kind.RECOMMENDATION:
        names = [Words(zh=one.name, en=one.name) for one in subjects]
        return [Question(subject="", about=About.CHOICE, answers=names, min=0, max=evaluation.most)]
    asked = [(about, _words(scale_of(evaluation, about))) for about in ASKED[Evaluation.Kind(evaluation.kind)]]
    return [
        Question(subject=str(one.pk), about=about, answers=scale, min=1, max=1)
        for one in subjects for about, scale in asked if scale
    ]  # fmt: skip


def provisions_of(evaluation: Evaluation) -> list[Any]:
    """The provisions that give the form its words."""
    abouts = ASKED.get(Evaluation.Kind(evaluation.kind), ())
    return [scale_of(evaluation, about) for about in abouts]


def scale_of(evaluation: Evaluation, about: About) -> Any:
    """The provision whose words are the answers to what is asked."""
    if about == About.WORK:
        return rule_of(evaluation, "person_scale")
    if about == About.INTEGRITY:
        return rule_of(evaluation, "integrity_scale")
    return rule_of(evaluation, "consent_answers") if about == About.CONSENT else rule_of(evaluation, "body_scale")


def _words(provision: Any) -> list[Words]:
    """The words of a choice, one by one: both languages list them in the same order."""
    if provision.value == NOTHING:
        return []
    words = provision.definition.options[provision.value]
    pairs = zip(words["zh"].split("、"), words["en"].split(", "), strict=True)
    return [Words(zh=zh, en=en) for zh, en in pairs]


def worded(words: Words) -> str:
    """A word of the form in the reader's language."""
    return words["zh" if (get_language() or CHINESE).startswith("zh") else "en"]


def for_ballots(evaluation: Evaluation) -> list[dict[str, Any]]:
    """The questions as the sealed ballots want them: plain Chinese text, in the order of its fields."""
    names = {str(one.pk): one.name for one in evaluation.subjects.all()}
    with translation.override(CHINESE):
        return [
            {
                "answers": [words["zh"] for words in one["answers"]], "min": one["min"], "max": one["max"],
                "question": " · ".join(filter(None, (names.get(one["subject"]), str(About(one["about"]).label)))),
            }
            for one in evaluation.questions
        ]  # fmt: skip
